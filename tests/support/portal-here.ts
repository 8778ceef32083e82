import { database } from '@/lib/db/client'
import { type Portal, startPortal } from './portal'

const NEXTAUTH_SECRET = 'test-nextauth-secret-0123456789abcdef'

/** A portal as a process of its own on the database of this test worker; `url` leads there by another way. */
export async function startPortalHere({
  url = process.env.DATABASE_URL ?? '',
  ...env
}: { url?: string } & Record<string, string> = {}): Promise<Portal> {
  // The copy of the template must not look like one that came back with a backup.
  await database().pool.query('SELECT test_support.empty_tables()')
  return startPortal({ DATABASE_URL: url, NEXTAUTH_SECRET, MAIL_TRANSPORT: 'outbox', ACCESS_LOG: 'off', ...env })
}
