/** Every limit of messages among members, once (DS-08). */

/** Characters. */
export const MESSAGE_LENGTH = 5_000
export const SUBJECT_LENGTH = 120

/** Somebody counts as new for this many days after staff have verified them. */
export const NEW_MEMBER_DAYS = 14

/** Conversations that a member may begin within 24 hours: nobody writes to the whole directory. */
export const CONVERSATIONS_PER_DAY = { new: 5, later: 30 } as const

/** Messages that a member may send within an hour, answers included. */
export const MESSAGES_PER_HOUR = 60

/** The same words to the same person within this time are one message: a form that was sent twice. Minutes. */
export const SAME_MESSAGE_MINUTES = 5
