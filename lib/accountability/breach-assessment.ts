import { recordEvent } from '../audit/record-event'
import { type BreachRisk, type BreachTold } from '../codes'
import { inTransaction, type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { may } from '../may'
import { lockOpenBreach } from './lock-breach'

/** The assessment that stands: the newest. */
export function standingAssessment(ctx: PortalContext, breachId: string) {
  return ctx.db.breachAssessment.findFirst({
    where: { breachId },
    orderBy: [{ decidedAt: 'desc' }, { id: 'desc' }],
    select: { risk: true, telling: true, decidedAt: true },
  })
}

/**
 * Management decides how high the risk is for the people affected (Art. 33(1), 34): whether the authority and whether they are told. It may
 * be decided anew, as the case becomes known. `people-must-be-told`: a high risk names its exception (Art. 34(3)), or they are told.
 */
export function assessBreach(
  ctx: PortalContext,
  { breachId, risk, telling, reason }: { breachId: string; risk: BreachRisk; telling: BreachTold; reason: string },
): Promise<{ outcome: 'assessed' | 'not-open' | 'people-must-be-told' }> {
  return inTransaction(ctx, async (tx) => {
    const staff = await may.staffNow(tx, 'assessBreach')
    if (!(await lockOpenBreach(tx, breachId))) return { outcome: 'not-open' }
    if (risk === 'high' && telling === 'not-high') return { outcome: 'people-must-be-told' }
    const data = { breachId, risk, telling, reason, decidedAt: tx.now(), decidedBy: staff.accountId }
    await tx.db.breachAssessment.create({ data, select: { id: true } })
    await recordEvent(tx, 'breach.assessed', { subjectId: breachId, details: { decision: risk, answer: telling } })
    return { outcome: 'assessed' }
  })
}

/** Is the breach `b` one that need not be reported, as management has decided last (Art. 33(1))? */
export const isWithoutRiskSql = Prisma.sql`coalesce((SELECT s.risk = 'none' FROM breach_assessment s
  WHERE s.breach_id = b.id ORDER BY s.decided_at DESC, s.id DESC LIMIT 1), FALSE)`
