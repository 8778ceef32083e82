import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Pool } from 'pg'
import { systemClock } from '@/lib/clock'
import { type Actor, type PortalContext } from '@/lib/context'
import { openDatabase } from '@/lib/db/client'
import { startEmbeddedPostgres } from '@/lib/db/embedded-postgres'
import { migrate } from '@/lib/db/migrate'

type Own = { ctx: PortalContext; pool: Pool; url: string; folder: string }

/** A PostgreSQL of its own with empty tables, for one benchmark; gone afterwards. */
export async function withOwnDatabase<T>(name: string, actor: Actor, work: (own: Own) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), `portal-bench-${name}-`))
  chmodSync(folder, 0o755)
  const postgres = await startEmbeddedPostgres({ folder: path.join(folder, 'postgres'), password: 'bench' })
  const { db, pool } = openDatabase(postgres.ownerUrl)
  const mail = { appUrl: 'http://localhost:3000', from: 'Portal <portal@portal.test>' }
  try {
    await migrate({ url: postgres.ownerUrl, folder: 'prisma/migrations' })
    return await work({ ctx: { db, now: systemClock, actor, mail }, pool, url: postgres.ownerUrl, folder })
  } finally {
    await db.$disconnect()
    await pool.end()
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Some verbs ask for the settings of a portal: this process gets those of one with this database and data folder. */
export function settingsOf({ url, folder }: Pick<Own, 'url' | 'folder'>): void {
  Object.assign(process.env, {
    DATABASE_URL: url,
    DATA_DIR: folder,
    NEXTAUTH_SECRET: 'bench-nextauth-secret-0123456789abcdef',
    CRON_SECRET: 'bench-cron-secret-0123456789abcdef0123',
    MAIL_TRANSPORT: 'outbox',
  })
}
