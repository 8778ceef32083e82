import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { listOutages } from '@/lib/mail/outage'
import { aMember } from '../support/cast'
import { asPortal, at, testContext } from '../support/context'

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
  it.each([
    ['email.bounced', undefined, 'returned'],
    ['email.bounced', { type: 'Permanent', subType: 'General' }, 'returned'],
    ['email.bounced', { type: 'Permanent', subType: 'NoEmail' }, 'unknown-address'],
    ['email.bounced', { type: 'Permanent', subType: 'Suppressed' }, 'returned'],
    ['email.bounced', { type: 'Undetermined', subType: 'Undetermined' }, 'returned'],
    ['email.bounced', { type: 'Transient', subType: 'MailboxFull' }, 'mailbox-full'],
    ['email.bounced', { type: 'Transient', subType: 'MessageTooLarge' }, 'message-too-large'],
    ['email.bounced', { type: 'Transient', subType: 'ContentRejected' }, 'message-refused'],
    ['email.bounced', { type: 'Transient', subType: 'AttachmentRejected' }, 'message-refused'],
    ['email.failed', undefined, 'returned'],
    ['email.suppressed', undefined, 'recipient-refused'],
  ])('%s %o: the mail has not arrived, once (DS-05)', async (type, bounced, cause) => {
    const id = await anAcceptedMail()
    const body = { ...bounce, type, data: { ...bounce.data, bounce: bounced } }
    expect((await post(report(body))).status).toBe(200)
    expect(await ctx.db.outgoingMail.findUnique({ where: { id } })).toMatchObject({ state: 'bounced', cause })
    expect((await post(report(body))).status).toBe(200)
  })

  it.each([
    ['email.bounced', { type: 'Transient', subType: 'General' }],
    ['email.bounced', { type: 'Transient' }],
    ['email.bounced', { type: 'transient', subType: 'Neues' }],
    ['email.complained', undefined],
    ['email.delivery_delayed', undefined],
    ['email.opened', undefined],
  ])('%s %o: it has arrived, or nothing is decided (DS-05)', async (type, bounced) => {
    const id = await anAcceptedMail()
    expect((await post(report({ ...bounce, type, data: { ...bounce.data, bounce: bounced } }))).status).toBe(200)
    expect(await stateOf(id)).toBe('accepted')
  })

  it('refused reports are counted, staff are told once a day, and a good report ends it (DS-05)', async () => {
    const staff = await aMember(ctx, { role: 'admin' })
    await ctx.db.outgoingMail.deleteMany()
    const alerts = () => ctx.db.outgoingMail.count({ where: { template: 'staff-alert', accountId: staff.accountId } })
    const outages = () => ctx.db.mailOutage.findMany({ orderBy: { id: 'asc' } })
    const forged = () => post(report(bounce, { headers: { 'svix-signature': 'v1,AAAA' } }))
    const late = () => post(report(bounce, { at: new Date(Date.now() - 3_600_000) }))
    expect([(await forged()).status, (await forged()).status]).toEqual([401, 401])
    expect(await alerts()).toBe(0)
    // Anybody can send that: it is no outage.
    expect(await listOutages(asPortal(ctx))).toEqual([])
    await forged()
    expect(await alerts()).toBe(1)
    await late()
    expect(await alerts()).toBe(2)
    await Promise.all([forged(), late(), forged(), late()])
    expect(await alerts()).toBe(2)
    expect(await outages()).toMatchObject([
      { cause: 'report-forged', count: 5, endedAt: null },
      { cause: 'report-clock', count: 3, endedAt: null },
    ])
    const [dayLater, over] = [86_400_000 - 60_000, 86_400_000 + 60_000].map((ms) => at(ctx, new Date(Date.now() + ms)))
    expect(await listOutages(asPortal(dayLater ?? ctx))).toMatchObject([{ endedAt: null }, { endedAt: null }])
    expect(await listOutages(asPortal(over ?? ctx))).toMatchObject([
      { endedAt: expect.any(Date) },
      { endedAt: expect.any(Date) },
    ])
    expect((await post(report({ ...bounce, type: 'email.delivered' }))).status).toBe(200)
    expect(await outages()).toMatchObject([{ endedAt: expect.any(Date) }, { endedAt: expect.any(Date) }])
  })

  it('a letter to the portal is not acknowledged, because nobody would read it', async () => {
    expect((await post(report({ ...bounce, type: 'email.received' }))).status).toBe(501)
  })

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
