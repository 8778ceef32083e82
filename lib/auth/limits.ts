import { type ThrottleLimit } from '../codes'

/**
 * Every limit of sign-in, sessions and passwords, once (DS-06). Reasons and sources: docs/decisions/0002-sessions.md.
 */
const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Seconds. "Absolute" counts from the sign-in, "idle" from the last page that was asked for. */
export const sessionLimits = {
  member: { absolute: 7 * DAY, idle: 24 * HOUR },
  staff: { absolute: 12 * HOUR, idle: HOUR },
} as const

/** `lastSeenAt` is written at most this often (seconds). */
export const LAST_SEEN_STEP = 5 * MINUTE

/** Sessions of one account at the same time; the oldest end with one more. Those that wait for a second factor count by themselves. */
export const MOST_SESSIONS = 20

/** Time between the password and the second factor (seconds). */
export const PENDING_SESSION_PERIOD = 10 * MINUTE
/** The secret of an app that is being set up is shown this long (seconds). */
export const OFFER_PERIOD = 10 * MINUTE
/** Before a dangerous act the second factor must have been proved this recently (seconds). */
export const STEP_UP_PERIOD = 15 * MINUTE

/** A second person releases an act on many members within this time, else it is void (seconds). */
export const SECOND_PERSON_PERIOD = 24 * HOUR

/** A change of the team is released within this time, else it is void (seconds). */
export const STAFF_CHANGE_PERIOD = 7 * DAY
/** Whoever was appointed, or got a new second factor, by somebody cannot release what that person prepared for this time (seconds). */
export const INDEPENDENCE_PERIOD = 30 * DAY

/** A link to set a new password works this long (seconds; S-H3). */
export const RESET_PERIOD = HOUR
/** The link for a new member of staff, whom somebody else asked for it (seconds). */
export const INVITATION_PERIOD = 24 * HOUR

/** Characters after NFC: 15 because the password is the only factor (NIST SP 800-63B-4); the top bounds the work. */
export const PASSWORD_LENGTH = { shortest: 15, longest: 256 } as const

/**
 * How often something may be tried (S-L1): `points` within `duration` seconds from the first try. "Network" is one IPv4
 * address or one IPv6 /56, "account" the person whether or not the account exists (S-A1).
 */
export const throttleLimits = {
  /** Failed sign-ins to one account from networks that never signed in to it */
  'sign-in-account': { points: 10, duration: 15 * MINUTE },
  /** Failed sign-ins to one account from one network that did: nobody elsewhere can lock the owner out (S-A7) */
  'sign-in-known': { points: 10, duration: 15 * MINUTE },
  /** Failed sign-ins to one account from browsers that still carry its session cookie: nobody beside them can lock the owner out */
  'sign-in-device': { points: 10, duration: 15 * MINUTE },
  /** Failed sign-ins from one network, to whichever accounts */
  'sign-in-network': { points: 100, duration: HOUR },
  /** Wrong passwords of somebody who is signed in: change of password or address, erasure */
  'password-check': { points: 10, duration: 15 * MINUTE },
  /** Wrong codes of somebody whose password was right */
  'second-factor': { points: 10, duration: 15 * MINUTE },
  /** Registrations from one network: a training room or a whole company may share one */
  register: { points: 60, duration: HOUR },
  /** Mails to one address that somebody entered: registration, change of address, report of content */
  'unasked-mail-day': { points: 5, duration: DAY },
  'unasked-mail-week': { points: 10, duration: 7 * DAY },
  'reset-account': { points: 3, duration: HOUR },
  'reset-network': { points: 20, duration: HOUR },
  /** Tries to redeem a link from a mail, from one network */
  'link-network': { points: 60, duration: HOUR },
  /** Changes of e-mail address asked for by one account */
  'change-email': { points: 3, duration: HOUR },
  /** Reports of content by visitors from one network, or by one member */
  report: { points: 10, duration: HOUR },
  /** Texts that one member has shown as others will see them, before they are sent */
  preview: { points: 60, duration: 10 * MINUTE },
  /** Entrances of staff that refused one person, written down one by one */
  refusal: { points: 20, duration: HOUR },
  /** Messages through the contact form from one network */
  contact: { points: 10, duration: HOUR },
} as const satisfies Record<ThrottleLimit, { points: number; duration: number }>

/** Of so many wrong passwords or codes in a row the owner gets a mail. */
export const FAILURES_TOLD = 5
/** After so many in a row no right code of the app counts, and the password only from a known network (NIST SP 800-63B-4, 3.2.2). */
export const MOST_FAILURES = 100

/** What a page asks by itself, for one session and in one process: five tabs, each once a minute, and as much again. */
export const QUIET_ASKS = { points: 10, duration: MINUTE } as const

/** A network counts as known to an account this long after its last sign-in from there (seconds). */
export const KNOWN_NETWORK_PERIOD = 90 * DAY
