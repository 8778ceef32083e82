import { createHash } from 'node:crypto'
import { recordEvent } from '../audit/record-event'
import { inTransaction, type PortalContext } from '../context'
import { lockAccount } from './lock-address'
import { type ProfileChange } from './schema'

type Profile = Omit<ProfileChange, 'seen'>
type Outcome = { outcome: 'saved' } | { outcome: 'stale' } | { outcome: 'gone' }

const profileColumns = {
  surname: true,
  givenName: true,
  memberGroup: true,
  organisation: true,
  position: true,
} as const

/**
 * Changes the registration data (DS-04); the mandatory fields stay complete. `seen` is the fingerprint of the data that the
 * page showed: if they were changed elsewhere meanwhile, nothing is stored and the outcome is `stale`, so that a page
 * left open for a day cannot silently undo a correction.
 */
export async function updateProfile(
  ctx: PortalContext,
  { accountId, seen, ...given }: ProfileChange & { accountId: string },
): Promise<Outcome> {
  return inTransaction(ctx, async (tx) => {
    if ((await lockAccount(tx, accountId)).outcome === 'gone') return { outcome: 'gone' }
    const stored = await tx.db.account.findUniqueOrThrow({ where: { id: accountId }, select: profileColumns })
    // Sending the same form twice is no conflict.
    if (fingerprintOf(stored) === fingerprintOf(given)) return { outcome: 'saved' }
    if (fingerprintOf(stored) !== seen) return { outcome: 'stale' }
    await tx.db.account.update({ where: { id: accountId }, data: given, select: { id: true } })
    const fields = keys.filter((key) => stored[key] !== given[key])
    await recordEvent(tx, 'account.profile-updated', { subjectId: accountId, details: { fields } })
    return { outcome: 'saved' }
  })
}

const keys = Object.keys(profileColumns) as (keyof Profile)[]

/** Stands for a state of the data without containing it. */
export function fingerprintOf(profile: Profile): string {
  return createHash('sha256')
    .update(JSON.stringify(keys.map((key) => profile[key])))
    .digest('base64url')
}
