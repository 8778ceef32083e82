import { Readable } from 'node:stream'
import { download, staffRoute } from '@/app/_edge/download'
import { exportEvents, type FoundEvent } from '@/lib/audit/search-events'
import { readFilters } from '../parts/filters'

/** The audit record as CSV, with the filters of the page (DS-06). */
export const GET = staffRoute('/admin/protokoll/csv', async ({ ctx, request }) => {
  const chunks = exportEvents(ctx, readFilters(Object.fromEntries(new URL(request.url).searchParams)))
  return download(
    'protokoll.csv',
    'text/csv; charset=utf-8',
    Readable.toWeb(Readable.from(linesOf(chunks))) as ReadableStream,
  )
})

/** With a byte order mark and semicolons, as German spreadsheets expect. */
async function* linesOf(chunks: AsyncGenerator<FoundEvent[]>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  yield encoder.encode('\uFEFFNummer;Zeitpunkt;Art;Wer;Vorgang;Wen oder was;Einzelheiten\r\n')
  for await (const events of chunks) yield encoder.encode(events.map(lineOf).join(''))
}

function lineOf({ seq, at, actorKind, actorId, act, subjectId, details }: FoundEvent): string {
  const cells = [seq, at.toISOString(), actorKind, actorId, act, subjectId, JSON.stringify(details)]
  return `${cells.map((cell) => `"${String(cell ?? '').replaceAll('"', '""')}"`).join(';')}\r\n`
}
