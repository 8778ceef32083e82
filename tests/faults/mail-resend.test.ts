import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { dispatchMail } from '@/lib/mail/dispatch-mail'
import { type MailHooks } from '@/lib/mail/hooks'
import { queueMail } from '@/lib/mail/queue-mail'
import { recordBounce } from '@/lib/mail/record-bounce'
import { resendTransport } from '@/lib/mail/resend-transport'
import { at, testContext } from '../support/context'
import { error, type ResendStub, startResendStub } from '../support/resend-stub'

/** Resend against an HTTP stub on loopback (R-M1 to R-M7, R-M11). */
const ctx = testContext()
const MINUTE = 60_000
let stub: ResendStub

beforeEach(async () => {
  stub = await startResendStub()
})
afterEach(() => stub.close())

function queueTo(recipient: string) {
  return queueMail(ctx, {
    template: 'erased-self',
    props: { givenName: 'Erika', surname: 'Muster', erasedAt: '2026-11-23T12:00:00Z' },
    recipient,
  })
}

async function queueMany(count: number): Promise<string[]> {
  const ids = []
  for (let index = 0; index < count; index += 1) ids.push((await queueTo(`m${index}@beispiel.test`)).id)
  return ids
}

function dispatch({
  hooks = {} as MailHooks,
  minutes = 0,
  requestsPerSecond = 100,
  timeoutMs = 2_000,
  budgetMs = 10_000,
} = {}) {
  const transport = resendTransport({ apiKey: 're_test', baseUrl: stub.url, requestsPerSecond, timeoutMs })
  const then = at(ctx, new Date(ctx.now().getTime() + minutes * MINUTE))
  return dispatchMail(then, { transport, hooks, budgetMs })
}

const states = async () => (await ctx.db.outgoingMail.findMany()).map(({ state }) => state)
const endPause = () => ctx.db.dutyLease.deleteMany()
const pauseSeconds = async () => {
  const [row] = await ctx.db.$queryRaw<{ seconds: number }[]>`
    SELECT extract(epoch FROM not_before - clock_timestamp())::float8 AS seconds FROM duty_lease WHERE duty = 'mail'`
  return row?.seconds ?? 0
}

describe('batches', () => {
  it('a hundred messages share a request; each row keeps its own id of the provider and no address', async () => {
    await queueMany(250)
    expect(await dispatch()).toMatchObject({ accepted: 250 })
    expect(stub.requests.map(({ size }) => size)).toEqual([100, 100, 50])
    expect(new Set(stub.requests.map(({ key }) => key)).size).toBe(3)
    const rows = await ctx.db.outgoingMail.findMany()
    const sent = new Set(stub.delivered.map(({ id }) => id))
    for (const row of rows) {
      expect(row).toMatchObject({ state: 'accepted', recipient: null, props: {}, batchId: null })
      expect(sent.delete(row.providerId ?? '')).toBe(true)
    }
    expect(sent.size).toBe(0)
  })

  it('a recipient that Resend refuses is undeliverable alone (permissive validation)', async () => {
    await queueMany(5)
    const bounced: string[] = []
    stub.refuse = ({ to }) => (to === 'm2@beispiel.test' ? 'Invalid `to` field.' : undefined)
    const hooks: MailHooks = {
      'erased-self': { bounced: async (_, mails) => void bounced.push(...mails.map(({ id }) => id)) },
    }
    expect(await dispatch({ hooks })).toMatchObject({ accepted: 4, bounced: 1 })
    const refused = await ctx.db.outgoingMail.findFirstOrThrow({ where: { state: 'bounced' } })
    expect(bounced).toEqual([refused.id])
    expect(stub.delivered.map(({ to }) => to)).not.toContain('m2@beispiel.test')
  })

  it('a batch refused as a whole is divided until the poisonous message stands alone (R-M11)', async () => {
    await queueMany(40)
    stub.respond = (emails) =>
      emails.some(({ to }) => to === 'm13@beispiel.test') ? error(422, 'validation_error') : undefined
    expect(await dispatch()).toMatchObject({ accepted: 39, failed: 1 })
    expect(new Set(stub.delivered.map(({ to }) => to)).size).toBe(39)
    expect(stub.delivered).toHaveLength(39)
    expect(await ctx.db.outgoingMail.findFirst({ where: { state: 'failed' } })).toMatchObject({
      recipient: 'm13@beispiel.test',
      lastError: 'resend 422 validation_error',
    })
  })
})

const bodies = {
  json: (status: number) => JSON.stringify({ statusCode: status, name: 'application_error', message: 'x' }),
  'json without a code': () => '{}',
  'json null': () => 'null',
  html: () => '<html><body>Bad gateway</body></html>',
  empty: () => '',
  broken: () => '{"statusCode": 5',
}

describe.each([401, 403, 422, 429, 500, 502, 503])('status %i', (status) => {
  it.each(Object.entries(bodies))('with %s is never taken for an acceptance (R-M1)', async (_, body) => {
    await queueMany(2)
    stub.respond = () => ({ status, body: body(status) })
    expect(await dispatch({ budgetMs: 500 })).toMatchObject({ accepted: 0 })
    expect(stub.delivered).toHaveLength(0)
    expect(await states()).not.toContain('accepted')
    stub.respond = undefined
    await endPause()
    await ctx.db.outgoingMail.updateMany({ where: { state: 'failed' }, data: { state: 'queued', batchId: null } })
    expect(await dispatch({ minutes: 1 })).toMatchObject({ accepted: 2 })
    expect(stub.delivered).toHaveLength(2)
  })
})

describe.each([301, 302, 303, 307, 308])('status %i', (status) => {
  it('leads nowhere: addresses and texts go to the configured provider only (ASVS 15.3.2)', async () => {
    const elsewhere = await startResendStub()
    try {
      await queueMany(2)
      stub.respond = () => ({ status, headers: { location: `${elsewhere.url}/emails/batch` } })
      expect(await dispatch({ budgetMs: 500 })).toMatchObject({ accepted: 0 })
      expect(elsewhere.requests).toEqual([])
      expect(await states()).not.toContain('accepted')
    } finally {
      await elsewhere.close()
    }
  })
})

describe.each(['', '{}', 'null', '<html>', '{"data":[]}', '{"data":[{"id":"a"}],"errors":[]}', '{"data":[{},{}]}'])(
  'status 200 with %j',
  (body) => {
    it('is no acceptance either (R-M1)', async () => {
      await queueMany(2)
      stub.respond = () => ({ status: 200, body })
      expect(await dispatch()).toMatchObject({ accepted: 0, postponed: 2 })
      expect(await states()).toEqual(['queued', 'queued'])
    })
  },
)

describe('pace and pauses', () => {
  it.each([
    ['1', 1],
    ['60', 60],
    ['3600', 3600],
    [undefined, 60],
  ])('429 with Retry-After %s holds back all workers for that long and costs no try (R-M2)', async (given, seconds) => {
    await queueMany(150)
    stub.respond = () => error(429, 'rate_limit_exceeded', given === undefined ? {} : { 'retry-after': given })
    expect(await dispatch({ budgetMs: 500 })).toMatchObject({ accepted: 0, ended: 'paused' })
    expect(await pauseSeconds()).toBeGreaterThan(seconds - 1)
    expect(await pauseSeconds()).toBeLessThanOrEqual(seconds)
    const others = await Promise.all(Array.from({ length: 8 }, () => dispatch({ budgetMs: 200 })))
    if (seconds > 1) expect(others.every(({ ended }) => ended === 'paused')).toBe(true)
    expect(stub.requests.length).toBeLessThanOrEqual(seconds > 1 ? 1 : 2)
    expect(await ctx.db.outgoingMail.count({ where: { state: 'queued', attempts: 0 } })).toBe(150)
  })

  it('a used-up quota pauses for an hour', async () => {
    await queueMany(1)
    stub.respond = () => error(429, 'daily_quota_exceeded')
    await dispatch()
    expect(await pauseSeconds()).toBeGreaterThan(3_590)
  })

  it('several workers together keep the pace; the provider never has to say 429', async () => {
    await queueMany(100)
    stub.limitPerSecond = 20
    const oneEach = (requestsPerSecond: number) => {
      const transport = resendTransport({ apiKey: 're_test', baseUrl: stub.url, requestsPerSecond })
      return dispatchMail(ctx, { transport: { ...transport, batchSize: 2 }, hooks: {}, budgetMs: 20_000 })
    }
    const runs = await Promise.all(Array.from({ length: 4 }, () => oneEach(20)))
    expect(runs.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(100)
    expect(stub.requests.filter(({ status }) => status === 429)).toHaveLength(0)
    expect(stub.requests).toHaveLength(50)
  })

  it('a wrong key (401) costs no try however long it lasts (R-M9)', async () => {
    await queueMany(3)
    stub.respond = () => error(401, 'missing_api_key')
    for (let day = 0; day < 3; day += 1) {
      expect(await dispatch({ minutes: day * 1440 })).toMatchObject({ accepted: 0, failed: 0, ended: 'paused' })
      await endPause()
    }
    stub.respond = undefined
    expect(await dispatch({ minutes: 3 * 1440 })).toMatchObject({ accepted: 3 })
  })
})

describe('no clear answer', () => {
  it.each(['accept-then-hang', 'accept-then-reset'] as const)(
    '%s: repeated under the same key with the same text, delivered once (R-M3)',
    async (trouble) => {
      await queueMany(7)
      stub.respond = () => trouble
      expect(await dispatch({ timeoutMs: 300 })).toMatchObject({ accepted: 0, postponed: 7 })
      stub.respond = undefined
      expect(await dispatch({ minutes: 1 })).toMatchObject({ accepted: 7 })
      expect(stub.delivered).toHaveLength(7)
      expect(new Set(stub.requests.map(({ key }) => key)).size).toBe(1)
    },
  )

  it('again and again: the key makes one copy of them all, and nothing is left to staff', async () => {
    await queueMany(3)
    stub.respond = () => 'accept-then-reset'
    for (const minutes of [0, 5, 15, 60]) expect(await dispatch({ minutes })).toMatchObject({ postponed: 3, failed: 0 })
    stub.respond = undefined
    expect(await dispatch({ minutes: 300 })).toMatchObject({ accepted: 3 })
    expect(stub.delivered).toHaveLength(3)
  })

  it.each(['hang', 'reset'] as const)('%s before anything was sent: nothing is lost (R-M3)', async (trouble) => {
    await queueMany(3)
    stub.respond = () => trouble
    expect(await dispatch({ timeoutMs: 300 })).toMatchObject({ accepted: 0, postponed: 3 })
    stub.respond = undefined
    expect(await dispatch({ minutes: 1 })).toMatchObject({ accepted: 3 })
    expect(stub.delivered).toHaveLength(3)
  })

  it('a 429 in between does not make it forget the key', async () => {
    await queueMany(3)
    stub.respond = () => 'accept-then-reset'
    await dispatch()
    stub.respond = () => error(429, 'rate_limit_exceeded', { 'retry-after': '1' })
    expect(await dispatch({ minutes: 1 })).toMatchObject({ accepted: 0 })
    stub.respond = undefined
    await endPause()
    expect(await dispatch({ minutes: 2 })).toMatchObject({ accepted: 3 })
    expect(stub.delivered).toHaveLength(3)
  })

  it('new mail does not join a batch that is repeated', async () => {
    await queueMany(3)
    stub.respond = () => 'accept-then-reset'
    await dispatch()
    stub.respond = undefined
    await queueTo('neu@beispiel.test')
    expect(await dispatch({ minutes: 1 })).toMatchObject({ accepted: 4 })
    expect(stub.requests.map(({ size }) => size)).toEqual([3, 3, 1])
    expect(stub.delivered).toHaveLength(4)
  })

  it('409 because the first request is still being worked on: asks again under the same key (R-M5)', async () => {
    await queueMany(2)
    stub.respond = () => error(409, 'concurrent_idempotent_requests')
    expect(await dispatch()).toMatchObject({ postponed: 2 })
    stub.respond = undefined
    expect(await dispatch({ minutes: 1 })).toMatchObject({ accepted: 2 })
    expect(new Set(stub.requests.map(({ key }) => key)).size).toBe(1)
  })

  it('a member of the batch is gone meanwhile: the others go out under a new key, one extra copy at most (R-M5)', async () => {
    const [first = ''] = await queueMany(3)
    stub.respond = () => 'accept-then-reset'
    await dispatch()
    stub.respond = undefined
    await ctx.db.outgoingMail.delete({ where: { id: first } })
    expect(await dispatch({ minutes: 1 })).toMatchObject({ accepted: 2 })
    expect(stub.requests.map(({ status }) => status)).toEqual([200, 409, 200])
    expect(stub.delivered).toHaveLength(5)
  })

  it.each([6, 22])('an outage of %i hours after an unknown result ends with one delivery (R-M6)', async (hours) => {
    await queueMany(2)
    stub.respond = () => 'accept-then-reset'
    await dispatch()
    stub.respond = undefined
    expect(await dispatch({ minutes: hours * 60 })).toMatchObject({ accepted: 2 })
    expect(stub.delivered).toHaveLength(2)
  })

  it.each([25, 240])(
    'after %i hours the provider has forgotten the key: one extra copy, no more (R-M6)',
    async (hours) => {
      await queueMany(2)
      stub.respond = () => 'accept-then-reset'
      await dispatch()
      stub.respond = undefined
      expect(await dispatch({ minutes: hours * 60 })).toMatchObject({ accepted: 2 })
      expect(stub.delivered).toHaveLength(4)
      expect(new Set(stub.requests.map(({ key }) => key)).size).toBe(2)
    },
  )
})

describe('a database that goes away after the provider has acknowledged', () => {
  it('is waited for; the mail is recorded and not sent again (R-D1)', async () => {
    await queueMany(2)
    let failures = 3
    const db = new Proxy(ctx.db, {
      get(target, name) {
        if (name !== '$transaction') return Reflect.get(target, name)
        if (failures-- > 0) return () => Promise.reject(Object.assign(new Error('gone'), { code: 'ECONNREFUSED' }))
        return Reflect.get(target, name).bind(target)
      },
    })
    const transport = resendTransport({ apiKey: 're_test', baseUrl: stub.url, requestsPerSecond: 100 })
    const counts = await dispatchMail({ ...ctx, db }, { transport, hooks: {}, budgetMs: 10_000 })
    expect(counts).toMatchObject({ accepted: 2 })
    expect(stub.delivered).toHaveLength(2)
  })
})

describe('bounces', () => {
  it('are recorded once, call the hook once, and unknown ids change nothing (R-M7)', async () => {
    const [id = ''] = await queueMany(1)
    const bounced: string[] = []
    const hooks: MailHooks = {
      'erased-self': { bounced: async (_, mails) => void bounced.push(...mails.map((mail) => mail.id)) },
    }
    await dispatch()
    const report = { providerId: stub.delivered[0]?.id ?? '', error: 'resend email.bounced' }
    expect(await recordBounce(ctx, report, hooks)).toEqual({ outcome: 'bounced' })
    expect(await recordBounce(ctx, report, hooks)).toEqual({ outcome: 'already-bounced' })
    expect(await recordBounce(ctx, { ...report, providerId: 'x' }, hooks)).toEqual({ outcome: 'unknown' })
    expect(bounced).toEqual([id])
    expect(await ctx.db.outgoingMail.findFirst()).toMatchObject({ state: 'bounced', lastError: report.error })
  })

  it('a report that overtakes the answer to its own request is asked for again (R-M7)', async () => {
    await queueMany(1)
    stub.respond = () => 'hang'
    const running = dispatch({ timeoutMs: 1_000 })
    while (stub.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 10))
    expect(await recordBounce(ctx, { providerId: 'x', error: 'x' }, {})).toEqual({ outcome: 'not-yet-known' })
    await running
  })
})
