import { z } from 'zod'
import { recordEvent } from '../audit/record-event'
import { inTransaction, type PortalContext } from '../context'
import { berlinDay } from '../dates'
import { Prisma } from '../db/generated/client'
import { rowOf } from '../db/rows'
import { may } from '../may'
import { isVisibleSql } from '../moderation/measures'
import { firstReviewsSql } from '../moderation/review-setting'
import { type Outcome } from '../result'
import { lockOwn } from './own'
import { publicationProblems } from './problems'
import { release } from './release'

/**
 * Hands in a draft or a correction (DS-07). The first publications of a member are reviewed by staff before they appear, later ones
 * appear at once; while a correction is reviewed, readers see the former text. `problems`: by field name.
 */
export async function submitPublication(
  ctx: PortalContext,
  { publicationId, revision }: { publicationId: string; revision: number },
): Promise<
  | Outcome<'published' | 'submitted', { id: string }>
  | Outcome<'incomplete', { problems: Record<string, string> }>
  | Outcome<'gone' | 'stale'>
> {
  return inTransaction(ctx, async (tx) => {
    const accountId = await may.shown(tx)
    const row = await lockOwn(tx, publicationId)
    if (!row || row.publishedAt) return { outcome: 'gone' }
    const id = row.correctsId ?? row.id
    if (row.submittedAt) return { outcome: 'submitted', id }
    if (row.revision !== revision) return { outcome: 'stale' }
    const problems = publicationProblems(row.kind, row.content, berlinDay(tx.now()))
    if (Object.keys(problems).length > 0) return { outcome: 'incomplete', problems }
    if (await isTrusted(tx, accountId)) {
      await release(tx, row)
      return { outcome: 'published', id }
    }
    await tx.db.publication.update({
      where: { id: row.id },
      data: { submittedAt: tx.now(), returnedAt: null, returnReason: null },
      select: { id: true },
    })
    await recordEvent(tx, 'publication.submitted', { subjectId: accountId, details: { publication: id } })
    return { outcome: 'submitted', id }
  })
}

const isTrustedRow = z.strictObject({ isTrusted: z.boolean() })

/** Do publications of this member appear at once? Staff's do; those of others after the first ones, unless one is hidden now. */
export async function isTrusted(ctx: PortalContext, accountId: string): Promise<boolean> {
  may.own(ctx, accountId)
  const row = await rowOf(ctx, isTrustedRow)`
    SELECT a.role <> 'member' OR (
      (SELECT count(*) FROM publication p WHERE p.account_id = a.id AND p.published_at IS NOT NULL) >= ${firstReviewsSql}
      AND NOT EXISTS (SELECT FROM publication p WHERE p.account_id = a.id AND NOT ${isVisibleSql('publication', Prisma.sql`p.id`)})
    ) AS "isTrusted"
    FROM account a WHERE a.id = ${accountId}::uuid`
  return row?.isTrusted ?? false
}
