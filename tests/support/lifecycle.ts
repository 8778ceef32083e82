import { signIn } from '@/lib/auth/sign-in'
import { type SweepTrigger } from '@/lib/codes'
import { type PortalContext } from '@/lib/context'
import { type DryRun, dryRun } from '@/lib/lifecycle/dry-run'
import { lifecycleMailHooks } from '@/lib/lifecycle/mail-hooks'
import { reactivate } from '@/lib/lifecycle/reactivate'
import { type SweepResult, sweep } from '@/lib/lifecycle/sweep'
import { type DispatchCounts, dispatchMail } from '@/lib/mail/dispatch-mail'
import { type Answer, type MailTransport, type Message } from '@/lib/mail/transport'
import { type CastMember } from './cast'
import { as, asPortal, at } from './context'

/** The way of DS-05 in tests: time goes by moving the injected clock, the database's clock is told to agree. */
export const system = { kind: 'system', duty: 'lifecycle' } as const

/** A sweep at `ctx.now()`, as the cron job does it. */
export function runSweep(
  ctx: PortalContext,
  { databaseNow, ...options }: { trigger?: SweepTrigger; maxDurationMs?: number; databaseNow?: Date } = {},
): Promise<SweepResult> {
  return sweep(as(ctx, system), {
    trigger: 'cron',
    readDatabaseClock: async () => databaseNow ?? ctx.now(),
    ...options,
  })
}

/** What such a sweep would do. */
export function previewSweep(ctx: PortalContext): Promise<DryRun> {
  return dryRun(asPortal(ctx), { readDatabaseClock: async () => ctx.now() })
}

/** Somebody who registered and never came back: asked on the first of February, respond by 1 March, erased from the next day on. */
export const inactiveLife = {
  registeredAt: berlin('2025-01-01'),
  noticeAt: berlin('2026-02-01T04:15'),
  lastDay: '2026-03-01',
  dayAfter: berlin('2026-03-02T04:15'),
}

/** The installation has had its first run, which can only notify. */
export async function afterFirstRun(ctx: PortalContext): Promise<void> {
  await runSweep(ctx)
}

/** Berlin wall clock, e.g. "2026-03-29T02:30" (in the hour that comes twice: the first). */
export function berlin(local: string): Date {
  const utc = new Date(`${local.length === 10 ? `${local}T12:00` : local}Z`)
  for (const hours of [2, 1]) {
    const instant = new Date(utc.getTime() - hours * 3_600_000)
    const shown = instant.toLocaleString('sv-SE', { timeZone: 'Europe/Berlin' }).replace(' ', 'T')
    if (shown.startsWith(local.slice(0, 16))) return instant
  }
  throw new Error(`${local} does not exist in Berlin`)
}

/** What a transport says of a recipient that does not exist. */
export const unknownAddress: Answer = {
  outcome: 'refused',
  fault: 'recipient',
  cause: 'unknown-address',
  error: 'smtp rcpt 550 5.1.1',
  pauseMs: 60_000,
}

/** The provider takes everything; `sent` collects what it got. */
export function acceptingTransport(answer: Answer = { outcome: 'accepted', providerId: null }): MailTransport & {
  sent: Message[]
} {
  const sent: Message[] = []
  return {
    name: 'outbox',
    batchSize: 1,
    parallel: 1,
    remembersKeys: true,
    sent,
    send: async (messages) => {
      sent.push(...messages)
      return messages.map(() => answer)
    },
    close: async () => {},
  }
}

/** Sends all mail that is due, at `ctx.now()`. */
export function deliverMail(
  ctx: PortalContext,
  transport: MailTransport = acceptingTransport(),
): Promise<DispatchCounts> {
  return dispatchMail(as(ctx, { kind: 'system', duty: 'mail' }), {
    transport,
    hooks: lifecycleMailHooks,
    budgetMs: 20_000,
  })
}

/** The member signs in at `ctx.now()`. */
export function signInAs(ctx: PortalContext, { email, password }: Pick<CastMember, 'email' | 'password'>) {
  return signIn(ctx, { email, password, network: '192.0.2.0/24', device: 'Test' }, { reactivate })
}

/** Notified at `noticeAt`, accepted at once; returns the notice. */
export async function notifiedMember(ctx: PortalContext, member: CastMember, noticeAt: Date) {
  await runSweep(at(ctx, noticeAt))
  await deliverMail(at(ctx, noticeAt))
  return ctx.db.inactivityNotice.findFirstOrThrow({ where: { accountId: member.accountId, closedAt: null } })
}

/** Which of these accounts still exist. */
export async function existing(ctx: PortalContext, members: { accountId: string }[]): Promise<string[]> {
  const rows = await ctx.db.account.findMany({
    where: { id: { in: members.map(({ accountId }) => accountId) } },
    select: { id: true },
  })
  return rows.map(({ id }) => id)
}
