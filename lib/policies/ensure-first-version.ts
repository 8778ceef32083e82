import { recordEvent } from '../audit/record-event'
import { inTransaction, type PortalContext } from '../context'
import { FIRST_VERSION } from './first-version'
import { sealVersions } from './seal-versions'

/**
 * Publishes version 1 of the policy if the record has no version yet; at every start, from any number of servers at once (DS-01).
 * Does nothing if there is already one, but for the seals of versions that have none.
 */
export async function ensureFirstVersion(ctx: PortalContext): Promise<{ outcome: 'published' | 'already-published' }> {
  const system: PortalContext = { ...ctx, actor: { kind: 'system', duty: 'start' } }
  return inTransaction(system, async (tx) => {
    const { count } = await tx.db.policyVersion.createMany({
      data: { ...FIRST_VERSION, createdAt: tx.now(), publishedAt: tx.now() },
      skipDuplicates: true,
    })
    if (count > 0) await recordEvent(tx, 'policy.published', { details: { version: FIRST_VERSION.number } })
    await sealVersions(tx)
    return { outcome: count > 0 ? 'published' : 'already-published' }
  })
}
