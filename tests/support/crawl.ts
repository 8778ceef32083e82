export type CrawledPage = { path: string; status: number; html: string }

/** More than the portal has; a crawl that gets here runs in circles. */
const MOST_PAGES = 400

/** Of pages that differ in a number or a query only, so many are read: content grows, kinds of pages do not. */
const MOST_OF_A_KIND = 4

/** Follows every link below `baseUrl` from the given pages on, and returns the HTML pages found. Links never change anything (S-F4). */
export async function crawl(baseUrl: string, from: string[], { cookie = '' } = {}): Promise<CrawledPage[]> {
  const pages: CrawledPage[] = []
  const waiting = [...from]
  const seen = new Set(waiting)
  const kinds = new Map<string, number>()
  for (let path = waiting.shift(); path; path = waiting.shift()) {
    if (pages.length >= MOST_PAGES) throw new Error(`more than ${MOST_PAGES} pages, the last one ${path}`)
    const answer = await fetch(baseUrl + path, { headers: { accept: 'text/html', cookie } })
    if (!answer.headers.get('content-type')?.startsWith('text/html')) continue
    const html = await answer.text()
    pages.push({ path, status: answer.status, html })
    for (const link of linksIn(html, baseUrl + path)) {
      if (seen.has(link)) continue
      seen.add(link)
      const kind = kindOf(link)
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
      if ((kinds.get(kind) ?? 0) <= MOST_OF_A_KIND) waiting.push(link)
    }
  }
  return pages
}

/** `/forum/<id>?seite=2` and `/forum/<id>?seite=3` are of one kind. */
export function kindOf(link: string): string {
  return link.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '[id]').replace(/=[^&]*/g, '')
}

/** Paths within the portal that a page links to, without their fragment. */
function linksIn(html: string, url: string): string[] {
  return [...html.matchAll(/<a\s[^>]*href="([^"]*)"/g)]
    .map(([, href = '']) => new URL(href.replaceAll('&amp;', '&'), url))
    .filter(({ origin, pathname }) => origin === new URL(url).origin && !pathname.startsWith('/api/'))
    .map(({ pathname, search }) => pathname + search)
}
