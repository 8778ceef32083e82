import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, it, vi } from 'vitest'
import * as housekeeping from '@/app/api/cron/housekeeping/route'
import * as lifecycle from '@/app/api/cron/lifecycle/route'
import * as mail from '@/app/api/cron/mail/route'
import { GET as ready } from '@/app/api/health/ready/route'
import { GET as live } from '@/app/api/health/route'
import { portalContext } from '@/lib/context'
import { database } from '@/lib/db/client'
import { duties, runDuty } from '@/lib/duties'
import { lastRunOf, withDutyLease } from '@/lib/duty-lease'
import { startScheduler, stopScheduler } from '@/lib/scheduler'
import { aMember } from '../support/cast'
import { testContext } from '../support/context'

/** The scheduled duties: cron routes (S-J1 to S-J6), lease, scheduler, health. */
const ctx = testContext()
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

  it('answers 500 without details when the duty fails, and gives the lease back', async () => {
    const reported = vi.spyOn(console, 'error').mockImplementation(() => {})
    await database().pool.query('ALTER TABLE throttle RENAME TO throttle_gone')
    try {
      const response = await housekeeping.GET(call(`Bearer ${secret}`))
      expect(response.status).toBe(500)
      expect(Object.keys(await response.json()).sort()).toEqual(['error', 'reference'])
    } finally {
      await database().pool.query('ALTER TABLE throttle_gone RENAME TO throttle')
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
    const response = await ready()
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({
      ok: true,
      database: 'ok',
      migrations: 'ok',
      mail: { state: 'ok', oldestDueSeconds: 0 },
      promises: { broken: 0, checkedAt: null },
    })
    const hourAgo = new Date(Date.now() - 3_600_000)
    await ctx.db.outgoingMail.create({
      data: { template: 'already-registered', recipient: 'x@beispiel.test', dueAt: hourAgo },
    })
    expect((await (await ready()).json()).mail).toMatchObject({ state: 'late' })
  })

  it('is not ready while a migration is missing', async () => {
    await database().pool.query('UPDATE _prisma_migrations SET finished_at = NULL')
    const response = await ready()
    await database().pool.query('UPDATE _prisma_migrations SET finished_at = now()')
    expect(response.status).toBe(503)
    expect(await response.json()).toMatchObject({ ok: false, migrations: 'behind' })
  })
})
