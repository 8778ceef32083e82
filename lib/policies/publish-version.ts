import { recordEvent } from '../audit/record-event'
import { inTransaction, type PortalContext } from '../context'
import { lockDraft } from './draft'
import { draftProblems } from './draft-problems'
import { newestVersion } from './published-versions'
import { requireRole } from './require-role'
import { sealVersions } from './seal-versions'

/**
 * The data protection officer releases exactly the text that was handed in and seen (DS-11): never a person who wrote at it, in whatever
 * role and however long ago, or handed it in. From this instant on the version cannot change, and whoever registers accepts it. Only marks it as published; the
 * duty `announcements` tells the members (announce-versions.ts), so the answer does not wait for them.
 */
export async function publishVersion(
  ctx: PortalContext,
  { number, revision }: { number: number; revision: number },
): Promise<
  | { outcome: 'published' | 'not-submitted' | 'same-person' | 'no-draft' | 'stale' }
  | { outcome: 'incomplete'; problems: string[] }
> {
  const { accountId } = requireRole(ctx, ['dpo'])
  return inTransaction(ctx, async (tx) => {
    const locked = await lockDraft(tx, { number, revision })
    if (locked.outcome !== 'locked') return locked
    const { draft } = locked
    if (!draft.submittedAt) return { outcome: 'not-submitted' }
    if (draft.submittedBy === accountId || (await hasWritten(tx, { number, accountId })))
      return { outcome: 'same-person' }
    // The rules may have grown since it was handed in.
    const problems = draftProblems(draft, await newestVersion(tx))
    if (problems.length > 0) return { outcome: 'incomplete', problems }
    await tx.db.policyVersion.update({
      where: { number },
      data: { publishedAt: tx.now(), publishedBy: accountId },
      select: { number: true },
    })
    await recordEvent(tx, 'policy.published', { details: { version: number, revision } })
    await sealVersions(tx)
    return { outcome: 'published' }
  })
}

/** Did this person ever begin or save this draft? The record knows all who did, the draft only the last one. */
async function hasWritten(
  tx: PortalContext,
  { number, accountId }: { number: number; accountId: string },
): Promise<boolean> {
  const [row] = await tx.db.$queryRaw<unknown[]>`
    SELECT 1 FROM policy_version v JOIN audit_event e ON e.at >= v.created_at
    WHERE v.number = ${number} AND e.actor_id = ${accountId} AND e.act = 'policy.draft-saved'
      AND (e.details ->> 'version')::int = v.number LIMIT 1`
  return row !== undefined
}
