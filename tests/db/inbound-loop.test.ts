import { afterAll, beforeEach, expect, it } from 'vitest'
import { mailHooks } from '@/lib/duties'
import { type Settings } from '@/lib/env'
import { drainMailbox } from '@/lib/inbound/drain-mailbox'
import { LOOP_HOURS, lastLoop, sendDailyLoop, sendLoop } from '@/lib/inbound/mail-loop'
import { stopReadingMail } from '@/lib/inbound/read-mail'
import { configuredWays, declareWays } from '@/lib/inbound/ways'
import { dispatchMail } from '@/lib/mail/dispatch-mail'
import { smtpTransport } from '@/lib/mail/smtp-transport'
import { readiness } from '@/lib/readiness'
import { asPortal, at, TEST_NOW, testContext } from '../support/context'
import { type MockImapServer, startMockImap } from '../support/imap-server'
import { type SmtpSink, startSmtpSink } from '../support/smtp-sink'

/** The portal writes to itself: green when the mail is back through a way in, red when it is not (DS-05). */
const ctx = asPortal(testContext())
const later = (hours: number) => at(ctx, new Date(TEST_NOW.getTime() + hours * 3_600_000))
let relay: SmtpSink
let imap: MockImapServer
beforeEach(async () => {
  relay = await startSmtpSink()
  imap = await startMockImap()
  return async () => {
    await relay.close()
    await imap.close()
  }
})
afterAll(stopReadingMail)

const pattern = 'portal+%{key}@portal.test'
type Given = { transport?: Settings['mail']['transport']; replyPattern?: string; hasMailbox?: boolean }
const given = ({ transport = 'smtp', replyPattern, hasMailbox = true }: Given = {}) =>
  ({
    inbound: { fromResend: false, mailbox: hasMailbox ? imap.mailbox : undefined },
    mail: { transport, replyPattern },
  }) as Settings

async function dispatch(): Promise<void> {
  const transport = smtpTransport(relay.url)
  await dispatchMail(ctx, { transport, hooks: mailHooks, budgetMs: 5_000 })
  await transport.close()
}

it.each([
  ['with keyed addresses', pattern],
  ['to the mailbox that people write to', undefined],
])('a mail that comes back is green: %s', async (_, replyPattern) => {
  await declareWays(ctx, configuredWays(given().inbound), { forgetOthers: true })
  expect(await sendLoop(ctx, given({ replyPattern }))).toEqual({ outcome: 'sent' })
  await dispatch()
  expect(await lastLoop(ctx)).toMatchObject({ state: 'under-way', backAt: null })
  const [mail] = relay.received
  expect(mail?.recipients[0]).toMatch(replyPattern ? /^portal\+b[a-z2-7]{49}@portal\.test$/ : /^info@/)
  imap.deliver(mail?.raw ?? '')
  const soon = later(0.1)
  const drained = await drainMailbox(soon, {
    mailbox: imap.mailbox,
    folder: 'INBOX',
    hooks: mailHooks,
    until: Number.POSITIVE_INFINITY,
  })
  expect(drained).toMatchObject({ recorded: 1 })
  expect(await lastLoop(soon)).toEqual({ sentAt: TEST_NOW, backAt: soon.now(), state: 'back' })
  // Nothing that waits for staff, and nothing of anybody.
  expect(await ctx.db.inboundMail.findMany()).toMatchObject([{ class: 'own', accountId: null, dueOn: null }])
})

it('a mail that does not come back is red after its time, and stays so until another one is back', async () => {
  await sendLoop(ctx, given())
  expect((await lastLoop(later(LOOP_HOURS)))?.state).toBe('under-way')
  expect((await lastLoop(later(LOOP_HOURS + 0.01)))?.state).toBe('late')
  await sendLoop(later(24), given())
  expect((await lastLoop(later(25)))?.state).toBe('late')
  await ctx.db.inboundLoop.updateMany({ where: { sentAt: later(24).now() }, data: { backAt: later(25).now() } })
  expect((await lastLoop(later(25)))?.state).toBe('back')
})

it('is sent once a day by itself, and never where nothing could come back', async () => {
  expect(await sendDailyLoop(ctx, given())).toEqual({ loopsSent: 1 })
  expect(await sendDailyLoop(later(1), given())).toEqual({ loopsSent: 0 })
  expect(await sendDailyLoop(later(24), given())).toEqual({ loopsSent: 1 })
  expect(await sendLoop(ctx, given({ hasMailbox: false }))).toEqual({ outcome: 'no-way' })
  expect(await sendLoop(ctx, given({ transport: 'outbox' }))).toEqual({ outcome: 'no-way' })
  expect(await sendLoop(ctx, given({ hasMailbox: false, replyPattern: pattern }))).toEqual({ outcome: 'sent' })
})

it('a mailbox that nobody reads is told to who asks whether the portal is well', async () => {
  expect((await readiness(ctx)).inbound).toBeUndefined()
  await declareWays(ctx, ['x'], { forgetOthers: true })
  expect((await readiness(later(6))).inbound).toEqual({ state: 'ok', unreadSeconds: 6 * 3_600 })
  expect((await readiness(later(6.1))).inbound?.state).toBe('late')
  expect((await readiness(later(6.1))).ok).toBe(true)
})
