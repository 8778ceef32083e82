import { conditional } from '@/app/_edge/conditional'
import { plain, publicRoute } from '@/app/_edge/download'
import { calendarFileName, eventCalendar, withdrawnCalendar } from '@/lib/publications/calendar'
import { showGone, showPublication } from '@/lib/publications/shown'

const type = 'text/calendar; charset=utf-8'

/** The date of an event, for the reader's own calendar (DS-07); cancelled where its author took it back. */
export const GET = publicRoute(async ({ ctx, params, request }) => {
  const shown = await showPublication(ctx, params.id)
  if (shown?.kind === 'event')
    return conditional(request, {
      type,
      content: eventCalendar(shown, ctx.mail),
      changedAt: shown.changedAt,
      name: calendarFileName(shown),
    })
  const gone = shown ? undefined : await showGone(ctx, params.id)
  if (gone?.kind !== 'event' || !gone.withdrawnAt || !gone.startsOn || !params.id)
    return plain(404, 'Diese Veranstaltung gibt es nicht oder nicht mehr.')
  const { startsOn, withdrawnAt, sequence } = gone
  return conditional(request, {
    type,
    content: withdrawnCalendar({ id: params.id, startsOn, withdrawnAt, sequence }, ctx.mail),
    changedAt: withdrawnAt,
    name: 'veranstaltung.ics',
  })
})
