// biome-ignore-all lint/a11y/noRedundantRoles: a display other than table takes the native roles away on narrow screens
import { type ReactNode } from 'react'
import { type Asked, addressOf, type ListOf } from '@/lib/list'

type Column<Row> = {
  title: string
  cell: (row: Row) => ReactNode
  numeric?: boolean
  /** Names the row. Exactly one column does. */
  heading?: boolean
  /** One line, cut off where there is no room for it: the page of the record has the whole. */
  clip?: boolean
  /** Order of the list that the head of this column asks for. */
  sort?: string
}

type Props<Row> = {
  /** Says what the table shows; read to screen readers, the heading above shows it. */
  caption: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  /** For members, who do not work through lists. */
  roomy?: boolean
  /** The list whose rows these are: its columns can be sorted by. */
  sorting?: { list: ListOf; asked: Asked }
  /** A box before each row, sent with the form of this id under the name that the row has in it. */
  choosing?: { form: string; name: (row: Row) => string; label: (row: Row) => string }
}

/**
 * Records of the administration: a table where there is room for its words, its rows of one line no higher than a button; else a stack of
 * named values, on narrow screens and with large text, without sideways scrolling. The roles keep it a table for screen readers in both forms.
 */
export function RecordTable<Row>({ caption, columns, rows, rowKey, roomy, sorting, choosing }: Props<Row>) {
  return (
    <div className="@container">
      <table role="table" className={`w-full border-collapse @max-3xl:block ${roomy ? '' : '@3xl:text-[0.9375rem]'}`}>
        <caption className="sr-only">{caption}</caption>
        <thead role="rowgroup" className="@max-3xl:sr-only">
          <tr role="row" className="border-b-2 border-ink">
            {choosing ? (
              <th role="columnheader" scope="col" className="w-8">
                <span className="sr-only">Auswahl</span>
              </th>
            ) : null}
            {columns.map((column) => (
              <Head key={column.title} column={column} sorting={sorting} />
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup" className="@max-3xl:block">
          {rows.map((row) => (
            <tr key={rowKey(row)} role="row" className="border-b border-line @max-3xl:block @max-3xl:py-4">
              {choosing ? (
                <td role="cell" className="py-1 pe-2 align-top @max-3xl:block @max-3xl:p-0">
                  <input
                    type="checkbox"
                    form={choosing.form}
                    name={choosing.name(row)}
                    value="1"
                    aria-label={choosing.label(row)}
                    className="m-0 block size-6"
                  />
                </td>
              ) : null}
              {columns.map((column) => (
                <Cell key={column.title} column={column} row={row} space={roomy ? 'py-3' : 'py-1'} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Head<Row>({
  column: { title, numeric, sort },
  sorting,
}: { column: Column<Row> } & Pick<Props<Row>, 'sorting'>) {
  const order = sort === undefined ? undefined : sorting?.list.sorts[sort]
  const isSorted = order !== undefined && sorting?.asked.sort.by === sort
  const isDown = sorting?.asked.sort.down ?? false
  return (
    <th
      role="columnheader"
      scope="col"
      aria-sort={isSorted ? (isDown ? 'descending' : 'ascending') : undefined}
      className={`py-2 pe-3 align-bottom font-semibold ${numeric ? 'text-end' : 'text-start'}`}
    >
      {sort !== undefined && order && sorting ? (
        <>
          {/* On narrow screens nobody could see what has the focus: there the form has the order. */}
          <span className="@3xl:hidden">{title}</span>
          <a
            href={addressOf(sorting.list, sorting.asked, {
              sort: { by: sort, down: isSorted ? !isDown : (order.down ?? false) },
            })}
            className="text-ink underline decoration-dotted underline-offset-4 hover:decoration-solid @max-3xl:hidden"
          >
            {title}
            {isSorted ? <span aria-hidden="true">{isDown ? ' ▼' : ' ▲'}</span> : null}
          </a>
        </>
      ) : (
        title
      )}
    </th>
  )
}

function Cell<Row>({
  column: { title, cell, numeric, heading, clip },
  row,
  space,
}: {
  column: Column<Row>
  row: Row
  space: string
}) {
  const value = clip ? <span className="@3xl:block @3xl:max-w-44 @3xl:truncate">{cell(row)}</span> : cell(row)
  if (heading) {
    return (
      <th
        role="rowheader"
        scope="row"
        className={`${space} pe-3 text-start align-top font-medium @max-3xl:block @max-3xl:p-0`}
      >
        {value}
      </th>
    )
  }
  return (
    <td
      role="cell"
      className={`${space} pe-3 align-top @max-3xl:flex @max-3xl:flex-wrap @max-3xl:gap-x-2 @max-3xl:p-0 @max-3xl:pt-1 ${numeric ? 'text-end tabular-nums' : ''}`}
    >
      <span aria-hidden="true" className="text-muted @3xl:hidden">
        {title}:
      </span>
      <div className="min-w-0">{value}</div>
    </td>
  )
}
