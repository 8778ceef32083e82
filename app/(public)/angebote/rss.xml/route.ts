import { publicRoute } from '@/app/_edge/download'
import { newestPublications } from '@/lib/publications/feed-entries'
import { rssFeed } from '@/lib/publications/feeds'

export const GET = publicRoute(async ({ ctx }) => {
  const publications = await newestPublications(ctx)
  return new Response(rssFeed({ appUrl: ctx.mail.appUrl, publications, now: ctx.now() }), {
    headers: { 'content-type': 'application/rss+xml; charset=utf-8', 'cache-control': 'no-cache' },
  })
})
