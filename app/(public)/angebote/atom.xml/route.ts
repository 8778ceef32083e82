import { publicRoute } from '@/app/_edge/download'
import { newestPublications } from '@/lib/publications/feed-entries'
import { atomFeed } from '@/lib/publications/feeds'

export const GET = publicRoute(async ({ ctx }) => {
  const publications = await newestPublications(ctx)
  return new Response(atomFeed({ appUrl: ctx.mail.appUrl, publications, now: ctx.now() }), {
    headers: { 'content-type': 'application/atom+xml; charset=utf-8', 'cache-control': 'no-cache' },
  })
})
