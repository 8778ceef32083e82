import { keyedHash, keyedHashes } from '../secret-ring'

const PURPOSE = 'known-device'

/**
 * A browser that still carries the session cookie of an account, be that session over or not, has signed in to it: there the account has a
 * counter of failed tries of its own, so that nobody in the same network can lock the owner out (S-A7). The proof lies in that cookie, which
 * ends with the sign-out and after seven days: no other cookie is needed (DS-09, decision 0052).
 */
export function deviceProof(accountId: string): string {
  return keyedHash(PURPOSE, accountId)
}

export function isKnownDevice(proof: string | undefined, accountId: string | undefined): boolean {
  return proof !== undefined && accountId !== undefined && keyedHashes(PURPOSE, accountId).includes(proof)
}
