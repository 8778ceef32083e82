import path from 'node:path'
import PDFDocument from 'pdfkit'
import { erasureReasonLabels, labelOf } from '../codes'
import { formatDay, formatInstant, formatNumber } from '../text'
import { type EvidenceContent, type EvidenceOfCheck, type EvidenceOfPromise, figureLabels } from './evidence-content'
import { daysBetween } from './history'

/** The portal's own typeface, embedded: a reader needs no font, and nothing is fetched (DS-09). */
const FONTS = { text: 'fira-sans-400.ttf', bold: 'fira-sans-600.ttf' }
const MARGIN = 56
const SIZE = { title: 20, heading: 13, text: 10, small: 8.5 }

type Pdf = PDFKit.PDFDocument
type Part = PDFKit.PDFStructureElement

/**
 * The evidence as a document to read: tagged (PDF/UA), in German, with real text, headings, lists and tables with header cells, so
 * that a screen reader reads it like the page.
 */
export function drawEvidence(content: EvidenceContent): Promise<Buffer> {
  const options = {
    size: 'A4',
    margin: MARGIN,
    lang: 'de-DE',
    pdfVersion: '1.7',
    subset: 'PDF/UA',
    tagged: true,
    displayTitle: true,
    bufferPages: true,
    font: fontFile(FONTS.text),
    info: { Title: content.title, Author: content.operator, CreationDate: new Date(content.issuedAt) },
  }
  // The types do not know yet that pdfkit writes PDF/UA.
  const pdf = new PDFDocument(options as PDFKit.PDFDocumentOptions)
  const bytes = collect(pdf)
  pdf.registerFont('text', fontFile(FONTS.text))
  pdf.registerFont('bold', fontFile(FONTS.bold))
  const root = pdf.struct('Document')
  pdf.addStructure(root)
  drawHead(pdf, root, content)
  const days = daysBetween(content.period.from, content.period.until).length
  for (const promise of content.promises) drawPromise(pdf, root, promise, days)
  drawFigures(pdf, root, content)
  root.end()
  numberPages(pdf, content)
  pdf.end()
  return bytes
}

function drawHead(
  pdf: Pdf,
  root: Part,
  { title, operator, period, since, issuedAt, anchor, failedVerifications, policyVersion, promises }: EvidenceContent,
) {
  write(pdf, root, 'H1', title, { font: 'bold', size: SIZE.title, after: 8 })
  const checks = promises.flatMap((promise) => promise.checks)
  const broken = checks.filter(({ state }) => state !== 'kept').length
  const lines = [
    `Betreiber: ${operator}`,
    `Zeitraum: ${formatDay(period.from)} bis ${formatDay(period.until)}`,
    `Das Portal führt diesen Nachweis seit: ${formatDay(since)}`,
    `Erstellt: ${formatInstant(new Date(issuedAt))}; dabei liefen alle Prüfungen, auch die über das ganze Protokoll.`,
    `Geltende Fassung der Datenschutzerklärung: ${policyVersion}`,
    broken === 0
      ? `Alle ${formatNumber(checks.length)} Prüfungen sind in Ordnung.`
      : `${formatNumber(broken)} von ${formatNumber(checks.length)} Prüfungen sind nicht in Ordnung.`,
    ...failedVerifications.map(
      ({ at, isFull, faults }) =>
        `Prüfung ${isFull ? 'des ganzen Protokolls' : 'des neuen Teils des Protokolls'} am ${formatInstant(new Date(at))}: ${formatNumber(faults)} Brüche gefunden.`,
    ),
    ...(anchor
      ? [`Stand des Protokolls: Glied ${formatNumber(anchor.position)}, Prüfsumme (SHA-256) ${anchor.hash}`]
      : []),
    'Dieses Dokument enthält keine personenbezogenen Daten. Ob es unverändert ist, sagt die Signatur, die ihm beiliegt.',
  ]
  for (const line of lines) write(pdf, root, 'P', line)
}

function drawPromise(pdf: Pdf, root: Part, promise: EvidenceOfPromise, days: number) {
  const { id, title, sentence, rule, evidence, checks } = promise
  write(pdf, root, 'H2', `${id} ${title}`, { font: 'bold', size: SIZE.heading, before: 14, keep: 110 })
  write(pdf, root, 'P', sentence)
  write(pdf, root, 'P', `Regel: ${rule}`)
  table(
    pdf,
    root,
    ['Prüfung: was gezählt wird', 'Ergebnis und Zeitpunkt', 'Zuletzt eingehalten', 'Im Zeitraum'],
    checks.map((check) => [check.counts, resultText(check), heldText(check), historyText(check, days)]),
    [3, 1.8, 1.8, 2.4],
  )
  write(pdf, root, 'P', `Belege: ${evidence.join(' · ')}`, { size: SIZE.small, before: 2 })
}

function drawFigures(pdf: Pdf, root: Part, { figures, erasuresByReason }: EvidenceContent) {
  write(pdf, root, 'H2', 'Zahlen des Zeitraums', { font: 'bold', size: SIZE.heading, before: 14, keep: 160 })
  table(
    pdf,
    root,
    ['Was', 'Anzahl'],
    Object.entries(figureLabels).map(([key, label]) => [label, formatNumber(figures[key as keyof typeof figures])]),
    [4, 1],
  )
  const reasons = Object.entries(erasuresByReason)
  if (reasons.length === 0) return
  write(pdf, root, 'H2', 'Löschungen nach Anlass', { font: 'bold', size: SIZE.heading, before: 14, keep: 100 })
  table(
    pdf,
    root,
    ['Anlass', 'Anzahl'],
    reasons.map(([reason, count]) => [labelOf(erasureReasonLabels, reason), formatNumber(count)]),
    [4, 1],
  )
}

/** What was found, and when: a result without its age proves nothing. */
function resultText({ state, found, checkedAt }: EvidenceOfCheck): string {
  if (state === 'never' || !checkedAt) return 'noch nie geprüft'
  const words = {
    kept: '0, in Ordnung',
    broken: `${formatNumber(found ?? 0)}, Verstoß`,
    'not-run': 'gescheitert',
    stale: 'zu alt, gilt als nicht geprüft',
  }
  return `${words[state]} (${formatInstant(new Date(checkedAt))})`
}

function heldText({ lastHeldAt, brokenSince }: EvidenceOfCheck): string {
  const held = lastHeldAt ? formatInstant(new Date(lastHeldAt)) : 'noch nie'
  return brokenSince ? `${held}; Verstoß seit ${formatInstant(new Date(brokenSince))}` : held
}

/** A day without a check is no day on which the promise was kept. */
function historyText({ checkedDays, brokenDays, breaks }: EvidenceOfCheck, allDays: number): string {
  if (checkedDays === 0) return 'nicht geprüft'
  const days = `An ${formatNumber(checkedDays)} von ${formatNumber(allDays)} Tagen geprüft`
  if (brokenDays === 0) return `${days}, dabei immer eingehalten`
  const spans = breaks.map(({ from, until, most }) => {
    const span = from === until ? formatDay(from) : `${formatDay(from)} bis ${formatDay(until)}`
    return `${span} (höchstens ${formatNumber(most)})`
  })
  return `${days}. Verstöße: ${spans.join('; ')}`
}

type Look = { font?: 'text' | 'bold'; size?: number; before?: number; after?: number; keep?: number }

/** One block of text with its tag. `keep`: room that must be left on the page for what follows. */
function write(
  pdf: Pdf,
  root: Part,
  tag: 'H1' | 'H2' | 'P',
  text: string,
  { font = 'text', size = SIZE.text, before = 0, after = 3, keep = 0 }: Look = {},
) {
  if (keep > 0 && pdf.y + keep > pdf.page.height - MARGIN) pdf.addPage()
  root.add(
    pdf.struct(tag, {}, [
      () => {
        pdf.font(font).fontSize(size)
        pdf.text(text, MARGIN, pdf.y + before, { width: pdf.page.width - 2 * MARGIN, paragraphGap: after })
      },
    ]),
  )
}

/** A table with header cells; the first column names its row. */
function table(pdf: Pdf, root: Part, head: string[], rows: string[][], columnStyles: number[]) {
  pdf.font('text').fontSize(SIZE.small)
  const all = columnStyles.reduce((sum, share) => sum + share, 0)
  const width = pdf.page.width - 2 * MARGIN
  pdf.y += 4
  const options = {
    structParent: root,
    position: { x: MARGIN, y: pdf.y },
    columnStyles: columnStyles.map((share) => ({ width: (share / all) * width })),
    defaultStyle: { padding: 4, border: 0.5, borderColor: '#6b7280' },
    data: [
      head.map((text) => ({ type: 'TH' as const, scope: 'Column' as const, text, font: { src: 'bold' } })),
      ...rows.map(([name = '', ...cells]) => [{ type: 'TH' as const, scope: 'Row' as const, text: name }, ...cells]),
    ],
  }
  pdf.table(options)
  pdf.x = MARGIN
  pdf.y += 4
}

/** Below each page, as decoration: a screen reader has page numbers of its own. */
function numberPages(pdf: Pdf, { title }: EvidenceContent) {
  const { start, count } = pdf.bufferedPageRange()
  for (let page = start; page < start + count; page += 1) {
    pdf.switchToPage(page)
    pdf.markContent('Artifact', { type: 'Pagination' })
    // The lower margin is not for text: without this, a line there would begin a new page.
    pdf.page.margins.bottom = 0
    pdf
      .font('text')
      .fontSize(SIZE.small)
      .text(`${title} · Seite ${page + 1} von ${count}`, MARGIN, pdf.page.height - MARGIN + 16, { lineBreak: false })
    pdf.endMarkedContent()
  }
}

function fontFile(name: string): string {
  return path.join(process.cwd(), 'app/fonts', name)
}

function collect(pdf: Pdf): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk))
    pdf.on('end', () => resolve(Buffer.concat(chunks)))
    pdf.on('error', reject)
  })
}
