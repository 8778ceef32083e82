import { z } from 'zod'
import { codesOf, eventStateLabels, publicationKindLabels } from '../codes'
import { type PortalContext } from '../context'
import { type CalendarDay } from '../dates'
import { type EventState, type PublicationKind } from '../db/generated/enums'
import { rowOf, rowsOf } from '../db/rows'
import { isUuid } from '../fields'
import { may } from '../may'
import { hiddenReasonSql, type OwnRow, ownRow, ownSelect } from './own'
import { type PublicationStatus, statusOf } from './status'

export type ListedOwn = {
  id: string
  kind: PublicationKind
  title: string
  status: PublicationStatus
  /** State of the correction, if one is open */
  correction: PublicationStatus | undefined
  savedAt: Date
  shownUntil: CalendarDay | null
  /** Why the moderation hides it; null if it does not */
  hiddenReason: string | null
  eventState: EventState | null
}

const MOST_LISTED = 300

const listedOwnRow = z.strictObject({
  id: z.string(),
  kind: z.enum(codesOf(publicationKindLabels)),
  title: z.string(),
  savedAt: z.date(),
  shownUntil: z.iso.date().nullable(),
  hiddenReason: z.string().nullable(),
  eventState: z.enum(codesOf(eventStateLabels)).nullable(),
  submittedAt: z.date().nullable(),
  returnedAt: z.date().nullable(),
  publishedAt: z.date().nullable(),
  withdrawnAt: z.date().nullable(),
  hasCorrection: z.boolean(),
  correctionSubmittedAt: z.date().nullable(),
  correctionReturnedAt: z.date().nullable(),
})

/** What the member has published or begun, the last touched first, in one statement. */
export async function listOwn(ctx: PortalContext): Promise<ListedOwn[]> {
  const accountId = may.member(ctx)
  const rows = await rowsOf(ctx, listedOwnRow)`
    SELECT p.id, p.kind::text AS kind, p.title, greatest(p.saved_at, c.saved_at) AS "savedAt", p.shown_until::text AS "shownUntil",
           p.submitted_at AS "submittedAt", p.returned_at AS "returnedAt", p.published_at AS "publishedAt", p.withdrawn_at AS "withdrawnAt",
           c.id IS NOT NULL AS "hasCorrection", c.submitted_at AS "correctionSubmittedAt", c.returned_at AS "correctionReturnedAt",
           ${hiddenReasonSql} AS "hiddenReason", p.event_state::text AS "eventState"
    FROM publication p LEFT JOIN publication c ON c.corrects_id = p.id
    WHERE p.account_id = ${accountId}::uuid AND p.corrects_id IS NULL
    ORDER BY "savedAt" DESC, p.id DESC LIMIT ${MOST_LISTED}`
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    title: row.title,
    status: statusOf(row, ctx.now()),
    correction: row.hasCorrection
      ? statusOf(
          { ...noInstants, submittedAt: row.correctionSubmittedAt, returnedAt: row.correctionReturnedAt },
          ctx.now(),
        )
      : undefined,
    savedAt: row.savedAt,
    shownUntil: row.shownUntil,
    hiddenReason: row.hiddenReason,
    eventState: row.eventState,
  }))
}

const noInstants = { submittedAt: null, returnedAt: null, publishedAt: null, withdrawnAt: null, shownUntil: null }

export type OwnPublication = OwnRow & {
  status: PublicationStatus
  /** What the author works on: the draft itself, or the correction of what is published; undefined if nothing is open. */
  working: (OwnRow & { status: PublicationStatus }) | undefined
  hiddenReason: string | null
}

const reasonRow = z.strictObject({ reason: z.string().nullable() })

/** One of them with what is being written; undefined if it is none of the member's. */
export async function loadOwn(
  ctx: PortalContext,
  publicationId: string | undefined,
): Promise<OwnPublication | undefined> {
  const accountId = may.member(ctx)
  if (!isUuid(publicationId)) return undefined
  const row = await ctx.db.publication.findFirst({
    where: { id: publicationId, accountId, correctsId: null },
    select: { ...ownSelect, correction: { select: ownSelect } },
  })
  if (!row) return undefined
  const measure = await rowOf(ctx, reasonRow)`
    SELECT ${hiddenReasonSql} AS reason FROM publication p WHERE p.id = ${publicationId}::uuid`
  const own = { ...ownRow(row), status: statusOf(ownRow(row), ctx.now()) }
  const correction = row.correction && ownRow(row.correction)
  const working = correction
    ? { ...correction, status: statusOf(correction, ctx.now()) }
    : own.publishedAt
      ? undefined
      : own
  return { ...own, working, hiddenReason: measure?.reason ?? null }
}
