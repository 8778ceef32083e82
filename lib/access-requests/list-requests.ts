import { z } from 'zod'
import { recordEvent } from '../audit/record-event'
import {
  codesOf,
  extensionGroundLabels,
  type LookReason,
  type RequestKind,
  refusalGroundLabels,
  requestKindLabels,
  requestStateLabels,
} from '../codes'
import { type PortalContext } from '../context'
import { berlinDay } from '../dates'
import { Prisma } from '../db/generated/client'
import { rowOf, rowsOf } from '../db/rows'
import { isUuid } from '../fields'
import { pageOf } from '../list'
import { may } from '../may'
import { claimedWithoutProof } from './kinds'

export type ListedRequest = z.output<typeof listedRequestRow>
const listedRequestRow = z.strictObject({
  id: z.string(),
  kind: z.enum(codesOf(requestKindLabels)),
  accountId: z.string(),
  surname: z.string(),
  givenName: z.string(),
  receivedOn: z.iso.date(),
  dueOn: z.iso.date(),
  enteredAt: z.date(),
  note: z.string().nullable(),
  identityConfirmedAt: z.date().nullable(),
  closedAt: z.date().nullable(),
  closingReason: z.string().nullable(),
  extendedAt: z.date().nullable(),
  extensionGround: z.enum(codesOf(extensionGroundLabels)).nullable(),
  extensionReason: z.string().nullable(),
  ground: z.enum(codesOf(refusalGroundLabels)).nullable(),
  byLetter: z.boolean(),
  answer: z.string().nullable(),
  state: z.enum(codesOf(requestStateLabels)),
  isOverdue: z.boolean(),
})

const columns = Prisma.sql`r.id, r.kind, r.account_id AS "accountId", a.surname, a.given_name AS "givenName",
  r.received_on::text AS "receivedOn", r.due_on::text AS "dueOn", r.entered_at AS "enteredAt", r.note,
  r.identity_confirmed_at AS "identityConfirmedAt", r.closed_at AS "closedAt", r.closing_reason AS "closingReason",
  r.extended_at AS "extendedAt", r.extension_ground AS "extensionGround",
  r.extension_reason AS "extensionReason", r.ground, r.by_letter AS "byLetter", r.answer,
  CASE WHEN r.closed_at IS NOT NULL THEN r.outcome
    WHEN r.kind = 'erasure' AND r.identity_confirmed_at IS NOT NULL THEN 'waits-for-hold'
    WHEN r.identity_confirmed_at IS NOT NULL OR r.kind::text = ANY(${[...claimedWithoutProof]}) THEN 'waits-for-staff'
    ELSE 'waits-for-person' END AS state`

const foundRow = z.strictObject({ found: z.number() })

export type RequestFilter = {
  closed?: boolean
  kind?: RequestKind
  /** Words of the name, or the number of the request or account */
  text?: string
  /** Else the open ones by due date, the closed ones the latest first */
  order?: 'received' | 'name'
  isDown?: boolean
  /** 1-based */
  page?: number
  size?: number
}

/**
 * Requests for staff, open or closed. Carried-out requests are gone with the person. Whose names were shown, and why, is in the audit
 * row (S-D8).
 */
export async function listRequests(
  ctx: PortalContext,
  filter: RequestFilter = {},
): Promise<{ requests: ListedRequest[]; page: number; pages: number; found: number }> {
  may.staff(ctx, '/admin/vorgaenge')
  const where = whereSql(filter)
  const counted = await rowOf(ctx, foundRow)`
    SELECT count(*)::int AS found FROM data_request r JOIN account a ON a.id = r.account_id WHERE ${where}`
  const found = counted?.found ?? 0
  const { page, pages, limit, offset } = pageOf(found, filter)
  const requests = await read(
    ctx,
    Prisma.sql`WHERE ${where} ORDER BY ${orderSql(filter)} LIMIT ${limit} OFFSET ${offset}`,
  )
  await recordEvent(ctx, 'member.searched', {
    details: {
      reason: 'request',
      by: [filter.closed ? 'closed' : 'open', ...(filter.text ? (['text'] as const) : [])],
      found,
      shown: requests.map(({ accountId }) => accountId),
    },
  })
  return { requests, page, pages, found }
}

function whereSql({ closed, kind, text = '' }: RequestFilter): Prisma.Sql {
  const words = text.split(/\s+/).filter(Boolean)
  return Prisma.join(
    [
      closed ? Prisma.sql`r.closed_at IS NOT NULL` : Prisma.sql`r.closed_at IS NULL`,
      ...(kind ? [Prisma.sql`r.kind = ${kind}`] : []),
      ...words.map((word) =>
        isUuid(word)
          ? Prisma.sql`${word}::uuid IN (r.id, r.account_id)`
          : Prisma.sql`strpos(a.search_words, (SELECT fold_letters(${word}))) > 0`,
      ),
    ],
    ' AND ',
  )
}

function orderSql({ closed, order, isDown }: RequestFilter): Prisma.Sql {
  const way = isDown ? Prisma.sql`DESC` : Prisma.sql`ASC`
  if (order === 'received') return Prisma.sql`r.received_on ${way}, r.id ${way}`
  if (order === 'name') {
    return Prisma.sql`a.surname COLLATE "de-x-icu" ${way}, a.given_name COLLATE "de-x-icu" ${way}, r.id ${way}`
  }
  return closed ? Prisma.sql`r.closed_at DESC, r.id DESC` : Prisma.sql`r.due_on ${way}, r.id ${way}`
}

/** One request; looking at it is looking at the member. */
export async function viewRequest(
  ctx: PortalContext,
  { requestId }: { requestId: string },
): Promise<{ outcome: 'found'; request: ListedRequest } | { outcome: 'unknown-request' }> {
  may.staff(ctx, '/admin/vorgaenge')
  if (!isUuid(requestId)) return { outcome: 'unknown-request' }
  const [request] = await read(ctx, Prisma.sql`WHERE r.id = ${requestId}::uuid`)
  if (!request) return { outcome: 'unknown-request' }
  const reason: LookReason = 'request'
  await recordEvent(ctx, 'member.viewed', { subjectId: request.accountId, details: { reason, requestId: request.id } })
  return { outcome: 'found', request }
}

/** All requests of one member; the caller has recorded the look at the member. */
export function requestsOf(ctx: PortalContext, accountId: string): Promise<ListedRequest[]> {
  may.staff(ctx, '/admin/vorgaenge')
  return read(ctx, Prisma.sql`WHERE r.account_id = ${accountId}::uuid ORDER BY r.received_on DESC, r.id DESC`)
}

const readRow = listedRequestRow.omit({ isOverdue: true })

async function read(ctx: PortalContext, rest: Prisma.Sql): Promise<ListedRequest[]> {
  const today = berlinDay(ctx.now())
  const rows = await rowsOf(ctx, readRow)`
    SELECT ${columns} FROM data_request r JOIN account a ON a.id = r.account_id ${rest}`
  return rows.map((row) => ({ ...row, isOverdue: row.closedAt === null && row.dueOn < today }))
}
