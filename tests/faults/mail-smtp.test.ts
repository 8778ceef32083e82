import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { dispatchMail } from '@/lib/mail/dispatch-mail'
import { type MailHooks } from '@/lib/mail/hooks'
import { queueMail } from '@/lib/mail/queue-mail'
import { pauseAfterTry } from '@/lib/mail/settle-mail'
import { smtpTransport } from '@/lib/mail/smtp-transport'
import { at, testContext } from '../support/context'
import { type SmtpSink, startSmtpSink } from '../support/smtp-sink'

/** SMTP against a real server on loopback (R-M8, R-M11, S-G1). */
const ctx = testContext()
const MINUTE = 60_000
let sink: SmtpSink

beforeEach(async () => {
  sink = await startSmtpSink()
})
afterEach(() => sink.close())

function queueTo(recipient: string, name = { givenName: 'Erika', surname: 'Muster' }) {
  return queueMail(ctx, {
    template: 'erased-self',
    props: { ...name, erasedAt: '2026-11-23T12:00:00Z' },
    recipient,
  })
}

async function dispatch({ hooks = {} as MailHooks, minutes = 0, url = sink.url, answer = 2_000 } = {}) {
  const transport = smtpTransport(url, { limits: { setUp: 2_000, answer } })
  try {
    const then = at(ctx, new Date(ctx.now().getTime() + minutes * MINUTE))
    return await dispatchMail(then, { transport, hooks, budgetMs: 10_000 })
  } finally {
    await transport.close()
  }
}

const row = (id: string) => ctx.db.outgoingMail.findUniqueOrThrow({ where: { id } })
const endPause = () => ctx.db.dutyLease.deleteMany()

describe('a message on the wire', () => {
  it('is complete, in UTF-8, with both parts and exactly one recipient (S-G1)', async () => {
    const { id } = await queueTo('erika@beispiel.test', {
      givenName: 'Erika\r\nBcc: x@y.test',
      surname: 'Müßig-Ørsted 漢字',
    })
    expect(await dispatch()).toMatchObject({ accepted: 1 })
    const [{ recipients, mail, raw } = expect.fail('nothing received')] = sink.received
    expect(recipients).toEqual(['erika@beispiel.test'])
    expect(mail.subject).toBe('Ihr Konto bei QualiService Thüringen wurde gelöscht')
    expect(mail.from).toMatchObject({ name: 'Portal', address: 'portal@portal.test' })
    expect(mail.to).toMatchObject([{ address: 'erika@beispiel.test' }])
    expect(mail.messageId).toMatch(new RegExp(`^<${id}\\.\\d+@portal\\.test>$`))
    expect(mail.text).toContain('Guten Tag Erika Bcc: x@y.test Müßig-Ørsted 漢字,')
    expect(mail.html).toContain('Müßig-Ørsted 漢字')
    const headers = raw.slice(0, raw.indexOf('\r\n\r\n'))
    expect(headers).not.toMatch(/^bcc:/im)
    expect(headers).toMatch(/^Auto-Submitted: auto-generated\r?$/m)
    expect(headers).toMatch(/^Content-Type: multipart\/alternative/m)
    expect(await row(id)).toMatchObject({ state: 'accepted', recipient: null, props: {} })
  })

  it('carries the address of a person who wants an answer, and subjects stay in their header', async () => {
    await queueMail(ctx, {
      template: 'contact-message',
      props: { name: 'Jo', replyTo: 'jo@beispiel.test', subject: 'Frage\r\nBcc: x@y.test', message: 'Text' },
      recipient: 'info@portal.test',
    })
    await dispatch()
    const [{ mail, recipients } = expect.fail('nothing received')] = sink.received
    expect(mail.replyTo).toMatchObject([{ address: 'jo@beispiel.test' }])
    expect(mail.subject).toBe('Kontaktformular: Frage Bcc: x@y.test')
    expect(recipients).toEqual(['info@portal.test'])
  })
})

describe('refusals', () => {
  it('greylisting (451) is tried again after a growing pause and then accepted', async () => {
    const { id } = await queueTo('grau@beispiel.test')
    sink.onRecipient = () => ({ code: 451, text: '4.7.1 Greylisted' })
    expect(await dispatch()).toMatchObject({ postponed: 1 })
    expect(await row(id)).toMatchObject({
      state: 'queued',
      lastError: 'smtp rcpt 451 4.7.1',
      renderedFor: null,
      attempts: 1,
    })
    expect(await dispatch({ minutes: 0.9 })).toMatchObject({ accepted: 0, postponed: 0 })
    sink.onRecipient = undefined
    expect(await dispatch({ minutes: 1 })).toMatchObject({ accepted: 1 })
    expect(sink.received).toHaveLength(1)
  })

  it('the pauses grow from one minute to four hours; after the last try staff see the mail', async () => {
    expect(Array.from({ length: 11 }, (_, index) => pauseAfterTry(index + 1) / MINUTE)).toEqual([
      1, 2, 4, 8, 16, 32, 64, 128, 240, 240, 240,
    ])
    const { id } = await queueTo('grau@beispiel.test')
    sink.onRecipient = () => ({ code: 452, text: '4.2.2 Mailbox full' })
    let minutes = 0
    for (let tries = 1; tries < 12; tries += 1) {
      expect(await dispatch({ minutes })).toMatchObject({ postponed: 1 })
      minutes += pauseAfterTry(tries) / MINUTE
    }
    expect(await dispatch({ minutes })).toMatchObject({ failed: 1 })
    expect(await row(id)).toMatchObject({
      state: 'failed',
      attempts: 12,
      lastError: 'smtp rcpt 452 4.2.2',
      cause: 'try-later',
    })
    expect(await dispatch({ minutes: minutes + 10_000 })).toMatchObject({ accepted: 0, postponed: 0, failed: 0 })
  })

  it.each([
    [550, '5.1.1 User unknown'],
    [552, '5.2.2 Mailbox full'],
  ])('%i %s for the recipient is undeliverable at once, and the hook hears of it', async (code, text) => {
    const { id } = await queueTo('weg@beispiel.test')
    sink.onRecipient = () => ({ code, text })
    const bounced: string[] = []
    const hooks: MailHooks = {
      'erased-self': { bounced: async (_, mails) => void bounced.push(...mails.map((mail) => mail.id)) },
    }
    expect(await dispatch({ hooks })).toMatchObject({ bounced: 1, accepted: 0 })
    expect(bounced).toEqual([id])
    expect(await row(id)).toMatchObject({
      state: 'bounced',
      lastError: `smtp rcpt ${code} ${text.slice(0, 5)}`,
      recipient: 'weg@beispiel.test',
      props: { surname: 'Muster' },
    })
  })

  it('550 after the text is left to staff unless it is about the mailbox', async () => {
    const spam = await queueTo('spam@beispiel.test')
    const gone = await queueTo('weg@beispiel.test')
    sink.onMessage = (recipient) =>
      recipient.startsWith('spam')
        ? { code: 550, text: '5.7.1 Looks like spam' }
        : { code: 550, text: '5.1.1 No such user' }
    expect(await dispatch()).toMatchObject({ failed: 1, bounced: 1 })
    expect(await row(spam.id)).toMatchObject({
      state: 'failed',
      lastError: 'smtp end 550 5.7.1',
      cause: 'message-refused',
    })
    expect(await row(gone.id)).toMatchObject({ state: 'bounced' })
  })

  it('one bad recipient holds up nobody', async () => {
    for (let index = 0; index < 50; index += 1) await queueTo(`m${index}@beispiel.test`)
    sink.onRecipient = (address) => (address.startsWith('m7@') ? { code: 550, text: '5.1.1 Unknown' } : undefined)
    expect(await dispatch()).toMatchObject({ accepted: 49, bounced: 1 })
    expect(new Set(sink.received.map(({ recipients }) => recipients[0])).size).toBe(49)
  })
})

describe('no clear answer', () => {
  it.each(['close', 'hang'] as const)(
    'after the text the server goes silent (%s): the same Message-ID is sent once more, no other mail twice',
    async (trouble) => {
      const { id } = await queueTo('erika@beispiel.test')
      sink.onMessage = () => trouble
      expect(await dispatch({ answer: 500 })).toMatchObject({ accepted: 0, postponed: 1 })
      const waiting = await row(id)
      expect(waiting).toMatchObject({ state: 'queued', attempts: 1 })
      expect(waiting.renderedFor).not.toBeNull()
      sink.onMessage = undefined
      expect(await dispatch({ minutes: 1 })).toMatchObject({ accepted: 1 })
      const ids = sink.received.map(({ mail }) => mail.messageId)
      expect(ids).toHaveLength(2)
      expect(new Set(ids).size).toBe(1)
    },
  )
})

describe('a server that takes nothing', () => {
  it('costs no try, pauses all workers, and everything goes out afterwards (R-M6)', async () => {
    const { url } = sink
    await sink.close()
    for (let index = 0; index < 20; index += 1) await queueTo(`m${index}@beispiel.test`)
    expect(await dispatch({ url })).toMatchObject({ accepted: 0, ended: 'paused' })
    expect(await dispatch({ url })).toMatchObject({ postponed: 0, ended: 'paused' })
    expect(await ctx.db.outgoingMail.count({ where: { state: 'queued', attempts: 0, renderedFor: null } })).toBe(20)
    await endPause()
    sink = await startSmtpSink()
    expect(await dispatch({ minutes: 14_400 })).toMatchObject({ accepted: 20 })
    expect(sink.received).toHaveLength(20)
  })

  it('421 to a recipient lets that mail wait, and 421 to another one everybody (R-M6)', async () => {
    const { id } = await queueTo('erika@beispiel.test')
    sink.onRecipient = () => ({ code: 421, text: '4.3.2 Shutting down' })
    expect(await dispatch()).toMatchObject({ accepted: 0, ended: 'empty' })
    expect(await row(id)).toMatchObject({ state: 'queued', lastError: 'smtp rcpt 421 4.3.2' })
    await queueTo('jo@beispiel.test')
    expect(await dispatch({ minutes: 2 })).toMatchObject({ accepted: 0, ended: 'paused' })
    expect(await ctx.db.outgoingMail.count({ where: { state: 'queued', attempts: 0 } })).toBe(2)
  })
})
