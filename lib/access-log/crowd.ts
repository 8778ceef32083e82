import { hash, randomBytes } from 'node:crypto'

/** So many different people at least must be able to be behind a detail of a line (DS-02). */
export const CROWD = 3

/**
 * Has the running hour seen enough different clients to hide one of them? Only keyed digests of the first few are held, in the memory of
 * this process; with each hour they and the key are forgotten. Each process counts for itself, so several know less, never more.
 */
export function openCrowd(): { isLarge(hour: string, client: string): boolean } {
  let current = ''
  let key = newKey()
  const seen = new Set<string>()
  return {
    isLarge(hour, client) {
      if (hour !== current) {
        current = hour
        key = newKey()
        seen.clear()
      }
      if (seen.size >= CROWD) return true
      seen.add(hash('sha256', key + client, 'base64'))
      return seen.size >= CROWD
    },
  }
}

function newKey(): string {
  return randomBytes(32).toString('base64')
}
