import { type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { isPresentSql } from '../db/standing'
import { isLockedSql, isVisibleSql } from '../moderation/measures'
import { UNREAD_PERIOD } from './limits'

/** Parts of statements that several queries of the forum share. Aliases: t topic, p post, c category. */

/** "Vorname Name, Organisation" of account `alias`; never an address (DS-08). */
export function authorSql(alias: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`${alias}.given_name || ' ' || ${alias}.surname || coalesce(', ' || ${alias}.organisation, '')`
}

/** May others read it? Neither hidden by a measure nor by somebody whom a hold seals (DS-10). */
export function isOpenSql(kind: 'topic' | 'post', id: Prisma.Sql, authorId: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(${isVisibleSql(kind, id)} AND ${isPresentSql(authorId)})`
}

/**
 * Does topic t stand in lists? Open, and not one whose author is erased and that nobody else has written in: housekeeping takes it
 * away (DS-04).
 */
export const isListedSql = Prisma.sql`(${isOpenSql('topic', Prisma.sql`t.id`, Prisma.sql`t.author_id`)}
  AND (t.title IS NOT NULL OR EXISTS (SELECT FROM forum_post w WHERE w.topic_id = t.id AND w.body IS NOT NULL)))`

export const isTopicLockedSql = isLockedSql('topic', Prisma.sql`t.id`)

/** From when on something unread counts as unread for this member; evaluated once per statement. */
export function unreadSinceSql(ctx: PortalContext, accountId: string): Prisma.Sql {
  const floor = new Date(ctx.now().getTime() - UNREAD_PERIOD * 1000).toISOString()
  return Prisma.sql`(SELECT greatest(${floor}::timestamptz, coalesce(s.all_read_at, me.registered_at))
    FROM account me LEFT JOIN forum_setting s ON s.account_id = me.id WHERE me.id = ${accountId}::uuid)`
}

/** Has topic t posts that the member has not seen (r: row of forum_read)? */
export function isUnreadSql(since: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(t.last_number > coalesce(r.number, 0) AND t.last_post_at > ${since})`
}
