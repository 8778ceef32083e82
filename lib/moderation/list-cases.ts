import { z } from 'zod'
import { type ContentKind, codesOf, contentLabels, type ReportCategory, reportCategoryLabels } from '../codes'
import { type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { rowOf, rowsOf } from '../db/rows'
import { pageOf } from '../list'
import { may } from '../may'
import { claimSql } from '../waiting'

/** Open: nobody has decided. Appeals: the author does not agree. Closed: the rest. */
export type CaseView = 'open' | 'appeals' | 'closed'

export type CaseFilter = {
  view: CaseView
  kind?: ContentKind
  category?: ReportCategory
  /** `mine`: taken by who looks; `nobody`: not taken */
  assignee?: 'mine' | 'nobody'
  /** Else in the order of work */
  order?: 'opened' | 'reports'
  isDown?: boolean
  /** 1-based */
  page?: number
  size?: number
}

export type ListedCase = z.output<typeof listedCaseRow>
const listedCaseRow = z.strictObject({
  id: z.string(),
  contentKind: z.enum(codesOf(contentLabels)),
  openedAt: z.date(),
  closedAt: z.date().nullable(),
  outcome: z.string().nullable(),
  /** Member of staff, as colleagues know them; null: nobody has taken it */
  assignee: z.string().nullable(),
  reports: z.number(),
  categories: z.array(z.enum(codesOf(reportCategoryLabels))),
  appealedAt: z.date().nullable(),
})

const waitingAppealSql = Prisma.sql`SELECT min(p.filed_at) FROM content_measure m JOIN appeal p ON p.measure_id = m.id
  WHERE m.case_id = c.id AND p.decided_at IS NULL`

const foundRow = z.strictObject({ found: z.number() })

/** The queue of the moderation (DS-07), what waits longest first; closed cases newest first. It names no member. */
export async function listCases(
  ctx: PortalContext,
  filter: CaseFilter,
): Promise<{ cases: ListedCase[]; page: number; pages: number; found: number }> {
  const { accountId: staffId } = may.staff(ctx, '/admin/moderation')
  const { view, kind, category, assignee } = filter
  const where = Prisma.join(
    [
      viewSql[view],
      ...(kind ? [Prisma.sql`c.content_kind = ${kind}`] : []),
      ...(category
        ? [Prisma.sql`EXISTS (SELECT FROM content_report r WHERE r.case_id = c.id AND r.category = ${category})`]
        : []),
      ...(assignee === 'mine' ? [Prisma.sql`k.claimed_by = ${staffId}::uuid`] : []),
      ...(assignee === 'nobody' ? [Prisma.sql`k.claimed_by IS NULL`] : []),
    ],
    ' AND ',
  )
  const counted = await rowOf(ctx, foundRow)`
    SELECT count(*)::int AS found FROM moderation_case c ${claimSql('report', Prisma.sql`c.id`)} WHERE ${where}`
  const found = counted?.found ?? 0
  const { page, pages, limit, offset } = pageOf(found, filter)
  const cases = await rowsOf(ctx, listedCaseRow)`
    SELECT c.id, c.content_kind AS "contentKind", c.opened_at AS "openedAt", c.closed_at AS "closedAt", c.outcome,
      s.given_name || ' ' || s.surname AS assignee, r.reports, r.categories, (${waitingAppealSql}) AS "appealedAt"
    FROM moderation_case c
    ${claimSql('report', Prisma.sql`c.id`)} LEFT JOIN account s ON s.id = k.claimed_by
    LEFT JOIN LATERAL (
      SELECT count(*)::int AS reports, coalesce(array_agg(DISTINCT category::text), '{}') AS categories
      FROM content_report WHERE case_id = c.id
    ) r ON true
    WHERE ${where} ORDER BY ${orderSql(filter)}, c.id LIMIT ${limit} OFFSET ${offset}`
  return { cases, page, pages, found }
}

function orderSql({ view, order, isDown }: CaseFilter): Prisma.Sql {
  const way = isDown ? Prisma.sql`DESC` : Prisma.sql`ASC`
  if (order === 'reports') return Prisma.sql`r.reports ${way}`
  if (order === 'opened') return Prisma.sql`c.opened_at ${way}`
  return view === 'closed' ? Prisma.sql`c.closed_at DESC` : Prisma.sql`c.opened_at`
}

const viewSql: Record<CaseView, Prisma.Sql> = {
  open: Prisma.sql`c.closed_at IS NULL`,
  appeals: Prisma.sql`(${waitingAppealSql}) IS NOT NULL`,
  closed: Prisma.sql`c.closed_at IS NOT NULL`,
}

const countCasesRow = z.strictObject({
  open: z.number(),
  oldest: z.date().nullable(),
  appeals: z.number(),
  oldestAppeal: z.date().nullable(),
})

/** What waits for the moderation, and since when. Appeals count also where no report came before. */
export async function countCases(
  ctx: PortalContext,
): Promise<{ open: number; oldest: Date | null; appeals: number; oldestAppeal: Date | null }> {
  const row = await rowOf(ctx, countCasesRow)`
    SELECT (SELECT count(*)::int FROM moderation_case WHERE closed_at IS NULL) AS open,
      (SELECT min(opened_at) FROM moderation_case WHERE closed_at IS NULL) AS oldest,
      (SELECT count(*)::int FROM appeal WHERE decided_at IS NULL) AS appeals,
      (SELECT min(filed_at) FROM appeal WHERE decided_at IS NULL) AS "oldestAppeal"`
  return row ?? { open: 0, oldest: null, appeals: 0, oldestAppeal: null }
}

/** A suspension without a report has a case too, closed as it opened: it says nothing about how long reports take. */
const isReportedSql = Prisma.sql`EXISTS (SELECT FROM content_report r WHERE r.case_id = c.id)`

const moderationNumbersRow = z.strictObject({
  reports: z.number(),
  cases: z.number(),
  measures: z.number(),
  appeals: z.number(),
  upheld: z.number(),
  medianHours: z.number().nullable(),
})

/** Counts since a day, as the Digital Services Act asks providers to publish them (Art. 15). */
export async function moderationNumbers(
  ctx: PortalContext,
  since: Date,
): Promise<{
  reports: number
  cases: number
  measures: number
  appeals: number
  upheld: number
  medianHours: number | null
}> {
  may.staff(ctx, '/admin/moderation')
  const row = await rowOf(ctx, moderationNumbersRow)`
    SELECT (SELECT count(*)::int FROM content_report WHERE created_at >= ${since}) AS reports,
      (SELECT count(*)::int FROM moderation_case c WHERE closed_at >= ${since} AND ${isReportedSql}) AS cases,
      (SELECT count(*)::int FROM content_measure WHERE started_at >= ${since}) AS measures,
      (SELECT count(*)::int FROM appeal WHERE filed_at >= ${since}) AS appeals,
      (SELECT count(*)::int FROM appeal WHERE decided_at >= ${since} AND decision = 'upheld') AS upheld,
      (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM closed_at - opened_at) / 3600)
        FROM moderation_case c WHERE closed_at >= ${since} AND ${isReportedSql}) AS "medianHours"`
  return row ?? { reports: 0, cases: 0, measures: 0, appeals: 0, upheld: 0, medianHours: null }
}
