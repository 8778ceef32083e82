import { type Asked, addressOf, type ListOf } from '@/lib/list'
import { Link } from '../kern/link'

/** The views of a list as a row of links; filters start anew in each. */
export function ListViews({
  list,
  asked,
  name,
}: {
  list: ListOf
  asked: Asked
  /** The filter of kind `view`. */
  name: string
}) {
  const filter = list.filters[name]
  if (filter?.kind !== 'view') return null
  return (
    <nav aria-label={filter.label}>
      <ul className="flex flex-wrap gap-x-6 gap-y-1">
        {Object.entries(filter.options).map(([code, label]) => (
          <li key={code}>
            <Link
              href={addressOf(list, asked, { values: { [name]: code } })}
              standalone
              aria-current={code === asked.values[name] ? 'page' : undefined}
              className="aria-[current]:font-semibold"
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
