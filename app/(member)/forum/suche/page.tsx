import { memberPage } from '@/app/_edge/page'
import { OtherSearches } from '@/components/content/other-searches'
import { ButtonLink } from '@/components/kern/button-link'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { postPath } from '@/lib/forum/addresses'
import { lengths } from '@/lib/forum/limits'
import { ERASED_AUTHOR, UNTITLED } from '@/lib/forum/remarks'
import { type Hit, searchForum } from '@/lib/forum/search-forum'
import { formatDayOf } from '@/lib/text'
import { ForumFrame } from '../parts/forum-frame'
import { pageNumber } from '../parts/page-number'
import { SearchForm } from '../parts/search-form'
import { Excerpt } from './parts/excerpt'

/** Search over titles and posts. What was searched for stands in the address, never in a log (DS-02). */
export default memberPage(async ({ ctx, query }) => {
  const words = (query.q ?? '').slice(0, lengths.query)
  const page = pageNumber(query.seite)
  const { hits, hasMore, corrected, ways = [] } = await searchForum(ctx, { query: words, page })
  return (
    <ForumFrame heading="Im Forum suchen">
      <SearchForm query={words} />
      {words.trim() === '' ? null : (
        <div role="status" className="flex flex-col gap-2">
          {corrected ? (
            <Text>
              Zu „{words}“ gibt es nichts. Das sind Ergebnisse für „{corrected}“.
            </Text>
          ) : null}
          {hits.length === 0 ? (
            <>
              <Text>
                Nichts gefunden. Versuchen Sie es mit einem anderen Wort oder sehen Sie in den{' '}
                <Link href="/forum">Kategorien</Link> nach.
              </Text>
              <OtherSearches ways={ways.map((text) => ({ href: hrefOf(text, 1), label: text }))} />
            </>
          ) : null}
        </div>
      )}
      {hits.length > 0 ? <Hits hits={hits} /> : null}
      <nav aria-label="Weitere Ergebnisse" className="flex flex-wrap gap-4">
        {page > 1 ? (
          <ButtonLink variant="secondary" href={hrefOf(corrected ?? words, page - 1)} rel="prev">
            Vorherige Ergebnisse
          </ButtonLink>
        ) : null}
        {hasMore ? (
          <ButtonLink variant="secondary" href={hrefOf(corrected ?? words, page + 1)} rel="next">
            Weitere Ergebnisse
          </ButtonLink>
        ) : null}
      </nav>
    </ForumFrame>
  )
})

function Hits({ hits }: { hits: Hit[] }) {
  return (
    <ol className="flex flex-col">
      {hits.map((hit) => (
        <li key={hit.id} className="flex flex-col gap-1 border-b border-line py-4 first:border-t">
          <Link href={postPath(hit)} standalone>
            {hit.title ?? UNTITLED}
          </Link>
          <Text>
            <Excerpt text={hit.excerpt} />
          </Text>
          <Text size="small" muted>
            {hit.author ?? ERASED_AUTHOR} · {formatDayOf(hit.postedAt)} · {hit.categoryName}
          </Text>
        </li>
      ))}
    </ol>
  )
}

function hrefOf(words: string, page: number): string {
  return `/forum/suche?${new URLSearchParams({ q: words, ...(page > 1 ? { seite: String(page) } : {}) })}`
}
