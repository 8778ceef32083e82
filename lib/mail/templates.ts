import { type CalendarDay } from '../dates'

/**
 * What a caller hands over for each mail. Props are stored as JSON until the mail is accepted, so they are few and
 * plain: instants are ISO 8601 strings ("2026-12-21T10:00:00Z"), days "2026-12-21", periods "P28D", links absolute
 * addresses below APP_URL. Fixed pages (sign-in, forgotten password, imprint) are known to the renderer.
 */
type Instant = string

/**
 * Whom the mail greets. Mail to an account may leave it out: name and address are then read at the moment of sending,
 * so that nothing stale is sent and nothing is stored twice.
 */
type Person = { givenName: string; surname: string }

/** A link that works only until `expiresAt`; once that has passed the mail is dropped instead of sent. */
type Link = { url: string; expiresAt: Instant }

export type MailProps = {
  /** Double opt-in (DS-03). No word of who registered: nobody has proved the address. `refuseUrl`: "Das war ich nicht". */
  'confirm-registration': Link & { refuseUrl: string }
  /** Somebody tried to register with the address of an existing account. */
  'already-registered': Partial<Person>
  /** To the new address (`recipient`), which nobody has proved: no word of who entered it. */
  'confirm-email-change': Link
  /** To the old address (`recipient`). */
  'email-changed-notice': Partial<Person> & { changedAt: Instant }
  'password-reset': Partial<Person> & Link
  'password-changed': Partial<Person> & { changedAt: Instant }
  'second-factor-changed': Partial<Person> & { changedAt: Instant; isAdded: boolean }
  /** The fifth or the hundredth wrong password or code in a row (lib/auth/failed-proofs.ts) */
  'failed-proofs': Partial<Person> & {
    kind: 'password' | 'code'
    failures: number
    isBlocked: boolean
    failedAt: Instant
  }
  /** Last day = day of sending + responsePeriod, computed when the mail is rendered (DS-05). */
  'inactivity-notice': Partial<Person> & { inactiveSince: Instant; inactivityPeriod: string; responsePeriod: string }
  /** Last confirmations: the account is gone, so name and `recipient` must be given. */
  'erased-inactive': Person & { erasedAt: Instant; noticeAcceptedAt?: Instant; respondBy?: CalendarDay }
  'erased-self': Person & { erasedAt: Instant }
  'erased-request': Person & { erasedAt: Instant; receivedOn?: CalendarDay }
  'erased-staff': Person & { erasedAt: Instant }
  /** Identity check of a request by e-mail (DS-04, last sentence). */
  'erasure-request-identity': Partial<Person> & Link & { receivedOn: CalendarDay }
  /**
   * Change of the policy (DS-11). `summary`: by staff. Last day to object = day of sending + the longest of
   * `objectionPeriods`, computed when the mail is rendered. `earlier`: versions between the one that governs the member and this
   * one; both are left out where there are none.
   */
  'policy-announcement': Partial<Person> & {
    version: number
    summary: string
    objectionPeriods: string[]
    governing?: number
    earlier?: { version: number; summary: string }[]
  }
  'objection-received': Partial<Person> & { version: number; receivedOn: CalendarDay; governing: number }
  'objection-withdrawn': Partial<Person> & {
    version: number
    withdrawnAt: Instant
    inForce: boolean
    /** Of a letter. */
    receivedOn?: CalendarDay
  }
  /** Requests by e-mail or letter (DS-12); `kind` in German words. The receipt is the identity check as well. */
  'request-received': Partial<Person> &
    Link & { kind: string; explanation: string; receivedOn: CalendarDay; dueOn: CalendarDay }
  'request-extended': Partial<Person> & { kind: string; receivedOn: CalendarDay; dueOn: CalendarDay; reason: string }
  'request-refused': Partial<Person> & { kind: string; receivedOn: CalendarDay; reason: string }
  'request-withdrawn': Partial<Person> & { kind: string; receivedOn: CalendarDay }
  /** What staff corrected on request: "Name: Muster" (GDPR Art. 16). */
  'request-rectified': Partial<Person> & { receivedOn: CalendarDay; changes: string[]; note?: string }
  /** Processing is restricted (GDPR Art. 18); `ground` in German words. */
  'restriction-placed': Partial<Person> & { ground: string; reason: string }
  /** Told before the end (Art. 18(3)): last day = day of sending + period, computed when the mail is rendered. */
  'restriction-ends': Partial<Person> & { reason: string; period: string }
  /** The announced end was withdrawn. */
  'restriction-goes-on': Partial<Person>
  'request-answered': Partial<Person> & { kind: string; receivedOn: CalendarDay; answer: string; reportUrl?: string }
  /** Staff have looked at a member (DS-07). `reason`: by staff. */
  'verification-decided': Partial<Person> & { decision: 'verified' | 'asked' | 'refused'; reason: string }
  /** To who reported a content (DSA Art. 16), a visitor by `recipient`. `what`: German words, never a text by a member. */
  'report-received': Partial<Person> & { what: string; reportedAt: Instant }
  'report-decided': Partial<Person> & { what: string; reportedAt: Instant; hasMeasure: boolean; reason: string }
  /** Statement of reasons to the author (DSA Art. 17). `what`, `effect`, `ground`, `occasion`: German; `appealUntil`: last day. */
  'measure-taken': Partial<Person> & {
    what: string
    effect: string
    ground: string
    occasion: string
    reason: string
    appealUntil: CalendarDay
  }
  'measure-ended': Partial<Person> & { what: string; effect: string; reason: string }
  'appeal-decided': Partial<Person> & { what: string; isUpheld: boolean; answer: string }
  /** Review of a publication (DS-07); `answer`: the reason of staff. */
  'publication-published': Partial<Person> & { title: string; url: string }
  'publication-returned': Partial<Person> & { title: string; answer: string; url: string }
  /** `lastDay`: last day on which it is shown; `goesOnFor`: ISO 8601, if its author confirms it; null: it has a date. */
  'publication-ending': Partial<Person> & { title: string; lastDay: CalendarDay; goesOnFor: string | null; url: string }
  /** End of the audit chain, to staff, daily (DS-06); `hash`: hexadecimal. */
  'audit-anchor': Partial<Person> & { at: Instant; position: number; hash: string; url: string }
  /** To staff: counts and codes, no names of members. `url` below APP_URL. */
  'staff-alert': Partial<Person> & { headline: string; lines: string[]; url: string }
  /**
   * Message of another member (DS-08). The queue holds its number only; the rest is read when the mail leaves (lib/messaging/mail-hooks.ts),
   * so that nothing an erased member wrote waits in it. `from`: the name as members see it, never an address.
   */
  'new-message': Partial<Person> & {
    messageId: string
    from?: string
    subject?: string
    text?: string
    conversationId?: string
  }
  /** Once a day instead of at once; read when the mail leaves. `lines`: who wrote and on what; `more`: conversations beyond them. */
  'message-digest': Partial<Person> & { lines?: string[]; unread?: number; more?: number }
  /** Kontakt form, to the operator (`recipient`). */
  'contact-message': { name: string; replyTo: string; subject: string; message: string }
  /** Subscriptions of the forum (DS-08). Where something is new, never who wrote what; `category` is text by staff. */
  'forum-news': Partial<Person> & { kind: 'reply' | 'topic'; category: string; url: string; unsubscribeUrl: string }
  'forum-digest': Partial<Person> & { lines: string[]; url: string; unsubscribeUrl: string }
}

export type TemplateKey = keyof MailProps
