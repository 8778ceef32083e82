import { csvLine } from '../personal-data/csv-line'
import { describeValue } from '../personal-data/describe-value'
import { type InventoryTable } from '../personal-data/inventory'
import { formatInstant } from '../text'
import { type ReadRows, type ReportSource, recipientText, shownColumns } from './report-rows'

/** One table as CSV (RFC 4180, semicolons and BOM as spreadsheets in German expect them). */
export async function* csvFile(table: InventoryTable, rows: ReadRows): AsyncGenerator<string> {
  const columns = shownColumns(table)
  yield `\uFEFF${csvLine(columns.map(({ label, name }) => label ?? name))}`
  for await (const batch of rows(table.name)) {
    yield batch.map((row) => csvLine(columns.map((column) => describeValue(column, row)))).join('')
  }
}

export async function* recipientsCsv({ recipients }: ReportSource): AsyncGenerator<string> {
  yield `\uFEFF${csvLine(['Zeitpunkt', 'Empfänger', 'Was'])}`
  for await (const batch of recipients()) {
    yield batch
      .map((recipient) => {
        const { who, what } = recipientText(recipient)
        return csvLine([formatInstant(recipient.at), who, what])
      })
      .join('')
  }
}
