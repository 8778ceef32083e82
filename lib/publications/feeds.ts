import { publicationKindLabels } from '../codes'
import { excerptOf, htmlOf } from '../writing/stored'
import { publicationKinds } from './kinds'
import { type ShownPublication } from './shown'
import { priceText, publisherText, statedTitle, whenText, whereText } from './words'

/** Feeds and sitemap. Everything that a person wrote goes through `xml`; no address of a person is in what is shown (DS-08). */

type Feed = {
  appUrl: string
  publications: readonly ShownPublication[]
  /** When the feed last changed; never before what an earlier answer said */
  updatedAt: Date
  /** Of the list that it follows, as a query: "?thema=care" */
  query?: string
  /** What the list is about, where it is not everything */
  about?: string
}

const title = (about: string | undefined) => ['QualiService Thüringen: Angebote', about].filter(Boolean).join(', ')
const description = 'Neue Angebote, Veranstaltungen und Informationen zur Weiterbildung in Thüringen'

/** RSS 2.0 */
export function rssFeed({ appUrl, publications, updatedAt, query = '', about }: Feed): string {
  const items = publications.map(
    (shown) => `    <item>
      <title>${xml(statedTitle(shown))}</title>
      <link>${xml(`${appUrl}/angebote/${shown.id}`)}</link>
      <guid isPermaLink="true">${xml(`${appUrl}/angebote/${shown.id}`)}</guid>
      <pubDate>${shown.publishedAt.toUTCString()}</pubDate>
      <category>${xml(publicationKindLabels[shown.kind])}</category>
      <dc:creator>${xml(publisherText(shown.publisher))}</dc:creator>
      <description>${xml(excerpt(shown))}</description>
    </item>`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/">
  <channel>
    <title>${xml(title(about))}</title>
    <link>${xml(`${appUrl}/angebote${query}`)}</link>
    <description>${xml(description)}</description>
    <language>de-DE</language>
    <lastBuildDate>${updatedAt.toUTCString()}</lastBuildDate>
    <atom:link href="${xml(`${appUrl}/angebote/rss.xml${query}`)}" rel="self" type="application/rss+xml"/>
${items.join('\n')}
  </channel>
</rss>
`
}

/** Atom (RFC 4287) */
export function atomFeed({ appUrl, publications, updatedAt, query = '', about }: Feed): string {
  const entries = publications.map(
    (shown) => `  <entry>
    <id>urn:uuid:${shown.id}</id>
    <title>${xml(statedTitle(shown))}</title>
    <link rel="alternate" type="text/html" href="${xml(`${appUrl}/angebote/${shown.id}`)}"/>
    <published>${shown.publishedAt.toISOString()}</published>
    <updated>${shown.changedAt.toISOString()}</updated>
    <author><name>${xml(publisherText(shown.publisher))}</name></author>
    <category term="${xml(publicationKinds[shown.kind].slug)}" label="${xml(publicationKindLabels[shown.kind])}"/>
    <summary>${xml(excerpt(shown))}</summary>
    <content type="html">${xml(absolute(htmlOf(shown.body, shown.drawn), appUrl))}</content>
  </entry>`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de">
  <id>${xml(`${appUrl}/angebote${query}`)}</id>
  <title>${xml(title(about))}</title>
  <subtitle>${xml(description)}</subtitle>
  <link rel="alternate" type="text/html" href="${xml(`${appUrl}/angebote${query}`)}"/>
  <link rel="self" type="application/atom+xml" href="${xml(`${appUrl}/angebote/atom.xml${query}`)}"/>
  <updated>${updatedAt.toISOString()}</updated>
${entries.join('\n')}
</feed>
`
}

/** One part of the sitemap: pages with the day of their last change, where it is known. */
export function sitemap(appUrl: string, pages: readonly { path: string; changedAt?: Date }[]): string {
  const urls = pages.map(({ path, changedAt }) => {
    const changed = changedAt ? `<lastmod>${changedAt.toISOString()}</lastmod>` : ''
    return `  <url><loc>${xml(appUrl + path)}</loc>${changed}</url>`
  })
  return `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${urls.join('\n')}
</urlset>
`
}

/** What leads to the parts, where one does not hold everything. */
export function sitemapIndex(appUrl: string, parts: number): string {
  const entries = Array.from({ length: parts }, (_, index) => {
    return `  <sitemap><loc>${xml(`${appUrl}/sitemap.xml?teil=${index + 1}`)}</loc></sitemap>`
  })
  return `<?xml version="1.0" encoding="UTF-8"?>
<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${entries.join('\n')}
</sitemapindex>
`
}

function excerpt(shown: ShownPublication): string {
  const facts = [whenText(shown.kind, shown), whereText(shown), priceText(shown)].filter(Boolean).join(' · ')
  return [shown.summary || excerptOf(shown.body, shown.drawn, 300), facts].filter(Boolean).join(' – ')
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Text for content or attribute; what XML 1.0 cannot hold is left out. */
function xml(text: string): string {
  return text
    .replace(/(?![\t\n])[\p{Cc}\p{Cs}\ufffe\uffff]/gu, '')
    .replace(/[&<>"']/g, (character) => entities[character] ?? '')
}

/** Paths of the portal lead nowhere in a feed reader. */
function absolute(html: string, appUrl: string): string {
  return html.replace(/(<a [^>]*href=")\//g, `$1${appUrl}/`)
}
