import { type ReactNode } from 'react'
import { classes } from './classes'

type Item = { term: string; value: ReactNode }

/** Pairs of name and value. `stacked` puts the value below its name at every width. */
export function DescriptionList({ items, stacked }: { items: readonly Item[]; stacked?: boolean }) {
  return (
    <dl className={classes('kern-description-list', stacked && 'kern-description-list--col')}>
      {items.map(({ term, value }) => (
        <div key={term} className="kern-description-list-item">
          <dt className="kern-description-list-item__key">{term}</dt>
          <dd className="kern-description-list-item__value">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
