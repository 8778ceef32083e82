import { conditional } from '@/app/_edge/conditional'
import { publicRoute } from '@/app/_edge/download'
import { lastChange, newestPublications } from '@/lib/publications/feed-entries'
import { rssFeed } from '@/lib/publications/feeds'
import { aboutOf, queryOf, readFilters } from '../parts/filters'

/** The newest of what the list with the same filters shows. */
export const GET = publicRoute(async ({ ctx, request }) => {
  const { values, search } = readFilters(Object.fromEntries(new URL(request.url).searchParams))
  const [publications, changedAt] = await Promise.all([newestPublications(ctx, search), lastChange(ctx)])
  const write = (updatedAt: Date) =>
    rssFeed({ appUrl: ctx.mail.appUrl, publications, updatedAt, query: queryOf(values), about: aboutOf(values) })
  return conditional(request, {
    type: 'application/rss+xml; charset=utf-8',
    content: write(new Date(0)),
    // Whatever left the feed, and however: its time never goes back.
    body: write(ctx.now()),
    changedAt,
  })
})
