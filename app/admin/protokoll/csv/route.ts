import { csv, staffRoute } from '@/app/_edge/download'
import { exportEvents, type FoundEvent } from '@/lib/audit/search-events'
import { readList } from '@/lib/list'
import { eventList, filterOf } from '../parts/list'

const head = ['Nummer', 'Zeitpunkt', 'Art', 'Wer', 'Vorgang', 'Wen oder was', 'Einzelheiten']

/** The audit record as CSV, with the filters of the page (DS-06). */
export const GET = staffRoute('/admin/protokoll/csv', async ({ ctx, request }) => {
  const asked = readList(eventList, Object.fromEntries(new URL(request.url).searchParams))
  return csv('protokoll.csv', head, rowsOf(exportEvents(ctx, filterOf(asked))))
})

async function* rowsOf(chunks: AsyncGenerator<FoundEvent[]>): AsyncGenerator<string[][]> {
  for await (const events of chunks) {
    yield events.map(({ seq, at, actorKind, actorId, act, subjectId, details }) => [
      String(seq),
      at.toISOString(),
      actorKind,
      actorId ?? '',
      act,
      subjectId ?? '',
      JSON.stringify(details),
    ])
  }
}
