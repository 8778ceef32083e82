import { Link } from './link'

/** The way back, for pages below another page. The current page is the h1 and is not repeated. */
export function Breadcrumb({ trail }: { trail: readonly { href: string; label: string }[] }) {
  return (
    <nav aria-label="Brotkrümel" className="no-print">
      <ol className="flex flex-wrap items-center gap-x-2">
        {trail.map(({ href, label }, index) => (
          <li key={href} className="flex items-center gap-2">
            {index > 0 ? <span aria-hidden="true">›</span> : null}
            <Link href={href} standalone small>
              {label}
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  )
}
