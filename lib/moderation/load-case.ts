import { z } from 'zod'
import { recordEvent } from '../audit/record-event'
import {
  appealDecisionLabels,
  type ContentKind,
  caseOutcomeLabels,
  codesOf,
  contentLabels,
  measureGroundLabels,
  measureLabels,
  reportCategoryLabels,
} from '../codes'
import { type ContentRef } from '../content'
import { type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { rowOf, rowsOf } from '../db/rows'
import { may } from '../may'

export type CaseReport = z.output<typeof caseReportRow>
const caseReportRow = z.strictObject({
  id: z.string(),
  category: z.enum(codesOf(reportCategoryLabels)),
  explanation: z.string().nullable(),
  createdAt: z.date(),
  /** Name of a member, or as a visitor gave it; never an address (DS-08). Null: not given, or erased by now */
  reporter: z.string().nullable(),
  isMember: z.boolean(),
})

export type CaseAppeal = z.output<typeof caseAppealRow>
const caseAppealRow = z.strictObject({
  id: z.string(),
  text: z.string().nullable(),
  filedAt: z.string(),
  decision: z.enum(codesOf(appealDecisionLabels)).nullable(),
  answer: z.string().nullable(),
})

export type CaseMeasure = z.output<typeof caseMeasureRow>
const caseMeasureRow = z.strictObject({
  id: z.string(),
  caseId: z.string().nullable(),
  contentKind: z.enum(codesOf(contentLabels)),
  act: z.enum(codesOf(measureLabels)),
  ground: z.enum(codesOf(measureGroundLabels)),
  reason: z.string().nullable(),
  startedAt: z.date(),
  startedBy: z.string(),
  /** The first person of an act on many members */
  preparedBy: z.string().nullable(),
  endedAt: z.date().nullable(),
  hasAuthor: z.boolean(),
  appeal: caseAppealRow.nullable(),
})

export type LoadedCase = z.output<typeof loadedCaseRow>
const loadedCaseRow = z.strictObject({
  id: z.string(),
  contentKind: z.enum(codesOf(contentLabels)),
  contentId: z.string(),
  authorId: z.string().nullable(),
  /** „Vorname Name, Organisation“, as members see it */
  author: z.string().nullable(),
  openedAt: z.date(),
  outcome: z.enum(codesOf(caseOutcomeLabels)).nullable(),
  reason: z.string().nullable(),
  closedAt: z.date().nullable(),
  reports: z.array(caseReportRow),
  /** Taken in this case, or in force against this content */
  measures: z.array(caseMeasureRow),
  /** What else was decided about content of this author, newest first */
  history: z.array(caseMeasureRow),
})

const MOST_REPORTS = 100
const MOST_HISTORY = 20

const loadCaseRow = loadedCaseRow.omit({ reports: true, measures: true, history: true })

/** Everything that staff need to judge a case (DS-07). Looking is an act: without its audit row nothing is shown (S-D8). */
export async function loadCase(ctx: PortalContext, id: string): Promise<LoadedCase | undefined> {
  may.staff(ctx, '/admin/moderation')
  const found = await rowOf(ctx, loadCaseRow)`
    SELECT c.id, c.content_kind AS "contentKind", c.content_id AS "contentId", c.author_id AS "authorId",
      concat_ws(', ', a.given_name || ' ' || a.surname, a.organisation) AS author, c.opened_at AS "openedAt",
      c.outcome, c.reason, c.closed_at AS "closedAt"
    FROM moderation_case c
    LEFT JOIN account a ON a.id = c.author_id
    WHERE c.id = ${id}::uuid`
  if (!found) return undefined
  const reports = await rowsOf(ctx, caseReportRow)`
    SELECT r.id, r.category, r.explanation, r.created_at AS "createdAt", r.reporter_id IS NOT NULL AS "isMember",
      coalesce(a.given_name || ' ' || a.surname || coalesce(', ' || a.organisation, ''), r.reporter_name) AS reporter
    FROM content_report r LEFT JOIN account a ON a.id = r.reporter_id
    WHERE r.case_id = ${id}::uuid ORDER BY r.id LIMIT ${MOST_REPORTS}`
  const measures = await measuresWhere(
    ctx,
    Prisma.sql`m.case_id = ${id}::uuid OR (m.content_kind = ${found.contentKind} AND m.content_id = ${found.contentId}::uuid
      AND m.ended_at IS NULL AND m.act IN ('hide', 'lock'))`,
  )
  const history = await measuresWhere(
    ctx,
    Prisma.sql`m.author_id = ${found.authorId}::uuid AND m.case_id IS DISTINCT FROM ${id}::uuid`,
  )
  await recordEvent(ctx, 'moderation.case-viewed', { subjectId: found.authorId ?? undefined, details: { caseId: id } })
  return { ...found, author: found.authorId ? found.author : null, reports, measures, history }
}

function measuresWhere(ctx: PortalContext, where: Prisma.Sql): Promise<CaseMeasure[]> {
  return rowsOf(ctx, caseMeasureRow)`
    SELECT m.id, m.case_id AS "caseId", m.content_kind AS "contentKind", m.act, m.ground, m.reason, m.started_at AS "startedAt",
      m.started_by AS "startedBy", m.prepared_by AS "preparedBy", m.ended_at AS "endedAt", m.author_id IS NOT NULL AS "hasAuthor",
      CASE WHEN p.id IS NOT NULL THEN jsonb_build_object('id', p.id, 'text', p.text, 'decision', p.decision, 'answer', p.answer,
        'filedAt', to_char(p.filed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) END AS appeal
    FROM content_measure m LEFT JOIN appeal p ON p.measure_id = m.id
    WHERE ${where} ORDER BY m.started_at DESC, m.id LIMIT ${MOST_HISTORY}`
}

/** What a case is about, for an act on it. */
export async function contentOfCase(ctx: PortalContext, id: string): Promise<ContentRef | undefined> {
  may.staff(ctx, '/admin/moderation')
  const select = { contentKind: true, contentId: true } as const
  const found = await ctx.db.moderationCase.findUnique({ where: { id }, select })
  return found ? { kind: found.contentKind as ContentKind, id: found.contentId } : undefined
}
