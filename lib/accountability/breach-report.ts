import { recordEvent } from '../audit/record-event'
import { type BreachPhase } from '../codes'
import { inTransaction, type PortalContext } from '../context'
import { may } from '../may'
import { reportByOf } from './report-by'

type Report = { breachId: string; phase: BreachPhase; toldAt: Date; delayReason?: string; reference?: string }
type Outcome = 'recorded' | 'reason-needed' | 'in-future' | 'nothing-to-add-to' | 'not-in-order' | 'not-open'

/**
 * Notes that the authority was told at `toldAt`, in one of the phases of Art. 33(4), and by which findings. The first report ends the 72
 * hours; after them only with the reason for the delay (Art. 33(1)). `not-in-order`: before an earlier report of the case.
 */
export function recordAuthorityTold(ctx: PortalContext, report: Report): Promise<{ outcome: Outcome }> {
  return inTransaction(ctx, async (tx) => {
    const staff = await may.staffNow(tx, 'tellAuthority')
    const { breachId, phase, toldAt, delayReason, reference } = report
    if (toldAt > tx.now()) return { outcome: 'in-future' }
    await tx.db.$queryRaw`SELECT 1 FROM breach WHERE id = ${breachId}::uuid FOR UPDATE`
    const breach = await tx.db.breach.findFirst({ where: { id: breachId, closedAt: null } })
    if (!breach) return { outcome: 'not-open' }
    const refused = breach.authorityToldAt ? await afterFirst(tx, report) : asFirst(report, breach)
    if (refused) return { outcome: refused }
    const newest = await tx.db.breachFinding.findFirst({
      where: { breachId },
      orderBy: [{ recordedAt: 'desc' }, { id: 'desc' }],
      select: { id: true },
    })
    const isFirst = !breach.authorityToldAt
    await tx.db.breachReport.create({
      data: {
        breachId,
        phase,
        toldAt,
        delayReason: isFirst ? delayReason : undefined,
        reference,
        findingId: newest?.id,
        recordedAt: tx.now(),
        recordedBy: staff.accountId,
      },
      select: { id: true },
    })
    if (isFirst) {
      await tx.db.breach.update({ where: { id: breachId }, data: { authorityToldAt: toldAt }, select: { id: true } })
    }
    await recordEvent(tx, 'breach.authority-told', { subjectId: breachId, details: { kind: phase } })
    return { outcome: 'recorded' }
  })
}

function asFirst({ phase, toldAt, delayReason }: Report, { noticedAt }: { noticedAt: Date }): Outcome | undefined {
  if (phase === 'further') return 'nothing-to-add-to'
  return toldAt > reportByOf(noticedAt) && !delayReason ? 'reason-needed' : undefined
}

async function afterFirst(tx: PortalContext, { breachId, phase, toldAt }: Report): Promise<Outcome | undefined> {
  if (phase === 'first') return 'not-in-order'
  const later = await tx.db.breachReport.count({ where: { breachId, toldAt: { gt: toldAt } } })
  return later > 0 ? 'not-in-order' : undefined
}
