import { Prisma } from './db/generated/client'

/**
 * How far ahead a stored time can be (decision 0029). Further ahead means that a clock was wrong when it was written: it is treated as run
 * out, corrected by housekeeping and told to staff. Every column with a time has a bound: what has happened (its name ends with "_at")
 * lies at most CLOCK_TOLERANCE_SECONDS ahead (clocks of several servers) and is corrected to now, the latest it can have happened; everything else stands here.
 */
export const CLOCK_TOLERANCE_SECONDS = 600
const CLOCK_TOLERANCE = `interval '${CLOCK_TOLERANCE_SECONDS} seconds'`

/**
 * - `now`: becomes now: run out, or happened at the latest now
 * - `restart`: the room begins the period anew, because a wrong day was told to the person
 * - `report`: a record, or a day that people chose or were told: staff decide
 */
export type Correction = 'now' | 'restart' | 'report'
export type TimeBound = { ahead: string; correction: Correction }

/** No pause, lease or repetition of mail is longer; whoever asks for more (Retry-After) gets this. */
export const LONGEST_PAUSE_MS = 24 * 60 * 60 * 1000
const PAUSE = "interval '1 day'"
/** Periods grow by the days of outages. */
const CREDITED = "(SELECT coalesce(sum(days), 0) FROM outage) * interval '1 day'"

const until = (ahead: string): TimeBound => ({ ahead, correction: 'now' })
const report = (ahead = CLOCK_TOLERANCE): TimeBound => ({ ahead, correction: 'report' })
/** A calendar day of something that has happened: today at the latest, and the day begins up to two hours before UTC's. */
const today = report("interval '1 day'")

/** The bounds of columns that are not what has happened, or that cannot simply become now. Key: table.column. */
const bounds: Record<string, TimeBound> = {
  // Ends, leases and pauses
  'account_token.expires_at': until(`interval '14 days' + ${CREDITED}`),
  'erased_link.expires_at': until(`interval '14 days' + ${CREDITED}`),
  'session.expires_at': until("interval '7 days'"),
  'outgoing_mail.due_at': until(PAUSE),
  'outgoing_mail.lease_until': until(PAUSE),
  'outgoing_mail.rendered_for': until(PAUSE),
  'duty_lease.expires_at': until(CLOCK_TOLERANCE),
  'duty_lease.not_before': until(PAUSE),
  // Periods whose last day the person was told
  'inactivity_notice.accepted_at': { ahead: CLOCK_TOLERANCE, correction: 'restart' },
  'inactivity_notice.respond_by': {
    ahead: `(SELECT max(response_period::interval) FROM policy_version) + ${CREDITED} + interval '2 days'`,
    correction: 'restart',
  },
  'policy_announcement.accepted_at': { ahead: CLOCK_TOLERANCE, correction: 'restart' },
  'restriction.ends_on': report(`interval '9 days' + ${CREDITED}`),
  // Days that the law or people set
  'data_request.due_on': report("interval '3 months 1 day'"),
  'data_request.received_on': today,
  'outside_request.due_on': report("interval '3 months 1 day'"),
  'outside_request.received_on': today,
  'hold_request.review_on': report("interval '10 years'"),
  'inbound_loop.back_at': report(),
  'inbound_loop.sent_at': report(),
  'inbound_mail.due_on': report("interval '3 months 1 day'"),
  'inbound_mail.received_at': report(),
  'inbound_way.drained_at': report(),
  'legal_hold.review_on': report("interval '10 years'"),
  'disclosure.ordered_on': today,
  'disclosure.handed_over_on': today,
  'disclosure.tell_from': report("interval '10 years'"),
  'policy_objection.received_on': today,
  'policy_objection.withdrawal_received_on': today,
  'publication.starts_on': report("interval '10 years'"),
  'publication.ends_on': report("interval '10 years'"),
  'publication.shown_until': report("interval '10 years'"),
  'publication.reminded_of': report("interval '10 years'"),
  'breach.affected_from': today,
  'breach.affected_until': today,
  // Records that nobody may change, or whose order is evidence
  'access_total.hour': report("interval '1 hour 10 minutes'"),
  'access_error_total.day': today,
  'promise_check_day.day': today,
  'audit_event.at': report(),
  'audit_verification.verified_at': report(),
  'erasure.erased_at': report(),
  'erasure.notice_accepted_at': report(),
  'erasure.respond_by': today,
  'policy_version.created_at': report(),
  'policy_version.published_at': report(),
  'policy_version.edited_at': report(),
  'policy_version.submitted_at': report(),
  'policy_acceptance.accepted_at': report(),
  'inactivity_notice.inactive_since': report(),
  'inactivity_notice.created_at': report(),
  'outage.began_at': report(),
  'outage.ended_at': report(),
  'outage.first_day': today,
  'outage.noticed_at': report(),
  'restoration.found_at': report(),
  'restoration.reopened_at': report(),
  // A session that begins or proves something in the future counts as ended (lib/auth/sessions.ts) and goes with the others.
  'session.created_at': report(),
  'session.last_seen_at': report(),
  'session.factor_at': report(),
  // Ends of duties prove nothing in the future and go (lib/duty-lease.ts).
  'duty_lease.last_run_at': report(),
  // Events under another name
  'account.notified_for': until(CLOCK_TOLERANCE),
  'duty_step.failing_since': until(CLOCK_TOLERANCE),
  'forum_subscription.since': until(CLOCK_TOLERANCE),
  'pending_erasure.since': until(CLOCK_TOLERANCE),
  'promise_check.broken_since': until(CLOCK_TOLERANCE),
}

/** The bound of a column; undefined: it needs one, because its name does not say that it is about the past. */
export function boundOf(table: string, column: string): TimeBound | undefined {
  const known = bounds[`${table}.${column}`]
  return known ?? (/_at$/.test(column) && !/(expires|due)_at$/.test(column) ? until(CLOCK_TOLERANCE) : undefined)
}

/** Columns with a bound of their own, for the test that holds this list against the database. */
export const boundedColumns = Object.keys(bounds)

/** Is a time further ahead than it can be? SQL of type boolean; false without a time. */
export function isTooFarAhead(time: Prisma.Sql, now: Prisma.Sql, { ahead }: Pick<TimeBound, 'ahead'>): Prisma.Sql {
  return Prisma.sql`coalesce(${time} > ${now} + ${Prisma.raw(ahead)}, false)`
}

/** The bound of pauses and leases of the mail, for the statements that read them. */
export const pauseBound: Pick<TimeBound, 'ahead'> = { ahead: PAUSE }
