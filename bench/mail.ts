import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { type PortalContext } from '@/lib/context'
import { lifecycleMailHooks } from '@/lib/lifecycle/mail-hooks'
import { dispatchMail } from '@/lib/mail/dispatch-mail'
import { resendTransport } from '@/lib/mail/resend-transport'
import { smtpTransport } from '@/lib/mail/smtp-transport'
import { type MailTransport } from '@/lib/mail/transport'
import { ensureFirstVersion } from '@/lib/policies/ensure-first-version'
import { startResendStub } from '../tests/support/resend-stub'
import { settingsOf, withOwnDatabase } from './own-database'
import { type Row } from './row'

const SMTP_MAILS = 5_000
const RESEND_MAILS = 1_000
/** What Resend allows by default. */
const RESEND_PACE = 2
const TARGET_PER_SECOND = 150

/** Mail: inactivity notices with their hooks, on a database that writes to disk as in production. */
export async function benchMail(): Promise<Row[]> {
  return withOwnDatabase('mail', { kind: 'system', duty: 'mail' }, async ({ ctx, ...own }) => {
    settingsOf(own)
    await ensureFirstVersion(ctx)
    return [await intoSmtp(ctx), ...(await intoResend(ctx))]
  })
}

async function intoSmtp(ctx: PortalContext): Promise<Row> {
  const { url, process: sink } = await startSink()
  try {
    const floor = await rawSmtp(url)
    await queueNotices(ctx, SMTP_MAILS)
    const perSecond = await dispatchAll(ctx, smtpTransport(url), SMTP_MAILS)
    return {
      what: `mail into a local SMTP server, ${SMTP_MAILS} notices`,
      value: `${Math.round(perSecond)} messages/s`,
      floor: `${Math.round(floor)} messages/s (the same mails without a queue)`,
      ratio: perSecond / floor,
      target: `≥ ${TARGET_PER_SECOND} messages/s`,
      met: perSecond >= TARGET_PER_SECOND,
    }
  } finally {
    sink.stdin?.end()
    await once(sink, 'exit')
  }
}

/** Floor: the SMTP transport alone, with finished messages of the same size; messages per second. */
export async function rawSmtp(url: string): Promise<number> {
  const transport = smtpTransport(url)
  const message = (index: number) => ({
    from: 'Portal <portal@portal.test>',
    to: `m${index}@beispiel.test`,
    subject: 'Bitte melden Sie sich bis 21. Dezember 2026 an, sonst wird Ihr Konto gelöscht',
    html: 'Text mit Umlauten: äöü. '.repeat(280),
    text: 'Text mit Umlauten: äöü. '.repeat(70),
    messageId: `${index}@portal.test`,
    preparedAt: new Date(),
    headers: {},
  })
  const start = performance.now()
  let next = 0
  const worker = async () => {
    while (next < SMTP_MAILS) {
      next += 1
      await transport.send([message(next)], String(next))
    }
  }
  await Promise.all(Array.from({ length: transport.parallel }, worker))
  const perSecond = (SMTP_MAILS * 1000) / (performance.now() - start)
  await transport.close()
  return perSecond
}

async function intoResend(ctx: PortalContext): Promise<Row[]> {
  const stub = await startResendStub()
  stub.limitPerSecond = RESEND_PACE
  try {
    await queueNotices(ctx, RESEND_MAILS)
    const options = { apiKey: 're_bench', baseUrl: stub.url, requestsPerSecond: RESEND_PACE }
    await Promise.all([1, 2].map(() => dispatch(ctx, resendTransport(options))))
    const refused = stub.requests.filter(({ status }) => status === 429).length
    const [first, last] = [stub.requests.at(0)?.at ?? 0, stub.requests.at(-1)?.at ?? 0]
    const perSecond = ((stub.requests.length - 1) * 1000) / (last - first)
    const isComplete = stub.delivered.length === RESEND_MAILS
    return [
      {
        what: `mail to the Resend stub, ${RESEND_MAILS} notices, two workers`,
        value: `${perSecond.toFixed(1)} requests/s, ${Math.round(perSecond * 100)} messages/s`,
        floor: `${RESEND_PACE} requests/s allowed`,
        ratio: perSecond / RESEND_PACE,
        target: '≤ 1.00, ≥ 0.90',
        met: isComplete && perSecond <= RESEND_PACE && perSecond >= 0.9 * RESEND_PACE,
      },
      {
        what: 'answers 429 that the portal caused',
        value: String(refused),
        floor: '–',
        target: '0',
        met: refused === 0,
      },
    ]
  } finally {
    await stub.close()
  }
}

/** Members whose notice is queued, made set-based. */
async function queueNotices(ctx: PortalContext, count: number): Promise<void> {
  const since = '2025-01-15T10:00:00Z'
  await ctx.db.$executeRaw`TRUNCATE account, outgoing_mail, inactivity_notice CASCADE`
  await ctx.db.$executeRaw`
    WITH member AS (
      INSERT INTO account (email, surname, given_name, member_group, password_hash, email_confirmed_at, last_login_at)
      SELECT 'm' || n || '@beispiel.test', 'Müller-Lüdenscheidt', 'Käthe', 'private_person', '-', now(),
        ${since}::timestamptz
      FROM generate_series(1, ${count}::int) AS n RETURNING id
    ), mail AS (
      INSERT INTO outgoing_mail (account_id, template, props)
      SELECT id, 'inactivity-notice', jsonb_build_object('inactiveSince', ${since}::text, 'inactivityPeriod', 'P1Y',
        'responsePeriod', 'P28D') FROM member RETURNING id, account_id
    )
    INSERT INTO inactivity_notice (account_id, inactive_since, policy_version, mail_id)
    SELECT account_id, ${since}::timestamptz, 1, id FROM mail`
  await ctx.db.$executeRaw`ANALYZE`
}

async function dispatchAll(ctx: PortalContext, transport: MailTransport, count: number): Promise<number> {
  const start = performance.now()
  const accepted = await dispatch(ctx, transport)
  const perSecond = (count * 1000) / (performance.now() - start)
  const clocks = await ctx.db.inactivityNotice.count({ where: { respondBy: { not: null } } })
  if (accepted !== count || clocks !== count) throw new Error(`${accepted} accepted, ${clocks} clocks of ${count}`)
  return perSecond
}

async function dispatch(ctx: PortalContext, transport: MailTransport): Promise<number> {
  const { accepted } = await dispatchMail(ctx, { transport, hooks: lifecycleMailHooks, budgetMs: 120_000 })
  await transport.close()
  return accepted
}

/** A local SMTP server in a process of its own; it ends when its input is closed. */
export async function startSink(): Promise<{ url: string; process: ChildProcess }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'bench/mail-sink.ts'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const [line] = (await once(child.stdout as NonNullable<typeof child.stdout>, 'data')) as [Buffer]
  return { url: line.toString().trim(), process: child }
}
