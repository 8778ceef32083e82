import { createHash } from 'node:crypto'
import { recordEvent } from '../audit/record-event'
import { type DisclosureScope, disclosureScopeLabels } from '../codes'
import { inTransaction, type PortalContext } from '../context'
import { dayOfSqlDate } from '../dates'
import { type Prisma } from '../db/generated/client'
import { reject, type Unrejected } from '../four-eyes/reject'
import { type Release, release } from '../four-eyes/release'
import { type Unfit } from '../four-eyes/second-person'
import { inThread } from '../in-thread'
import { may } from '../may'
import { operator } from '../operator'
import { formatDay, formatInstant } from '../text'
import { newArchivePassword } from './archive-password'
import { collectData } from './collect-data'
import { type ArchiveFile } from './encrypt-archive'
import { concernedBy, type Found, findSought } from './find-sought'
import { scanEnding } from './prepare-disclosure'

export type DisclosureAnswer = Found['answer']

export type ReleaseOutcome =
  /** The password is shown once and kept nowhere. */
  { outcome: 'released'; answer: DisclosureAnswer; password: string } | { outcome: 'not-open' | 'no-order' | Unfit }

/**
 * An approver, a second person, releases a disclosure (DS-10): the fields ordered are read and packed into one
 * encrypted archive with a cover sheet. The register keeps its hash. The person is not told: no mail, and the report of Art. 15
 * leaves it out until the day that staff set. An account that is gone gives an answer that says exactly that.
 *
 * Nothing waits for the encryption: it is done between two transactions, and what was packed counts only if the second one, which
 * releases, finds the same.
 */
export async function releaseDisclosure(
  ctx: PortalContext,
  { disclosureId }: { disclosureId: string },
): Promise<ReleaseOutcome> {
  may.staff(ctx, 'releaseCourtOrder')
  const read = await inTransaction(ctx, async (tx) => {
    const content = await readContent(tx, disclosureId)
    return content.outcome === 'read' ? { ...content, scan: await readScan(tx, disclosureId) } : content
  })
  if (read.outcome !== 'read') return read
  const password = newArchivePassword()
  const packed = { files: filesOf(ctx, read, read.scan), password, at: ctx.now() }
  const archive = await inThread<Uint8Array<ArrayBuffer>>('lib/disclosure/archive-thread.ts', packed)
  const archiveSha256 = createHash('sha256').update(archive).digest('hex')
  const released = await inTransaction(ctx, async (tx) => {
    const content = await readContent(tx, disclosureId)
    if (content.outcome !== 'read') return content
    if (printOf(content) !== printOf(read)) return { outcome: 'changed' as const }
    const { found, release } = content
    await tx.db.disclosure.update({
      where: { id: disclosureId },
      data: {
        ...release,
        accountId: 'accountId' in found ? found.accountId : null,
        sought: null,
        answer: found.answer,
        archive,
        archiveSha256,
      },
      select: { id: true },
    })
    await recordEvent(tx, 'disclosure.released', {
      subjectId: disclosureId,
      details: { answer: found.answer, archiveSha256 },
    })
    return { outcome: 'released' as const, answer: found.answer, password }
  })
  return released.outcome === 'changed' ? releaseDisclosure(ctx, { disclosureId }) : released
}

type Content = { order: Order; found: Found; data?: Awaited<ReturnType<typeof collectData>> }

/** What this second person may release at this moment, and nothing else than what was ordered. */
async function readContent(
  tx: PortalContext,
  disclosureId: string,
): Promise<({ outcome: 'read'; release: Release } & Content) | { outcome: 'not-open' | 'no-order' | Unfit }> {
  const concerned = await concernedBy(tx, disclosureId)
  const released = await release(tx, 'disclosure', { id: disclosureId, concerned })
  if (released.outcome !== 'released') return released
  const order = await tx.db.disclosure.findUniqueOrThrow({ where: { id: disclosureId }, select: orderFields })
  if (!order.orderSha256) return { outcome: 'no-order' }
  const found = await findSought(tx, order.sought ?? '')
  const scope = order.scope as DisclosureScope[]
  const data = found.answer === 'found' ? await collectData(tx, found.accountId, scope) : undefined
  return { outcome: 'read', release: released.release, order, found, data }
}

const printOf = ({ order, found, data }: Content) => JSON.stringify({ order, found, data })

async function readScan(tx: PortalContext, disclosureId: string): Promise<Uint8Array> {
  const { orderScan } = await tx.db.disclosure.findUniqueOrThrow({
    where: { id: disclosureId },
    select: { orderScan: true },
  })
  return orderScan ?? new Uint8Array()
}

function filesOf(ctx: PortalContext, { order, found, data }: Content, scan: Uint8Array): ArchiveFile[] {
  return [
    { name: 'Deckblatt.txt', content: Buffer.from(coverSheet(ctx, order, found)) },
    ...(data
      ? [
          { name: 'Daten.json', content: Buffer.from(JSON.stringify(data, null, 2)) },
          { name: 'Daten.txt', content: Buffer.from(asText(data)) },
        ]
      : []),
    { name: `Anordnung.${scanEnding(order.orderScanType)}`, content: scan },
  ]
}

/** The second person says no, with a reason. Nothing is read. */
export async function rejectDisclosure(
  ctx: PortalContext,
  { disclosureId, reason }: { disclosureId: string; reason: string },
): Promise<{ outcome: 'rejected' | Unrejected }> {
  may.staff(ctx, 'rejectCourtOrder')
  return inTransaction(ctx, async (tx) => {
    const concerned = await concernedBy(tx, disclosureId)
    const rejected = await reject(tx, 'disclosure', { id: disclosureId, concerned })
    if (rejected.outcome !== 'rejected') return rejected
    await tx.db.disclosure.update({
      where: { id: disclosureId },
      data: { ...rejected.rejection, rejectedReason: reason, sought: null },
      select: { id: true },
    })
    await recordEvent(tx, 'disclosure.rejected', { subjectId: disclosureId })
    return { outcome: 'rejected' }
  })
}

const orderFields = {
  authority: true,
  court: true,
  fileNumber: true,
  orderedOn: true,
  legalBasis: true,
  scope: true,
  orderScanType: true,
  orderSha256: true,
  sought: true,
} as const satisfies Prisma.DisclosureSelect

type Order = Prisma.DisclosureGetPayload<{ select: typeof orderFields }>

function coverSheet(ctx: PortalContext, order: Order, found: Found): string {
  return [
    'Herausgabe auf richterliche Anordnung',
    '',
    `Von:              ${operator().name}`,
    `An:               ${order.authority}`,
    `Gericht:          ${order.court}`,
    `Aktenzeichen:     ${order.fileNumber}`,
    `Anordnung vom:    ${formatDay(dayOfSqlDate(order.orderedOn))} (SHA-256 des Scans: ${order.orderSha256})`,
    `Rechtsgrundlage:  ${order.legalBasis}`,
    `Gesucht:          ${order.sought}`,
    `Erstellt:         ${formatInstant(ctx.now())}`,
    '',
    ...answerText(found),
    ...(found.answer === 'found'
      ? [
          '',
          'Enthalten ist, was angeordnet wurde, und nichts darüber hinaus:',
          ...order.scope.map((item) => `- ${disclosureScopeLabels[item as DisclosureScope]}`),
          'Zeitpunkte in Daten.json und Daten.txt: ISO 8601, UTC.',
        ]
      : []),
    '',
  ].join('\r\n')
}

function answerText(found: Found): string[] {
  switch (found.answer) {
    case 'found':
      return [`Zu dieser Angabe gibt es ein Konto (Nummer ${found.accountId}).`]
    case 'erased':
      return [
        `Das Konto mit dieser Nummer wurde am ${formatInstant(found.erasedAt)} gelöscht.`,
        'Seitdem sind zu dieser Person keine Daten gespeichert. Herausgegeben werden kann nichts.',
      ]
    case 'unknown':
      return [
        'Zu dieser Angabe ist kein Konto gespeichert. Herausgegeben werden kann nichts.',
        'Ob es früher eines gab, lässt sich nicht feststellen: Gelöschte Konten hinterlassen keine Namen und Adressen.',
      ]
  }
}

function asText(data: Partial<Record<DisclosureScope, Record<string, unknown>[]>>): string {
  return Object.entries(data)
    .flatMap(([item, rows]) => [
      disclosureScopeLabels[item as DisclosureScope],
      ...(rows.length === 0 ? ['  keine Einträge'] : []),
      ...rows.flatMap((row) => [
        ...Object.entries(row).map(([name, value]) => `  ${name}: ${value ?? 'keine Angabe'}`),
        '',
      ]),
    ])
    .join('\r\n')
}
