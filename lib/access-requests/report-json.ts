import { sourceLabels } from '../codes'
import { type ReportFrame } from './report-frame'
import { type ReportSource, recipientText, rowGoneOn, shownColumns, withheldColumns } from './report-rows'

/** The report for machines (GDPR Art. 15 and 20): values as stored, instants in UTC. */
export async function* jsonReport(frame: ReportFrame, source: ReportSource): AsyncGenerator<string> {
  const { compiledAt, controller, erasedOn, policyVersion, stores, unassignable, periods } = frame
  yield `{\n"stand": ${JSON.stringify(compiledAt)},\n"verantwortlich": ${JSON.stringify(controller)},\n"datenschutzerklaerungFassung": ${policyVersion},\n"kontoWirdGeloeschtAb": ${JSON.stringify(erasedOn ?? null)},\n"bereiche": [`
  let isFirst = true
  for (const table of frame.tables) {
    const head = {
      tabelle: table.name,
      titel: table.title,
      zweck: table.activity.title,
      rechtsgrundlage: table.activity.basis,
      herkunft: sourceLabels[table.source],
      speicherdauer: `${table.retention.title}: ${table.retention.period(periods)}`,
      spalten: Object.fromEntries(shownColumns(table).map(({ name, label }) => [name, label])),
      nichtHerausgegeben: withheldColumns(table).map(({ label, why }) => ({ was: label, warum: why })),
    }
    yield `${isFirst ? '' : ','}\n${JSON.stringify(head).slice(0, -1)},"eintraege": [`
    isFirst = false
    let before = ''
    for await (const batch of source.rows(table.name)) {
      yield `${before}\n${batch.map((row) => JSON.stringify({ ...row.values, geloeschtAb: rowGoneOn(table, row, erasedOn) ?? null })).join(',\n')}`
      before = ','
    }
    yield ']}'
  }
  const others = {
    nichtZuordenbar: unassignable.map(({ title, retention }) => ({
      titel: title,
      speicherdauer: retention.period(periods),
    })),
    andereOrte: stores.map(({ title, holds, report }) => ({ ort: title, inhalt: holds, auskunft: report })),
  }
  yield `\n],\n${JSON.stringify(others).slice(1, -1)},\n"empfaenger": [`
  let before = ''
  for await (const batch of source.recipients()) {
    const lines = batch.map((recipient) => JSON.stringify({ zeitpunkt: recipient.at, ...recipientText(recipient) }))
    yield `${before}\n${lines.join(',\n')}`
    before = ','
  }
  yield ']\n}\n'
}
