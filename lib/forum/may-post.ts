import { z } from 'zod'
import { type PortalContext } from '../context'
import { rowOf } from '../db/rows'
import { looksBehind } from '../may'
import { postLimits } from './limits'

/** Why a post is not taken now, by name; `links` and `too-many-topics` only hold back members who are new. */
export type PostRefusal =
  | { outcome: 'too-fast'; retryAfterSeconds: number }
  | { outcome: 'too-many' | 'too-many-topics'; limit: number }
  | TooManyLinks
export type TooManyLinks = { outcome: 'too-many-links'; limit: number }

const countsRow = z.strictObject({ day: z.number(), topics: z.number(), pause: z.number().nullable() })

/**
 * Limits against floods and advertising (DS-07), from rows counted in the transaction of the post; the row of the topic or the
 * category that the caller locked keeps two clicks apart. Moderators have none but the pause. Undefined: the post may be written.
 */
export async function refusalOf(
  tx: PortalContext,
  { accountId, links, isTopic }: { accountId: string; links: number; isTopic: boolean },
): Promise<PostRefusal | undefined> {
  const now = tx.now()
  const dayAgo = new Date(now.getTime() - 86_400_000).toISOString()
  const counts = await rowOf(tx, countsRow)`
    SELECT (SELECT count(*)::int FROM forum_post WHERE author_id = ${accountId}::uuid AND posted_at > ${dayAgo}::timestamptz) AS day,
      (SELECT count(*)::int FROM forum_topic WHERE author_id = ${accountId}::uuid AND started_at > ${dayAgo}::timestamptz) AS topics,
      (SELECT extract(epoch FROM ${now.toISOString()}::timestamptz - max(posted_at))::float8 FROM forum_post
        WHERE author_id = ${accountId}::uuid) AS pause`
  if (!counts) return undefined
  const { pause } = counts
  if (pause !== null && pause >= 0 && pause < postLimits.pause)
    return { outcome: 'too-fast', retryAfterSeconds: Math.ceil(postLimits.pause - pause) }
  if (looksBehind(tx)) return undefined
  const standing = await standingOf(tx, accountId)
  if (counts.day >= postLimits.perDay[standing]) return { outcome: 'too-many', limit: postLimits.perDay[standing] }
  if (isTopic && counts.topics >= postLimits.topicsPerDay[standing])
    return { outcome: 'too-many-topics', limit: postLimits.topicsPerDay[standing] }
  return tooManyLinks(tx, { accountId, links })
}

/**
 * The limit of links for every verb that stores a text of the forum, title included. `before`: those that stand there already;
 * whoever takes links away, or adds none, is not held back.
 */
export async function tooManyLinks(
  tx: PortalContext,
  { accountId, links, before = 0 }: { accountId: string; links: number; before?: number },
): Promise<TooManyLinks | undefined> {
  if (links <= before || looksBehind(tx)) return undefined
  const limit = postLimits.links[await standingOf(tx, accountId)]
  return links > limit ? { outcome: 'too-many-links', limit } : undefined
}

const standingRow = z.strictObject({ posts: z.number() })

async function standingOf(tx: PortalContext, accountId: string): Promise<'fresh' | 'established'> {
  const row = await rowOf(tx, standingRow)`
    SELECT count(*)::int AS posts FROM (SELECT FROM forum_post WHERE author_id = ${accountId}::uuid LIMIT ${postLimits.established}) f`
  return (row?.posts ?? 0) < postLimits.established ? 'fresh' : 'established'
}
