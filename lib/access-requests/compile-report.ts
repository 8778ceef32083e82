import { recordEvent } from '../audit/record-event'
import { type PortalContext } from '../context'
import { may } from '../may'
import { readPersonRows } from '../personal-data/person-rows'
import { readRecipients } from '../personal-data/recipients'
import { csvFile, recipientsCsv } from './report-csv'
import { reportFrame } from './report-frame'
import { htmlReport } from './report-html'
import { jsonReport } from './report-json'
import { type ReportSource } from './report-rows'

/** A file of the report; its text comes in pieces, so that memory stays flat. */
export type ReportFile = { name: string; text: AsyncIterable<string> }

/**
 * The access report (DS-12; GDPR Art. 15): readable HTML without foreign resources, JSON and CSV, everything that is stored about
 * the account and nothing about anybody else. Recorded before the first byte. `gone`: there is no such account. The caller has made
 * sure that the person, or staff answering the person, is asking.
 */
export async function compileReport(
  ctx: PortalContext,
  { accountId, requestId }: { accountId: string; requestId?: string },
): Promise<{ outcome: 'compiled'; name: string; files: ReportFile[] } | { outcome: 'gone' }> {
  may.own(ctx, accountId, '/admin/vorgaenge/[id]/auskunft')
  const frame = await reportFrame(ctx, accountId)
  if (!frame) return { outcome: 'gone' }
  await recordEvent(ctx, 'report.compiled', {
    subjectId: accountId,
    details: { rows: frame.tables.reduce((sum, { count }) => sum + count, 0), ...(requestId ? { requestId } : {}) },
  })
  const source: ReportSource = {
    rows: (table) => readPersonRows(ctx, accountId, table),
    recipients: () => readRecipients(ctx, accountId),
  }
  return {
    outcome: 'compiled',
    name: `auskunft-${frame.compiledAt.toISOString().slice(0, 10)}`,
    files: [
      { name: 'auskunft.html', text: htmlReport(frame, source) },
      { name: 'auskunft.json', text: jsonReport(frame, source) },
      ...frame.tables
        .filter(({ count }) => count > 0)
        .map((table) => ({ name: `csv/${table.name}.csv`, text: csvFile(table, source.rows) })),
      { name: 'csv/empfaenger.csv', text: recipientsCsv(source) },
    ],
  }
}
