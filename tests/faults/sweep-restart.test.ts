import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { frozenClock } from '@/lib/clock'
import { openDatabase } from '@/lib/db/client'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '@/lib/db/embedded-postgres'
import { migrate } from '@/lib/db/migrate'
import { ensureFirstVersion } from '@/lib/policies/ensure-first-version'
import { at, testContext } from '../support/context'
import { expectInvariants } from '../support/invariants'
import { berlin, deliverMail, runSweep } from '../support/lifecycle'

/** PostgreSQL is restarted in the middle of a sweep (R-D1, R-K10): a database of its own, because the others go on. */
const MEMBERS = 30
const noticeAt = berlin('2026-02-01T04:15')
const erasureAt = berlin('2026-03-02T04:15')
const folder = mkdtempSync(path.join(tmpdir(), 'portal-restart-'))
const options = {
  folder: path.join(folder, 'postgres'),
  password: 'test',
  settings: ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'],
}
let server: EmbeddedPostgres
let open: ReturnType<typeof openDatabase>

beforeAll(async () => {
  chmodSync(folder, 0o755)
  server = await startEmbeddedPostgres(options)
  await migrate({ url: server.ownerUrl, folder: 'prisma/migrations' })
  open = openDatabase(server.ownerUrl)
  await ensureFirstVersion({ ...context(), now: frozenClock(berlin('2024-01-01')) })
  await open.pool.query(`
    INSERT INTO account (email, surname, given_name, member_group, password_hash, registered_at, email_confirmed_at)
    SELECT 'nummer.' || i || '@beispiel.test', 'Muster', 'Max', 'private_person', 'x', '2025-01-01', '2025-01-01'
    FROM generate_series(1, ${MEMBERS}) AS i`)
  await open.pool.query(`
    INSERT INTO policy_acceptance (account_id, version_number, accepted_at, wording)
    SELECT id, 1, registered_at, 'Ja' FROM account`)
}, 60_000)

afterAll(async () => {
  await close()
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
})

const context = () => ({ ...testContext(), db: open.db })

async function close(): Promise<void> {
  await open.db.$disconnect()
  await open.pool.end()
}

/** The sweep reaches a row of `table`, and there the server goes down and comes up again. */
async function restartWithin(now: Date, table: string, operation: string): Promise<void> {
  const gate = new Client({ connectionString: server.ownerUrl })
  gate.on('error', () => {})
  await gate.connect()
  await gate.query(`
    CREATE FUNCTION wait_at_gate() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN PERFORM pg_advisory_xact_lock_shared(4712); RETURN coalesce(NEW, OLD); END $$;
    CREATE TRIGGER gate BEFORE ${operation} ON ${table} FOR EACH ROW EXECUTE FUNCTION wait_at_gate();
    SELECT pg_advisory_lock(4712)`)
  const sweep = runSweep(at(context(), now)).then(
    () => 'ended',
    () => 'broken off',
  )
  const waiting = `SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`
  await vi.waitUntil(async () => ((await gate.query(waiting)).rowCount ?? 0) > 0, { timeout: 10_000, interval: 20 })
  await server.stop()
  expect(await sweep).toBe('broken off')
  await close()
  server = await startEmbeddedPostgres(options)
  open = openDatabase(server.ownerUrl)
  await open.pool.query('DROP FUNCTION wait_at_gate CASCADE')
}

async function rows() {
  const { db } = open
  return {
    accounts: await db.account.count(),
    notices: await db.inactivityNotice.count(),
    mails: await db.outgoingMail.count(),
    ledger: await db.erasure.count(),
  }
}

test('PostgreSQL restarted within a sweep: the run ends with an error, and the next one notifies and erases everybody once', {
  timeout: 60_000,
}, async () => {
  const reports = vi.spyOn(console, 'error').mockImplementation(() => {})
  await restartWithin(noticeAt, 'inactivity_notice', 'INSERT')
  expect(await rows()).toEqual({ accounts: MEMBERS, notices: 0, mails: 0, ledger: 0 })
  expect(await runSweep(at(context(), noticeAt))).toMatchObject({ outcome: 'finished', notified: MEMBERS })
  await deliverMail(at(context(), noticeAt))

  await restartWithin(erasureAt, 'account', 'DELETE')
  expect(await rows()).toMatchObject({ accounts: MEMBERS, notices: MEMBERS, ledger: 0 })
  expect(await runSweep(at(context(), erasureAt))).toMatchObject({ outcome: 'finished', erased: MEMBERS, failed: 0 })
  expect(await rows()).toMatchObject({ accounts: 0, ledger: MEMBERS })
  await expectInvariants(context())
  reports.mockRestore()
})
