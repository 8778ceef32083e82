import { Client } from 'pg'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { addDays, sqlDateOfDay } from '@/lib/dates'
import { eraseAccount } from '@/lib/erasure/erase-account'
import { dryRun } from '@/lib/lifecycle/dry-run'
import { aMember, CAST_PASSWORD } from '../support/cast'
import { as, asPortal, at, testContext } from '../support/context'
import { expectInvariants } from '../support/invariants'
import {
  acceptingTransport,
  afterFirstRun,
  berlin,
  deliverMail,
  existing,
  inactiveLife,
  notifiedMember,
  runSweep,
  signInAs,
} from '../support/lifecycle'
import { owner, ownerUrl } from '../support/owner'

/** DS-05, second half: signing in reactivates, and who does not sign in is erased, never a day early. */
const ctx = testContext()

afterEach(() => expectInvariants(ctx))

const { registeredAt, noticeAt, lastDay } = inactiveLife
const dayAfter = addDays(lastDay, 1)

describe('an account whose notice is not answered', () => {
  it('lives to the last second of the last day in Berlin and is erased after it', async () => {
    const member = await aMember(ctx, { registeredAt })
    await afterFirstRun(at(ctx, registeredAt))
    const notice = await notifiedMember(ctx, member, noticeAt)
    expect(notice.respondBy).toEqual(sqlDateOfDay(lastDay))
    expect(await runSweep(at(ctx, new Date(berlin(`${dayAfter}T00:00`).getTime() - 1)))).toMatchObject({ erased: 0 })
    expect(await existing(ctx, [member])).toHaveLength(1)
    expect(await runSweep(at(ctx, berlin(`${dayAfter}T00:00`)))).toMatchObject({ outcome: 'finished', erased: 1 })
    expect(await existing(ctx, [member])).toEqual([])
    expect(await ctx.db.erasure.findMany()).toMatchObject([
      {
        accountId: member.accountId,
        reason: 'inactivity',
        policyVersion: 1,
        noticeAcceptedAt: notice.acceptedAt,
        respondBy: sqlDateOfDay(lastDay),
      },
    ])
  })

  it.each([
    ['over the change to summer time', '2026-03-10T02:30', '2026-04-08T00:00'],
    ['over the change to winter time', '2026-10-10T02:30', '2026-11-08T00:00'],
    ['ending on 29 February', '2028-02-01T02:30', '2028-03-01T00:00'],
  ])('%s: 28 whole days', async (_, accepted, erasedFrom) => {
    const member = await aMember(ctx, { registeredAt: berlin('2024-06-01') })
    await afterFirstRun(at(ctx, registeredAt))
    await notifiedMember(ctx, member, berlin(accepted))
    expect(await runSweep(at(ctx, new Date(berlin(erasedFrom).getTime() - 1)))).toMatchObject({ erased: 0 })
    expect(await runSweep(at(ctx, berlin(erasedFrom)))).toMatchObject({ erased: 1 })
  })

  it('gets one last mail to the address it had', async () => {
    const member = await aMember(ctx, { registeredAt })
    await notifiedMember(ctx, member, noticeAt)
    await runSweep(at(ctx, berlin(dayAfter)))
    const transport = acceptingTransport()
    await deliverMail(at(ctx, berlin(dayAfter)), transport)
    await deliverMail(at(ctx, berlin('2026-03-03')), transport)
    expect(transport.sent.map(({ to }) => to)).toEqual([expect.stringContaining(member.email)])
  })

  it('is not erased while a legal hold is open; when it is lifted, a new notice follows (DS-10)', async () => {
    const member = await aMember(ctx, { registeredAt })
    await notifiedMember(ctx, member, noticeAt)
    const hold = await ctx.db.legalHold.create({ data: { accountId: member.accountId, reason: 'Rechtsstreit' } })
    expect(await runSweep(at(ctx, berlin('2026-06-01')))).toMatchObject({ erased: 0, failed: 0, superseded: 1 })
    await ctx.db.legalHold.update({ where: { id: hold.id }, data: { releasedAt: berlin('2026-06-02') } })
    expect(await runSweep(at(ctx, berlin('2026-06-02')))).toMatchObject({ erased: 0, notified: 1 })
  })

  it('is not erased by a late run without an accepted notice: three months of outage shorten nothing (R-B2)', async () => {
    const member = await aMember(ctx, { registeredAt })
    await afterFirstRun(at(ctx, registeredAt))
    expect(await runSweep(at(ctx, berlin('2026-05-01')))).toMatchObject({ notified: 1, erased: 0 })
    await deliverMail(at(ctx, berlin('2026-08-01')))
    expect(await runSweep(at(ctx, berlin('2026-08-29')))).toMatchObject({ notified: 0, erased: 0 })
    expect(await existing(ctx, [member])).toHaveLength(1)
    expect(await runSweep(at(ctx, berlin('2026-08-30')))).toMatchObject({ erased: 1 })
  })

  it('is never erased in the run that notifies it, nor in the first run of an installation', async () => {
    const member = await aMember(ctx, { registeredAt })
    await notifiedMember(ctx, member, noticeAt)
    await ctx.db.sweepRun.deleteMany()
    await ctx.db.auditEvent.count()
    expect(await runSweep(at(ctx, berlin(dayAfter)))).toMatchObject({
      outcome: 'finished',
      restraint: 'first-run',
      erased: 0,
    })
    expect(await runSweep(at(ctx, berlin(dayAfter)))).toMatchObject({ restraint: 'none', erased: 1 })
    // The run that was deleted above had notified one.
    await ctx.db.sweepRun.create({ data: { trigger: 'cron', startedAt: noticeAt, finishedAt: noticeAt, notified: 1 } })
  })

  it('does nothing on a second call', async () => {
    const member = await aMember(ctx, { registeredAt })
    await notifiedMember(ctx, member, noticeAt)
    await runSweep(at(ctx, berlin(dayAfter)))
    expect(await runSweep(at(ctx, berlin(dayAfter)))).toMatchObject({ erased: 0, notified: 0, failed: 0 })
    expect(await ctx.db.erasure.count()).toBe(1)
  })
})

describe('signing in', () => {
  it('reactivates: the notice is closed, the clock stops, and the year begins anew', async () => {
    const member = await aMember(ctx, { registeredAt })
    await notifiedMember(ctx, member, noticeAt)
    const signedIn = berlin(`${lastDay}T23:59`)
    expect(await signInAs(at(ctx, signedIn), member)).toMatchObject({ outcome: 'signed-in', isReactivated: true })
    expect(await ctx.db.inactivityNotice.findMany()).toMatchObject([{ outcome: 'reactivated', closedAt: signedIn }])
    expect(await runSweep(at(ctx, berlin('2027-03-01T23:59')))).toMatchObject({ notified: 0, erased: 0 })
    expect(await runSweep(at(ctx, berlin('2027-03-02')))).toMatchObject({ notified: 1, erased: 0 })
    expect(await ctx.db.auditEvent.count({ where: { act: 'lifecycle.reactivated' } })).toBe(1)
  })

  it('after the last day, but before the sweep, still keeps the account', async () => {
    const member = await aMember(ctx, { registeredAt })
    await notifiedMember(ctx, member, noticeAt)
    expect(await signInAs(at(ctx, berlin('2026-03-20')), member)).toMatchObject({ isReactivated: true })
    expect(await runSweep(at(ctx, berlin('2026-03-20')))).toMatchObject({ erased: 0 })
    expect(await existing(ctx, [member])).toHaveLength(1)
  })

  it('withdraws a notice mail that still waits', async () => {
    const member = await aMember(ctx, { registeredAt })
    await deliverMail(at(ctx, registeredAt))
    await runSweep(at(ctx, noticeAt))
    expect(await signInAs(at(ctx, noticeAt), member)).toMatchObject({ isReactivated: true })
    const transport = acceptingTransport()
    await deliverMail(at(ctx, noticeAt), transport)
    expect(transport.sent).toEqual([])
  })

  it('without a notice is just a sign-in', async () => {
    const member = await aMember(ctx, { registeredAt })
    expect(await signInAs(at(ctx, noticeAt), member)).toMatchObject({ outcome: 'signed-in', isReactivated: false })
  })

  it('of an erased member is refused like any wrong password', async () => {
    const member = await aMember(ctx, { registeredAt })
    await notifiedMember(ctx, member, noticeAt)
    await runSweep(at(ctx, berlin(dayAfter)))
    expect(await signInAs(at(ctx, berlin(dayAfter)), member)).toEqual({ outcome: 'refused' })
  })
})

describe('sign-in and sweep at the same moment', () => {
  it('whoever holds the row while signing in is not erased, and the sweep does not wait (R-L1)', async () => {
    const member = await aMember(ctx, { registeredAt })
    await notifiedMember(ctx, member, noticeAt)
    const other = await aConnection()
    await other.query('BEGIN')
    await other.query('UPDATE account SET last_login_at = $1 WHERE id = $2', [berlin(dayAfter), member.accountId])
    expect(await runSweep(at(ctx, berlin(dayAfter)))).toMatchObject({ erased: 0, failed: 0 })
    await other.query('COMMIT')
    await other.end()
    expect(await existing(ctx, [member])).toHaveLength(1)
    await ctx.db.inactivityNotice.updateMany({ data: { closedAt: noticeAt, outcome: 'reactivated' } })
  })

  it('a sign-in that commits between the choice and the lock is seen: conditions are repeated on the locked rows', async () => {
    const member = await aMember(ctx, { registeredAt })
    await notifiedMember(ctx, member, noticeAt)
    await ctx.db.legalHold.create({ data: { accountId: member.accountId, reason: 'hidden by the gate' } })
    const gate = await aConnection()
    const login = await aConnection()
    await gate.query('SELECT pg_advisory_lock(4711)')
    await gate.query(gateInTheChoice)
    try {
      const sweeping = runSweep(at(ctx, berlin(dayAfter)))
      await someoneWaitsAtTheGate(gate)
      await login.query('UPDATE account SET last_login_at = $1 WHERE id = $2', [berlin(dayAfter), member.accountId])
      await gate.query('SELECT pg_advisory_unlock(4711)')
      expect(await sweeping).toMatchObject({ outcome: 'finished', erased: 0, failed: 0 })
    } finally {
      await gate.query(noGate)
      await Promise.all([gate.end(), login.end()])
    }
    expect(await existing(ctx, [member])).toHaveLength(1)
    await ctx.db.inactivityNotice.updateMany({ data: { closedAt: noticeAt, outcome: 'reactivated' } })
  })

  it('ends in one of two ways only, in 40 random interleavings: alive and signed in, or gone and refused', async () => {
    const members = []
    for (let index = 0; index < 40; index++) members.push(await aMember(ctx, { registeredAt }))
    await runSweep(at(ctx, noticeAt))
    await deliverMail(at(ctx, noticeAt))
    const now = at(ctx, berlin(dayAfter))
    const [, , ...logins] = await Promise.all([
      runSweep(now),
      runSweep(now),
      ...members.map(async (member, index) => {
        await new Promise((resolve) => setTimeout(resolve, (index * 7919) % 300))
        return signInAs(now, member)
      }),
    ])
    const alive = new Set(await existing(ctx, members))
    for (const [index, member] of members.entries()) {
      expect(logins[index]?.outcome).toBe(alive.has(member.accountId) ? 'signed-in' : 'refused')
    }
    expect(await ctx.db.session.count()).toBe(alive.size)
    expect(await ctx.db.erasure.count()).toBe(members.length - alive.size)
  }, 60_000)
})

/** The query that chooses and locks a batch stops after its snapshot, where it looks for holds; it finds none. */
const gateInTheChoice = `
  CREATE FUNCTION wait_at_gate() RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
  BEGIN
    IF current_query() LIKE '%FOR UPDATE OF a SKIP LOCKED%' THEN PERFORM pg_advisory_xact_lock_shared(4711); END IF;
    RETURN false;
  END $$;
  CREATE POLICY gate ON legal_hold USING (wait_at_gate());
  ALTER TABLE legal_hold ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY`
const noGate = `
  ALTER TABLE legal_hold DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY;
  DROP POLICY gate ON legal_hold; DROP FUNCTION wait_at_gate()`

async function someoneWaitsAtTheGate(client: Client): Promise<void> {
  const waiting = `SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`
  await vi.waitUntil(async () => ((await client.query(waiting)).rowCount ?? 0) > 0, { timeout: 10_000 })
}

describe('several sweeps at once (R-S1)', () => {
  it('notify and erase each member once', async () => {
    await someMembers(30)
    await Promise.all([1, 2, 3, 4].map(() => runSweep(at(ctx, noticeAt))))
    expect(await ctx.db.inactivityNotice.count()).toBe(30)
    await deliverMail(at(ctx, noticeAt))
    const results = await Promise.all([1, 2, 3, 4].map(() => runSweep(at(ctx, berlin(dayAfter)))))
    expect(results.reduce((sum, { erased }) => sum + erased, 0)).toBe(30)
    expect(results.every(({ failed }) => failed === 0)).toBe(true)
    expect(await ctx.db.erasure.count()).toBe(30)
  })
})

describe('one member that cannot be erased', () => {
  it('is reported and counted; the others of the batch go (R-M11)', async () => {
    const members = await someMembers(5)
    await runSweep(at(ctx, noticeAt))
    await deliverMail(at(ctx, noticeAt))
    await owner().query(`
      CREATE FUNCTION fail_for_one() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN IF OLD.id = '${members[2]?.accountId}' THEN RAISE EXCEPTION 'broken row'; END IF; RETURN OLD; END $$;
      CREATE TRIGGER fail_for_one BEFORE DELETE ON account FOR EACH ROW EXECUTE FUNCTION fail_for_one()`)
    const reported = vi.spyOn(console, 'error').mockImplementation(() => {})
    try {
      expect(await runSweep(at(ctx, berlin(dayAfter)))).toMatchObject({ outcome: 'finished', erased: 4, failed: 1 })
      expect(reported.mock.calls.flat().join('\n')).toContain(members[2]?.accountId)
      expect(reported.mock.calls.flat().join('\n')).not.toContain('beispiel.test')
    } finally {
      reported.mockRestore()
      await owner().query('DROP TRIGGER fail_for_one ON account; DROP FUNCTION fail_for_one()')
    }
    expect(await existing(ctx, members)).toEqual([members[2]?.accountId])
    expect(await ctx.db.sweepRun.findFirst({ orderBy: { startedAt: 'desc' } })).toMatchObject({ erased: 4, failed: 1 })
    expect(await runSweep(at(ctx, berlin(dayAfter)))).toMatchObject({ erased: 1, failed: 0 })
  })
})

describe('a registration that nobody confirms (DS-03)', () => {
  it('is erased after seven days, without a mail, and stays until then', async () => {
    const { accountId } = await aMember(ctx, { registeredAt: berlin('2026-03-01T10:00'), confirmed: false })
    await ctx.db.outgoingMail.deleteMany()
    await afterFirstRun(at(ctx, berlin('2026-03-01')))
    expect(await runSweep(at(ctx, berlin('2026-03-08T10:00')))).toMatchObject({ unconfirmed: 0 })
    expect(await runSweep(at(ctx, new Date(berlin('2026-03-08T10:00').getTime() + 1)))).toMatchObject({
      unconfirmed: 1,
    })
    expect(await ctx.db.erasure.findMany()).toMatchObject([
      { accountId, reason: 'unconfirmed', noticeAcceptedAt: null },
    ])
    expect(await ctx.db.outgoingMail.count()).toBe(0)
  })

  it('is not erased once it was confirmed, nor if somebody ever signed in with it', async () => {
    await afterFirstRun(at(ctx, registeredAt))
    await aMember(ctx, { registeredAt })
    await aMember(ctx, { registeredAt, confirmed: false, lastLoginAt: berlin('2025-06-01') })
    expect(await runSweep(at(ctx, berlin('2025-12-01')))).toMatchObject({ unconfirmed: 0 })
  })
})

describe('a member who deletes the account while the notice runs', () => {
  it('is gone; the sweep finds nothing left to do (R-L3)', async () => {
    const member = await aMember(ctx, { registeredAt })
    await notifiedMember(ctx, member, noticeAt)
    expect(
      await eraseAccount(as(ctx, { kind: 'visitor' }), { accountId: member.accountId, reason: 'self' }),
    ).toMatchObject({ outcome: 'erased' })
    expect(await runSweep(at(ctx, berlin(dayAfter)))).toMatchObject({ erased: 0, failed: 0 })
  })
})

/** Members in one statement, where their number matters and not their way. */
async function someMembers(count: number): Promise<{ accountId: string }[]> {
  const first = await aMember(ctx, { registeredAt, password: CAST_PASSWORD })
  const rows = await ctx.db.$queryRaw<{ accountId: string }[]>`
    INSERT INTO account (email, surname, given_name, member_group, password_hash, registered_at, email_confirmed_at)
    SELECT 'einer.von.' || i || '@beispiel.test', 'Muster', 'Max', 'private_person', 'x', ${registeredAt}::timestamptz, ${registeredAt}::timestamptz
    FROM generate_series(2, ${count}::int) AS i RETURNING id AS "accountId"`
  return [first, ...rows]
}

async function aConnection(): Promise<Client> {
  const client = new Client({ connectionString: ownerUrl() })
  await client.connect()
  return client
}

describe('the dry run', () => {
  it('shows what a run on a later day would do and writes nothing', async () => {
    const due = await aMember(ctx, { registeredAt })
    const notified = await aMember(ctx, { registeredAt: berlin('2024-06-01') })
    await notifiedMember(ctx, notified, berlin('2025-12-01'))
    const before = await counts()
    expect(await dryRun(asPortal(at(ctx, berlin('2025-12-02'))), { asOf: '2026-01-02' })).toMatchObject({
      asOf: '2026-01-02',
      does: { notices: 1, erasures: 1, unconfirmed: 0 },
      notices: [{ accountId: due.accountId, dueOn: '2026-01-02' }],
      erasures: [{ accountId: notified.accountId, dueOn: '2025-12-30' }],
    })
    expect((await dryRun(asPortal(at(ctx, berlin('2025-12-02'))), { asOf: '2025-12-29' })).does).toMatchObject({
      notices: 0,
      erasures: 0,
    })
    expect(await counts()).toEqual(before)
  })

  async function counts() {
    const tables = [
      ctx.db.account.count(),
      ctx.db.inactivityNotice.count(),
      ctx.db.outgoingMail.count(),
      ctx.db.auditEvent.count(),
      ctx.db.sweepRun.count(),
    ]
    return Promise.all(tables)
  }
})
