import { lockAccount } from '../accounts/lock-address'
import { recordEvent } from '../audit/record-event'
import { inTransaction, type PortalContext } from '../context'
import { queueMail } from '../mail/queue-mail'
import { may } from '../may'
import { Refused } from '../result'
import { yourContent } from './effects'
import { closeMeasure, findMeasure, restoreIfSuspended } from './end-measure'

type Outcome = { outcome: 'upheld' | 'rejected' | 'already-decided' | 'same-person' }

/**
 * Another person than those who took the measure decides on the appeal against it (DS-07; DSA Art. 20), be it one alone or the two of
 * an act on many members (DS-06); the database refuses it otherwise. `upheld` ends the measure: the content is shown or open again, a suspended account too (admins only). The author
 * gets the answer by mail; an erased author has taken the appeal along, and the measure can still be judged.
 */
export async function decideAppeal(
  ctx: PortalContext,
  { appealId, decision, answer }: { appealId: string; decision: 'upheld' | 'rejected'; answer: string },
): Promise<Outcome> {
  may.staff(ctx, 'decideOnAppeal')
  return inTransaction(ctx, async (tx) => {
    const before = await tx.db.appeal.findUnique({
      where: { id: appealId },
      select: { measureId: true, measureBy: true, preparedBy: true, decidedAt: true },
    })
    const measure = before && (await findMeasure(tx, before.measureId))
    if (!measure || before.decidedAt) return { outcome: 'already-decided' }
    const took = [before.measureBy, before.preparedBy]
    if (tx.actor.kind === 'member' && took.includes(tx.actor.accountId)) return { outcome: 'same-person' }
    if (decision === 'upheld') await restoreIfSuspended(tx, measure, answer)
    const { accountId: staffId } = await may.staffNow(tx, 'decideOnAppeal')
    if (measure.authorId === staffId) throw new Refused('own-content')
    if (measure.authorId) await lockAccount(tx, measure.authorId)
    const { count } = await tx.db.appeal.updateMany({
      where: { id: appealId, decidedAt: null },
      data: { decision, decidedAt: tx.now(), decidedBy: staffId },
    })
    if (count === 0) return { outcome: 'already-decided' }
    if (decision === 'upheld') await closeMeasure(tx, measure, staffId)
    await answerAuthor(tx, { appealId, isUpheld: decision === 'upheld', answer }, measure)
    await recordEvent(tx, 'moderation.appeal-decided', {
      subjectId: measure.authorId ?? undefined,
      details: { measureId: measure.id, decision },
    })
    return { outcome: decision }
  })
}

/** Nothing is written about somebody who is erased by now. */
async function answerAuthor(
  tx: PortalContext,
  { appealId, isUpheld, answer }: { appealId: string; isUpheld: boolean; answer: string },
  { contentKind, act }: NonNullable<Awaited<ReturnType<typeof findMeasure>>>,
): Promise<void> {
  const { authorId } = await tx.db.appeal.findUniqueOrThrow({ where: { id: appealId }, select: { authorId: true } })
  if (!authorId) return
  await tx.db.appeal.update({ where: { id: appealId }, data: { answer }, select: { id: true } })
  const what = act === 'suspend' ? 'Ihr Konto' : yourContent(contentKind)
  await queueMail(tx, {
    template: 'appeal-decided',
    accountId: authorId,
    props: { caseId: appealId, what, isUpheld, answer },
  })
}
