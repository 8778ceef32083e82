import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { systemClock } from '@/lib/clock'
import { mailHooks } from '@/lib/duties'
import { type MailboxSettings } from '@/lib/env'
import { drainMailbox } from '@/lib/inbound/drain-mailbox'
import { stopReadingMail } from '@/lib/inbound/read-mail'
import { receiveMail } from '@/lib/inbound/receive-mail'
import { configuredWays, declareWays } from '@/lib/inbound/ways'
import { dovecotMissing, startDovecot, startMockImap } from '../tests/support/imap-server'
import { settingsOf, withOwnDatabase } from './own-database'
import { type Row } from './row'

const MAILS = 10_000
const SINGLE = 1_000
const TARGET_PER_SECOND = 50
/** The reader is killed after so many milliseconds of its work. */
const KILL_AFTER = 8_000

/** Incoming mail: every sample again and again, each a message of its own, on a database that writes to disk as in production. */
export async function benchInbound(): Promise<Row[]> {
  return withOwnDatabase('inbound', { kind: 'system', duty: 'inbound' }, async ({ ctx, ...own }) => {
    settingsOf(own)
    const names = readdirSync('tests/inbound/samples')
    const samples = names.map((name) => readFileSync(`tests/inbound/samples/${name}`, 'utf8').replace(/\r?\n/g, '\r\n'))
    const message = (index: number) =>
      Buffer.from(
        `Message-ID: <${index}@bench.test>\r\n${samples[index % samples.length]?.replace(/^Message-ID:.*\r\n/gim, '')}`,
      )

    let start = performance.now()
    for (let index = 0; index < SINGLE; index += 1) {
      const incoming = { raw: message(MAILS + index), envelope: {}, receivedAt: systemClock(), way: 'pipe' } as const
      await receiveMail(ctx, incoming, mailHooks)
    }
    const alone = (SINGLE * 1000) / (performance.now() - start)

    const server = dovecotMissing() ? await startMockImap() : await startDovecot()
    try {
      for (let index = 0; index < MAILS; index += 1) server.deliver(message(index))
      await declareWays(ctx, configuredWays({ mailbox: server.mailbox, fromResend: false }), { forgetOthers: true })
      const before = await ctx.db.inboundMail.count()
      start = performance.now()
      await killedReader(server.mailbox)
      const atKill = (await ctx.db.inboundMail.count()) - before
      const until = Number.POSITIVE_INFINITY
      await drainMailbox(ctx, { mailbox: server.mailbox, folder: 'INBOX', hooks: mailHooks, until })
      const seconds = (performance.now() - start) / 1000
      const recorded = (await ctx.db.inboundMail.count()) - before
      const lost = MAILS - recorded
      const name = dovecotMissing() ? 'a mock' : 'Dovecot'
      return [
        {
          what: `incoming mail, one after the other, ${SINGLE} messages classified and filed`,
          value: `${Math.round(alone)} messages/s`,
          floor: '–',
          target: `≥ ${TARGET_PER_SECOND} messages/s`,
          met: alone >= TARGET_PER_SECOND,
        },
        {
          what: `a mailbox of ${MAILS} (${name}), the reader killed after ${atKill}`,
          value: `${Math.round(MAILS / seconds)} messages/s, ${lost} lost, ${server.count('INBOX')} left`,
          floor: '–',
          target: `≥ ${TARGET_PER_SECOND} messages/s, 0 lost`,
          met: MAILS / seconds >= TARGET_PER_SECOND && lost === 0 && server.count('INBOX') === 0,
        },
      ]
    } finally {
      await stopReadingMail()
      await server.close()
    }
  })
}

async function killedReader(mailbox: MailboxSettings): Promise<void> {
  const env = { ...process.env, MAILBOX: JSON.stringify(mailbox), NOW: systemClock().toISOString() }
  const reader = spawn(process.execPath, ['--import', 'tsx', 'tests/support/inbound-worker.ts'], {
    env,
    stdio: 'ignore',
  })
  const timer = setTimeout(() => reader.kill('SIGKILL'), KILL_AFTER)
  await once(reader, 'exit')
  clearTimeout(timer)
}
