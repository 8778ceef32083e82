import { frozenClock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { mailHooks } from '@/lib/duties'
import { type MailboxSettings } from '@/lib/env'
import { drainMailbox } from '@/lib/inbound/drain-mailbox'
import { stopReadingMail } from '@/lib/inbound/read-mail'

/** Reads a mailbox in a process of its own, for tests that kill it. Settings: DATABASE_URL, MAILBOX (MailboxSettings as JSON) and NOW. */
const { MAILBOX = '', NOW = '' } = process.env
const ctx = {
  db: database().db,
  now: frozenClock(new Date(NOW)),
  actor: { kind: 'system', duty: 'inbound' } as const,
  mail: { appUrl: 'http://portal.test', from: 'Portal <portal@portal.test>' },
}
const mailbox = JSON.parse(MAILBOX) as MailboxSettings
const until = Number.POSITIVE_INFINITY
console.log(JSON.stringify(await drainMailbox(ctx, { mailbox, folder: 'INBOX', hooks: mailHooks, until })))
await stopReadingMail()
await database().db.$disconnect()
await database().pool.end()
