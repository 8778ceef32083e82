import { z } from 'zod'
import { lockAdmins, suspendMember } from '../accounts/suspend-member'
import { recordEvent } from '../audit/record-event'
import { codesOf, contentLabels, type MeasureAct, type MeasureGround } from '../codes'
import { inTransaction, type PortalContext } from '../context'
import { rowOf } from '../db/rows'
import { queueMail } from '../mail/queue-mail'
import { may } from '../may'
import { Refused } from '../result'
import { actsFor } from './effects'
import { takeMeasure } from './take-measure'

export type Decision = {
  caseId: string
  act: MeasureAct | 'none'
  ground: MeasureGround
  /** Goes to the author and to everybody who reported it. */
  reason: string
  /** How the author knows the content. */
  title?: string
}

type Outcome =
  | 'decided'
  /** Somebody else was faster. */
  | 'already-decided'
  /** It is hidden or locked already. */
  | 'in-place'
  /** This cannot be done to this content, or its author is gone. */
  | 'not-possible'
  | 'last-admin'

type Case = z.output<typeof caseRow>
const caseRow = z.strictObject({
  id: z.string(),
  contentKind: z.enum(codesOf(contentLabels)),
  contentId: z.string(),
  authorId: z.string().nullable(),
  isClosed: z.boolean(),
})

/**
 * A person of staff closes a case with one act (DS-07): of two at the same moment the first one counts. The author gets the statement
 * of reasons (DSA Art. 17), whoever reported it the outcome (Art. 16(5)). Only admins suspend. `move` moves a topic in the same
 * transaction, from the room that keeps it.
 */
export async function decideCase(
  ctx: PortalContext,
  decision: Decision,
  { move }: { move?: (tx: PortalContext, topicId: string) => Promise<{ outcome: string }> } = {},
): Promise<{ outcome: Outcome }> {
  may.staff(ctx, 'decideOnCase')
  return inTransaction(ctx, async (tx) => {
    const { caseId, act, reason } = decision
    if (act === 'suspend') await lockAdmins(tx)
    const { accountId: staffId } = await may.staffNow(tx, act === 'suspend' ? 'suspendAuthor' : 'decideOnCase')
    const found = await lockCase(tx, caseId)
    if (!found || found.isClosed) return { outcome: 'already-decided' }
    // Nobody judges what they wrote themselves.
    if (found.authorId === staffId) throw new Refused('own-content')
    const carried = act === 'none' ? undefined : await carryOut(tx, found, { ...decision, act, staffId }, move)
    if (carried && carried.outcome !== 'taken') return { outcome: carried.outcome }
    await tx.db.moderationCase.update({
      where: { id: caseId },
      data: { outcome: act, reason: found.authorId ? reason : null, closedAt: tx.now(), closedBy: staffId },
      select: { id: true },
    })
    await tellReporters(tx, found, decision)
    await recordEvent(tx, 'moderation.decided', {
      subjectId: found.authorId ?? undefined,
      details: { caseId, act, ground: decision.ground, ...(carried && { measureId: carried.measureId }) },
    })
    return { outcome: 'decided' }
  })
}

async function carryOut(
  tx: PortalContext,
  { id: caseId, contentKind: kind, contentId: id, authorId }: Case,
  { act, ground, reason, title, staffId }: Decision & { act: MeasureAct; staffId: string },
  move: ((tx: PortalContext, topicId: string) => Promise<{ outcome: string }>) | undefined,
): Promise<{ outcome: 'taken'; measureId: string } | { outcome: Outcome }> {
  if (!actsFor(kind).includes(act)) return { outcome: 'not-possible' }
  if ((act === 'warn' || act === 'suspend') && !authorId) return { outcome: 'not-possible' }
  if (act === 'suspend' && authorId) {
    const { outcome } = await suspendMember(tx, { accountId: authorId, reason })
    if (outcome === 'last-admin') return { outcome }
    if (outcome !== 'suspended') return { outcome: 'in-place' }
  }
  if (act === 'move' && (await move?.(tx, id))?.outcome !== 'moved') return { outcome: 'not-possible' }
  return takeMeasure(tx, {
    content: { kind, id, authorId, title },
    caseId,
    act,
    ground,
    reason,
    staffId,
    isReported: true,
  })
}

/** First the author, as strongly as any act needs it, then the case: reports and erasures lock in this order too. */
async function lockCase(tx: PortalContext, caseId: string): Promise<Case | undefined> {
  const before = await tx.db.moderationCase.findUnique({ where: { id: caseId }, select: { authorId: true } })
  await tx.db.$queryRaw`SELECT 1 FROM account WHERE id = ${before?.authorId ?? null}::uuid FOR UPDATE`
  return rowOf(tx, caseRow)`
    SELECT id, content_kind AS "contentKind", content_id AS "contentId", author_id AS "authorId", closed_at IS NOT NULL AS "isClosed"
    FROM moderation_case WHERE id = ${caseId}::uuid FOR UPDATE`
}

async function tellReporters(
  tx: PortalContext,
  { contentKind }: Case,
  { caseId, act, reason }: Decision,
): Promise<void> {
  const reports = await tx.db.contentReport.findMany({
    where: { caseId },
    orderBy: { id: 'asc' },
    select: { reporterId: true, reporterEmail: true, createdAt: true },
  })
  for (const { reporterId, reporterEmail, createdAt } of reports) {
    const props = {
      caseId,
      what: contentLabels[contentKind],
      reportedAt: createdAt.toISOString(),
      hasMeasure: act !== 'none',
      reason,
    }
    if (reporterId) await queueMail(tx, { template: 'report-decided', accountId: reporterId, props })
    else if (reporterEmail) await queueMail(tx, { template: 'report-decided', recipient: reporterEmail, props })
  }
}
