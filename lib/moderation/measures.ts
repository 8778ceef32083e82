import { type ContentKind } from '../codes'
import { Prisma } from '../db/generated/client'

/**
 * The aliases in these fragments are words of their own, so that no `column` of a caller's table is taken for theirs.
 *
 * Is this content open to be shown, and to be answered? `column`: its id in the surrounding statement, e.g. Prisma.sql`p.id`. Rooms put it
 * into every query that shows content to others; the author and staff see it with a remark instead.
 */
export function isVisibleSql(kind: ContentKind, column: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`NOT EXISTS (SELECT FROM content_measure hiding
    WHERE hiding.content_kind = ${kind} AND hiding.content_id = ${column} AND hiding.act = 'hide' AND hiding.ended_at IS NULL)`
}

/** Is nothing more to be added here (locked topic)? */
export function isLockedSql(kind: ContentKind, column: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`EXISTS (SELECT FROM content_measure locking
    WHERE locking.content_kind = ${kind} AND locking.content_id = ${column} AND locking.act = 'lock' AND locking.ended_at IS NULL)`
}

/** Has anybody reported this content? Staff may read a private message from then on (DS-08). */
export function isReportedSql(kind: ContentKind, column: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`EXISTS (
    SELECT FROM moderation_case reported WHERE reported.content_kind = ${kind} AND reported.content_id = ${column})`
}
