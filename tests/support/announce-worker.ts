import { frozenClock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { mailHooks } from '@/lib/duties'
import { dispatchMail } from '@/lib/mail/dispatch-mail'
import { smtpTransport } from '@/lib/mail/smtp-transport'
import { announceVersions } from '@/lib/policies/announce-versions'
import { closeAnnouncements } from '@/lib/policies/close-announcements'

/**
 * The mass announcement in a process of its own, for tests that kill it. Settings: DATABASE_URL, TARGET (address of the SMTP sink), NOW,
 * STEP (`queue`, `send` or `close`), BATCH, and KILL_AFTER: the process ends itself with SIGKILL before the n-th statement that
 * writes (`queue`, `close`) or the n-th mail (`send`).
 */
const { TARGET = '', NOW = '', STEP = '', BATCH = '10', KILL_AFTER = '0' } = process.env
let steps = 0
function step() {
  steps += 1
  if (steps === Number(KILL_AFTER)) process.kill(process.pid, 'SIGKILL')
}

const db = database().db
const watched = new Proxy(db, {
  get(target, name) {
    const value = Reflect.get(target, name)
    if (name !== '$queryRaw' && name !== '$executeRaw') return typeof value === 'function' ? value.bind(target) : value
    return (...args: unknown[]) => {
      step()
      return value.apply(target, args)
    }
  },
})
const ctx = {
  db: STEP === 'send' ? db : watched,
  now: frozenClock(new Date(NOW)),
  actor: { kind: 'system', duty: 'announcements' } as const,
  mail: { appUrl: 'http://portal.test', from: 'Portal <portal@portal.test>' },
}

if (STEP === 'queue') await announceVersions(ctx, { batch: Number(BATCH) })
else if (STEP === 'close') await closeAnnouncements(ctx)
else {
  const real = smtpTransport(TARGET)
  const transport: typeof real = {
    ...real,
    send(messages, key) {
      step()
      return real.send(messages, key)
    },
  }
  await dispatchMail(ctx, { transport, hooks: mailHooks, budgetMs: 20_000 })
  await real.close()
}
await db.$disconnect()
await database().pool.end()
