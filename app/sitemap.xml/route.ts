import { conditional } from '@/app/_edge/conditional'
import { plain, publicRoute } from '@/app/_edge/download'
import { countPublished, lastChange, SITEMAP_PART, sitemapEntries } from '@/lib/publications/feed-entries'
import { sitemap, sitemapIndex } from '@/lib/publications/feeds'

const pages = ['/', '/angebote', '/registrieren', '/datenschutz', '/impressum', '/barrierefreiheit', '/kontakt']

/** What everybody may read; more than one part holds is split, and the parts are listed (`?teil=2`). No part beyond them. */
export const GET = publicRoute(async ({ ctx, request }) => {
  const { appUrl } = ctx.mail
  const part = new URL(request.url).searchParams.get('teil')
  const parts = Math.max(1, Math.ceil((await countPublished(ctx)) / SITEMAP_PART))
  const number = part === null ? 1 : /^[1-9]\d{0,3}$/.test(part) ? Number(part) : 0
  if (number < 1 || number > parts) return plain(404, 'Diesen Teil gibt es nicht.')
  const changedAt = await lastChange(ctx)
  const type = 'application/xml; charset=utf-8'
  if (part === null && parts > 1) return conditional(request, { type, content: sitemapIndex(appUrl, parts), changedAt })
  const entries = await sitemapEntries(ctx, number)
  const own = number === 1 ? pages.map((path) => ({ path })) : []
  const all = [...own, ...entries.map(({ id, changedAt }) => ({ path: `/angebote/${id}`, changedAt }))]
  return conditional(request, { type, content: sitemap(appUrl, all), changedAt })
})
