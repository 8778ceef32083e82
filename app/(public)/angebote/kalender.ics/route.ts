import { conditional } from '@/app/_edge/conditional'
import { publicRoute } from '@/app/_edge/download'
import { eventsCalendar } from '@/lib/publications/calendar'
import { eventsOf, lastChange } from '@/lib/publications/feed-entries'
import { aboutOf, queryOf, readFilters } from '../parts/filters'

/** The events of the list with the same filters, for a calendar that looks again by itself (DS-07). */
export const GET = publicRoute(async ({ ctx, request }) => {
  const { appUrl } = ctx.mail
  const { values, search } = readFilters(Object.fromEntries(new URL(request.url).searchParams))
  const [events, changedAt] = await Promise.all([eventsOf(ctx, search), lastChange(ctx)])
  const name = ['Veranstaltungen: QualiService Thüringen', aboutOf(values)].filter(Boolean).join(', ')
  return conditional(request, {
    type: 'text/calendar; charset=utf-8',
    content: eventsCalendar(events, { appUrl, name, address: `${appUrl}/angebote/kalender.ics${queryOf(values)}` }),
    changedAt,
    name: 'veranstaltungen.ics',
  })
})
