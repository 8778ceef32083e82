// biome-ignore-all lint/a11y/noRedundantRoles: a display other than table takes the native roles away on narrow screens
import { type ReactNode } from 'react'

type Column<Row> = {
  title: string
  cell: (row: Row) => ReactNode
  numeric?: boolean
  /** Names the row. Exactly one column does. */
  heading?: boolean
}

type Props<Row> = {
  /** Says what the table shows; read to screen readers, the heading above shows it. */
  caption: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
}

/**
 * Records of the administration: a table where there is room, a stack of named values on narrow screens, without
 * sideways scrolling. The roles keep it a table for screen readers in both forms.
 */
export function RecordTable<Row>({ caption, columns, rows, rowKey }: Props<Row>) {
  return (
    <table role="table" className="record-table w-full border-collapse max-md:block">
      <caption className="sr-only">{caption}</caption>
      <thead role="rowgroup" className="max-md:sr-only">
        <tr role="row" className="border-b-2 border-ink">
          {columns.map(({ title, numeric }) => (
            <th
              key={title}
              role="columnheader"
              scope="col"
              className={`py-2 pe-4 align-bottom font-semibold ${numeric ? 'text-end' : 'text-start'}`}
            >
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup" className="max-md:block">
        {rows.map((row) => (
          <tr key={rowKey(row)} role="row" className="border-b border-line max-md:block max-md:py-4">
            {columns.map((column) => (
              <Cell key={column.title} column={column} row={row} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Cell<Row>({ column: { title, cell, numeric, heading }, row }: { column: Column<Row>; row: Row }) {
  const value = cell(row)
  if (heading) {
    return (
      <th role="rowheader" scope="row" className="py-3 pe-4 text-start align-top font-medium max-md:block max-md:p-0">
        {value}
      </th>
    )
  }
  return (
    <td
      role="cell"
      className={`py-3 pe-4 align-top max-md:flex max-md:flex-wrap max-md:gap-x-2 max-md:p-0 max-md:pt-1 ${numeric ? 'text-end tabular-nums' : ''}`}
    >
      <span aria-hidden="true" className="text-muted md:hidden">
        {title}:
      </span>
      <span className="min-w-0">{value}</span>
    </td>
  )
}
