import { erasureReasonLabels, labelOf } from '../codes'
import { inThread } from '../in-thread'
import { formatDay, formatInstant, formatNumber } from '../text'
import { type EvidenceContent, type EvidenceOfCheck, type EvidenceOfPromise, figureLabels } from './evidence-content'
import { daysBetween } from './history'
import { type PdfBlock, type PdfDocument } from './write-pdf'

/** The evidence as a document to read (write-pdf.ts). */
export async function drawEvidence(content: EvidenceContent): Promise<Buffer> {
  const days = daysBetween(content.period.from, content.period.until).length
  const document: PdfDocument = {
    title: content.title,
    author: content.operator,
    at: new Date(content.issuedAt),
    blocks: [
      ...head(content),
      ...content.promises.flatMap((promise) => ofPromise(promise, days)),
      ...ofFigures(content),
    ],
  }
  return Buffer.from(await inThread<Uint8Array>('lib/accountability/pdf-thread.ts', document))
}

function head({
  title,
  operator,
  period,
  since,
  issuedAt,
  anchor,
  failedVerifications,
  policyVersion,
  promises,
}: EvidenceContent): PdfBlock[] {
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
  return [{ tag: 'H1', text: title }, ...lines.map((text) => ({ tag: 'P' as const, text }))]
}

function ofPromise({ id, title, sentence, rule, evidence, checks }: EvidenceOfPromise, days: number): PdfBlock[] {
  return [
    { tag: 'H2', text: `${id} ${title}`, room: 110 },
    { tag: 'P', text: sentence },
    { tag: 'P', text: `Regel: ${rule}` },
    {
      tag: 'Table',
      rows: [
        ['Prüfung: was gezählt wird', 'Ergebnis und Zeitpunkt', 'Zuletzt eingehalten', 'Im Zeitraum'],
        ...checks.map((check) => [check.counts, resultText(check), heldText(check), historyText(check, days)]),
      ],
      widths: [3, 1.8, 1.8, 2.4],
    },
    { tag: 'P', text: `Belege: ${evidence.join(' · ')}`, isSmall: true },
  ]
}

function ofFigures({ figures, erasuresByReason }: EvidenceContent): PdfBlock[] {
  const rows = Object.entries(figureLabels).map(([key, label]) => [
    label,
    formatNumber(figures[key as keyof typeof figures]),
  ])
  const reasons = Object.entries(erasuresByReason)
  return [
    { tag: 'H2', text: 'Zahlen des Zeitraums', room: 160 },
    { tag: 'Table', rows: [['Was', 'Anzahl'], ...rows], widths: [4, 1] },
    ...(reasons.length > 0
      ? ([
          { tag: 'H2', text: 'Löschungen nach Anlass', room: 100 },
          {
            tag: 'Table',
            rows: [
              ['Anlass', 'Anzahl'],
              ...reasons.map(([reason, count]) => [labelOf(erasureReasonLabels, reason), formatNumber(count)]),
            ],
            widths: [4, 1],
          },
        ] satisfies PdfBlock[])
      : []),
  ]
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
