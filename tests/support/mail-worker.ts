import { frozenClock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { dispatchMail } from '@/lib/mail/dispatch-mail'
import { resendTransport } from '@/lib/mail/resend-transport'
import { smtpTransport } from '@/lib/mail/smtp-transport'
import { type MailTransport } from '@/lib/mail/transport'

/**
 * A worker in a process of its own, for tests that kill it. Settings: DATABASE_URL, TARGET (address of the sink or
 * stub), NOW, and KILL: `before-send` or `after-answer` end the process at that point with SIGKILL.
 */
const { TARGET = '', NOW = '', KILL } = process.env
const real = TARGET.startsWith('smtp')
  ? smtpTransport(TARGET)
  : resendTransport({ apiKey: 're_test', baseUrl: TARGET, requestsPerSecond: 100 })
const transport: MailTransport = {
  ...real,
  async send(messages, key) {
    if (KILL === 'before-send') process.kill(process.pid, 'SIGKILL')
    const answers = await real.send(messages, key)
    if (KILL === 'after-answer') process.kill(process.pid, 'SIGKILL')
    return answers
  },
}
const ctx = {
  db: database().db,
  now: frozenClock(new Date(NOW)),
  actor: { kind: 'system', duty: 'mail' } as const,
  mail: { appUrl: 'http://portal.test', from: 'Portal <portal@portal.test>' },
}
const counts = await dispatchMail(ctx, { transport, hooks: {}, budgetMs: 20_000 })
console.log(JSON.stringify(counts))
await real.close()
await database().db.$disconnect()
await database().pool.end()
