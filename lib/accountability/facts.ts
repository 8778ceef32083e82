import { type Act } from '../audit/acts'
import { Prisma } from '../db/generated/client'
import { INBOUND_PERIOD } from '../mail/tidy-inbound'
import { CASE_PERIOD } from '../moderation/periods'
import { OUTSIDE_PERIOD } from '../personal-data/retention'

/**
 * A fact that stands at two places: an instant in a row (`r`), and an event (`e`) of the audit record, written in one transaction. Whoever
 * deletes, moves, empties or invents one of them past the verbs leaves the other behind (DS-06).
 */
export type Fact = {
  table: string
  /** Column of the instant; without one the fact has not happened. `instant`: what is compared, if it is more than this column. */
  at: string
  instant?: Prisma.Sql
  /** Events that record it; `events` says which of them do. */
  acts: readonly Act[]
  events?: Prisma.Sql
  /** Which rows have such an event; default: all with the instant. */
  rows?: Prisma.Sql
  /** Column that holds the subject of the event; absent: the event has none. */
  subject?: string
  /** Details that name the row: detail → column. Events of earlier releases may lack them. */
  named?: Record<string, string>
  /** What else row and event agree about. */
  agree?: Prisma.Sql
  /** The instant is that of the newest event, of each subject and `key`; these (`e`) empty it again or take the row away. */
  newest?: Prisma.Sql
  key?: string
  /** The row is rightly gone, or the instant empty, if such an event (`u`) about the same came later. */
  undoneBy?: Prisma.Sql
  /** `rows`: an event whose row is gone or has changed proves nothing. */
  way?: 'rows'
  /** ISO 8601 duration after which the row may be forgotten. */
  keptFor?: string
}

const detail = (name: string, ...values: string[]) => Prisma.sql`e.details ->> ${name} IN (${Prisma.join(values)})`
const nothing = Prisma.sql`false`

/** Events that set an instant of an account right after a clock was wrong: it holds the time of the correction (lib/lifecycle/correct-times.ts). */
const setOrCorrected = <A extends Act>(act: A, column: string, events: Prisma.Sql = Prisma.sql`true`) => ({
  acts: [act, 'account.time-corrected'] as const,
  events: Prisma.sql`(e.act = ${act} AND ${events} OR e.details ->> 'column' = ${column})`,
})

const ofAccount = { subject: 'account_id' } as const
const ofAuthor = { subject: 'author_id', keptFor: CASE_PERIOD } as const
const profileNoLongerVerified = Prisma.sql`e.act = 'account.profile-updated'
  AND e.details -> 'fields' ?| ARRAY['memberGroup', 'organisation', 'position']`

/** Facts by the check that compares them (lib/accountability/checks). */
export const facts = {
  'last-login-differs': [
    {
      table: 'account',
      at: 'last_login_at',
      subject: 'id',
      ...setOrCorrected('session.started', 'last_login_at'),
      newest: nothing,
    },
  ],
  'notices-unrecorded': [
    { table: 'inactivity_notice', at: 'created_at', ...ofAccount, acts: ['lifecycle.notified'] },
    {
      table: 'inactivity_notice',
      at: 'closed_at',
      ...ofAccount,
      named: { noticeId: 'id' },
      acts: ['lifecycle.reactivated', 'lifecycle.notice-undeliverable', 'lifecycle.notice-superseded'],
      // Without a reason: a notice that has ended already gives way to a new one (lib/lifecycle/notify-again.ts).
      events: Prisma.sql`(e.act <> 'lifecycle.notice-superseded' OR e.details ? 'reason')`,
      undoneBy: Prisma.sql`u.act = 'lifecycle.notice-resumed'`,
    },
  ],
  'outages-unrecorded': [
    {
      table: 'outage',
      at: 'noticed_at',
      acts: ['portal.outage-noticed'],
      named: { cause: 'cause', days: 'days' },
      agree: Prisma.sql`(r.cause = 'clock-back' OR ((e.details ->> 'from')::timestamptz = r.began_at
        AND (e.details ->> 'until')::timestamptz = r.ended_at AND r.first_day + r.days BETWEEN r.ended_at::date AND r.ended_at::date + 2))`,
    },
  ],
  'confirmations-unrecorded': [
    {
      table: 'sweep_run',
      at: 'confirmed_at',
      subject: 'id',
      acts: ['lifecycle.sweep-confirmed'],
      newest: Prisma.sql`e.act = 'lifecycle.sweep-confirmation-withdrawn'`,
    },
  ],
  'factors-unrecorded': [
    {
      table: 'authenticator',
      at: 'confirmed_at',
      ...ofAccount,
      acts: ['factor.added'],
      events: detail('kind', 'app'),
      // A reset for a proof of the mailbox leaves what was set up since: not the newest event counts.
      undoneBy: Prisma.sql`(u.act IN ('factor.removed', 'factor.added') AND u.details ->> 'kind' = 'app'
        OR u.act IN ('factor.reset', 'account.email-confirmed'))`,
    },
    {
      table: 'passkey',
      at: 'created_at',
      ...ofAccount,
      named: { passkeyId: 'id' },
      acts: ['factor.added'],
      events: detail('kind', 'passkey'),
      undoneBy: Prisma.sql`(u.act = 'factor.removed' AND u.details ->> 'kind' = 'passkey'
        OR u.act IN ('factor.reset', 'account.email-confirmed'))`,
    },
    { table: 'recovery_code', at: 'created_at', ...ofAccount, acts: ['factor.recovery-codes-issued'], way: 'rows' },
    { table: 'recovery_code', at: 'used_at', ...ofAccount, acts: ['factor.recovery-code-used'], way: 'rows' },
  ],
  'team-changes-differ': [
    {
      table: 'staff_change',
      at: 'prepared_at',
      ...ofAccount,
      acts: ['team.change-requested'],
      named: { changeId: 'id', kind: 'kind', to: 'role' },
    },
    {
      table: 'staff_change',
      at: 'decided_at',
      acts: ['account.role-changed', 'factor.reset', 'team.change-rejected', 'team.change-expired'],
      events: Prisma.sql`e.details ? 'changeId'`,
      named: { changeId: 'id' },
      way: 'rows',
    },
  ],
  'bulk-acts-differ': [
    { table: 'bulk_act', at: 'prepared_at', subject: 'id', acts: ['bulk.prepared'] },
    { table: 'bulk_act', at: 'submitted_at', subject: 'id', acts: ['bulk.submitted'] },
    {
      table: 'bulk_act',
      at: 'decided_at',
      subject: 'id',
      acts: ['bulk.released', 'bulk.rejected', 'bulk.expired'],
      agree: Prisma.sql`e.act = 'bulk.' || r.decision`,
    },
    { table: 'bulk_act', at: 'finished_at', subject: 'id', acts: ['bulk.finished', 'bulk.stopped'] },
  ],
  'chain-losses-differ': [
    { table: 'chain_loss', at: 'prepared_at', subject: 'id', acts: ['chain.loss-claimed'] },
    {
      table: 'chain_loss',
      at: 'decided_at',
      subject: 'id',
      acts: ['chain.loss-released', 'chain.loss-rejected'],
      agree: Prisma.sql`e.act = 'chain.loss-' || r.decision`,
    },
  ],
  'breaches-differ': [
    { table: 'breach', at: 'opened_at', subject: 'id', acts: ['breach.opened'] },
    {
      table: 'breach',
      at: 'closed_at',
      subject: 'id',
      acts: ['breach.closed'],
      newest: Prisma.sql`e.act = 'breach.reopened'`,
    },
    { table: 'breach_finding', at: 'recorded_at', subject: 'breach_id', acts: ['breach.finding-recorded'] },
    {
      table: 'breach_assessment',
      at: 'decided_at',
      subject: 'breach_id',
      acts: ['breach.assessed'],
      named: { decision: 'risk', answer: 'telling' },
    },
    {
      table: 'breach_report',
      at: 'recorded_at',
      subject: 'breach_id',
      acts: ['breach.authority-told'],
      named: { kind: 'phase' },
    },
    {
      table: 'breach_remark',
      at: 'written_at',
      subject: 'breach_id',
      acts: ['breach.remarked', 'breach.closed', 'breach.reopened'],
      agree: Prisma.sql`coalesce(e.details ->> 'kind', split_part(e.act, '.', 2)) = r.kind`,
    },
    { table: 'breach_letter', at: 'prepared_at', subject: 'breach_id', acts: ['breach.letter-prepared'] },
    {
      table: 'breach_letter',
      at: 'decided_at',
      subject: 'breach_id',
      acts: ['breach.letter-released', 'breach.letter-rejected'],
      agree: Prisma.sql`e.act = 'breach.letter-' || r.decision`,
    },
  ],
  'closings-differ': [
    { table: 'restoration', at: 'found_at', acts: ['portal.closed'], named: { cause: 'cause' } },
    { table: 'restoration', at: 'reopened_at', acts: ['portal.reopened'] },
  ],
  'verified-without-decision': [
    {
      table: 'account',
      at: 'verified_at',
      subject: 'id',
      ...setOrCorrected('verification.decided', 'verified_at', detail('decision', 'verified')),
      newest: profileNoLongerVerified,
    },
    {
      table: 'verification',
      at: 'decided_at',
      ...ofAccount,
      named: { decision: 'decision' },
      acts: ['verification.decided'],
      // Replaced by a newer one, nobody has decided.
      rows: Prisma.sql`r.decision <> 'superseded'`,
    },
  ],
  'suspensions-differ': [
    { table: 'suspension', at: 'started_at', ...ofAccount, acts: ['account.suspended'] },
    { table: 'suspension', at: 'ended_at', ...ofAccount, acts: ['account.suspension-ended'] },
  ],
  'publications-differ': [
    {
      table: 'publication',
      at: 'published_at',
      ...ofAccount,
      named: { publication: 'id' },
      acts: ['publication.published'],
      way: 'rows',
    },
    {
      table: 'publication',
      at: 'corrected_at',
      ...ofAccount,
      named: { publication: 'id' },
      acts: ['publication.published'],
      way: 'rows',
    },
    {
      table: 'publication',
      at: 'published_at',
      instant: Prisma.sql`greatest(r.published_at, r.corrected_at)`,
      ...ofAccount,
      named: { publication: 'id' },
      acts: ['publication.published'],
      key: 'publication',
      newest: Prisma.sql`e.act = 'publication.deleted'`,
    },
    {
      table: 'publication',
      at: 'event_state_at',
      ...ofAccount,
      named: { publication: 'id' },
      acts: ['publication.event-changed', 'publication.published'],
      way: 'rows',
    },
    {
      table: 'publication',
      at: 'withdrawn_at',
      ...ofAccount,
      named: { publication: 'id' },
      acts: ['publication.withdrawn'],
      key: 'publication',
      newest: Prisma.sql`e.act IN ('publication.published', 'publication.deleted')`,
    },
  ],
  'decisions-unrecorded': [
    {
      table: 'content_report',
      at: 'created_at',
      named: { reportId: 'id', caseId: 'case_id' },
      acts: ['content.reported'],
      keptFor: CASE_PERIOD,
    },
    {
      table: 'moderation_case',
      at: 'opened_at',
      acts: ['content.reported', 'account.suspended'],
      named: { caseId: 'id' },
      way: 'rows',
    },
    {
      table: 'moderation_case',
      at: 'closed_at',
      ...ofAuthor,
      acts: ['moderation.decided', 'account.suspended'],
      named: { caseId: 'id', act: 'outcome' },
      // The demo locks a topic without a case.
      events: Prisma.sql`(e.act <> 'moderation.decided' OR e.details ? 'caseId')`,
      agree: Prisma.sql`(e.act <> 'account.suspended' OR r.outcome = 'suspend')`,
    },
    {
      table: 'content_measure',
      at: 'started_at',
      ...ofAuthor,
      acts: ['moderation.decided', 'account.suspended'],
      named: { measureId: 'id', caseId: 'case_id', act: 'act' },
      events: Prisma.sql`(e.act <> 'moderation.decided' OR e.details ->> 'act' <> 'none')`,
      agree: Prisma.sql`(e.act <> 'account.suspended' OR r.act = 'suspend')`,
    },
    {
      table: 'content_measure',
      at: 'ended_at',
      ...ofAuthor,
      acts: ['moderation.measure-ended'],
      named: { measureId: 'id' },
    },
    { table: 'appeal', at: 'filed_at', ...ofAuthor, acts: ['moderation.appealed'], named: { measureId: 'measure_id' } },
    {
      table: 'appeal',
      at: 'decided_at',
      ...ofAuthor,
      acts: ['moderation.appeal-decided'],
      named: { measureId: 'measure_id', decision: 'decision' },
    },
    {
      table: 'review_setting',
      at: 'set_at',
      acts: ['moderation.setting-changed'],
      named: { to: 'first_publications' },
    },
  ],
  'disclosures-gone': [
    { table: 'disclosure', at: 'prepared_at', subject: 'id', acts: ['disclosure.prepared'] },
    {
      table: 'disclosure',
      at: 'decided_at',
      subject: 'id',
      acts: ['disclosure.released', 'disclosure.rejected'],
      agree: Prisma.sql`e.act = 'disclosure.' || r.decision`,
    },
  ],
  'holds-gone': [
    { table: 'legal_hold', at: 'placed_at', ...ofAccount, acts: ['hold.placed'] },
    { table: 'legal_hold', at: 'released_at', ...ofAccount, acts: ['hold.lifted'] },
    {
      table: 'hold_request',
      at: 'prepared_at',
      ...ofAccount,
      acts: ['hold.requested'],
      named: { requestId: 'id', kind: 'kind' },
    },
    {
      table: 'hold_request',
      at: 'decided_at',
      ...ofAccount,
      acts: ['hold.placed', 'hold.lifted', 'hold.rejected'],
      named: { requestId: 'id' },
      agree: Prisma.sql`CASE r.decision WHEN 'rejected' THEN e.act = 'hold.rejected' ELSE e.act = CASE r.kind
        WHEN 'place' THEN 'hold.placed' ELSE 'hold.lifted' END END`,
    },
    {
      table: 'pending_erasure',
      at: 'since',
      ...ofAccount,
      acts: ['erasure.postponed'],
      named: { reason: 'reason' },
      way: 'rows',
    },
  ],
  'objections-differ': [
    {
      table: 'policy_objection',
      at: 'entered_at',
      ...ofAccount,
      acts: ['policy.objected'],
      named: { version: 'version_number', receivedOn: 'received_on' },
    },
    {
      table: 'policy_objection',
      at: 'withdrawn_at',
      ...ofAccount,
      acts: ['policy.objection-withdrawn'],
      named: { version: 'version_number' },
    },
    {
      table: 'policy_objection',
      at: 'decided_at',
      ...ofAccount,
      acts: ['policy.objection-decided'],
      named: { objectionId: 'id', decision: 'decision' },
      // Staff may decide again, after a talk.
      key: 'objectionId',
      newest: nothing,
    },
  ],
  'notes-unrecorded': [
    {
      table: 'policy_announcement',
      at: 'confirmed_at',
      ...ofAccount,
      acts: ['policy.announcement-confirmed'],
      named: { version: 'version_number' },
    },
    {
      table: 'policy_announcement',
      at: 'bounced_at',
      ...ofAccount,
      acts: ['policy.announcement-undeliverable'],
      named: { version: 'version_number' },
      undoneBy: Prisma.sql`u.act IN ('policy.announcement-resumed', 'policy.announced-again')`,
    },
  ],
  'requests-unrecorded': [
    {
      table: 'data_request',
      at: 'entered_at',
      ...ofAccount,
      acts: ['request.opened'],
      named: { requestId: 'id', kind: 'kind', receivedOn: 'received_on' },
    },
    {
      table: 'data_request',
      at: 'identity_confirmed_at',
      ...ofAccount,
      acts: ['request.identity-confirmed'],
      named: { requestId: 'id' },
    },
    {
      table: 'identity_proof',
      at: 'prepared_at',
      ...ofAccount,
      acts: ['request.identity-proved'],
      named: { requestId: 'request_id', way: 'way' },
    },
    {
      table: 'identity_proof',
      at: 'decided_at',
      ...ofAccount,
      acts: ['request.identity-confirmed', 'request.identity-rejected'],
      events: Prisma.sql`e.details ? 'way'`,
      named: { requestId: 'request_id', way: 'way' },
    },
    { table: 'data_request', at: 'extended_at', ...ofAccount, acts: ['request.extended'], named: { requestId: 'id' } },
    {
      table: 'data_request',
      at: 'closed_at',
      ...ofAccount,
      acts: ['request.closed', 'request.answered'],
      named: { requestId: 'id', outcome: 'outcome' },
    },
  ],
  'outside-requests-differ': [
    {
      table: 'outside_request',
      at: 'entered_at',
      subject: 'id',
      acts: ['outside-request.opened'],
      named: { kind: 'kind', receivedOn: 'received_on' },
      keptFor: OUTSIDE_PERIOD,
    },
    {
      table: 'outside_request',
      at: 'extended_at',
      subject: 'id',
      acts: ['outside-request.extended'],
      keptFor: OUTSIDE_PERIOD,
    },
    {
      table: 'outside_request',
      at: 'closed_at',
      subject: 'id',
      acts: ['outside-request.closed'],
      named: { outcome: 'outcome' },
      keptFor: OUTSIDE_PERIOD,
    },
  ],
  'inbound-differs': [
    {
      table: 'inbound_mail',
      at: 'filed_at',
      ...ofAccount,
      rows: Prisma.sql`r.account_id IS NOT NULL`,
      acts: ['inbound.filed'],
      named: { inboundId: 'id', class: 'class', dueOn: 'due_on' },
      keptFor: INBOUND_PERIOD,
    },
    {
      table: 'inbound_mail',
      at: 'settled_at',
      ...ofAccount,
      rows: Prisma.sql`r.account_id IS NOT NULL`,
      acts: ['inbound.settled'],
      named: { inboundId: 'id', outcome: 'outcome' },
      keptFor: INBOUND_PERIOD,
    },
  ],
  'restrictions-differ': [
    {
      table: 'restriction',
      at: 'placed_at',
      ...ofAccount,
      acts: ['restriction.placed'],
      named: { restrictionId: 'id', ground: 'ground' },
    },
    {
      table: 'restriction',
      at: 'lift_announced_at',
      ...ofAccount,
      acts: ['restriction.lift-announced'],
      named: { restrictionId: 'id' },
      way: 'rows',
    },
    {
      table: 'restriction',
      at: 'lifted_at',
      ...ofAccount,
      acts: ['restriction.lifted'],
      named: { restrictionId: 'id' },
    },
  ],
} as const satisfies Record<string, readonly Fact[]>

type Compared = { [Check in keyof typeof facts]: (typeof facts)[Check][number]['acts'][number] }[keyof typeof facts]

/**
 * Acts without a fact, and why. `compared-elsewhere`: by another check; `no-instant`: the row holds what came of it, not when;
 * `event-only`: nothing else is stored; `look`: somebody looked; `advice`: an opinion, which releases nothing. The
 * type asks for every act: a new one has a fact or stands here.
 */
export const actsWithoutFact: Record<
  Exclude<Act, Compared>,
  'compared-elsewhere' | 'no-instant' | 'event-only' | 'look' | 'advice'
> = {
  'account.registered': 'compared-elsewhere',
  'account.email-confirmed': 'compared-elsewhere',
  'account.erased': 'compared-elsewhere',
  'policy.accepted': 'compared-elsewhere',
  'policy.published': 'compared-elsewhere',
  'policy.sealed': 'compared-elsewhere',
  'policy.announced': 'compared-elsewhere',
  'policy.in-force': 'compared-elsewhere',
  'lifecycle.notice-extended': 'compared-elsewhere',
  'disclosure.order-attached': 'compared-elsewhere',
  'session.factor-awaited': 'compared-elsewhere',
  'account.registration-withdrawn': 'no-instant',
  'account.profile-updated': 'no-instant',
  'account.email-change-requested': 'no-instant',
  'account.email-changed': 'no-instant',
  'account.password-changed': 'no-instant',
  'account.password-reset-requested': 'no-instant',
  'account.password-reset': 'no-instant',
  'account.data-confirmed': 'no-instant',
  'directory.entry-saved': 'no-instant',
  'verification.requested': 'no-instant',
  'moderation.case-taken': 'no-instant',
  'work.claimed': 'no-instant',
  'policy.draft-saved': 'no-instant',
  'policy.draft-submitted': 'no-instant',
  'policy.draft-returned': 'no-instant',
  'policy.draft-discarded': 'no-instant',
  'policy.announced-again': 'no-instant',
  'policy.announcement-resumed': 'no-instant',
  'lifecycle.notice-resumed': 'no-instant',
  'lifecycle.sweep-stopped': 'no-instant',
  'lifecycle.sweep-confirmation-withdrawn': 'no-instant',
  'lifecycle.sweep-started-by-staff': 'no-instant',
  'restriction.lift-withdrawn': 'no-instant',
  'restriction.lift-undeliverable': 'no-instant',
  'disclosure.handed-over': 'no-instant',
  'disclosure.secrecy-set': 'no-instant',
  'factor.removed': 'no-instant',
  'factor.resealed': 'no-instant',
  'publication.submitted': 'no-instant',
  'publication.returned': 'no-instant',
  'publication.deleted': 'no-instant',
  'forum.category-saved': 'no-instant',
  'forum.category-archived': 'no-instant',
  'forum.topic-moved': 'no-instant',
  'mail.retried': 'no-instant',
  'mail.discarded': 'no-instant',
  'mail.returned': 'no-instant',
  'mail.returned-undone': 'no-instant',
  'mail.resumed': 'no-instant',
  'portal.times-found': 'event-only',
  'session.refused': 'event-only',
  'session.ended': 'event-only',
  'session.factor-refused': 'event-only',
  'session.factor-proved': 'event-only',
  'limit.reached': 'event-only',
  'verification.reminded': 'event-only',
  'request.identity-check-resent': 'event-only',
  'request.reminded': 'event-only',
  'outside-request.prepared': 'no-instant',
  'outside-request.returned': 'no-instant',
  'outside-request.viewed': 'look',
  'promise.broken': 'event-only',
  'promise.kept-again': 'event-only',
  'evidence.issued': 'event-only',
  'moderation.case-viewed': 'look',
  'moderation.content-viewed': 'look',
  'report.compiled': 'look',
  'audit.searched': 'look',
  'audit.exported': 'look',
  'member.viewed': 'look',
  'member.searched': 'look',
  'member.exported': 'look',
  'disclosure.viewed': 'look',
  'disclosure.fetched': 'look',
  'breach.listed': 'look',
  'forum.history-viewed': 'look',
  'access.refused': 'event-only',
  'factor.recovery-codes-kept': 'event-only',
  'opinion.given': 'advice',
}
