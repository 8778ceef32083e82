import { recordEvent } from '../audit/record-event'
import { staffActs } from '../auth/permissions'
import { inTransaction, type PortalContext } from '../context'
import { idRow, rowsOf } from '../db/rows'
import { secondPerson, type Unfit } from '../four-eyes/second-person'
import { may } from '../may'
import { lockDraft } from './draft'
import { draftProblems } from './draft-problems'
import { newestVersion } from './published-versions'
import { sealVersions } from './seal-versions'

/**
 * An approver releases exactly the text that was handed in and seen (DS-11): never a person who wrote at it, in whatever
 * role and however long ago, or handed it in. From this instant on the version cannot change, and whoever registers accepts it. Only marks it as published; the
 * duty `announcements` tells the members (announce-versions.ts), so the answer does not wait for them.
 */
export async function publishVersion(
  ctx: PortalContext,
  { number, revision }: { number: number; revision: number },
): Promise<
  | { outcome: 'published' | 'not-submitted' | 'no-draft' | 'stale' | Unfit }
  | { outcome: 'incomplete'; problems: string[] }
> {
  may.staff(ctx, 'releasePolicyDraft')
  return inTransaction(ctx, async (tx) => {
    const locked = await lockDraft(tx, { number, revision })
    if (locked.outcome !== 'locked') return locked
    const { draft } = locked
    if (!draft.submittedAt) return { outcome: 'not-submitted' }
    const second = await secondPerson(tx, {
      roles: staffActs.releasePolicyDraft.roles,
      first: [draft.submittedBy, ...(await writersOf(tx, number))].filter((id) => id !== null),
      concerned: [],
    })
    if (second.outcome !== 'fit') return second
    // The rules may have grown since it was handed in.
    const problems = draftProblems(draft, await newestVersion(tx))
    if (problems.length > 0) return { outcome: 'incomplete', problems }
    await tx.db.policyVersion.update({
      where: { number },
      data: { publishedAt: tx.now(), publishedBy: second.staffId },
      select: { number: true },
    })
    await recordEvent(tx, 'policy.published', { details: { version: number, revision } })
    await sealVersions(tx)
    return { outcome: 'published' }
  })
}

/** Everybody who ever began or saved this draft: the record knows all who did, the draft only the last one. */
async function writersOf(tx: PortalContext, number: number): Promise<string[]> {
  const rows = await rowsOf(tx, idRow)`
    SELECT DISTINCT e.actor_id AS id FROM policy_version v JOIN audit_event e ON e.at >= v.created_at
    WHERE v.number = ${number} AND e.actor_kind = 'staff' AND e.act = 'policy.draft-saved'
      AND (e.details ->> 'version')::int = v.number`
  return rows.map(({ id }) => id)
}
