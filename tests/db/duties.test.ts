import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import * as housekeeping from '@/app/api/cron/housekeeping/route'
import * as lifecycle from '@/app/api/cron/lifecycle/route'
import * as mail from '@/app/api/cron/mail/route'
import { GET as dutiesHealth } from '@/app/api/health/duties/route'
import { GET as ready } from '@/app/api/health/ready/route'
import { GET as live } from '@/app/api/health/route'
import { codesOf, dutyLabels, stepLabels } from '@/lib/codes'
import { portalContext } from '@/lib/context'
import { openDatabase } from '@/lib/db/client'
import { duties, runDuty } from '@/lib/duties'
import { lastRunOf, withDutyLease } from '@/lib/duty-lease'
import { dutyStates } from '@/lib/duty-states'
import { runSteps } from '@/lib/duty-steps'
import { isLocal } from '@/lib/from-inside'
import { startScheduler, stopScheduler } from '@/lib/scheduler'
import { aMember } from '../support/cast'
import { at, testContext } from '../support/context'
import { owner } from '../support/owner'

/** The scheduled duties: cron routes (S-J1 to S-J6), lease, scheduler, health. */
const ctx = testContext()
const inside = () => new Request('http://portal.test/', { headers: { authorization: `Bearer ${secret}` } })
const secret = process.env.CRON_SECRET ?? ''
const routes = { lifecycle, mail, housekeeping }

afterEach(stopScheduler)

function call(
  authorization: string | undefined,
  { method = 'GET', query = '', body }: { method?: string; query?: string; body?: string } = {},
) {
  const headers: HeadersInit = authorization === undefined ? {} : { authorization }
  return new Request(`http://portal.test/api/cron/lifecycle${query}`, { method, headers, body })
}

describe('a cron route', () => {
  it.each([
    ['no secret', undefined],
    ['an empty one', ''],
    ['Bearer alone', 'Bearer '],
    ['Bearer undefined', 'Bearer undefined'],
    ['one character', 'Bearer x'],
    ['a wrong one of the same length', `Bearer ${'x'.repeat(secret.length)}`],
    ['a longer one', `Bearer ${secret}x`],
    ['the secret without Bearer', secret],
    ['the secret in lower-case bearer', `bearer ${secret}`],
    ['a very long one', `Bearer ${'x'.repeat(100_000)}`],
  ])('refuses %s with 401 and does nothing (S-J1, S-J2)', async (_, authorization) => {
    for (const { GET, POST } of Object.values(routes)) {
      expect((await GET(call(authorization))).status).toBe(401)
      expect((await POST(call(authorization, { method: 'POST' }))).status).toBe(401)
    }
    expect(await ctx.db.sweepRun.count()).toBe(0)
  })

  it('refuses the secret in the query', async () => {
    expect((await lifecycle.GET(call(undefined, { query: `?secret=${secret}` }))).status).toBe(401)
  })

  it.each(Object.keys(routes) as (keyof typeof routes)[])(
    '%s answers GET and POST with counts only (S-J5)',
    async (name) => {
      for (const [method, handler] of Object.entries({ GET: routes[name].GET, POST: routes[name].POST })) {
        const response = await handler(call(`Bearer ${secret}`, { method }))
        expect(response.status).toBe(200)
        expect(response.headers.get('cache-control')).toBe('no-store')
        for (const value of Object.values(await response.json()))
          expect(['number', 'boolean', 'string']).toContain(typeof value)
      }
    },
  )

  it('ignores parameters and bodies (S-J6)', async () => {
    const { accountId } = await aMember(testContext({ now: new Date() }))
    const request = call(`Bearer ${secret}`, {
      method: 'POST',
      query: '?asOf=2030-01-01&dryRun=false&limit=1',
      body: '{"asOf":"2030-01-01"}',
    })
    expect(await (await lifecycle.POST(request)).json()).toMatchObject({ outcome: 'finished', notified: 0, erased: 0 })
    expect(await ctx.db.account.count({ where: { id: accountId } })).toBe(1)
  })

  it('called twice at once works once: the other says that it is running (S-J4)', async () => {
    const [held] = await Promise.all([
      withDutyLease(portalContext({ kind: 'system', duty: 'lifecycle' }), 'lifecycle', async () => {
        const response = await lifecycle.GET(call(`Bearer ${secret}`))
        return [response.status, await response.json()]
      }),
    ])
    expect(held).toEqual({ outcome: 'done', result: [200, { running: true }] })
    expect(await ctx.db.sweepRun.count()).toBe(0)
    expect(await (await lifecycle.GET(call(`Bearer ${secret}`))).json()).toMatchObject({ outcome: 'finished' })
  })

  it('answers 500 and names the step that fails; the others run, and the lease is given back', async () => {
    const reported = vi.spyOn(console, 'error').mockImplementation(() => {})
    await owner().query('ALTER TABLE throttle RENAME TO throttle_gone')
    try {
      const response = await housekeeping.GET(call(`Bearer ${secret}`))
      expect(response.status).toBe(500)
      expect(await response.json()).toMatchObject({ failedSteps: ['tidy-sign-ins'], checks: expect.any(Number) })
      expect(await lastRunOf(ctx, 'housekeeping')).toBeUndefined()
    } finally {
      await owner().query('ALTER TABLE throttle_gone RENAME TO throttle')
      reported.mockRestore()
    }
    expect((await housekeeping.GET(call(`Bearer ${secret}`))).status).toBe(200)
  })
})

describe('the lease of a duty', () => {
  it('of a killed server runs out by the clock of the database', async () => {
    await ctx.db.$executeRaw`INSERT INTO duty_lease (duty, holder, expires_at)
      VALUES ('duty/housekeeping', uuid_v7(), clock_timestamp() + interval '10 seconds')`
    expect(await runDuty('housekeeping', 'operator')).toEqual({ running: true })
    await ctx.db.$executeRaw`UPDATE duty_lease SET expires_at = clock_timestamp() - interval '1 millisecond'`
    expect(await runDuty('housekeeping', 'operator')).not.toHaveProperty('running')
  })

  it('remembers when the duty last came to its end, not when it failed', async () => {
    await withDutyLease(ctx, 'test', async () => Promise.reject(new Error('failed'))).catch(() => undefined)
    expect(await lastRunOf(ctx, 'test')).toBeUndefined()
    await withDutyLease(ctx, 'test', async () => undefined)
    expect(await lastRunOf(ctx, 'test')).toBeInstanceOf(Date)
  })
})

describe('the steps of a duty', () => {
  const works = async () => ({ done: 1 })
  const fails = async () => Promise.reject(new Error('made to fail'))
  const alarms = () => ctx.db.outgoingMail.findMany({ where: { template: 'staff-alert' } })
  let reported: ReturnType<typeof vi.spyOn>

  beforeEach(() => {
    reported = vi.spyOn(console, 'error').mockImplementation(() => {})
  })
  afterEach(() => reported.mockRestore())

  it('all run, whichever of them fails, and each failure has its name', async () => {
    const names = ['first', 'second', 'third']
    for (const bad of [['first'], ['second'], ['third'], ['first', 'third'], names]) {
      const ran: string[] = []
      const steps = Object.fromEntries(
        names.map((name) => [
          name,
          async () => {
            ran.push(name)
            return bad.includes(name) ? fails() : { [name]: 1 }
          },
        ]),
      )
      const counts = await runSteps(ctx, 'housekeeping', steps)
      expect(ran).toEqual(names)
      expect(counts).toEqual({
        ...Object.fromEntries(names.filter((name) => !bad.includes(name)).map((name) => [name, 1])),
        failedSteps: bad,
      })
    }
  })

  it('tell staff once a day of each that fails, until it works again', async () => {
    await aMember(ctx, { role: 'admin' })
    const days = ['2026-11-23T12:00:00Z', '2026-11-23T22:59:59Z', '2026-11-23T23:00:00Z', '2026-11-24T12:00:00Z']
    const mails: number[] = []
    for (const day of days) {
      await runSteps(at(ctx, new Date(day)), 'housekeeping', { 'tidy-mail': fails, 'tidy-forum': works })
      mails.push((await alarms()).length)
    }
    expect(mails).toEqual([1, 1, 2, 2])
    const state = async () => (await dutyStates(ctx)).find(({ duty }) => duty === 'housekeeping')?.failing
    expect(await state()).toEqual([{ step: 'tidy-mail', since: new Date(days[0] ?? ''), succeededAt: null }])
    await runSteps(ctx, 'housekeeping', { 'tidy-mail': works })
    expect(await state()).toEqual([])
    await runSteps(ctx, 'housekeeping', { 'tidy-mail': fails })
    expect(await alarms()).toHaveLength(3)
  })

  it('go on when even the alarm fails; only a database that is gone ends the duty', async () => {
    await owner().query('ALTER TABLE duty_step RENAME TO duty_step_gone')
    try {
      const counts = await runSteps(ctx, 'housekeeping', { 'tidy-mail': fails, 'tidy-forum': fails })
      expect(counts).toEqual({ failedSteps: ['tidy-mail', 'tidy-forum'] })
    } finally {
      await owner().query('ALTER TABLE duty_step_gone RENAME TO duty_step')
    }
    const away = { ...ctx, db: openDatabase('postgresql://nobody@127.0.0.1:1/nothing').db }
    await expect(runSteps(away, 'housekeeping', { 'tidy-mail': works })).rejects.toThrow()
  })

  it('have German names, each of them', () => {
    const steps = duties.flatMap((duty) => Object.keys(duty.steps('cron')))
    expect(new Set(steps).size).toBe(steps.length)
    expect(
      Object.keys(stepLabels).filter((step) => !['watch-duties', 'anchor-chain', 'write-erasures'].includes(step)),
    ).toEqual(expect.arrayContaining(steps))
    expect(Object.keys(stepLabels)).toHaveLength(steps.length + 3)
  })
})

describe('a duty that has not ended well', () => {
  const age = (duty: string, hours: number) =>
    ctx.db.$executeRaw`INSERT INTO duty_lease (duty, last_run_at)
      VALUES (${`duty/${duty}`}, ${new Date(Date.now() - hours * 3_600_000)}::timestamptz)
      ON CONFLICT (duty) DO UPDATE SET last_run_at = excluded.last_run_at`
  const now = () => testContext({ now: new Date() })
  const late = async () => (await dutyStates(now())).filter(({ isLate }) => isLate).map(({ duty }) => duty)

  it.each(codesOf(dutyLabels))('for more than 26 hours is late: %s', async (duty) => {
    for (const name of codesOf(dutyLabels)) await age(name, 1)
    await age(duty, 25.9)
    expect(await late()).toEqual([])
    expect((await dutiesHealth(inside())).status).toBe(200)
    await age(duty, 26.1)
    expect(await late()).toEqual([duty])
    const response = await dutiesHealth(inside())
    expect(response.status).toBe(503)
    expect((await dutiesHealth(call(undefined))).status).toBe(503)
    const body = (await (await ready(inside())).json()) as { ok: boolean; duties: object }
    expect(body).toMatchObject({ ok: true, duties: { late: [duty] } })
  })

  it('since a time that is still to come is late too', async () => {
    await age('mail', -0.5)
    expect(await late()).toEqual([])
    await age('mail', -2)
    expect(await late()).toEqual(['mail'])
  })

  it('counts from the last migration if it never ran', async () => {
    expect(await late()).toEqual([])
    const tomorrow = testContext({ now: new Date(Date.now() + 27 * 3_600_000) })
    expect((await dutyStates(tomorrow)).filter(({ isLate }) => isLate)).toHaveLength(codesOf(dutyLabels).length)
  })

  it('is told to staff by every other duty, once a day', async () => {
    await aMember(now(), { role: 'admin' })
    await age('lifecycle', 30)
    await age('announcements', 1)
    await runDuty('announcements', 'cron')
    const counts = await runDuty('bulk-acts', 'cron')
    expect(counts).toMatchObject({ lateDuties: 1 })
    const mails = await ctx.db.outgoingMail.findMany({ where: { template: 'staff-alert' } })
    expect(mails).toHaveLength(1)
    expect(JSON.stringify(mails[0]?.props)).toContain('Inaktivitätsprüfung')
  })
})

describe('the scheduler inside a server', () => {
  it('sends a registration mail within about a second', async () => {
    startScheduler()
    const { accountId } = await aMember(testContext({ now: new Date() }), { confirmed: false })
    const queued = performance.now()
    await vi.waitUntil(
      async () => (await ctx.db.outgoingMail.count({ where: { accountId, state: 'accepted' } })) === 1,
      { timeout: 10_000 },
    )
    expect(performance.now() - queued).toBeLessThan(4_000)
  })

  it('catches up soon after the start what was missed', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    startScheduler()
    await vi.advanceTimersByTimeAsync(6_000)
    vi.useRealTimers()
    await vi.waitUntil(
      async () => (await ctx.db.sweepRun.count({ where: { trigger: 'scheduler', finishedAt: { not: null } } })) === 1,
      { timeout: 10_000 },
    )
    await vi.waitUntil(async () => (await lastRunOf(ctx, 'housekeeping')) !== undefined, { timeout: 10_000 })
  })
})

describe('every duty', () => {
  const { crons } = JSON.parse(readFileSync('vercel.json', 'utf8')) as { crons: { path: string; schedule: string }[] }

  it('has its cron entry with the same schedule, and every entry its duty', () => {
    expect(crons.map(({ path, schedule }) => [path, schedule]).sort()).toEqual(
      duties.map(({ name, schedule }) => [`/api/cron/${name}`, schedule]).sort(),
    )
  })
})

describe('health', () => {
  it('is alive without a database', async () => {
    expect(await live().json()).toEqual({ ok: true })
  })

  it('is ready with database and migrations, and shows late mail', async () => {
    const response = await ready(inside())
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({
      ok: true,
      database: 'ok',
      migrations: 'ok',
      mail: { state: 'ok', oldestDueSeconds: 0 },
      promises: { broken: 0, stale: 0, checkedAt: null },
      duties: { late: [], failing: [] },
    })
    const hourAgo = new Date(Date.now() - 3_600_000)
    await ctx.db.outgoingMail.create({
      data: { template: 'already-registered', recipient: 'x@beispiel.test', dueAt: hourAgo },
    })
    expect((await (await ready(inside())).json()).mail).toMatchObject({ state: 'late' })
  })

  it('tells the state of the house to nobody outside (ASVS 13.4.5)', async () => {
    for (const authorization of [undefined, 'Bearer x', `bearer ${secret}`]) {
      for (const route of [ready, dutiesHealth])
        expect(await (await route(call(authorization))).json()).toEqual({ ok: true })
    }
  })

  it.each([
    ['127.0.0.1', {}, true],
    ['::1', {}, true],
    ['::ffff:127.0.0.1', { 'x-forwarded-for': '::ffff:127.0.0.1' }, true],
    ['127.0.0.1', { 'x-forwarded-for': '203.0.113.7' }, false],
    ['127.0.0.1', { 'x-forwarded-for': '127.0.0.1, 203.0.113.7' }, false],
    ['127.0.0.1', { 'x-forwarded-for': '203.0.113.7, 127.0.0.1' }, false],
    ['127.0.0.1', { 'x-real-ip': '127.0.0.1' }, false],
    ['127.0.0.1', { forwarded: 'for=127.0.0.1' }, false],
    ['127.0.0.1', { via: '1.1 proxy' }, false],
    ['203.0.113.7', { 'x-forwarded-for': '127.0.0.1' }, false],
    ['127.0.0.1.example', {}, false],
    [undefined, {}, false],
  ] as [string | undefined, Record<string, string>, boolean][])('peer %s with %j is inside: %s', (peer, headers, is) =>
    expect(isLocal(new Headers(headers), peer)).toBe(is),
  )

  it('is not ready while a migration is missing', async () => {
    await owner().query('UPDATE _prisma_migrations SET finished_at = NULL')
    const response = await ready(inside())
    await owner().query('UPDATE _prisma_migrations SET finished_at = now()')
    expect(response.status).toBe(503)
    expect(await response.json()).toMatchObject({ ok: false, migrations: 'behind' })
  })
})
