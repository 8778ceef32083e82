import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { postPath } from '@/lib/forum/addresses'
import { type Quote } from '@/lib/forum/load-topic'
import { excerptOf } from '@/lib/writing/stored'

/** Characters of a quotation; the link leads to the rest. */
export const QUOTE_LENGTH = 400

/** What the quoted post says now: where its author has taken it away or it is hidden, nothing of it is left here either. */
export function QuoteBlock({ quote }: { quote: Quote }) {
  if (quote.body === null || quote.author === null) {
    return (
      <Text muted className="border-s-4 border-line ps-4">
        Der zitierte Beitrag ist nicht mehr zu sehen.
      </Text>
    )
  }
  return (
    <blockquote className="m-0 flex flex-col gap-1 border-s-4 border-line ps-4">
      <Text size="small" muted>
        {quote.author} schrieb in{' '}
        <Link href={postPath(quote)} small>
          Beitrag {quote.number}
        </Link>
        :
      </Text>
      <Text>{excerptOf(quote.body, quote.drawn, QUOTE_LENGTH)}</Text>
    </blockquote>
  )
}
