import { z } from 'zod'
import { INDEPENDENCE_PERIOD } from '../auth/limits'
import { type StaffRole } from '../auth/permissions'
import { codesOf, type WorkKind, workKindLabels } from '../codes'
import { type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { rowsOf } from '../db/rows'
import { pageOf } from '../list'
import { may } from '../may'
import { kindsToDo, kindsToSee, workKinds } from './kinds'

export type WorkFilter = {
  /** Also what only others can settle. */
  everybodys?: boolean
  /** `mine`: taken by who looks; `nobody`: not taken. */
  assignee?: 'mine' | 'nobody'
  isOverdue?: boolean
  kind?: WorkKind
  /** `due`: the urgent first, then by the instant at which it should be done. */
  order?: 'due' | 'since'
  isDown?: boolean
  /** 1-based */
  page?: number
  size?: number
}

export type Work = z.output<typeof workRow>
const workRow = z.strictObject({
  kind: z.enum(codesOf(workKindLabels)),
  id: z.string(),
  since: z.date(),
  /** Instant at which it should be done; null: nobody says. */
  due: z.date().nullable(),
  detail: z.string().nullable(),
  path: z.string(),
  amount: z.number(),
  isUrgent: z.boolean(),
  isOverdue: z.boolean(),
  /** Can who looks settle it? */
  isMine: z.boolean(),
  /** Who has taken it, as colleagues know them. */
  assignee: z.string().nullable(),
  claimedAt: z.date().nullable(),
  isClaimedByMe: z.boolean(),
})
const foundRow = workRow.extend({ found: z.number() })

/** What waits for whoever looks, the urgent first, then by the instant at which it should be done. It names no member. */
export async function listWork(
  ctx: PortalContext,
  filter: WorkFilter = {},
): Promise<{ entries: Work[]; found: number; page: number; pages: number }> {
  const { accountId, role } = requireStaff(ctx)
  const all = filter.everybodys ? kindsToSee(role) : kindsToDo(role)
  const kinds = filter.kind ? all.filter((kind) => kind === filter.kind) : all
  if (kinds.length === 0) return { entries: [], found: 0, page: 1, pages: 1 }
  const order = orderSql(filter)
  const { limit, offset } = pageOf(Infinity, filter)
  const shown = Prisma.sql`
    SELECT w.*, (count(*) OVER ())::int AS found FROM (${workSql(ctx, { accountId, role }, kinds)}) w
    WHERE ${whereSql(accountId, filter)} ${order} LIMIT ${limit} OFFSET ${offset}`
  const rows = await rowsOf(ctx, foundRow)`${namedSql(accountId, shown, order)}`
  // A page that is no more, because others have worked, is the first.
  if (rows.length === 0 && offset > 0) return listWork(ctx, { ...filter, page: 1 })
  const found = rows[0]?.found ?? 0
  const { page, pages } = pageOf(found, filter)
  return { entries: rows.map(({ found: _, ...entry }) => entry), found, page, pages }
}

function whereSql(accountId: string, { everybodys, assignee, isOverdue }: WorkFilter): Prisma.Sql {
  const claimed = Prisma.sql`SELECT FROM claim c WHERE c.kind = w.kind AND c.entry = w.id`
  return Prisma.join(
    [
      everybodys ? Prisma.sql`TRUE` : Prisma.sql`w."isMine"`,
      ...(assignee === 'mine' ? [Prisma.sql`EXISTS (${claimed} AND c.claimed_by = ${accountId}::uuid)`] : []),
      ...(assignee === 'nobody' ? [Prisma.sql`NOT EXISTS (${claimed})`] : []),
      ...(isOverdue ? [Prisma.sql`w."isOverdue"`] : []),
    ],
    ' AND ',
  )
}

function orderSql({ order = 'due', isDown }: WorkFilter = {}): Prisma.Sql {
  if (order === 'since') return Prisma.sql`ORDER BY w.since ${isDown ? Prisma.sql`DESC` : Prisma.empty}, w.kind, w.id`
  return isDown
    ? Prisma.sql`ORDER BY w.due DESC NULLS FIRST, w.since DESC, w.kind, w.id`
    : Prisma.sql`ORDER BY w."isUrgent" DESC, w.due NULLS LAST, w.since, w.kind, w.id`
}

/** These entries, in the order asked for, with who has taken them. */
function namedSql(accountId: string, entries: Prisma.Sql, order: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    SELECT w.*, s.given_name || ' ' || s.surname AS assignee, c.claimed_at AS "claimedAt",
      coalesce(c.claimed_by = ${accountId}::uuid, FALSE) AS "isClaimedByMe"
    FROM (${entries}) w
    LEFT JOIN claim c ON c.kind = w.kind AND c.entry = w.id LEFT JOIN account s ON s.id = c.claimed_by ${order}`
}

const countRow = z.strictObject({
  kind: z.enum(codesOf(workKindLabels)),
  waiting: z.number(),
  overdue: z.number(),
  urgent: z.number(),
})
export type WorkCount = z.output<typeof countRow>

/** How much of each kind whoever looks can settle; kinds of which nothing waits are left out. */
export async function countWork(ctx: PortalContext): Promise<WorkCount[]> {
  const { accountId, role } = requireStaff(ctx)
  const kinds = kindsToDo(role)
  if (kinds.length === 0) return []
  return rowsOf(ctx, countRow)`
    SELECT kind, count(*)::int AS waiting, (count(*) FILTER (WHERE "isOverdue"))::int AS overdue,
      (count(*) FILTER (WHERE "isUrgent"))::int AS urgent
    FROM (${workSql(ctx, { accountId, role }, kinds)}) w WHERE "isMine"
    GROUP BY kind ORDER BY min(due) NULLS LAST, kind`
}

const HOURS_URGENT = 24

/** All entries of these kinds, as a member of staff sees them. */
export function workSql(
  ctx: PortalContext,
  { accountId, role }: { accountId: string; role: StaffRole },
  kinds: readonly WorkKind[],
): Prisma.Sql {
  const now = ctx.now()
  const soon = new Date(now.getTime() + HOURS_URGENT * 3_600_000)
  const independentSince = new Date(now.getTime() - INDEPENDENCE_PERIOD * 1000)
  const toDo = kindsToDo(role)
  const parts = kinds.map(
    (kind) => Prisma.sql`SELECT ${kind}::text AS kind, ${workKinds[kind].isUrgent ?? false}::boolean AS first_of_all,
      ${toDo.includes(kind)}::boolean AS by_role, each.* FROM (${workKinds[kind].rows(ctx)}) each`,
  )
  return Prisma.sql`
    SELECT entry.kind, entry.id, entry.since, entry.due, entry.detail, entry.path, entry.amount,
      entry.first_of_all OR coalesce(entry.due < ${soon}::timestamptz, FALSE) AS "isUrgent",
      coalesce(entry.due < ${now}::timestamptz, FALSE) AS "isOverdue",
      entry.by_role AND NOT ${accountId}::uuid = ANY(entry.first) AND entry.concerned IS DISTINCT FROM ${accountId}::uuid
        AND (entry.first = '{}' OR NOT EXISTS (SELECT FROM staff_change b WHERE b.account_id = ${accountId}::uuid
          AND b.decision = 'released' AND b.decided_at > ${independentSince}::timestamptz
          AND (b.prepared_by = ANY(entry.first) OR b.decided_by = ANY(entry.first)))) AS "isMine"
    FROM (${Prisma.join(parts, ' UNION ALL ')}) entry`
}

/** One entry as whoever looks sees it; undefined: it waits no more. */
export async function workEntry(ctx: PortalContext, kind: WorkKind, id: string): Promise<Work | undefined> {
  const staff = requireStaff(ctx)
  const entry = Prisma.sql`SELECT * FROM (${workSql(ctx, staff, [kind])}) w WHERE w.id = ${id}`
  const [found] = await rowsOf(ctx, workRow)`${namedSql(staff.accountId, entry, orderSql())}`
  return found
}

function requireStaff(ctx: PortalContext): { accountId: string; role: StaffRole } {
  const { accountId, role } = may.staff(ctx, '/admin/aufgaben')
  return { accountId, role: role as StaffRole }
}
