import { portalContext } from '@/lib/context'
import { database } from '@/lib/db/client'
import { migrate } from '@/lib/db/migrate'
import { settings } from '@/lib/env'
import { ensureFirstVersion } from '@/lib/policies/ensure-first-version'
import { say } from './progress'

/** Migrations, the first policy version (DS-01) and, where wanted, demo data. Returns lines to print when ready. */
export async function prepareDatabase(): Promise<string[]> {
  const applied = await migrate({ url: settings().databaseUrl, folder: 'prisma/migrations' })
  if (applied.length > 0) say(`Database: ${applied.length} migration(s) applied`)
  const ctx = portalContext({ kind: 'operator' })
  await ensureFirstVersion(ctx)
  await closeDatabase()
  return []
}

async function closeDatabase(): Promise<void> {
  await database().db.$disconnect()
  await database().pool.end()
}
