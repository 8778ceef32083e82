import { breachLossLabels, breachPhaseLabels, breachSourceLabels, breachTellingLabels, labelOf } from '../codes'
import { type PortalContext } from '../context'
import { inThread } from '../in-thread'
import { operator } from '../operator'
import { formatDayOf, formatInstant, formatNumber } from '../text'
import { affectedText } from './affected-text'
import { type Breach, loadBreach } from './load-breach'
import { reportByOf } from './report-by'
import { type PdfBlock, type PdfDocument } from './write-pdf'

type Field = { term: string; value: string }
type Part = { title: string; fields: Field[] }

const UNKNOWN = 'noch nicht bekannt; wird nachgereicht (Art. 33 Abs. 4 DSGVO)'

/**
 * What the form of the supervisory authority asks for (GDPR Art. 33(3), (4)), from what is recorded by now, as a document to copy from or
 * to send along. It names no member and no member of staff. Undefined: there is no such case.
 */
export async function breachReportPdf(ctx: PortalContext, breachId: string): Promise<Buffer | undefined> {
  const breach = await loadBreach(ctx, breachId)
  if (!breach) return undefined
  const { name: author } = operator()
  const title = `Datenpanne vom ${formatDayOf(breach.noticedAt)}: Angaben für die Meldung nach Art. 33 DSGVO`
  const parts = reportParts(breach).flatMap(({ title: text, fields }): PdfBlock[] => [
    { tag: 'H2', text, room: 90 },
    ...fields.map(({ term, value }) => ({ tag: 'P' as const, text: `${term}: ${value}` })),
  ])
  const stand: PdfBlock = { tag: 'P', text: `Stand: ${formatInstant(ctx.now())}. Fall ${breach.id}.` }
  const document: PdfDocument = { title, author, at: ctx.now(), blocks: [{ tag: 'H1', text: title }, stand, ...parts] }
  return Buffer.from(await inThread<Uint8Array>('lib/accountability/pdf-thread.ts', document))
}

/** The same as data. */
export function reportParts(breach: Breach): Part[] {
  return [controller(), times(breach), whatHappened(breach), people(breach), reported(breach)]
}

function controller(): Part {
  const { name, street, postalCode, city, phone, email, dataProtectionOfficer, supervisoryAuthorityForDataProtection } =
    operator()
  const address = [street, [postalCode, city].filter(Boolean).join(' ')].filter(Boolean).join(', ')
  return {
    title: 'Verantwortlicher und Anlaufstelle (Art. 33 Abs. 3 Buchst. b)',
    fields: [
      { term: 'An', value: supervisoryAuthorityForDataProtection ?? 'noch einzutragen' },
      { term: 'Verantwortlicher', value: [name, address, phone, email].filter(Boolean).join(', ') },
      { term: 'Datenschutzbeauftragte Person', value: dataProtectionOfficer ?? 'noch einzutragen' },
    ],
  }
}

function times({ noticedAt, findings: [finding], reports }: Breach): Part {
  const delay = reports.find(({ delayReason }) => delayReason)?.delayReason
  return {
    title: 'Zeiten (Art. 33 Abs. 1 und 2)',
    fields: [
      { term: 'Zeitpunkt oder Zeitraum der Verletzung', value: finding?.happened ?? UNKNOWN },
      { term: 'Bekannt geworden', value: formatInstant(noticedAt) },
      { term: 'Ende der 72 Stunden', value: formatInstant(reportByOf(noticedAt)) },
      { term: 'Wie bekannt geworden', value: finding ? breachSourceLabels[finding.source] : UNKNOWN },
      ...(delay ? [{ term: 'Grund der Verspätung', value: delay }] : []),
    ],
  }
}

function whatHappened({ description, findings: [finding] }: Breach): Part {
  const amount = (number: number | null | undefined) => (number == null ? UNKNOWN : `etwa ${formatNumber(number)}`)
  return {
    title: 'Art der Verletzung, Folgen und Maßnahmen (Art. 33 Abs. 3 Buchst. a, c und d)',
    fields: [
      { term: 'Beschreibung', value: finding?.nature ?? description },
      { term: 'Verletzt ist', value: finding?.losses.map((loss) => breachLossLabels[loss]).join('; ') || UNKNOWN },
      { term: 'Kategorien betroffener Personen', value: finding?.personCategories ?? UNKNOWN },
      { term: 'Zahl betroffener Personen', value: amount(finding?.persons) },
      { term: 'Kategorien betroffener Datensätze', value: finding?.recordCategories ?? UNKNOWN },
      { term: 'Zahl betroffener Datensätze', value: amount(finding?.records) },
      { term: 'Wahrscheinliche Folgen', value: finding?.consequences ?? UNKNOWN },
      { term: 'Ergriffene und vorgeschlagene Maßnahmen', value: finding?.measures ?? UNKNOWN },
    ],
  }
}

function people(breach: Breach): Part {
  const { assessments, letters, remarks } = breach
  const [standing] = assessments
  const told = letters.filter(({ decision }) => decision === 'released')
  return {
    title: 'Risiko und Benachrichtigung der Betroffenen (Art. 34)',
    fields: [
      { term: 'Wen es im Portal betrifft', value: affectedText(breach) },
      {
        term: 'Werden die Betroffenen benachrichtigt?',
        value: standing ? labelOf(breachTellingLabels, standing.telling) : 'noch nicht entschieden',
      },
      ...(standing ? [{ term: 'Begründung', value: standing.reason }] : []),
      ...told.flatMap(({ decidedAt, members, nature, consequences, measures, advice, ledger }) => [
        {
          term: 'Benachrichtigt durch E-Mail',
          value: `freigegeben ${decidedAt ? formatInstant(decidedAt) : ''}, ${formatNumber(members ?? 0)} E-Mails, davon angenommen ${formatNumber(ledger?.accepted ?? 0)}, unzustellbar ${formatNumber(ledger?.bounced ?? 0)}`,
        },
        { term: 'Inhalt der Benachrichtigung', value: [nature, consequences, measures, advice].join('\n') },
      ]),
      ...remarks
        .filter(({ kind }) => kind === 'otherwise')
        .map(({ text, writtenAt }) => ({ term: `Auf anderem Weg (${formatInstant(writtenAt)})`, value: text })),
    ],
  }
}

function reported({ reports }: Breach): Part {
  if (reports.length === 0) return { title: 'Bisherige Meldungen', fields: [{ term: 'Bisher', value: 'keine' }] }
  return {
    title: 'Bisherige Meldungen',
    fields: reports.map(({ phase, toldAt, reference }) => ({
      term: labelOf(breachPhaseLabels, phase),
      value: [formatInstant(toldAt), reference && `Aktenzeichen ${reference}`].filter(Boolean).join(', '),
    })),
  }
}
