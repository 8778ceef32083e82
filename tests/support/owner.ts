import { Pool } from 'pg'

// Vitest loads setup files and tests apart from each other.
const shared = globalThis as unknown as { ownerUrl?: string; ownerPool?: Pool }

export function setOwnerUrl(url: string): void {
  shared.ownerUrl = url
}

/** Address of the worker's database for the role that owns its tables. */
export function ownerUrl(): string {
  if (!shared.ownerUrl) throw new Error('only tests with a database have an owner of it')
  return shared.ownerUrl
}

/** Connections of the owner, for what a test breaks on purpose: triggers off, constraints dropped, rows of records rewritten. */
export function owner(): Pool {
  shared.ownerPool ??= new Pool({ connectionString: ownerUrl(), max: 5 })
  return shared.ownerPool
}

export async function closeOwner(): Promise<void> {
  const pool = shared.ownerPool
  shared.ownerPool = undefined
  await pool?.end()
}
