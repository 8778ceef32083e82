import { formatNumber } from '@/lib/text'
import { ButtonLink } from './button-link'
import { Link } from './link'

type Props = {
  /** Current page, from 1. */
  page: number
  pages: number
  /** Address of a page. */
  href: (page: number) => string
  label?: string
  /** With links to the first and the last page. */
  ends?: boolean
}

/** Back and forth between pages of a long list; nothing where there is one page only. */
export function Pagination({ page, pages, href, label = 'Seiten', ends }: Props) {
  if (pages <= 1) return null
  return (
    <nav aria-label={label} className="no-print flex flex-wrap items-center gap-4">
      {ends && page > 2 ? (
        <Link href={href(1)} standalone>
          Erste Seite
        </Link>
      ) : null}
      {page > 1 ? (
        <ButtonLink variant="secondary" href={href(page - 1)} rel="prev">
          Vorherige Seite
        </ButtonLink>
      ) : null}
      <p className="kern-body">
        Seite {formatNumber(page)} von {formatNumber(pages)}
      </p>
      {page < pages ? (
        <ButtonLink variant="secondary" href={href(page + 1)} rel="next">
          Nächste Seite
        </ButtonLink>
      ) : null}
      {ends && page < pages - 1 ? (
        <Link href={href(pages)} standalone>
          Letzte Seite
        </Link>
      ) : null}
    </nav>
  )
}
