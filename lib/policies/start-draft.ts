import { recordEvent } from '../audit/record-event'
import { inTransaction, type PortalContext } from '../context'
import { may } from '../may'
import { newestVersion } from './published-versions'

/** Begins the next version as a copy of the newest one (DS-11). Of any number of calls one begins it; there is one draft at a time. */
export async function startDraft(ctx: PortalContext): Promise<{ outcome: 'started' | 'already-there' }> {
  const { accountId } = may.staff(ctx, 'beginPolicyDraft')
  return inTransaction(ctx, async (tx) => {
    const { publishedAt: _, number: newest, ...content } = await newestVersion(tx)
    const number = newest + 1
    const { count } = await tx.db.policyVersion.createMany({
      data: { ...content, number, createdAt: tx.now(), editedBy: accountId, editedAt: tx.now() },
      skipDuplicates: true,
    })
    if (count === 0) return { outcome: 'already-there' }
    await recordEvent(tx, 'policy.draft-saved', { details: { version: number, revision: 1 } })
    return { outcome: 'started' }
  })
}
