import { z } from 'zod'
import { type PortalContext } from '../context'
import { rowOf } from '../db/rows'
import { may } from '../may'
import { postLimits } from './limits'

/** Why a post is not taken now, by name; `links` and `too-many-topics` only hold back members who are new. */
export type PostRefusal =
  | { outcome: 'too-fast'; retryAfterSeconds: number }
  | { outcome: 'too-many' | 'too-many-topics'; limit: number }
  | { outcome: 'too-many-links'; limit: number }

const countsRow = z.strictObject({ all: z.number(), day: z.number(), topics: z.number(), pause: z.number().nullable() })

/**
 * Limits against floods and advertising (DS-07), from rows counted in the transaction of the post; the row of the topic or the
 * category that the caller locked keeps two clicks apart. Moderators have none but the pause. Undefined: the post may be written.
 */
export async function refusalOf(
  tx: PortalContext,
  { accountId, body, isTopic }: { accountId: string; body: string; isTopic: boolean },
): Promise<PostRefusal | undefined> {
  const now = tx.now()
  const dayAgo = new Date(now.getTime() - 86_400_000).toISOString()
  const counts = await rowOf(tx, countsRow)`
    SELECT (SELECT count(*)::int FROM (SELECT FROM forum_post WHERE author_id = ${accountId}::uuid LIMIT ${postLimits.established}) f) AS all,
      (SELECT count(*)::int FROM forum_post WHERE author_id = ${accountId}::uuid AND posted_at > ${dayAgo}::timestamptz) AS day,
      (SELECT count(*)::int FROM forum_topic WHERE author_id = ${accountId}::uuid AND started_at > ${dayAgo}::timestamptz) AS topics,
      (SELECT extract(epoch FROM ${now.toISOString()}::timestamptz - max(posted_at))::float8 FROM forum_post
        WHERE author_id = ${accountId}::uuid) AS pause`
  if (!counts) return undefined
  const { pause } = counts
  if (pause !== null && pause >= 0 && pause < postLimits.pause)
    return { outcome: 'too-fast', retryAfterSeconds: Math.ceil(postLimits.pause - pause) }
  if (may.lookBehind(tx)) return undefined
  const standing = counts.all < postLimits.established ? 'fresh' : 'established'
  if (counts.day >= postLimits.perDay[standing]) return { outcome: 'too-many', limit: postLimits.perDay[standing] }
  if (isTopic && counts.topics >= postLimits.topicsPerDay[standing])
    return { outcome: 'too-many-topics', limit: postLimits.topicsPerDay[standing] }
  const links = body.match(/https?:\/\/|\bwww\./gi)?.length ?? 0
  return links > postLimits.links[standing]
    ? { outcome: 'too-many-links', limit: postLimits.links[standing] }
    : undefined
}
