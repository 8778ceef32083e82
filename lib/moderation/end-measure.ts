import { lockAccount } from '../accounts/lock-address'
import { restoreMember } from '../accounts/suspend-member'
import { recordEvent } from '../audit/record-event'
import { type ContentKind, type MeasureAct } from '../codes'
import { inTransaction, type PortalContext } from '../context'
import { queueMail } from '../mail/queue-mail'
import { may } from '../may'
import { effectOfEnd, yourContent } from './effects'

export type Measure = {
  id: string
  contentKind: ContentKind
  act: MeasureAct
  authorId: string | null
  startedBy: string
  endedAt: Date | null
}

/**
 * Staff take a measure back with a reason: the content is shown or open again, the account too (admins only). The author gets a mail (DS-07).
 * `not-open`: it is over already, or somebody else was faster.
 */
export async function endMeasure(
  ctx: PortalContext,
  { measureId, reason }: { measureId: string; reason: string },
): Promise<{ outcome: 'ended' | 'not-open' }> {
  may.staff(ctx, 'endCaseMeasure')
  return inTransaction(ctx, async (tx) => {
    const found = await findMeasure(tx, measureId)
    if (!found || found.endedAt) return { outcome: 'not-open' }
    await restoreIfSuspended(tx, found, reason)
    const { accountId: staffId } = await may.staffNow(tx, 'endCaseMeasure')
    if (found.authorId) await lockAccount(tx, found.authorId)
    const { outcome } = await closeMeasure(tx, found, staffId)
    if (outcome === 'not-open') return { outcome }
    const { contentKind, act, authorId } = found
    if (authorId) {
      const what = act === 'suspend' ? 'Ihr Konto' : yourContent(contentKind)
      const props = { what, effect: effectOfEnd(contentKind, act), reason }
      await queueMail(tx, { template: 'measure-ended', accountId: authorId, props })
    }
    return { outcome }
  })
}

/** An admin's act that locks all admins first; does nothing for other measures. */
export async function restoreIfSuspended(
  tx: PortalContext,
  { act, authorId, endedAt }: Measure,
  reason: string,
): Promise<void> {
  if (act === 'suspend' && authorId && !endedAt) await restoreMember(tx, { accountId: authorId, reason })
}

export async function findMeasure(tx: PortalContext, id: string): Promise<Measure | null> {
  const select = { id: true, contentKind: true, act: true, authorId: true, startedBy: true, endedAt: true } as const
  return (await tx.db.contentMeasure.findUnique({ where: { id }, select })) as Measure | null
}

/** In the caller's transaction, without a word to anybody. */
export async function closeMeasure(
  tx: PortalContext,
  { id, act, authorId }: Measure,
  staffId: string,
): Promise<{ outcome: 'ended' | 'not-open' }> {
  const { count } = await tx.db.contentMeasure.updateMany({
    where: { id, endedAt: null },
    data: { endedAt: tx.now(), endedBy: staffId },
  })
  if (count === 0) return { outcome: 'not-open' }
  const details = { measureId: id, act }
  await recordEvent(tx, 'moderation.measure-ended', { subjectId: authorId ?? undefined, details })
  return { outcome: 'ended' }
}
