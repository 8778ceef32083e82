import { clockRestsText } from '../accounts/clock-stops'
import { sourceLabels } from '../codes'
import { describeValue } from '../personal-data/describe-value'
import { type PersonTable } from '../personal-data/person-rows'
import { formatDay, formatInstant, formatNumber } from '../text'
import { type ReportFrame } from './report-frame'
import {
  type ReadRows,
  type ReportSource,
  recipientText,
  rowGoneOn,
  shownColumns,
  withheldColumns,
} from './report-rows'
import { rights } from './rights'

/** The report for people: one file that needs nothing else, readable on paper and without a network. */
export async function* htmlReport(frame: ReportFrame, source: ReportSource): AsyncGenerator<string> {
  yield head(frame)
  let activity: string | undefined
  for (const table of frame.tables.filter(({ count }) => count > 0)) {
    if (table.purpose !== activity) yield activityHead(table)
    activity = table.purpose
    yield* tableSection(frame, table, source.rows)
  }
  yield* recipientsSection(source)
  yield tail(frame)
}

function head({ compiledAt, controller, erasedOn, clockStops, policyVersion }: ReportFrame): string {
  const deletion =
    erasedOn === undefined
      ? `${clockRestsText(clockStops)} Solange wird Ihr Konto nicht wegen Inaktivität gelöscht.`
      : `Melden Sie sich nicht mehr an, kann Ihr Konto ab dem ${formatDay(erasedOn)} gelöscht werden. Mit jeder Anmeldung verschiebt sich dieser Tag.`
  return `<!doctype html>
<html lang="de"><head><meta charset="utf-8"><title>Auskunft über gespeicherte Daten</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>${style}</style></head><body><main>
<h1>Auskunft über Ihre gespeicherten Daten</h1>
<p>Stand: ${escaped(formatInstant(compiledAt))}. Verantwortlich: ${escaped(controller.name)}, ${escaped(controller.email)}. Für Sie gilt Fassung ${policyVersion} der Datenschutzerklärung.</p>
<p>${escaped(deletion)}</p>
`
}

function activityHead({ activity }: PersonTable): string {
  return `<h2>${escaped(activity.title)}</h2>
<p>${escaped(activity.why)}</p>
<p><strong>Rechtsgrundlage:</strong> ${escaped(activity.basis)}. <strong>Empfänger:</strong> ${escaped(activity.recipients)}.</p>
`
}

async function* tableSection(
  { erasedOn, periods }: ReportFrame,
  table: PersonTable,
  rows: ReadRows,
): AsyncGenerator<string> {
  const columns = shownColumns(table)
  yield `<h3>${escaped(table.title)} (${formatNumber(table.count)})</h3>
<p>Herkunft: ${sourceLabels[table.source]}. Speicherdauer: ${escaped(table.retention.title)} – ${escaped(table.retention.period(periods))}</p>
${withheldColumns(table)
  .map(
    ({ label, why }) =>
      `<p><strong>${escaped(label ?? '')}</strong> ist gespeichert, wird aber nicht ausgegeben. ${escaped(why ?? '')}</p>\n`,
  )
  .join('')}`
  let number = 0
  for await (const batch of rows(table.name)) {
    yield batch
      .map((row) => {
        number += 1
        const goneOn = rowGoneOn(table, row, erasedOn)
        const lines = columns.flatMap((column) => {
          const text = describeValue(column, row)
          return text === '' ? [] : [`<dt>${escaped(column.label ?? column.name)}</dt><dd>${escaped(text)}</dd>`]
        })
        if (goneOn) lines.push(`<dt>Gelöscht spätestens ab</dt><dd>${formatDay(goneOn)}</dd>`)
        return `<dl aria-label="Eintrag ${number}">${lines.join('')}</dl>\n`
      })
      .join('')
  }
}

async function* recipientsSection({ recipients }: ReportSource): AsyncGenerator<string> {
  yield '<h2>Wer Ihre Daten bekommen oder gesehen hat</h2>\n'
  let isEmpty = true
  for await (const batch of recipients()) {
    const lines = batch.map((recipient) => {
      const { who, what } = recipientText(recipient)
      return `<tr><td>${formatInstant(recipient.at)}</td><td>${escaped(who)}</td><td>${escaped(what)}</td></tr>\n`
    })
    yield `${isEmpty ? recipientsHead : ''}${lines.join('')}`
    isEmpty = false
  }
  yield isEmpty ? '<p>Niemand.</p>\n' : '</tbody></table>\n'
}

const recipientsHead =
  '<table><thead><tr><th scope="col">Zeitpunkt</th><th scope="col">Empfänger</th><th scope="col">Was</th></tr></thead><tbody>\n'

function tail({ controller, periods, stores, unassignable }: ReportFrame): string {
  return `<h2>Was sich keiner Person zuordnen lässt</h2>
<ul>${unassignable.map(({ title, retention }) => `<li>${escaped(title)}: ${escaped(retention.period(periods))}</li>`).join('')}</ul>
<h2>Orte außerhalb der Datenbank</h2>
<ul>${stores.map(({ title, holds, report }) => `<li><strong>${escaped(title)}</strong>: ${escaped(holds)}. ${escaped(report)}</li>`).join('')}</ul>
<h2>Ihre Rechte</h2>
<ul>${rights(controller)
    .map((right) => `<li>${escaped(right)}</li>`)
    .join('')}</ul>
</main></body></html>
`
}

const style =
  'body{font:1rem/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem;color:#171717;background:#fff}h2{margin-top:2.5rem;border-top:2px solid}dl{display:grid;grid-template-columns:minmax(10rem,18rem) 1fr;gap:.25rem 1rem;padding:.5rem 0;margin:0;border-bottom:1px solid #767676;break-inside:avoid}dt{font-weight:600}dd{margin:0;overflow-wrap:anywhere}table{border-collapse:collapse;width:100%}td,th{text-align:start;padding:.25rem .75rem .25rem 0;border-bottom:1px solid #767676;overflow-wrap:anywhere}@media(max-width:40rem){dl{display:block}dd{margin-bottom:.5rem}h1,h2,h3,p,li{overflow-wrap:anywhere}}'

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign)
}
