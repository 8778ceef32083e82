import { recordEvent } from '../audit/record-event'
import { type ContentKind, contentLabels, type ReportCategory } from '../codes'
import { type ContentRef } from '../content'
import { inTransaction, type PortalContext } from '../context'
import { idRow, rowOf, rowsOf } from '../db/rows'
import { queueMail } from '../mail/queue-mail'
import { alertOfFirst } from './alert-moderation'

export type NewReport = {
  /** As the reader was shown it. */
  content: ContentRef & { authorId: string | null }
  category: ReportCategory
  explanation: string
  /** Visitors only. */
  name?: string
  email?: string
}

type Outcome = { outcome: 'reported'; caseId: string } | { outcome: 'already-reported' }

/**
 * Anybody reports a piece of content (DS-07; DSA Art. 16): all reports of it stand in one open case. Whoever left a way to be reached
 * gets a receipt by mail. `already-reported`: this member did so before, and the case is still open.
 */
export function reportContent(ctx: PortalContext, report: NewReport): Promise<Outcome> {
  return inTransaction(ctx, async (tx) => {
    const { content, category, explanation } = report
    const { actor } = tx
    const reporterId = actor.kind === 'member' ? actor.accountId : null
    const present = await lockPeople(tx, [content.authorId, reporterId])
    const authorId = present.has(content.authorId) ? content.authorId : null
    const { caseId, isNew } = await openCase(tx, { ...content, authorId })
    const already = reporterId && (await tx.db.contentReport.count({ where: { caseId, reporterId } })) > 0
    if (already) return { outcome: 'already-reported' }
    const visitor = reporterId ? {} : { reporterName: report.name, reporterEmail: report.email }
    const { id: reportId } = await tx.db.contentReport.create({
      data: { caseId, reporterId, ...visitor, category, explanation, createdAt: tx.now() },
      select: { id: true },
    })
    await tellReporter(tx, { caseId, kind: content.kind, reporterId, email: report.email })
    await recordEvent(tx, 'content.reported', { details: { caseId, reportId, kind: content.kind, category } })
    if (isNew) await alertOfFirst(tx)
    return { outcome: 'reported', caseId }
  })
}

/** Their rows stay until the transaction ends: an erasure comes before or after, never in the middle. In order of id, as everywhere. */
async function lockPeople(tx: PortalContext, ids: (string | null)[]): Promise<Set<string | null>> {
  const people = ids.filter((id) => id !== null)
  const rows = await rowsOf(tx, idRow)`
    SELECT id FROM account WHERE id = ANY(${people}::uuid[]) ORDER BY id FOR KEY SHARE`
  return new Set(rows.map(({ id }) => id))
}

/** The open case for this content, which stays open until the transaction ends; a new one if there is none. */
async function openCase(
  tx: PortalContext,
  { kind, id, authorId }: NewReport['content'],
): Promise<{ caseId: string; isNew: boolean }> {
  for (;;) {
    // A decision at the same moment is waited for; the row that it closed no longer fits.
    const open = await rowOf(tx, idRow)`
      SELECT id FROM moderation_case
      WHERE content_kind = ${kind} AND content_id = ${id}::uuid AND closed_at IS NULL FOR SHARE`
    if (open) return { caseId: open.id, isNew: false }
    const made = await rowOf(tx, idRow)`
      INSERT INTO moderation_case (content_kind, content_id, author_id, opened_at)
      VALUES (${kind}, ${id}::uuid, ${authorId}::uuid, ${tx.now()})
      ON CONFLICT (content_kind, content_id) WHERE closed_at IS NULL DO NOTHING RETURNING id`
    if (made) return { caseId: made.id, isNew: true }
  }
}

/** No word of the report and no name: anybody can enter a stranger's address. */
async function tellReporter(
  tx: PortalContext,
  { caseId, kind, reporterId, email }: { caseId: string; kind: ContentKind; reporterId: string | null; email?: string },
): Promise<void> {
  const props = { caseId, what: contentLabels[kind], reportedAt: tx.now().toISOString() }
  if (reporterId) await queueMail(tx, { template: 'report-received', accountId: reporterId, props })
  else if (email) await queueMail(tx, { template: 'report-received', recipient: email, props })
}
