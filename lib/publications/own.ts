import { type PortalContext } from '../context'
import { type CalendarDay, dayOfSqlDate } from '../dates'
import { Prisma } from '../db/generated/client'
import { type EventState, type PublicationKind } from '../db/generated/enums'
import { may } from '../may'
import { contentOf, contentSelect, type DrawnContent } from './content'

/** A row as its author has it: a publication, or the correction of one. */
export type OwnRow = {
  id: string
  accountId: string
  correctsId: string | null
  kind: PublicationKind
  content: DrawnContent
  revision: number
  savedAt: Date
  submittedAt: Date | null
  returnedAt: Date | null
  returnReason: string | null
  publishedAt: Date | null
  correctedAt: Date | null
  withdrawnAt: Date | null
  confirmedAt: Date | null
  shownUntil: CalendarDay | null
  eventState: EventState | null
}

export const ownSelect = {
  id: true,
  accountId: true,
  correctsId: true,
  kind: true,
  ...contentSelect,
  revision: true,
  savedAt: true,
  submittedAt: true,
  returnedAt: true,
  returnReason: true,
  publishedAt: true,
  correctedAt: true,
  withdrawnAt: true,
  confirmedAt: true,
  shownUntil: true,
  eventState: true,
} satisfies Prisma.PublicationSelect

type Stored = Prisma.PublicationGetPayload<{ select: typeof ownSelect }>

export function ownRow(row: Stored): OwnRow {
  const { id, accountId, correctsId, kind, revision, savedAt, submittedAt, returnedAt, returnReason } = row
  const { publishedAt, correctedAt, withdrawnAt, confirmedAt, shownUntil, eventState } = row
  return {
    id,
    accountId,
    correctsId,
    kind,
    content: contentOf(row),
    revision,
    savedAt,
    submittedAt,
    returnedAt,
    returnReason,
    publishedAt,
    correctedAt,
    withdrawnAt,
    confirmedAt,
    shownUntil: shownUntil && dayOfSqlDate(shownUntil),
    eventState,
  }
}

/** One row, locked until the end of the transaction; undefined if there is none, or it belongs to somebody else. */
export async function lockOwn(tx: PortalContext, publicationId: string): Promise<OwnRow | undefined> {
  const accountId = may.member(tx)
  const row = await lockRow(tx, publicationId)
  return row?.accountId === accountId ? row : undefined
}

/** The same for staff who decide. What it corrects is locked first, so that two who act at once wait for each other. */
export async function lockRow(tx: PortalContext, publicationId: string): Promise<OwnRow | undefined> {
  await tx.db
    .$queryRaw`SELECT 1 FROM publication WHERE id = (SELECT corrects_id FROM publication WHERE id = ${publicationId}::uuid) FOR UPDATE`
  await tx.db.$queryRaw`SELECT 1 FROM publication WHERE id = ${publicationId}::uuid FOR UPDATE`
  const row = await tx.db.publication.findUnique({ where: { id: publicationId }, select: ownSelect })
  return row ? ownRow(row) : undefined
}

/** Is this publication hidden by the moderation now, and why? Column names of the surrounding statement: `p.id`. */
export const hiddenReasonSql = Prisma.sql`(SELECT coalesce(m.reason, '') FROM content_measure m
  WHERE m.content_kind = 'publication' AND m.content_id = p.id AND m.act = 'hide' AND m.ended_at IS NULL LIMIT 1)`
