import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { settings } from '@/lib/env'
import { reconcileErasureLog } from '@/lib/erasure/erasure-log'
import { at, testContext } from '../support/context'
import { expectInvariants } from '../support/invariants'
import { berlin, deliverMail, runSweep } from '../support/lifecycle'
import { ownerUrl } from '../support/owner'

/** Sweeps in processes of their own, killed with SIGKILL at each point of their way (R-K1 to R-K6, R-K10 to R-K12). */
const ctx = testContext()
const registeredAt = berlin('2025-01-01')
const noticeAt = berlin('2026-02-01T04:15')
const erasureAt = berlin('2026-03-02T04:15')
const MEMBERS = 40
/** Key of lib/erasure/erasure-log.ts */
const LOG_LOCK = 7_811_003
const inAgreement = { appended: 0, unknownToLedger: 0, damagedLines: 0, unprovenLines: 0 }

let gate: Client

beforeEach(async () => {
  rmSync(settings().erasuresLog ?? '', { force: true })
  gate = new Client({ connectionString: ownerUrl() })
  await gate.connect()
})
afterEach(async () => {
  await gate.query('DROP FUNCTION IF EXISTS wait_at_gate CASCADE')
  await gate.end()
  await expectInvariants(ctx)
})

describe('a sweep that is killed while it erases', () => {
  it.each([
    ['outgoing_mail', 'INSERT'],
    ['session', 'DELETE'],
    ['policy_acceptance', 'DELETE'],
    ['inactivity_notice', 'DELETE'],
    ['erasure', 'INSERT'],
    ['audit_event', 'INSERT'],
    ['account', 'DELETE'],
    ['sweep_run', 'UPDATE'],
  ])(
    'at %s (%s): the batch is undone as a whole, and the next run erases everybody once (R-K10)',
    async (table, operation) => {
      await dueForErasure()
      const before = await rows()
      await killAt(table, operation, erasureAt)
      expect(await rows()).toEqual(before)
      expect(await runSweep(at(ctx, erasureAt))).toMatchObject({ outcome: 'finished', erased: MEMBERS, failed: 0 })
      expect(await rows()).toEqual({ accounts: 0, ledger: MEMBERS, notices: 0, lastMails: MEMBERS })
      expect(await reconcileErasureLog(ctx), 'ledger and file agree').toEqual(inAgreement)
    },
  )

  it('after the commit, before the file knows it: nothing is half erased, and housekeeping writes what is missing (DS-04)', async () => {
    await dueForErasure()
    // The file is there: the sweep looks at it before it erases, and waits for its turn afterwards.
    await reconcileErasureLog(ctx)
    await gate.query('SELECT pg_advisory_lock($1)', [LOG_LOCK])
    await killWaiting(startWorker(erasureAt))
    await gate.query('SELECT pg_advisory_unlock($1)', [LOG_LOCK])
    await quiet()
    expect(await rows()).toEqual({ accounts: 0, ledger: MEMBERS, notices: 0, lastMails: MEMBERS })
    expect(await reconcileErasureLog(ctx)).toEqual({ ...inAgreement, appended: MEMBERS })
    expect(await reconcileErasureLog(ctx)).toEqual(inAgreement)
  })
})

describe('a sweep that is killed while it notifies', () => {
  it.each([
    ['inactivity_notice', 'INSERT'],
    ['outgoing_mail', 'INSERT'],
    ['account', 'UPDATE'],
    ['audit_event', 'INSERT'],
    ['sweep_run', 'UPDATE'],
  ])(
    'at %s (%s): nothing is left behind, and the next run notifies everybody once (R-K2 to R-K5)',
    async (table, operation) => {
      await members()
      await killAt(table, operation, noticeAt)
      expect(await rows()).toMatchObject({ notices: 0 })
      expect(await ctx.db.outgoingMail.count()).toBe(0)
      expect(await runSweep(at(ctx, noticeAt))).toMatchObject({ outcome: 'finished', notified: MEMBERS })
      expect(await ctx.db.outgoingMail.count()).toBe(MEMBERS)
    },
  )

  it('after the commit, before the end of the run is written: the next run finds nothing to do (R-K6, R-K12)', async () => {
    await members()
    await killAt('sweep_run', 'UPDATE', noticeAt, 'NEW.finished_at IS NOT NULL')
    expect(await rows()).toMatchObject({ notices: MEMBERS })
    expect(await ctx.db.sweepRun.findMany()).toMatchObject([{ notified: MEMBERS, finishedAt: null }])
    expect(await runSweep(at(ctx, noticeAt))).toMatchObject({ notified: 0 })
  })
})

describe('sweeps that are killed at any moment', () => {
  it('never do anything twice or early, and the last one finishes (12 rounds)', async () => {
    await members(200)
    await confirmedFirstRun()
    await deliverMail(at(ctx, noticeAt))
    for (let round = 0; round < 12; round++) {
      const worker = startWorker(erasureAt)
      const killed = setTimeout(() => worker.kill('SIGKILL'), 350 + ((round * 7919) % 500))
      await once(worker, 'exit')
      clearTimeout(killed)
      await expectInvariants(ctx)
    }
    await quiet()
    await runSweep(at(ctx, erasureAt))
    expect(await rows()).toEqual({ accounts: 0, ledger: 200, notices: 0, lastMails: 200 })
  }, 60_000)
})

/** The worker stops inside its transaction at the first such row; there it is killed, and its connection with it. */
async function killAt(table: string, operation: string, now: Date, condition = 'true'): Promise<void> {
  const timing = operation === 'INSERT' ? 'AFTER' : 'BEFORE'
  await gate.query(`
    CREATE FUNCTION wait_at_gate() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF ${condition} THEN PERFORM pg_advisory_xact_lock_shared(4712); END IF;
      RETURN coalesce(NEW, OLD);
    END $$;
    CREATE TRIGGER gate ${timing} ${operation} ON ${table} FOR EACH ROW EXECUTE FUNCTION wait_at_gate()`)
  await gate.query('SELECT pg_advisory_lock(4712)')
  await killWaiting(startWorker(now))
  await gate.query('SELECT pg_advisory_unlock(4712)')
  await quiet()
  await gate.query(`DROP FUNCTION wait_at_gate CASCADE`)
}

/** Kills the worker as soon as it waits for the lock that the gate holds. */
async function killWaiting(worker: ChildProcess): Promise<void> {
  const isWaiting = `SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`
  await vi.waitUntil(async () => ((await gate.query(isWaiting)).rowCount ?? 0) > 0, { timeout: 20_000, interval: 20 })
  worker.kill('SIGKILL')
  await once(worker, 'exit')
  // A statement that has reached the database would end as a whole even now; this is the harder case.
  await gate.query(`SELECT pg_terminate_backend(pid) FROM (${isWaiting.replace('SELECT', 'SELECT pid')}) AS waiting`)
}

/** Nobody but this test is connected any more: the transactions of killed workers are rolled back. */
async function quiet(): Promise<void> {
  const workers = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'portal'
    AND pid <> ALL(SELECT pid FROM pg_stat_activity WHERE state = 'idle') AND pid <> pg_backend_pid()`
  await vi.waitUntil(async () => (await gate.query(workers)).rowCount === 0, { timeout: 20_000, interval: 20 })
}

function startWorker(now: Date): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', 'tests/support/sweep-worker.ts'], {
    env: { ...process.env, NOW: now.toISOString() },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

async function members(count = MEMBERS): Promise<void> {
  await ctx.db.$executeRaw`
    INSERT INTO account (email, surname, given_name, member_group, password_hash, registered_at, email_confirmed_at)
    SELECT 'nummer.' || i || '@beispiel.test', 'Muster', 'Max', 'private_person', 'x', ${registeredAt}::timestamptz, ${registeredAt}::timestamptz
    FROM generate_series(1, ${count}::int) AS i`
  await ctx.db.$executeRaw`
    INSERT INTO policy_acceptance (account_id, version_number, accepted_at, wording)
    SELECT id, 1, registered_at, 'Ja' FROM account`
}

async function dueForErasure(): Promise<void> {
  await members()
  await runSweep(at(ctx, noticeAt))
  await deliverMail(at(ctx, noticeAt))
  await ctx.db.$executeRaw`
    INSERT INTO session (account_id, created_at, last_seen_at, expires_at)
    SELECT id, registered_at, registered_at, registered_at FROM account`
}

/** More than 50 notices: the brake stops the first run, the operator confirms, the second one notifies. */
async function confirmedFirstRun(): Promise<void> {
  for (const now of [noticeAt, erasureAt]) {
    await ctx.db.sweepRun.create({
      data: {
        trigger: 'cron',
        startedAt: now,
        finishedAt: now,
        brake: 'too-many-notices',
        confirmedAt: now,
        brakeDetails: {
          clockDifferenceSeconds: 0,
          accounts: 200,
          erasures: { due: 200, allowed: 50 },
          notices: { due: 200, allowed: 50 },
        },
      },
    })
    if (now === noticeAt) await runSweep(at(ctx, now))
  }
}

async function rows() {
  const { db } = ctx
  return {
    accounts: await db.account.count(),
    ledger: await db.erasure.count(),
    notices: await db.inactivityNotice.count(),
    lastMails: await db.outgoingMail.count({ where: { template: 'erased-inactive' } }),
  }
}
