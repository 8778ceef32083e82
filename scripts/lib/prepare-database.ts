import { portalContext } from '@/lib/context'
import { migrate } from '@/lib/db/migrate'
import { settings } from '@/lib/env'
import { ensureFirstVersion } from '@/lib/policies/ensure-first-version'

/** Migrations and the first policy version (DS-01); does nothing where both are there. */
export async function migrateDatabase(say: (line: string) => void): Promise<void> {
  const applied = await migrate({ url: settings().databaseUrl, folder: 'prisma/migrations' })
  for (const name of applied) say(`Migration ${name} applied`)
  await ensureFirstVersion(portalContext({ kind: 'operator' }))
}
