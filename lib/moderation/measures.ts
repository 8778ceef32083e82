import { type ContentKind } from '../content'
import { Prisma } from '../db/generated/client'

/**
 * Is this content open to be shown, and to be answered? `column`: its id in the surrounding statement, e.g. Prisma.sql`p.id`. Rooms put it
 * into every query that shows content to others; the author and staff see it with a remark instead.
 */
export function isVisibleSql(kind: ContentKind, column: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`NOT EXISTS (SELECT FROM content_measure m
    WHERE m.content_kind = ${kind} AND m.content_id = ${column} AND m.act = 'hide' AND m.ended_at IS NULL)`
}

/** Is nothing more to be added here (locked topic)? */
export function isLockedSql(kind: ContentKind, column: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`EXISTS (SELECT FROM content_measure m
    WHERE m.content_kind = ${kind} AND m.content_id = ${column} AND m.act = 'lock' AND m.ended_at IS NULL)`
}

/** Has anybody reported this content? Staff may read a private message from then on (DS-08). */
export function isReportedSql(kind: ContentKind, column: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`EXISTS (SELECT FROM moderation_case r WHERE r.content_kind = ${kind} AND r.content_id = ${column})`
}
