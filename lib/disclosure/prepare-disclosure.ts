import { createHash } from 'node:crypto'
import { recordEvent } from '../audit/record-event'
import { type DisclosureScope } from '../codes'
import { inTransaction, type PortalContext } from '../context'
import { berlinDay, type CalendarDay, sqlDateOfDay } from '../dates'
import { isConcerned } from '../four-eyes/is-concerned'
import { prepare } from '../four-eyes/prepare'
import { may } from '../may'
import { concernedBy, findSought } from './find-sought'

type CourtOrder = {
  authority: string
  court: string
  fileNumber: string
  /** Berlin day of the order. */
  orderedOn: CalendarDay
  legalBasis: string
  /** E-mail address or number of the account, as the order names it. */
  sought: string
  scope: DisclosureScope[]
}

/** Enters a court order (DS-10). Nothing is read or handed over before a second person releases it. */
export async function prepareDisclosure(
  ctx: PortalContext,
  order: CourtOrder,
): Promise<
  { outcome: 'prepared'; disclosureId: string } | { outcome: 'ordered-in-future' | 'no-scope' | 'concerned' }
> {
  may.staff(ctx, 'prepareCourtOrder')
  return inTransaction(ctx, async (tx) => {
    const found = await findSought(tx, order.sought)
    const prepared = await prepare(tx, 'disclosure', found.answer === 'found' ? [found.accountId] : [])
    if (prepared.outcome !== 'prepared') return prepared
    if (order.orderedOn > berlinDay(tx.now())) return { outcome: 'ordered-in-future' }
    if (order.scope.length === 0) return { outcome: 'no-scope' }
    const { id: disclosureId } = await tx.db.disclosure.create({
      data: {
        ...order,
        orderedOn: sqlDateOfDay(order.orderedOn),
        ...prepared.preparation,
      },
      select: { id: true },
    })
    await recordEvent(tx, 'disclosure.prepared', { subjectId: disclosureId, details: { scope: order.scope } })
    return { outcome: 'prepared', disclosureId }
  })
}

export const LONGEST_SCAN = 5 * 1024 * 1024

/** What the first bytes say; the name and the type that the browser sends say nothing. */
const kinds = [
  { type: 'application/pdf', ending: 'pdf', begin: Buffer.from('%PDF-') },
  { type: 'image/png', ending: 'png', begin: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) },
  { type: 'image/jpeg', ending: 'jpg', begin: Buffer.from([0xff, 0xd8, 0xff]) },
] as const

export function scanEnding(type: string | null): string {
  return kinds.find((kind) => kind.type === type)?.ending ?? 'bin'
}

/** Attaches the scan of the order (PDF, PNG, JPEG up to 5 MB) with its SHA-256; a new one replaces it until the decision. */
export function attachOrder(
  ctx: PortalContext,
  { disclosureId, scan }: { disclosureId: string; scan: Uint8Array },
): Promise<{ outcome: 'attached' | 'not-open' | 'wrong-type' | 'too-large' | 'concerned' }> {
  return inTransaction(ctx, async (tx) => {
    await may.staffNow(tx, '/admin/herausgabe/[id]/anordnung')
    if (isConcerned(tx, await concernedBy(tx, disclosureId))) return { outcome: 'concerned' }
    if (scan.length > LONGEST_SCAN) return { outcome: 'too-large' }
    const kind = kinds.find(({ begin }) => begin.equals(scan.subarray(0, begin.length)))
    if (!kind) return { outcome: 'wrong-type' }
    const sha256 = createHash('sha256').update(scan).digest('hex')
    const { count } = await tx.db.disclosure.updateMany({
      where: { id: disclosureId, decidedAt: null },
      data: { orderScan: Buffer.from(scan), orderScanType: kind.type, orderSha256: sha256 },
    })
    if (count === 0) return { outcome: 'not-open' }
    await recordEvent(tx, 'disclosure.order-attached', { subjectId: disclosureId, details: { sha256 } })
    return { outcome: 'attached' }
  })
}
