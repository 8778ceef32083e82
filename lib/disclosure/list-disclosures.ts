import { z } from 'zod'
import { recordEvent } from '../audit/record-event'
import { codesOf, disclosureAnswerLabels, disclosureScopeLabels, releaseDecisionLabels } from '../codes'
import { type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { rowsOf } from '../db/rows'
import { isUuid } from '../fields'
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

const MOST = 500

/** The register, newest first. */
export function listDisclosures(ctx: PortalContext): Promise<ListedDisclosure[]> {
  return read(ctx, Prisma.sql`TRUE`)
}

/** One entry. While it still names the person sought, looking at it is on record, without the person: nobody is told (DS-06, DS-10). */
export async function viewDisclosure(ctx: PortalContext, id: string): Promise<ListedDisclosure | undefined> {
  if (!isUuid(id)) return undefined
  const [row] = await read(ctx, Prisma.sql`id = ${id}::uuid`)
  if (row?.sought) await recordEvent(ctx, 'disclosure.viewed', { subjectId: row.id })
  return row
}

function read(ctx: PortalContext, where: Prisma.Sql): Promise<ListedDisclosure[]> {
  may.staff(ctx, '/admin/herausgabe')
  return rowsOf(ctx, listedDisclosureRow)`
    SELECT id, authority, court, file_number AS "fileNumber", ordered_on::text AS "orderedOn", legal_basis AS "legalBasis",
      scope, sought, order_sha256 AS "orderSha256", prepared_at AS "preparedAt", prepared_by AS "preparedBy", decision,
      decided_at AS "decidedAt", decided_by AS "decidedBy", rejected_reason AS "rejectedReason", answer,
      archive IS NOT NULL AS "hasArchive", archive_sha256 AS "archiveSha256", handed_over_on::text AS "handedOverOn",
      handed_over_to AS "handedOverTo", tell_from::text AS "tellFrom"
    FROM disclosure WHERE ${where} ORDER BY prepared_at DESC, id DESC LIMIT ${MOST}`
}
