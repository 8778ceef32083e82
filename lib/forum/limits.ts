/** Every limit of the forum, once; forms, verbs and pages read them. Periods in seconds, lengths in characters. */
export const lengths = { title: 120, body: 20_000, query: 100, category: 60, description: 200 } as const

export const POSTS_PER_PAGE = 20
export const TOPICS_PER_PAGE = 25
export const HITS_PER_PAGE = 15

const MINUTE = 60
const DAY = 24 * 60 * MINUTE

/** A post may be changed this long without a mark; later changes are marked and keep what stood there before. */
export const FREE_EDIT_PERIOD = 60 * MINUTE
/** Topics without news for longer count as read. */
export const UNREAD_PERIOD = 60 * DAY

/** Against floods and advertising (DS-07). Whoever has fewer posts than `established` is new. */
export const postLimits = {
  established: 5,
  perDay: { fresh: 10, established: 100 },
  topicsPerDay: { fresh: 3, established: 20 },
  /** Links in one post */
  links: { fresh: 2, established: 20 },
  /** Between two posts of one member */
  pause: 10,
  /** The same text in the same topic again is the same click again */
  repeat: 10 * MINUTE,
} as const
