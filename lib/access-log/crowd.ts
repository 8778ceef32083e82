import { hash, randomBytes } from 'node:crypto'

/** So many different people at least must be able to be behind a detail of a line (DS-02). */
export const CROWD = 3

/**
 * Has the running hour seen enough different clients to hide one of them? Only keyed digests of the first few are held, in the memory of
 * this process; with each hour they and the key are forgotten. Each process counts for itself, so several know less, never more. On an
 * open connection, which names its client anyway, the same client is recognised without a digest: most hours never see a crowd.
 */
export function openCrowd(): { isLarge(hour: string, client: string, connection?: object): boolean } {
  let current = ''
  let key = newKey()
  const seen = new Set<string>()
  let clientOf = new WeakMap<object, string>()
  return {
    isLarge(hour, client, connection) {
      if (hour !== current) {
        current = hour
        key = newKey()
        seen.clear()
        clientOf = new WeakMap()
      }
      if (seen.size >= CROWD) return true
      if (connection && clientOf.get(connection) === client) return false
      if (connection) clientOf.set(connection, client)
      seen.add(hash('sha256', key + client, 'base64'))
      return seen.size >= CROWD
    },
  }
}

function newKey(): string {
  return randomBytes(32).toString('base64')
}
