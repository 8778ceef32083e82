import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { testContext } from '../support/context'

/** Reports of Resend about mail that did not arrive, as they come in over HTTP (R-M7). */
const ctx = testContext()
const key = Buffer.from('test-webhook-secret-0123456789ab')
const secret = `whsec_${key.toString('base64')}`

/** The route with or without a webhook secret; settings are read once per process, so the modules are loaded anew. */
async function loadRoute(webhookSecret: string): Promise<(request: Request) => Promise<Response>> {
  vi.resetModules()
  vi.stubEnv('RESEND_API_KEY', 're_test')
  vi.stubEnv('RESEND_WEBHOOK_SECRET', webhookSecret)
  const { POST } = await import('@/app/api/webhooks/resend/route')
  return POST
}

let post: (request: Request) => Promise<Response>
beforeAll(async () => {
  post = await loadRoute(secret)
})
afterAll(() => vi.unstubAllEnvs())

function report(body: unknown, { at = new Date(), signedBody = JSON.stringify(body), headers = {} } = {}): Request {
  const timestamp = String(Math.floor(at.getTime() / 1000))
  const signature = createHmac('sha256', key).update(`msg_1.${timestamp}.${signedBody}`).digest('base64')
  return new Request('http://portal.test/api/webhooks/resend', {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'svix-id': 'msg_1', 'svix-timestamp': timestamp, 'svix-signature': `v1,${signature}`, ...headers },
  })
}

async function anAcceptedMail(): Promise<string> {
  const data = { template: 'erased-self', state: 'accepted', acceptedAt: ctx.now(), providerId: 'mail-1' } as const
  return (await ctx.db.outgoingMail.create({ data, select: { id: true } })).id
}

const bounce = { type: 'email.bounced', created_at: '2026-11-23T12:00:00Z', data: { email_id: 'mail-1' } }
const stateOf = async (id: string) => (await ctx.db.outgoingMail.findUnique({ where: { id } }))?.state

describe('POST /api/webhooks/resend', () => {
  it.each(['email.bounced', 'email.complained', 'email.failed', 'email.suppressed'])(
    '%s makes the mail bounced',
    async (type) => {
      const id = await anAcceptedMail()
      expect((await post(report({ ...bounce, type }))).status).toBe(200)
      expect(await stateOf(id)).toBe('bounced')
      expect((await post(report({ ...bounce, type }))).status).toBe(200)
    },
  )

  it('other reports and unknown mails are acknowledged and change nothing', async () => {
    const id = await anAcceptedMail()
    for (const body of [
      { ...bounce, type: 'email.delivered' },
      { ...bounce, data: { email_id: 'other' } },
      { type: 'contact.created', data: {} },
      { type: 'email.bounced', data: { email_id: ['mail-1'] } },
      [],
      null,
    ]) {
      expect((await post(report(body))).status).toBe(200)
    }
    expect(await stateOf(id)).toBe('accepted')
  })

  it('a forged, altered, unsigned or old report is refused with 401', async () => {
    const id = await anAcceptedMail()
    for (const request of [
      report(bounce, { headers: { 'svix-signature': 'v1,AAAA' } }),
      report(bounce, { signedBody: JSON.stringify({ ...bounce, type: 'email.delivered' }) }),
      report(bounce, { headers: { 'svix-signature': '' } }),
      report(bounce, { headers: { 'svix-id': 'msg_2' } }),
      report(bounce, { at: new Date(Date.now() - 3_600_000) }),
      new Request('http://portal.test/api/webhooks/resend', { method: 'POST', body: 'no json' }),
    ]) {
      expect((await post(request)).status).toBe(401)
    }
    expect(await stateOf(id)).toBe('accepted')
  })

  it('a report of megabytes is refused unread', async () => {
    expect((await post(report({ ...bounce, filler: 'x'.repeat(200_000) }))).status).toBe(413)
  })

  it('without a secret the address does not exist', async () => {
    const without = await loadRoute('')
    expect((await without(report(bounce))).status).toBe(404)
  })
})
