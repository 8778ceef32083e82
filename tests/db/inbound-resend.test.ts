import { createHmac } from 'node:crypto'
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { mailHooks } from '@/lib/duties'
import { drainResend } from '@/lib/inbound/drain-resend'
import { stopReadingMail } from '@/lib/inbound/read-mail'
import { declareWays, RESEND_WAY } from '@/lib/inbound/ways'
import { as, at, TEST_NOW, testContext } from '../support/context'
import { type ReceivingStub, startReceivingStub } from '../support/receiving-stub'

/** Mail that Resend takes for the portal: brought by a signed note, and by the list what no note has brought (DS-05, DS-11, DS-12). */
const ctx = as(testContext(), { kind: 'system', duty: 'inbound' })
const MINUTE = 60_000
const ago = (minutes: number) => new Date(TEST_NOW.getTime() - minutes * MINUTE)
let stub: ReceivingStub
beforeEach(async () => {
  stub = await startReceivingStub()
  await declareWays(at(ctx, ago(60)), [RESEND_WAY], { forgetOthers: true })
  return () => stub.close()
})
afterAll(stopReadingMail)

const letter = (id: string, text = 'Bitte um Auskunft.') =>
  Buffer.from(`Message-ID: <${id}@person.example>\r\nFrom: lena@person.example\r\nSubject: Auskunft\r\n\r\n${text}\r\n`)
const keep = (id: string, minutes = 5) => stub.kept.push({ id, raw: letter(id), createdAt: ago(minutes) })
const access = () => ({ apiKey: 're_test', baseUrl: stub.url, requestsPerSecond: 10_000 })
const drain = (by = ctx) =>
  drainResend(by, { access: access(), hooks: mailHooks, until: by.now().getTime() + 10 * MINUTE })
const drainedAt = async () => (await ctx.db.inboundWay.findUniqueOrThrow({ where: { name: RESEND_WAY } })).drainedAt
const recorded = () => ctx.db.inboundMail.findMany({ orderBy: { receivedAt: 'asc' } })

describe('the list', () => {
  it('brings everything since the last time once, the oldest first, over all pages', async () => {
    for (let index = 0; index < 105; index += 1) keep(`mail-${index}`, 50 - index / 10)
    expect(await drain()).toEqual({ recorded: 105, known: 0, unheard: 0, isDrained: true })
    expect(await drainedAt()).toEqual(TEST_NOW)
    expect((await recorded())[0]).toMatchObject({
      way: 'resend',
      sourceId: 'mail-0',
      receivedAt: ago(50),
      class: 'case',
    })
    stub.asked.length = 0
    keep('late', 1)
    expect(await drain(at(ctx, ago(-2)))).toMatchObject({ recorded: 1, known: 0, isDrained: true })
    expect(stub.asked.filter((path) => path.startsWith('/files/'))).toEqual(['/files/late'])
  })

  it('does not go back behind the day on which the way was named', async () => {
    keep('old', 60 * 24 * 30)
    keep('new')
    expect(await drain()).toMatchObject({ recorded: 1 })
  })

  it.each([401, 429, 500])('that answers %d is no empty list', async (status) => {
    stub.respond = () => ({ status })
    await expect(drain()).rejects.toMatchObject({ name: 'ProviderError' })
    expect(await drainedAt()).toBeNull()
  })

  it('names a message that is not handed out: the others go on, the way counts as unread; a day later staff look', async () => {
    keep('first')
    stub.kept.push({ id: 'broken', raw: null, createdAt: ago(4) })
    keep('last', 3)
    expect(await drain()).toEqual({ recorded: 2, known: 0, unheard: 0, isDrained: false })
    expect(await drainedAt()).toBeNull()
    const dayLater = at(ctx, ago(-24 * 60))
    expect(await drain(dayLater)).toEqual({ recorded: 0, known: 0, unheard: 1, isDrained: true })
    expect(await recorded()).toContainEqual(
      expect.objectContaining({ rule: 'not-handed-out', text: expect.stringContaining('broken') }),
    )
    expect(await drain(dayLater)).toMatchObject({ unheard: 0, isDrained: true })
  })

  it.each([
    ['of another host', 'https://elsewhere.example/mail'],
    ['without TLS', 'http://inbound-cdn.resend.com/mail'],
    ['that is none', 'mail'],
    ['that looks like one', 'https://resend.com.elsewhere.example/mail'],
  ])('with a file %s is not followed', async (_, address) => {
    stub.kept.push({ id: 'one', raw: letter('one'), createdAt: ago(5), address })
    expect(await drain()).toMatchObject({ recorded: 0, isDrained: false })
  })

  it('that sends elsewhere is not followed', async () => {
    keep('one')
    stub.respond = (path) => (path.startsWith('/files/') ? { redirect: `${stub.url}/emails/receiving` } : undefined)
    expect(await drain()).toMatchObject({ recorded: 0, isDrained: false })
  })

  it('brings of a huge message the beginning', async () => {
    const raw = letter('huge', `Auskunft ${'x'.repeat(80)}\r\n`.repeat(130_000))
    stub.kept.push({ id: 'huge', raw, createdAt: ago(5) })
    expect(await drain()).toMatchObject({ recorded: 1 })
    expect((await recorded())[0]?.text).toContain('zu groß')
  })
})

describe('a note', () => {
  const key = Buffer.from('test-webhook-secret-0123456789ab')
  const note = (id: string) => {
    const body = JSON.stringify({ type: 'email.received', created_at: TEST_NOW, data: { email_id: id, subject: 'x' } })
    const timestamp = String(Math.floor(Date.now() / 1000))
    const signature = createHmac('sha256', key).update(`msg_1.${timestamp}.${body}`).digest('base64')
    const headers = { 'svix-id': 'msg_1', 'svix-timestamp': timestamp, 'svix-signature': `v1,${signature}` }
    return new Request('http://portal.test/api/webhooks/resend', { method: 'POST', body, headers })
  }

  async function loadRoute(settings: Record<string, string> = {}): Promise<(request: Request) => Promise<Response>> {
    vi.resetModules()
    const given = {
      RESEND_API_KEY: 're_test',
      RESEND_BASE_URL: stub.url,
      RESEND_WEBHOOK_SECRET: `whsec_${key.toString('base64')}`,
      INBOUND_RESEND: 'on',
      ...settings,
    }
    for (const [name, value] of Object.entries(given)) vi.stubEnv(name, value)
    return (await import('@/app/api/webhooks/resend/route')).POST
  }
  afterAll(() => vi.unstubAllEnvs())

  it('brings its message once; the list then knows it', async () => {
    const post = await loadRoute()
    keep('mail-1')
    expect([(await post(note('mail-1'))).status, (await post(note('mail-1'))).status]).toEqual([200, 200])
    expect(await recorded()).toMatchObject([{ way: 'resend', sourceId: 'mail-1', class: 'case' }])
    expect(await drain()).toMatchObject({ recorded: 0, isDrained: true })
  })

  it('of a message that is not there yet is brought again', async () => {
    const post = await loadRoute()
    expect((await post(note('mail-1'))).status).toBe(503)
    stub.respond = () => ({ status: 500 })
    expect((await post(note('mail-1'))).status).toBe(503)
    stub.respond = undefined
    keep('mail-1')
    expect((await post(note('mail-1'))).status).toBe(200)
  })

  it('without INBOUND_RESEND stays with the provider, and a forged one asks for nothing', async () => {
    keep('mail-1')
    expect((await (await loadRoute({ INBOUND_RESEND: 'off' }))(note('mail-1'))).status).toBe(501)
    const forged = note('mail-1')
    forged.headers.set('svix-signature', 'v1,AAAA')
    expect((await (await loadRoute())(forged)).status).toBe(401)
    const odd = await loadRoute()
    expect((await odd(note('../domains'))).status).toBe(503)
    expect(stub.asked.filter((path) => path.startsWith('/domains'))).toEqual([])
  })
})
