import { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { startSession } from '@/lib/auth/sessions'
import { isFresh } from '@/lib/auth/step-up'
import { tidyAuth } from '@/lib/auth/tidy'
import { inTransaction, type PortalContext } from '@/lib/context'
import { boundedColumns, boundOf, type Correction } from '@/lib/future-times'
import { correctMailTimes, correctTimes } from '@/lib/lifecycle/correct-times'
import { isPaused, pauseAll } from '@/lib/mail/pace'
import { aMember } from '../support/cast'
import { at, testContext } from '../support/context'
import { aFullLife } from '../support/full-life'
import { deliverMail, runSweep, system } from '../support/lifecycle'

/** A time further ahead than it can be was written by a wrong clock: run out, corrected, told to staff (DS-05, decision 0029). */
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const YEARS = 20 * 365 * DAY
const admin = new Client({ connectionString: asAdmin(process.env.DATABASE_URL ?? '') })
/** Corrections ask whether the clock of the database agrees, so these tests live now. */
let ctx: PortalContext

beforeAll(async () => {
  await admin.connect()
  await admin.query('SET session_replication_role = replica')
})
afterAll(() => admin.end())
beforeEach(() => {
  ctx = testContext({ now: new Date(), actor: system })
})

describe('the inventory', () => {
  it('has a bound for every column that holds a time: add yours to lib/future-times.ts', async () => {
    const without = (await timeColumns()).filter(({ table, column }) => !boundOf(table, column))
    expect(without).toEqual([])
  })

  it('names no column that does not exist', async () => {
    const known = (await timeColumns()).map(({ table, column }) => `${table}.${column}`)
    expect(boundedColumns.filter((column) => !known.includes(column))).toEqual([])
  })

  it('is walked: a time twenty years ahead in each column is found, and ends as its bound says', async () => {
    const member = await aFullLife(ctx, 'Walker')
    await aMember(ctx, { role: 'admin' })
    await ctx.db.dutyLease.create({ data: { duty: 'mail', notBefore: ctx.now(), expiresAt: ctx.now() } })
    await ctx.db.sweepRun.create({ data: { trigger: 'cron', startedAt: ctx.now(), finishedAt: ctx.now() } })
    const wrong: { table: string; column: string; correction: Correction }[] = []
    for (const { table, column } of await timeColumns()) {
      const ahead = `now() + interval '20 years'`
      const { rowCount } = await admin
        .query(`UPDATE "${table}" SET "${column}" = ${ahead} WHERE ctid = (SELECT ctid FROM "${table}" LIMIT 1)`)
        // A column that is the key of another row, or part of a rule between two.
        .catch(() => ({ rowCount: 0 }))
      if (rowCount) wrong.push({ table, column, correction: boundOf(table, column)?.correction ?? 'report' })
    }
    expect(wrong.length).toBeGreaterThan(90)
    const { wrongTimes, correctedTimes } = await correctTimes(ctx)
    expect(wrongTimes).toBe(wrong.length)
    const left: string[] = []
    for (const { table, column } of wrong) {
      const { rows } = await admin.query(
        `SELECT FROM "${table}" WHERE "${column}" > now() + interval '19 years' LIMIT 1`,
      )
      if (rows.length > 0) left.push(`${table}.${column}`)
    }
    const uncorrected = wrong.filter(({ correction }) => correction === 'report')
    // The times of a notice stay with it when another one takes over, and those of an announcement after an objection.
    const expected = uncorrected.map(({ table, column }) => `${table}.${column}`)
    const records = ['inactivity_notice.accepted_at', 'inactivity_notice.respond_by', 'policy_announcement.accepted_at']
    expect(left.filter((column) => !records.includes(column)).sort()).toEqual(expected.sort())
    expect(await ctx.db.inactivityNotice.findFirstOrThrow({ where: { accountId: member.accountId } })).toMatchObject({
      outcome: 'superseded',
    })
    expect(correctedTimes).toBeGreaterThan(60)
    console.log(`future times: ${wrong.length} columns, ${correctedTimes} corrected, ${expected.length} reported`)
  })
})

describe('a last sign-in in the future (DS-05)', () => {
  it.each([
    ['within what clocks may differ', 9 * MINUTE, false],
    ['beyond it', 11 * MINUTE, true],
    ['of ten years', YEARS / 2, true],
  ])('%s: corrected %s', async (_, ahead, isCorrected) => {
    const { accountId } = await aMember(ctx)
    const wrong = new Date(ctx.now().getTime() + ahead)
    await ctx.db.account.update({ where: { id: accountId }, data: { lastLoginAt: wrong } })
    await correctTimes(ctx)
    const { lastLoginAt } = await ctx.db.account.findUniqueOrThrow({ where: { id: accountId } })
    expect(lastLoginAt).toEqual(isCorrected ? ctx.now() : wrong)
    const rows = await ctx.db.auditEvent.findMany({ where: { act: 'account.time-corrected', subjectId: accountId } })
    expect(rows).toHaveLength(isCorrected ? 1 : 0)
    // What stood there is kept: whoever looks into it can put it right.
    if (isCorrected) expect(new Date((rows.at(0)?.details as { was?: string } | undefined)?.was ?? 0)).toEqual(wrong)
    // Nobody is never inactive.
    const later = at(ctx, new Date(ctx.now().getTime() + 367 * DAY))
    expect(await runSweep(later)).toMatchObject({ notified: isCorrected || ahead < HOUR ? 1 : 0 })
  })
})

it.each([
  ['within what clocks may differ', 9 * MINUTE, 0],
  ['beyond it', 11 * MINUTE, 1],
])('an announcement accepted in the future, %s, begins anew (DS-11)', async (_, ahead, restarted) => {
  const { accountId } = await aMember(ctx)
  await ctx.db.policyAnnouncement.create({
    data: { accountId, versionNumber: 1, acceptedAt: new Date(ctx.now().getTime() + ahead) },
  })
  await correctTimes(ctx)
  expect(await ctx.db.policyAnnouncement.count({ where: { acceptedAt: null } })).toBe(restarted)
})

describe('nothing is corrected while the clock itself is in doubt', () => {
  async function futureSignIns(count: number): Promise<void> {
    await admin.query(`INSERT INTO account (email, surname, given_name, member_group, password_hash, last_login_at)
      SELECT 'zeit' || n || '@beispiel.test', 'Z', 'E', 'private_person', 'x', now() + interval '2 days' FROM generate_series(1, ${count}) n`)
  }

  it('because it differs from that of the database', async () => {
    await futureSignIns(1)
    const then = at(ctx, new Date(ctx.now().getTime() - 61_000))
    expect(await correctTimes(then)).toEqual({ wrongTimes: 1, correctedTimes: 0 })
  })

  it('because it is older than this software', async () => {
    await futureSignIns(1)
    const shared = globalThis as unknown as { portalMigrations?: readonly string[] }
    const known = shared.portalMigrations
    const tomorrow = new Date(ctx.now().getTime() + DAY).toISOString().slice(0, 10).replaceAll('-', '')
    shared.portalMigrations = [`${tomorrow}000000_new`]
    try {
      expect(await correctTimes(ctx)).toEqual({ wrongTimes: 1, correctedTimes: 0 })
    } finally {
      shared.portalMigrations = known
    }
    expect(await correctTimes(ctx)).toEqual({ wrongTimes: 1, correctedTimes: 1 })
  })

  it('because the wrong times are many, up to the number that never is', async () => {
    await futureSignIns(51)
    expect(await correctTimes(ctx)).toEqual({ wrongTimes: 51, correctedTimes: 0 })
    await ctx.db.account.deleteMany({ where: { email: 'zeit1@beispiel.test' } })
    expect(await correctTimes(ctx)).toEqual({ wrongTimes: 50, correctedTimes: 50 })
  })
})

describe('staff are told', () => {
  it('once about what stays, and again about what is corrected', async () => {
    const { accountId } = await aMember(ctx, { role: 'admin' })
    await ctx.db.outgoingMail.deleteMany()
    await ctx.db.auditEvent.create({
      data: { at: new Date(ctx.now().getTime() + YEARS), act: 'mail.retried', actorKind: 'operator' },
    })
    const alerts = () => ctx.db.outgoingMail.count({ where: { accountId, template: 'staff-alert' } })
    await correctTimes(ctx)
    expect(await alerts()).toBe(1)
    await correctTimes(ctx)
    expect(await alerts()).toBe(1)
    await ctx.db.account.update({ where: { id: accountId }, data: { lastLoginAt: new Date(Date.now() + DAY) } })
    await correctTimes(ctx)
    expect(await alerts()).toBe(2)
  })
})

describe('mail does not wait for a clock that was wrong', () => {
  const pauseFor = (ms: number) =>
    ctx.db.$executeRaw`
      INSERT INTO duty_lease (duty, not_before) VALUES ('mail', clock_timestamp() + ${ms}::float8 * interval '1 millisecond')
      ON CONFLICT (duty) DO UPDATE SET not_before = excluded.not_before`

  it.each([
    ['23 hours 59 minutes', DAY - MINUTE, true],
    ['24 hours 1 minute', DAY + MINUTE, false],
    ['ten years', YEARS / 2, false],
  ])('a pause of %s holds: %s', async (_, ms, isHeld) => {
    await pauseFor(ms)
    expect(await isPaused(ctx)).toBe(isHeld)
  })

  it('a pause that the provider asks for lasts a day at most, and takes the place of a wrong one', async () => {
    await pauseFor(YEARS)
    await pauseAll(ctx, YEARS)
    expect(await isPaused(ctx)).toBe(true)
    const [row] = await ctx.db.$queryRaw<{ hours: number }[]>`
      SELECT extract(epoch FROM not_before - clock_timestamp())::float8 / 3600 AS hours FROM duty_lease WHERE duty = 'mail'`
    expect(row?.hours).toBeCloseTo(24, 1)
  })

  it.each([
    ['queued, due within a day', 'queued', DAY - MINUTE, 0],
    ['queued, due later', 'queued', DAY + MINUTE, 1],
    ['under a lease for longer', 'sending', DAY + MINUTE, 1],
  ] as const)('a mail %s', async (_, state, ahead, sent) => {
    const { accountId } = await aMember(ctx)
    await ctx.db.outgoingMail.deleteMany()
    await ctx.db.outgoingMail.create({
      data: {
        accountId,
        template: 'password-changed',
        props: { changedAt: ctx.now().toISOString() },
        state,
        dueAt: new Date(ctx.now().getTime() + ahead),
        leaseUntil: state === 'sending' ? new Date(ctx.now().getTime() + ahead) : null,
      },
    })
    expect(await correctMailTimes(ctx)).toEqual({ correctedMails: sent })
    const later = at(ctx, new Date(ctx.now().getTime() + 1))
    expect(await deliverMail(later)).toMatchObject({ accepted: sent })
  })
})

describe('signing in', () => {
  it('a session that begins in the future is none', async () => {
    const { accountId } = await aMember(ctx)
    const open = (ahead: number) =>
      inTransaction(at(ctx, new Date(ctx.now().getTime() + ahead)), (tx) =>
        startSession(tx, { accountId, role: 'member', device: 'Test' }),
      )
    await open(9 * MINUTE)
    await open(11 * MINUTE)
    expect(await tidyAuth(ctx)).toMatchObject({ sessions: 1 })
  })

  it.each([
    [-9, true],
    [-11, false],
    [15, true],
    [15.1, false],
  ])('a second factor proved %d minutes ago is fresh: %s', (minutes, fresh) => {
    expect(isFresh({ factorAt: new Date(ctx.now().getTime() - minutes * MINUTE) }, ctx.now())).toBe(fresh)
  })

  it('a counter that no limit can have set locks nobody out', async () => {
    const expire = (ahead: number) => BigInt(ctx.now().getTime() + ahead)
    await ctx.db.throttle.createMany({
      data: [
        { key: 'known', points: 0, expire: expire(90 * DAY) },
        { key: 'wrong', points: 99, expire: expire(92 * DAY) },
      ],
    })
    expect(await tidyAuth(ctx)).toMatchObject({ counters: 1 })
    expect(await ctx.db.throttle.findMany({ select: { key: true } })).toEqual([{ key: 'known' }])
  })
})

async function timeColumns(): Promise<{ table: string; column: string }[]> {
  const { rows } = await admin.query<{ table: string; column: string }>(`
    SELECT c.table_name AS table, c.column_name AS column FROM information_schema.columns c
    JOIN information_schema.tables t USING (table_schema, table_name)
    WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.table_name <> '_prisma_migrations'
      AND c.data_type IN ('timestamp with time zone', 'timestamp without time zone', 'date') ORDER BY 1, 2`)
  return rows
}

/** The database of this worker with the rights of its owner: the test breaks what the portal's own role cannot. */
function asAdmin(url: string): string {
  const adminUrl = new URL(inject('adminUrl'))
  adminUrl.pathname = new URL(url).pathname
  return adminUrl.href
}
