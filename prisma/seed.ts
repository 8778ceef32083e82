import { randomInt, randomUUID } from 'node:crypto'
import { openRequest } from '@/lib/access-requests/open-request'
import { confirmRegistration } from '@/lib/accounts/confirm-registration'
import { registerMember } from '@/lib/accounts/register-member'
import { setRole } from '@/lib/accounts/set-role'
import { verifyMember } from '@/lib/accounts/verify-member'
import { recordEvent } from '@/lib/audit/record-event'
import { frozenClock } from '@/lib/clock'
import { forLongWork, inTransaction, type PortalContext } from '@/lib/context'
import { addDays, berlinDay, lastDayOf, startOfDay } from '@/lib/dates'
import { type Role } from '@/lib/db/generated/enums'
import { mailHooks } from '@/lib/duties'
import { confirmDataCurrent } from '@/lib/lifecycle/confirm-data-current'
import { reactivate } from '@/lib/lifecycle/reactivate'
import { sweep } from '@/lib/lifecycle/sweep'
import { dispatchMail } from '@/lib/mail/dispatch-mail'
import { cancelMails } from '@/lib/mail/queue-mail'
import { recordBounce } from '@/lib/mail/record-bounce'
import { openLinks } from '@/lib/mail/sealed-links'
import { type MailTransport } from '@/lib/mail/transport'
import { ensureFirstVersion } from '@/lib/policies/ensure-first-version'
import { FIRST_VERSION } from '@/lib/policies/first-version'
import { ADMIN, idOf as accountOf, as, type Event, type Ids } from './demo/cast'
import { demoExchange } from './demo/exchange'
import { demoForum } from './demo/forum'
import { demoModeration } from './demo/moderation'
import { demoPublished } from './demo/publications'
import { type DemoPerson, demoPeople } from './demo/read-demo'

export type DemoAccount = { role: Role; email: string; password: string; hint: string }

/**
 * Fills an empty database with believable members in every state of the life of an account. They live through it: public verbs, called
 * in the order in which it would have happened, each at its own time. Passwords are made anew each time and are
 * nowhere but in the answer (S-A6): the accounts to sign in with. Does nothing, and returns none, if there is any account.
 * Call it before ensureFirstVersion, so that version 1 is older than the members who agreed to it. All or nothing: a start
 * that is killed meanwhile leaves an empty database, and of several servers one does it.
 */
export async function seedDemo(ctx: PortalContext): Promise<DemoAccount[]> {
  return inTransaction(forLongWork(ctx), async (tx) => ((await isEmpty(tx)) ? liveThrough(tx) : []), {
    timeoutMs: 120_000,
  })
}

async function isEmpty({ db }: PortalContext): Promise<boolean> {
  await db.$queryRaw`SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtext('demo'))) AS alone`
  return (await db.account.findFirst({ select: { id: true } })) === null
}

async function liveThrough(ctx: PortalContext): Promise<DemoAccount[]> {
  const demo: Demo = { ctx, now: lastNoon(ctx.now()), ids: new Map(), passwords: new Map() }
  await ensureFirstVersion(daysAgo(demo, FIRST_VERSION_AGE))
  for (const event of history(demo)) await event.happens(daysAgo(demo, event.daysAgo))
  return demoPeople.flatMap(({ email, role = 'member', signInHint: hint }) =>
    hint ? [{ role, email, password: demo.passwords.get(email) ?? '', hint }] : [],
  )
}

/** Days; older than every demo member. */
const FIRST_VERSION_AGE = 3 * 365 + 30

type Demo = { ctx: PortalContext; now: Date; ids: Ids; passwords: Map<string, string> }

/** Everything that happened, the oldest first. */
function history(demo: Demo): Event[] {
  const people = demoPeople.flatMap((person) => lifeOf(demo, person))
  const sweeps = sweepDays().map((day): Event => ({ daysAgo: day, happens: sweepThen }))
  const request: Event = { daysAgo: 0.1, happens: (then) => requestErasure(demo, then) }
  const writing = [demoExchange, demoForum, demoModeration, demoPublished].flatMap((written) => written(demo.ids))
  const all = [...people, ...writing, ...sweeps, request]
  return all.sort((a, b) => b.daysAgo - a.daysAgo)
}

/** Staff have verified everybody who registered more than some days ago (DS-07). */
function lifeOf(demo: Demo, person: DemoPerson): Event[] {
  const { state, registered } = person.life
  if (person.role || state === 'unconfirmed' || state === 'fresh') return regularLifeOf(demo, person)
  const verified: Event = { daysAgo: registered - 0.6, happens: (then) => verifyThen(demo, then, person) }
  return [...regularLifeOf(demo, person), verified]
}

function regularLifeOf(demo: Demo, person: DemoPerson): Event[] {
  const { life } = person
  const registered: Event = { daysAgo: life.registered, happens: (then) => register(demo, then, person) }
  const signedIn = (days: number): Event => ({ daysAgo: days, happens: (then) => signedInThen(demo, then, person) })
  const regular = (last: number) => [registered, ...regularSignIns(life.registered, last).map(signedIn)]
  switch (life.state) {
    case 'unconfirmed':
    case 'fresh':
      return [registered]
    case 'active':
      return regular(life.lastLogin)
    case 'nearly-inactive':
      return regular(yearAgo(demo, -life.noticeIn))
    case 'notified':
    case 'erased':
      return regular(yearAgo(demo, life.notified))
    case 'undeliverable':
      return [
        ...regular(yearAgo(demo, life.notified)),
        { daysAgo: life.notified - 0.1, happens: (then) => bounceThen(demo, then, person) },
      ]
    case 'reactivated':
      return [
        ...regular(yearAgo(demo, life.notified)),
        signedIn(life.signedIn),
        {
          daysAgo: life.signedIn - 0.1,
          happens: (then) => confirmDataCurrent(as(demo.ids, then, person.email), { accountId: idOf(demo, person) }),
        },
      ]
  }
}

/** Often enough that no notice was due before the last one. */
function regularSignIns(registered: number, last: number): number[] {
  const between = Array.from({ length: Math.floor((registered - last) / 200) }, (_, index) => last + (index + 1) * 200)
  return [last, ...between]
}

/** Days since the last sign-in of somebody whose notice was due `days` ago (in -days, if negative). */
function yearAgo({ now }: Demo, days: number): number {
  const dueOn = addDays(berlinDay(now), -days)
  let lastLoginOn = addDays(dueOn, -366)
  while (addDays(lastDayOf(lastLoginOn, FIRST_VERSION.inactivityPeriod), 1) < dueOn)
    lastLoginOn = addDays(lastLoginOn, 1)
  return (now.getTime() - (startOfDay(lastLoginOn).getTime() + 10 * HOUR)) / DAY
}

/** The days on which somebody gets a notice or is erased, and some on which nothing was to be done. */
function sweepDays(): number[] {
  const days = demoPeople.flatMap(({ life }) => ('notified' in life ? [life.notified] : []))
  const erased = demoPeople.flatMap(({ life }) => (life.state === 'erased' ? [life.notified - 29] : []))
  return [...new Set([...days, ...erased, 3, 2, 1])]
}

async function register(demo: Demo, then: PortalContext, person: DemoPerson): Promise<void> {
  const { givenName, surname, email, memberGroup, organisation = null, position = null, role, life } = person
  const password = newPassword()
  const fields = { givenName, surname, email, memberGroup, organisation, position, password }
  await registerMember(then, { ...fields, policyVersion: FIRST_VERSION.number })
  const { id } = await then.db.account.findUniqueOrThrow({ where: { email }, select: { id: true } })
  demo.ids.set(email, id)
  demo.passwords.set(email, password)
  // This mail waits in the queue, so that somebody can open its link.
  if (life.state === 'unconfirmed') return
  await confirmRegistration(then, { secret: await secretFromMail(then, id), password })
  if (role) {
    await setRole({ ...then, actor: { kind: 'operator' } }, { accountId: id, role })
    for (const accountId of demo.ids.values()) await cancelMails(then, { accountId, templates: ['staff-alert'] })
  }
  await cancelMails(then, { accountId: id })
}

async function verifyThen(demo: Demo, then: PortalContext, person: DemoPerson): Promise<void> {
  const accountId = idOf(demo, person)
  const { id } = await then.db.verification.findFirstOrThrow({ where: { accountId, decidedAt: null } })
  await verifyMember(asStaff(demo, then), {
    verificationId: id,
    decision: 'verified',
    reason: 'Ihre Angaben sind vollständig und passen zueinander.',
  })
  await cancelMails(then, { accountId })
}

async function secretFromMail({ db }: PortalContext, accountId: string): Promise<string> {
  const mail = await db.outgoingMail.findFirstOrThrow({ where: { accountId } })
  return new URL(String(openLinks(mail.props as object, mail).url)).searchParams.get('token') ?? ''
}

/** What a sign-in leaves behind in the record; there is no session to keep. */
async function signedInThen(demo: Demo, then: PortalContext, person: DemoPerson): Promise<void> {
  const accountId = idOf(demo, person)
  const actor = { kind: 'member', accountId, role: person.role ?? 'member', sessionId: randomUUID() } as const
  await inTransaction({ ...then, actor }, async (tx) => {
    await tx.db.account.update({ where: { id: accountId }, data: { lastLoginAt: tx.now() }, select: { id: true } })
    await recordEvent(tx, 'session.started', { subjectId: accountId })
    await reactivate(tx, accountId)
  })
}

/** A sweep of that day, and the mail that it led to. Mail of other days is left for a person to open. */
async function sweepThen(then: PortalContext): Promise<void> {
  const system: PortalContext = { ...then, actor: { kind: 'system', duty: 'lifecycle' } }
  const { notified, erased } = await sweep(system, { trigger: 'scheduler', readDatabaseClock: async () => then.now() })
  if (notified + erased === 0) return
  await dispatchMail(system, { transport: carrierPigeon, hooks: mailHooks, budgetMs: 30_000 })
}

async function bounceThen(demo: Demo, then: PortalContext, person: DemoPerson): Promise<void> {
  const { providerId } = await then.db.outgoingMail.findFirstOrThrow({
    where: { accountId: idOf(demo, person), template: 'inactivity-notice' },
    select: { providerId: true },
  })
  await recordBounce(then, { providerId: providerId ?? '', error: 'bounced' }, mailHooks)
}

/** A letter of this morning that staff have entered; the identity check goes out with the next mail. */
async function requestErasure(demo: Demo, then: PortalContext): Promise<void> {
  const writer = idOf(demo, { email: 'johanna@weissenburg.example' })
  await openRequest(asStaff(demo, then), { accountId: writer, receivedOn: berlinDay(then.now()), note: 'Brief' })
}

/** The admin of the demo at that time. */
function asStaff(demo: Demo, then: PortalContext): PortalContext {
  return as(demo.ids, then, ADMIN)
}

/** Accepts everything and delivers nothing: the past of the demo is not sent again. */
const carrierPigeon: MailTransport = {
  name: 'outbox',
  batchSize: 50,
  parallel: 1,
  remembersKeys: true,
  send: async (messages) => messages.map(() => ({ outcome: 'accepted', providerId: randomUUID() })),
  close: async () => {},
}

/** Noon in Berlin: whole days before it stay on their calendar day when the clocks change. */
function lastNoon(now: Date): Date {
  const noon = new Date(startOfDay(berlinDay(now)).getTime() + 12 * HOUR)
  return noon <= now ? noon : new Date(noon.getTime() - DAY)
}

const HOUR = 3_600_000
const DAY = 24 * HOUR

function daysAgo({ ctx, now }: Demo, days: number): PortalContext {
  return { ...ctx, now: frozenClock(new Date(now.getTime() - days * DAY)), actor: { kind: 'visitor' } }
}

function idOf({ ids }: Demo, { email }: Pick<DemoPerson, 'email'>): string {
  return accountOf(ids, email)
}

// Without letters and digits that look alike.
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789'

/** About 99 bits, in groups that can be typed. */
function newPassword(): string {
  const group = () => Array.from({ length: 5 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
  return [group(), group(), group(), group()].join('-')
}
