import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { dispatchMail } from '@/lib/mail/dispatch-mail'
import { type MailHooks } from '@/lib/mail/hooks'
import { queueMail } from '@/lib/mail/queue-mail'
import { MAX_TRIES } from '@/lib/mail/settle-mail'
import { smtpTransport } from '@/lib/mail/smtp-transport'
import { aMember } from '../support/cast'
import { at, testContext } from '../support/context'
import { type Asked, type SmtpServer, startSmtpServer } from '../support/smtp-server'

/** Whose fault a refusal is, with a mail server that says anything at any stage (DS-05, DS-11, R-M6, R-M8). */
const ctx = testContext()
const MINUTE = 60_000
let server: SmtpServer

beforeEach(async () => {
  server = await startSmtpServer()
})
afterEach(() => server.close())

function queueTo(recipient: string) {
  const props = { givenName: 'Erika', surname: 'Muster', erasedAt: '2026-11-23T12:00:00Z' }
  return queueMail(ctx, { template: 'erased-self', props, recipient })
}

async function queueMany(count: number, from = 0): Promise<string[]> {
  const ids = []
  for (let index = from; index < from + count; index += 1) ids.push((await queueTo(`m${index}@beispiel.test`)).id)
  return ids
}

type Run = { minutes?: number; hooks?: MailHooks; limits?: object; tls?: 'required'; url?: string; budgetMs?: number }

async function dispatch({ minutes = 0, hooks = {}, limits, tls, url = server.url, budgetMs = 10_000 }: Run = {}) {
  const transport = smtpTransport(url, { tls, limits: { setUp: 1_000, answer: 1_000, whole: 20_000, ...limits } })
  try {
    return await dispatchMail(at(ctx, new Date(ctx.now().getTime() + minutes * MINUTE)), { transport, hooks, budgetMs })
  } finally {
    await transport.close()
  }
}

const rows = () => ctx.db.outgoingMail.findMany({ orderBy: { id: 'asc' } })
const endPause = () => ctx.db.dutyLease.deleteMany({ where: { duty: 'mail' } })
const pauseSeconds = async () => {
  const [row] = await ctx.db.$queryRaw<{ seconds: number }[]>`
    SELECT extract(epoch FROM not_before - clock_timestamp())::float8 AS seconds FROM duty_lease WHERE duty = 'mail'`
  return row?.seconds ?? 0
}
const says = (stage: Asked['stage'], reply: string) => (asked: Asked) => (asked.stage === stage ? reply : undefined)

describe('what the relay refuses to the portal', () => {
  it.each<[Asked['stage'], string, string]>([
    ['greeting', '554 5.7.1 Go away', 'relay-denied'],
    ['greeting', '421 4.3.2 Full', 'server-trouble'],
    ['ehlo', '421 4.3.2 Closing', 'server-trouble'],
    ['mail', '553 5.1.8 Sender refused', 'sender'],
    ['mail', '451 4.3.0 Later', 'server-trouble'],
    ['rcpt', '554 5.7.1 Relay access denied', 'relay-denied'],
    ['data', '554 5.7.1 Not now', 'relay-denied'],
    ['end', '550 5.4.5 Daily user sending limit exceeded', 'limit'],
    ['end', '452 4.3.1 Disk full', 'server-trouble'],
  ])(
    '%s %s: nothing is given up, no try is counted, everybody waits, staff are told once',
    async (stage, reply, cause) => {
      const staff = await aMember(ctx, { role: 'admin' })
      await ctx.db.outgoingMail.deleteMany()
      await queueMany(20)
      server.script = says(stage, reply)
      expect(await dispatch()).toMatchObject({ accepted: 0, bounced: 0, failed: 0, ended: 'paused' })
      await endPause()
      expect(await dispatch({ minutes: 90 })).toMatchObject({ accepted: 0, bounced: 0, failed: 0, ended: 'paused' })
      const mails = await rows()
      const letters = mails.filter(({ template }) => template === 'erased-self')
      expect(letters).toHaveLength(20)
      for (const mail of letters) {
        expect(mail).toMatchObject({ state: 'queued', attempts: 0, props: { surname: 'Muster' } })
        expect(mail.recipient).not.toBeNull()
      }
      const alerts = mails.filter(({ template }) => template === 'staff-alert')
      expect(alerts).toMatchObject([{ accountId: staff.accountId }])
      expect(await ctx.db.mailOutage.findMany()).toMatchObject([{ cause, endedAt: null }])
      expect(await pauseSeconds()).toBeGreaterThan(cause === 'limit' ? 3_500 : 50)

      server.script = () => undefined
      await endPause()
      expect(await dispatch({ minutes: 300 })).toMatchObject({ accepted: 21, ended: 'empty' })
      expect(await ctx.db.mailOutage.findMany()).toMatchObject([{ endedAt: expect.any(Date) }])
      expect(new Set(server.taken.map(({ to }) => to)).size).toBe(21)
    },
  )

  it('a login that is refused, and a server without TLS where TLS is required', async () => {
    await server.close()
    server = await startSmtpServer({ capabilities: '250-AUTH PLAIN LOGIN\r\n' })
    await queueTo('erika@beispiel.test')
    server.script = says('auth', '535 5.7.8 Wrong password')
    expect(await dispatch({ url: server.url.replace('//', '//user:secret@') })).toMatchObject({ ended: 'paused' })
    await endPause()
    expect(await dispatch({ tls: 'required' })).toMatchObject({ ended: 'paused' })
    expect(server.taken).toHaveLength(0)
    const outages = await ctx.db.mailOutage.findMany({ orderBy: { id: 'asc' } })
    expect(outages.map(({ cause, error }) => [cause, error])).toEqual([
      ['sign-in', 'smtp auth 535 5.7.8'],
      ['tls', 'smtp starttls 502 5.5.1'],
    ])
  })

  it('a server that does not answer, that cuts, that is not there', async () => {
    await queueMany(3)
    server.script = ({ stage }) => (stage === 'greeting' ? { hang: true } : undefined)
    expect(await dispatch({ limits: { setUp: 200 } })).toMatchObject({ accepted: 0, ended: 'paused' })
    await endPause()
    server.script = ({ stage }) => (stage === 'rcpt' ? { cut: true } : undefined)
    expect(await dispatch({ minutes: 20 })).toMatchObject({ accepted: 0, ended: 'paused' })
    await endPause()
    expect(await dispatch({ minutes: 40, url: 'smtp://127.0.0.1:1' })).toMatchObject({ accepted: 0, ended: 'paused' })
    for (const mail of await rows()) expect(mail).toMatchObject({ state: 'queued', attempts: 0, possibleCopies: 0 })
    await endPause()
    server.script = () => undefined
    expect(await dispatch({ minutes: 60 })).toMatchObject({ accepted: 3 })
    expect(server.taken).toHaveLength(3)
  })
})

describe('a row of the same refusal is an outage whatever its code says', () => {
  const hooksOf = (seen: string[]): MailHooks => ({
    'erased-self': {
      bounced: async (_, mails) => void seen.push(...mails.map(({ id }) => `bounced ${id}`)),
      revived: async (_, mails) => void seen.push(...mails.map(({ id }) => `revived ${id}`)),
    },
  })

  it.each(['550 5.1.1 Unknown', '550 No', '552 5.2.2 Full'])(
    '%s: four are four members, at the fifth all five come back and their hooks with them',
    async (reply) => {
      const seen: string[] = []
      const hooks = hooksOf(seen)
      const ids = await queueMany(4)
      server.script = says('rcpt', reply)
      expect(await dispatch({ hooks })).toMatchObject({ bounced: 4, ended: 'empty' })
      expect(await ctx.db.mailOutage.count()).toBe(0)
      // One at a time, as registrations come: the row is in the database, not in a process.
      ids.push(...(await queueMany(1, 4)))
      expect(await dispatch({ hooks, minutes: 1 })).toMatchObject({ ended: 'paused' })
      for (const mail of await rows()) expect(mail).toMatchObject({ state: 'queued', attempts: 0 })
      expect(seen.filter((one) => one.startsWith('revived')).sort()).toEqual(ids.map((id) => `revived ${id}`).sort())
      server.script = () => undefined
      await endPause()
      expect(await dispatch({ hooks, minutes: 5 })).toMatchObject({ accepted: 5 })
    },
  )

  it('after somebody else was accepted a mail that came back is judged for itself', async () => {
    await queueMany(5)
    server.script = says('rcpt', '550 5.1.1 Unknown')
    expect(await dispatch()).toMatchObject({ ended: 'paused' })
    await endPause()
    server.script = ({ stage, to }) => (stage === 'rcpt' && !to.startsWith('neu') ? '550 5.1.1 Unknown' : undefined)
    await queueTo('neu@beispiel.test')
    await dispatch({ minutes: 2 })
    await endPause()
    expect(await dispatch({ minutes: 30 })).toMatchObject({ ended: 'empty' })
    const states = (await rows()).map(({ state }) => state)
    expect(states.sort()).toEqual(['accepted', ...Array(5).fill('bounced')])
  })

  it('refused mails between accepted ones are no row', async () => {
    await queueMany(40)
    server.script = ({ stage, to }) => (stage === 'rcpt' && /^m\d*[05]@/.test(to) ? '550 5.1.1 Unknown' : undefined)
    const runs = [await dispatch(), await dispatch({ minutes: 20 }), await dispatch({ minutes: 40 })]
    expect(runs.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(32)
    expect(await ctx.db.outgoingMail.count({ where: { state: 'bounced' } })).toBe(8)
  })
})

describe('a lone mail that the relay refuses', () => {
  beforeEach(async () => {
    await aMember(ctx, { role: 'admin' })
    await ctx.db.outgoingMail.deleteMany()
    await queueMany(1)
  })

  it('at the second refusal staff are told, and their mail shows that the relay refuses everybody', async () => {
    server.script = says('rcpt', '554 5.7.1 Relay access denied')
    expect(await dispatch()).toMatchObject({ ended: 'empty' })
    expect(await ctx.db.mailOutage.count()).toBe(0)
    expect(await dispatch({ minutes: 2 })).toMatchObject({ ended: 'paused', failed: 0 })
    expect(await ctx.db.mailOutage.findMany()).toMatchObject([{ cause: 'relay-denied', endedAt: null }])
    for (const mail of await rows()) expect(mail).toMatchObject({ state: 'queued', attempts: 0 })
  })

  it('once their mail was taken it is judged for itself: nobody waits, and at last it is left to staff', async () => {
    server.script = ({ stage, to }) => (stage === 'rcpt' && to.startsWith('m0@') ? '554 5.7.1 Policy' : undefined)
    expect(await dispatch()).toMatchObject({ ended: 'empty' })
    expect(await dispatch({ minutes: 2 })).toMatchObject({ accepted: 1, ended: 'empty' })
    expect(await ctx.db.mailOutage.findMany()).toMatchObject([{ cause: 'relay-denied', endedAt: expect.any(Date) }])
    await queueTo('wieder@beispiel.test')
    expect(await dispatch({ minutes: 2.5 })).toMatchObject({ accepted: 1, ended: 'empty' })
    for (let tries = 1; tries <= MAX_TRIES; tries += 1)
      expect(await dispatch({ minutes: 300 * tries })).toMatchObject({ accepted: 0, ended: 'empty' })
    expect(await ctx.db.outgoingMail.findFirst({ where: { recipient: 'm0@beispiel.test' } })).toMatchObject({
      state: 'failed',
    })
  })
})

describe('one mail never slows the others', () => {
  it.each(['421 4.7.0 Suspicious', '451 4.7.0 Later', '554 5.7.1 Policy', '550 5.4.5 Limit', 'cut', 'hang'])(
    'always %s for one: the others leave in one run, and at last it is left to staff',
    async (what) => {
      const [bad = ''] = await queueMany(30)
      server.script = ({ stage, to }) => {
        if (!to.startsWith('m0@') || stage !== (what === '554 5.7.1 Policy' ? 'rcpt' : 'end')) return undefined
        return what === 'cut' ? { cut: true } : what === 'hang' ? { hang: true } : what
      }
      expect(await dispatch()).toMatchObject({ accepted: 29, ended: 'empty' })
      let minutes = 0
      for (let tries = 0; tries <= MAX_TRIES; tries += 1) {
        minutes += 300
        await queueTo('wieder@beispiel.test')
        expect(await dispatch({ minutes })).toMatchObject({ accepted: 1, ended: 'empty' })
      }
      const mail = await ctx.db.outgoingMail.findUniqueOrThrow({ where: { id: bad } })
      expect(mail).toMatchObject({ state: 'failed', recipient: 'm0@beispiel.test' })
      const copies = server.taken.filter(({ to }) => to === 'm0@beispiel.test')
      if (what === 'cut' || what === 'hang') {
        expect(mail).toMatchObject({ cause: 'no-answer' })
        expect(copies).toHaveLength(2)
        expect(new Set(copies.map(({ messageId }) => messageId)).size).toBe(1)
      }
    },
  )

  it('a slow answer is an acceptance, and mail that comes meanwhile does not wait for it', async () => {
    const [slow = ''] = await queueMany(1)
    server.script = ({ stage, to }) => (stage === 'end' && to.startsWith('m0@') ? { afterMs: 8_000 } : undefined)
    const started = performance.now()
    const running = dispatch({ limits: { answer: 20_000 }, budgetMs: 100 })
    await new Promise((resolve) => setTimeout(resolve, 5_500))
    await queueTo('eilig@beispiel.test')
    while (!server.taken.some(({ to }) => to.startsWith('eilig')))
      await new Promise((resolve) => setTimeout(resolve, 50))
    expect(performance.now() - started).toBeLessThan(8_000)
    expect(await running).toMatchObject({ accepted: 2 })
    expect(server.taken.filter(({ to }) => to.startsWith('m0@'))).toHaveLength(1)
    expect(await ctx.db.outgoingMail.findUnique({ where: { id: slow } })).toMatchObject({ state: 'accepted' })
  }, 20_000)
})
