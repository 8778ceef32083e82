import { Prisma } from '../db/generated/client'
import { isPresentSql } from '../db/standing'

/** As members see one another in messages: "Vorname Name, Organisation" of the account `a`; never an address (DS-08). */
export const fullNameSql = Prisma.sql`concat_ws(', ', a.given_name || ' ' || a.surname, a.organisation)`

/**
 * The other one in a conversation, for LEFT JOIN LATERAL: account_id and name, from the rows `mine` (conversation_member). No row once
 * they are erased or sealed by a legal hold: both look the same (DS-04, DS-10). Who has not written yet is shown by organisation alone,
 * unless the name stood where they were found.
 */
export const partnerSql = Prisma.sql`(
  SELECT o.account_id, CASE WHEN o.is_named OR a.organisation IS NULL THEN ${fullNameSql} ELSE a.organisation END AS name
  FROM conversation_member o JOIN account a ON a.id = o.account_id
  WHERE o.conversation_id = mine.conversation_id AND o.account_id <> mine.account_id AND ${isPresentSql(Prisma.sql`o.account_id`)})`

/** Has either of the two blocked the other? One block counts for every conversation they have. */
export function isBlockedSql(one: Prisma.Sql, other: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`EXISTS (SELECT FROM conversation_member x JOIN conversation_member y ON y.conversation_id = x.conversation_id
    WHERE x.blocked_at IS NOT NULL
      AND ((x.account_id = ${one} AND y.account_id = ${other}) OR (x.account_id = ${other} AND y.account_id = ${one})))`
}
