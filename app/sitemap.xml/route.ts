import { publicRoute } from '@/app/_edge/download'
import { countPublished, SITEMAP_PART, sitemapEntries } from '@/lib/publications/feed-entries'
import { sitemap, sitemapIndex } from '@/lib/publications/feeds'

const pages = ['/', '/angebote', '/registrieren', '/datenschutz', '/impressum', '/barrierefreiheit', '/kontakt']

/** What everybody may read; more than one part holds is split, and the parts are listed (`?teil=2`). */
export const GET = publicRoute(async ({ ctx, request }) => {
  const { appUrl } = ctx.mail
  const part = new URL(request.url).searchParams.get('teil')
  if (!part) {
    const parts = Math.ceil((await countPublished(ctx)) / SITEMAP_PART)
    if (parts > 1) return xml(sitemapIndex(appUrl, parts))
  }
  const number = /^[1-9]\d{0,3}$/.test(part ?? '') ? Number(part) : 1
  const entries = await sitemapEntries(ctx, number)
  const own = number === 1 ? pages.map((path) => ({ path })) : []
  return xml(sitemap(appUrl, [...own, ...entries.map(({ id, changedAt }) => ({ path: `/angebote/${id}`, changedAt }))]))
})

function xml(text: string): Response {
  return new Response(text, {
    headers: { 'content-type': 'application/xml; charset=utf-8', 'cache-control': 'no-cache' },
  })
}
