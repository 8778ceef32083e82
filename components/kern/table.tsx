import { type ReactNode } from 'react'
import { classes } from './classes'

type Column<Row> = {
  title: string
  cell: (row: Row) => ReactNode
  numeric?: boolean
  /** The cell names the row (th scope="row"). */
  heading?: boolean
}

type Props<Row> = {
  /** Says what the table shows; hidden with `hideCaption` where a heading just above says it. */
  caption: string
  hideCaption?: boolean
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  small?: boolean
  /** Shown instead of an empty table. */
  empty?: string
}

/** A table that scrolls inside itself on narrow screens, reachable by keyboard. */
export function Table<Row>({ caption, hideCaption, columns, rows, rowKey, small, empty }: Props<Row>) {
  if (rows.length === 0 && empty) return <p className="kern-body kern-body--muted">{empty}</p>
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for controls; as a region it would be a landmark too many
    // biome-ignore lint/a11y/noNoninteractiveTabindex: without it the hidden columns are out of reach for the keyboard
    <div className="kern-table-responsive" role="group" aria-label={caption} tabIndex={0}>
      <table className={classes('kern-table', small && 'kern-table--small')}>
        <caption className={hideCaption ? 'kern-sr-only' : 'kern-title'}>{caption}</caption>
        <thead className="kern-table__head">
          <tr className="kern-table__row">
            {columns.map(({ title, numeric }) => (
              <th
                key={title}
                scope="col"
                className={classes('kern-table__header', numeric && 'kern-table__header--numeric')}
              >
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="kern-table__body">
          {rows.map((row) => (
            <tr key={rowKey(row)} className="kern-table__row">
              {columns.map(({ title, cell, numeric, heading }) =>
                heading ? (
                  <th key={title} scope="row" className="kern-table__header">
                    {cell(row)}
                  </th>
                ) : (
                  <td
                    key={title}
                    className={classes('kern-table__cell', numeric && 'kern-table__cell--numeric tabular-nums')}
                  >
                    {cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
