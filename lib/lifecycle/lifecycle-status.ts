import { z } from 'zod'
import { type ClockStop, clockRestsText, clockRunsSql, clockStopRow, clockStopsSql } from '../accounts/clock-stops'
import { type PortalContext } from '../context'
import { addDays, berlinDay, type CalendarDay, lastDayOf } from '../dates'
import { Prisma } from '../db/generated/client'
import { rowOf } from '../db/rows'
import { may } from '../may'
import { type GoverningVersion, governingVersionRow } from '../policies/governing-version'
import { formatDay, formatPeriod } from '../text'
import { type Restraint, restraintOf } from './decide-run'

/** What the rows say about one account; `notice` is the latest one. */
export type LifecycleFacts = {
  registeredAt: Date
  emailConfirmedAt: Date | null
  lastLoginAt: Date | null
  /** What stops the clock now; with any of it nothing is due. */
  stops: ClockStop[]
  /** Why the next run erases nothing; asked for where somebody could be erased. */
  restraint?: Restraint
  notice?: {
    inactiveSince: Date
    /** The clock stood still at some time since it was made: it counts no more, and the sweep supersedes it. */
    isOvertaken: boolean
    acceptedAt: Date | null
    respondBy: CalendarDay | null
    /** An outage after the acceptance has moved the last day past the one in the letter. */
    isExtended: boolean
    closedAt: Date | null
    outcome: string | null
  }
  /** Periods of the governing version. */
  inactivityPeriod: string
  responsePeriod: string
}

/**
 * - `unconfirmed`: registration without confirmed address
 * - `rests`: something stops the clock (lib/accounts/clock-stops.ts); nothing is due
 * - `active`: signed in within the inactivity period
 * - `due`: inactive; the next run of the sweep sends the notice
 * - `notified`: the notice waits to be sent; no clock runs
 * - `answer-awaited`: the notice was accepted; signing in until `respondBy` keeps the account
 * - `erasure-due`: nobody signed in in time; a run erases, the next one unless it only notifies (decide-run.ts)
 * - `undeliverable`: the notice could not be delivered; staff decide
 */
export type LifecycleStatus = {
  status: 'unconfirmed' | 'rests' | 'active' | 'due' | 'notified' | 'answer-awaited' | 'erasure-due' | 'undeliverable'
  /** Last day on which signing in keeps the account without any notice. */
  signInUntil: CalendarDay
  /** First day on which the notice may go out. */
  noticeDueOn: CalendarDay
  /** Last day to answer an accepted notice. */
  respondBy?: CalendarDay
  /** First day on which the account may be erased. */
  eraseAfter?: CalendarDay
  stops: ClockStop[]
  /** German line for the profile and for staff. */
  text: string
}

/** Where an account stands on the way of DS-05; a pure function of its rows and `now`. Days are Berlin's. */
export function lifecycleStatus(facts: LifecycleFacts, now: Date): LifecycleStatus {
  const today = berlinDay(now)
  const inactiveSince = facts.lastLoginAt ?? facts.registeredAt
  const signInUntil = lastDayOf(berlinDay(inactiveSince), facts.inactivityPeriod)
  const { notice, stops } = facts
  const open = notice && !notice.closedAt && !notice.isOvertaken && stops.length === 0 ? notice : undefined
  const respondBy = open?.respondBy ?? undefined
  const days = {
    signInUntil,
    noticeDueOn: addDays(signInUntil, 1),
    ...(respondBy ? { respondBy, eraseAfter: addDays(respondBy, 1) } : {}),
  }
  const status = statusOf()
  return { status, ...days, stops, text: textOf(status) }

  function statusOf(): LifecycleStatus['status'] {
    if (stops.length > 0) return 'rests'
    if (!facts.emailConfirmedAt) return 'unconfirmed'
    if (open) return !respondBy ? 'notified' : respondBy < today ? 'erasure-due' : 'answer-awaited'
    if (notice?.outcome === 'undeliverable' && notice.inactiveSince >= inactiveSince) return 'undeliverable'
    return signInUntil < today ? 'due' : 'active'
  }

  function textOf(name: LifecycleStatus['status']): string {
    const year = formatPeriod(facts.inactivityPeriod)
    switch (name) {
      case 'unconfirmed':
        return 'Die E-Mail-Adresse ist noch nicht bestätigt. Registrierungen, die niemand bestätigt, werden nach sieben Tagen gelöscht.'
      case 'rests':
        return `${clockRestsText(stops)} Solange fordern wir Sie nicht auf, sich anzumelden, und Ihr Konto wird nicht wegen Inaktivität gelöscht.`
      case 'active':
        return `Ihr Konto bleibt bestehen, solange Sie sich bis zum ${formatDay(signInUntil)} anmelden. Jede Anmeldung verlängert diese Frist (${year}).`
      case 'due':
        return `Die letzte Anmeldung liegt länger zurück als die Frist (${year}). Die Aufforderung, sich anzumelden, wird mit dem nächsten Lauf verschickt.`
      case 'notified':
        return `Die Aufforderung, sich anzumelden, ist noch nicht zugestellt. Die Frist (${formatPeriod(facts.responsePeriod)}) beginnt erst mit dem Versand.`
      case 'answer-awaited':
        return `Ihr Konto bleibt bestehen, wenn Sie sich bis zum ${formatDay(respondBy ?? today)} anmelden. Sonst wird es danach gelöscht.${open?.isExtended ? ` ${EXTENDED}` : ''}`
      case 'erasure-due':
        return `Die Frist ist am ${formatDay(respondBy ?? today)} abgelaufen. ${erasureWords[facts.restraint ?? 'none']}`
      case 'undeliverable':
        return 'Die Aufforderung, sich anzumelden, war nicht zustellbar. Es läuft keine Frist.'
    }
  }
}

const EXTENDED =
  'Der Tag liegt später als in der E-Mail, weil das Portal inzwischen ausgefallen war: Diese Tage sind Ihnen gutgeschrieben.'

const erasureWords: Record<Restraint, string> = {
  none: 'Das Konto wird mit dem nächsten Lauf gelöscht.',
  'first-run': 'Der nächste Lauf ist der erste dieses Portals und löscht noch nichts, erst der danach.',
  'after-outage': 'Nach einem Ausfall des Portals löscht der nächste Lauf noch nichts, erst der danach.',
}

/** Account, its latest notice (all of it null without one) and the version that governs it. */
const lifecycleRow = governingVersionRow
  .pick({ number: true, since: true, reason: true, inactivityPeriod: true, responsePeriod: true })
  .extend({
    registeredAt: z.date(),
    emailConfirmedAt: z.date().nullable(),
    lastLoginAt: z.date().nullable(),
    stops: z.array(clockStopRow),
    isOvertaken: z.boolean(),
    inactiveSince: z.date().nullable(),
    acceptedAt: z.date().nullable(),
    respondBy: z.string().nullable(),
    isExtended: z.boolean(),
    closedAt: z.date().nullable(),
    outcome: z.string().nullable(),
  })

/** The same for a stored account at `ctx.now()`, and the version that governs it; undefined if there is no such account. One statement. */
export async function lifecycleOf(
  ctx: PortalContext,
  accountId: string,
): Promise<(LifecycleStatus & { version: Pick<GoverningVersion, 'number' | 'since' | 'reason'> }) | undefined> {
  may.own(ctx, accountId, '/admin/inaktivitaet')
  const row = await rowOf(ctx, lifecycleRow)`
    SELECT a.registered_at AS "registeredAt", a.email_confirmed_at AS "emailConfirmedAt", a.last_login_at AS "lastLoginAt",
           ${clockStopsSql(ctx.now())} AS stops, NOT ${clockRunsSql(Prisma.sql`n.created_at`)} AS "isOvertaken",
           v.inactivity_period AS "inactivityPeriod", v.response_period AS "responsePeriod",
           n.inactive_since AS "inactiveSince", n.accepted_at AS "acceptedAt", n.respond_by::text AS "respondBy",
           EXISTS (SELECT FROM outage o WHERE o.days > 0 AND o.noticed_at > n.accepted_at AND o.first_day <= n.respond_by)
             AS "isExtended",
           n.closed_at AS "closedAt", n.outcome, g.number, g.since, g.reason
    FROM account a
    CROSS JOIN LATERAL governing_version(a, ${ctx.now()}::timestamptz) g
    JOIN policy_version v ON v.number = g.number
    LEFT JOIN LATERAL (
      SELECT * FROM inactivity_notice WHERE account_id = a.id ORDER BY created_at DESC, id DESC LIMIT 1
    ) n ON true
    WHERE a.id = ${accountId}::uuid`
  if (!row) return undefined
  const {
    inactiveSince,
    isExtended,
    isOvertaken,
    acceptedAt,
    respondBy,
    closedAt,
    outcome,
    number,
    since,
    reason,
    ...account
  } = row
  const notice = inactiveSince
    ? { inactiveSince, isOvertaken, acceptedAt, respondBy, isExtended, closedAt, outcome }
    : undefined
  const facts = { ...account, notice }
  const version = { number, since, reason }
  const status = lifecycleStatus(facts, ctx.now())
  if (status.status !== 'erasure-due') return { ...status, version }
  return { ...lifecycleStatus({ ...facts, restraint: await restraintOf(ctx) }, ctx.now()), version }
}
