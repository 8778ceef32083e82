import { type Asked, addressOf, fieldsOf, type ListOf, pageSizes } from '@/lib/list'
import { formatNumber } from '@/lib/text'
import { Button } from '../kern/button'
import { Input } from '../kern/form-field'
import { Link } from '../kern/link'
import { Pagination } from '../kern/pagination'
import { Text } from '../kern/text'

type Props = {
  list: ListOf
  asked: Asked
  /** The page that is shown, from 1. */
  page: number
  pages: number
  found: number
}

/** Below a list: back and forth, straight to a page, and how many rows a page has. */
export function ListPages({ list, asked, page, pages, found }: Props) {
  if (found <= pageSizes[0]) return null
  return (
    <div className="no-print flex flex-wrap items-center gap-x-8 gap-y-3">
      <Pagination
        page={page}
        pages={pages}
        href={(to) => addressOf(list, asked, { page: to })}
        label="Seiten der Liste"
        ends
      />
      {pages > 2 ? <Jump list={list} asked={asked} pages={pages} /> : null}
      <Text as="div" className="flex flex-wrap gap-x-3">
        <span id="zeilen-je-seite">Zeilen je Seite:</span>
        {pageSizes.map((size) => (
          <Link
            key={size}
            href={addressOf(list, asked, { size })}
            standalone
            aria-describedby="zeilen-je-seite"
            aria-current={size === asked.size ? 'true' : undefined}
            className="aria-[current]:font-semibold"
          >
            {formatNumber(size)}
          </Link>
        ))}
      </Text>
    </div>
  )
}

function Jump({ list, asked, pages }: { list: ListOf; asked: Asked; pages: number }) {
  return (
    <form action={list.path} className="flex items-center gap-2">
      {Object.entries(fieldsOf(list, asked)).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Text as="div">
        <label htmlFor="seite">Zur Seite</label>
      </Text>
      <Input
        id="seite"
        name="seite"
        type="text"
        inputMode="numeric"
        pattern="[0-9]*"
        maxLength={6}
        size={String(pages).length + 1}
        autoComplete="off"
        className="h-10 max-w-24"
      />
      <Button variant="secondary" small>
        Gehen
      </Button>
    </form>
  )
}
