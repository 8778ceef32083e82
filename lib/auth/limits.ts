/**
 * Every limit of sign-in and sessions, once (DS-06). Reasons and sources: docs/decisions/0002-sessions.md.
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
