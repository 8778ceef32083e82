import { recordEvent } from '../audit/record-event'
import { inTransaction, type PortalContext } from '../context'
import { berlinDay } from '../dates'
import { queueMail } from '../mail/queue-mail'
import { may } from '../may'
import { type Outcome } from '../result'
import { lockRow } from './own'
import { publicationProblems } from './problems'
import { release } from './release'

type Decision = { publicationId: string; revision?: number; decision: 'publish' | 'return'; reason?: string }

/**
 * A moderator or admin releases what waits for its review, or gives it back with a reason; the author learns it by mail (DS-07).
 * `publicationId`: the row of the list, a draft or a correction. `stale`: it was taken back and changed since. `own`: somebody else has to
 * decide. `over`: its last day has passed meanwhile, it can only be given back. `no-reason`: giving back needs one.
 */
export async function decidePublication(
  ctx: PortalContext,
  { publicationId, revision, decision, reason = '' }: Decision,
): Promise<Outcome<'published' | 'returned' | 'gone' | 'stale' | 'own' | 'over' | 'no-reason'>> {
  const { accountId: decidedBy } = may.staff(ctx, 'decideOnPublication')
  if (decision === 'return' && reason.trim() === '') return { outcome: 'no-reason' }
  return inTransaction(ctx, async (tx) => {
    const row = await lockRow(tx, publicationId)
    if (!row?.submittedAt) return { outcome: 'gone' }
    if (revision !== undefined && row.revision !== revision) return { outcome: 'stale' }
    if (row.accountId === decidedBy) return { outcome: 'own' }
    const id = row.correctsId ?? row.id
    const { title } = row.content
    if (decision === 'publish') {
      if (Object.keys(publicationProblems(row.kind, row.content, berlinDay(tx.now()))).length > 0)
        return { outcome: 'over' }
      await release(tx, row, { decidedBy })
      await queueMail(tx, {
        template: 'publication-published',
        accountId: row.accountId,
        props: { title, url: `${tx.mail.appUrl}/angebote/${id}` },
      })
      return { outcome: 'published' }
    }
    await tx.db.publication.update({
      where: { id: row.id },
      data: { submittedAt: null, returnedAt: tx.now(), returnReason: reason.trim(), decidedBy },
      select: { id: true },
    })
    await recordEvent(tx, 'publication.returned', { subjectId: row.accountId, details: { publication: id } })
    await queueMail(tx, {
      template: 'publication-returned',
      accountId: row.accountId,
      props: { title, answer: reason.trim(), url: `${tx.mail.appUrl}/meine-angebote/${id}` },
    })
    return { outcome: 'returned' }
  })
}
