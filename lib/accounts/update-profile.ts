import { createHash } from 'node:crypto'
import { recordEvent } from '../audit/record-event'
import { inTransaction, type PortalContext } from '../context'
import { may } from '../may'
import { lockAccount } from './lock-address'
import { openVerification } from './request-verification'
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
  may.own(ctx, accountId, 'rectifyData')
  return inTransaction(ctx, async (tx) => {
    if ((await lockAccount(tx, accountId)).outcome === 'gone') return { outcome: 'gone' }
    const stored = await tx.db.account.findUniqueOrThrow({ where: { id: accountId }, select: profileColumns })
    // Sending the same form twice is no conflict.
    if (fingerprintOf(stored) === fingerprintOf(given)) return { outcome: 'saved' }
    if (fingerprintOf(stored) !== seen) return { outcome: 'stale' }
    const fields = keys.filter((key) => stored[key] !== given[key])
    const isElse = fields.some((field) => verifiedFields.includes(field))
    const data = isElse ? { ...given, verifiedAt: null } : given
    await tx.db.account.update({ where: { id: accountId }, data, select: { id: true } })
    if (isElse) await openVerification(tx, { accountId, cause: 'changed' })
    await recordEvent(tx, 'account.profile-updated', { subjectId: accountId, details: { fields } })
    return { outcome: 'saved' }
  })
}

const keys = Object.keys(profileColumns) as (keyof Profile)[]
/** For whom somebody acts: what staff verify beyond the name. */
const verifiedFields: (keyof Profile)[] = ['memberGroup', 'organisation', 'position']

/** Stands for a state of the data without containing it. */
export function fingerprintOf(profile: Profile): string {
  return createHash('sha256')
    .update(JSON.stringify(keys.map((key) => profile[key])))
    .digest('base64url')
}
