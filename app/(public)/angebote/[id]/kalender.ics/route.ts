import { download, plain, publicRoute } from '@/app/_edge/download'
import { eventCalendar } from '@/lib/publications/calendar'
import { showPublication } from '@/lib/publications/shown'

/** The date of an event, for the reader's own calendar (DS-07). */
export const GET = publicRoute(async ({ ctx, params }) => {
  const shown = await showPublication(ctx, params.id)
  if (shown?.kind !== 'event') return plain(404, 'Diese Veranstaltung gibt es nicht oder nicht mehr.')
  return download('veranstaltung.ics', 'text/calendar; charset=utf-8', eventCalendar(shown, ctx.mail))
})
