import { z } from 'zod'
import { recordEvent } from '../audit/record-event'
import { codesOf, disclosureAnswerLabels, disclosureScopeLabels, releaseDecisionLabels } from '../codes'
import { type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { rowOf, rowsOf } from '../db/rows'
import { isUuid } from '../fields'
import { pageOf } from '../list'
import { may } from '../may'

/** One entry of the register; days are Berlin days, staff are ids. */
export type ListedDisclosure = z.output<typeof listedDisclosureRow>
const listedDisclosureRow = z.strictObject({
  id: z.string(),
  authority: z.string(),
  court: z.string(),
  fileNumber: z.string(),
  orderedOn: z.iso.date(),
  legalBasis: z.string(),
  scope: z.array(z.enum(codesOf(disclosureScopeLabels))),
  sought: z.string().nullable(),
  orderSha256: z.string().nullable(),
  preparedAt: z.date(),
  preparedBy: z.string(),
  /** Null: gone. */
  preparedByName: z.string().nullable(),
  decision: z.enum(codesOf(releaseDecisionLabels)).nullable(),
  decidedAt: z.date().nullable(),
  decidedBy: z.string().nullable(),
  rejectedReason: z.string().nullable(),
  answer: z.enum(codesOf(disclosureAnswerLabels)).nullable(),
  hasArchive: z.boolean(),
  archiveSha256: z.string().nullable(),
  handedOverOn: z.iso.date().nullable(),
  handedOverTo: z.string().nullable(),
  tellFrom: z.iso.date().nullable(),
})

export type DisclosureFilter = {
  /** In file number, court or authority */
  text?: string
  stage?: DisclosureStage
  /** Else by when they were entered */
  order?: 'ordered'
  isDown?: boolean
  /** 1-based */
  page?: number
  size?: number
}
export type DisclosureStage = 'waits' | 'released' | 'handed-over' | 'rejected'

const foundRow = z.strictObject({ found: z.number() })

/** The register. */
export async function listDisclosures(
  ctx: PortalContext,
  filter: DisclosureFilter = {},
): Promise<{ disclosures: ListedDisclosure[]; page: number; pages: number; found: number }> {
  may.staff(ctx, '/admin/herausgabe')
  const { text = '', stage, order, isDown = true } = filter
  const where = Prisma.join(
    [
      Prisma.sql`TRUE`,
      ...text
        .split(/\s+/)
        .filter(Boolean)
        .map((word) => Prisma.sql`strpos(lower(file_number || ' ' || court || ' ' || authority), lower(${word})) > 0`),
      ...(stage ? [stageSql[stage]] : []),
    ],
    ' AND ',
  )
  const counted = await rowOf(ctx, foundRow)`SELECT count(*)::int AS found FROM disclosure WHERE ${where}`
  const found = counted?.found ?? 0
  const { page, pages, limit, offset } = pageOf(found, filter)
  const by = order === 'ordered' ? Prisma.sql`ordered_on` : Prisma.sql`prepared_at`
  const way = isDown ? Prisma.sql`DESC` : Prisma.sql`ASC`
  const disclosures = await read(
    ctx,
    Prisma.sql`WHERE ${where} ORDER BY ${by} ${way}, id ${way} LIMIT ${limit} OFFSET ${offset}`,
  )
  return { disclosures, page, pages, found }
}

const stageSql: Record<DisclosureStage, Prisma.Sql> = {
  waits: Prisma.sql`decision IS NULL`,
  released: Prisma.sql`decision = 'released' AND handed_over_on IS NULL`,
  'handed-over': Prisma.sql`handed_over_on IS NOT NULL`,
  rejected: Prisma.sql`decision = 'rejected'`,
}

/** One entry. While it still names the person sought, looking at it is on record, without the person: nobody is told (DS-06, DS-10). */
export async function viewDisclosure(ctx: PortalContext, id: string): Promise<ListedDisclosure | undefined> {
  may.staff(ctx, '/admin/herausgabe/[id]')
  if (!isUuid(id)) return undefined
  const [row] = await read(ctx, Prisma.sql`WHERE id = ${id}::uuid`)
  if (row?.sought) await recordEvent(ctx, 'disclosure.viewed', { subjectId: row.id })
  return row
}

function read(ctx: PortalContext, rest: Prisma.Sql): Promise<ListedDisclosure[]> {
  may.staff(ctx, '/admin/herausgabe')
  return rowsOf(ctx, listedDisclosureRow)`
    SELECT id, authority, court, file_number AS "fileNumber", ordered_on::text AS "orderedOn", legal_basis AS "legalBasis",
      scope, sought, order_sha256 AS "orderSha256", prepared_at AS "preparedAt", prepared_by AS "preparedBy",
      (SELECT p.given_name || ' ' || p.surname FROM account p WHERE p.id = prepared_by) AS "preparedByName", decision,
      decided_at AS "decidedAt", decided_by AS "decidedBy", rejected_reason AS "rejectedReason", answer,
      archive IS NOT NULL AS "hasArchive", archive_sha256 AS "archiveSha256", handed_over_on::text AS "handedOverOn",
      handed_over_to AS "handedOverTo", tell_from::text AS "tellFrom"
    FROM disclosure ${rest}`
}
