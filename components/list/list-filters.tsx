import { type Asked, type Filter, fieldsOf, type ListOf } from '@/lib/list'
import { FilterDay, FilterNumber, FilterSelect, FilterText } from '../forms/filter-field'
import { Accordion } from '../kern/accordion'
import { Button } from '../kern/button'
import { Link } from '../kern/link'

type Props = {
  list: ListOf
  asked: Asked
  /** Names the search for screen readers: "Mitglieder suchen". */
  label: string
  /** So many filters stand in sight, the others open on demand. */
  inSight?: number
  /** Filters and orders that are not for whoever looks. */
  without?: readonly string[]
}

/** The form of a list: all its filters, and on narrow screens, where the heads of columns are hidden, its order. Works without scripts. */
export function ListFilters({ list, asked, label, inSight = 4, without = [] }: Props) {
  const filters = Object.entries(list.filters).filter(([name]) => !without.includes(name))
  const shown = filters.filter(([, { kind }]) => kind !== 'view')
  const [first, further] = [shown.slice(0, inSight), shown.slice(inSight)]
  const fields = fieldsOf(list, asked)
  const hasFurther = further.some(([name]) => fields[name] !== undefined)
  return (
    <search aria-label={label} className="@container">
      <form action={list.path} className="flex flex-col gap-4">
        {filters
          .filter(([name, { kind }]) => kind === 'view' && fields[name] !== undefined)
          .map(([name]) => (
            <input key={name} type="hidden" name={name} value={fields[name]} />
          ))}
        {fields.zeilen ? <input type="hidden" name="zeilen" value={fields.zeilen} /> : null}
        <div className="grid grid-cols-1 items-end gap-4 @lg:grid-cols-2 @3xl:grid-cols-4">
          {first.map(([name, filter]) => (
            <Field key={name} name={name} filter={filter} value={fields[name]} wide={filter.kind === 'words'} />
          ))}
          <Order list={list} asked={asked} without={without} />
        </div>
        {further.length > 0 ? (
          <Accordion title="Weitere Filter" open={hasFurther}>
            <div className="grid grid-cols-1 items-end gap-4 @lg:grid-cols-2 @3xl:grid-cols-4">
              {further.map(([name, filter]) => (
                <Field key={name} name={name} filter={filter} value={fields[name]} />
              ))}
            </div>
          </Accordion>
        ) : null}
        <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
          <Button icon="search">Suchen</Button>
          <Link href={list.path} standalone>
            Filter zurücksetzen
          </Link>
        </div>
      </form>
    </search>
  )
}

function Field({ name, filter, value, wide }: { name: string; filter: Filter; value?: string; wide?: boolean }) {
  const { label, hint } = filter
  const props = { name, label, hint, value }
  return (
    <div className={wide ? '@lg:col-span-2' : undefined}>
      {filter.kind === 'words' ? <FilterText {...props} /> : null}
      {filter.kind === 'day' ? <FilterDay {...props} /> : null}
      {filter.kind === 'number' ? <FilterNumber {...props} /> : null}
      {filter.kind === 'choice' ? <FilterSelect {...props} all="Alle" options={filter.options} /> : null}
    </div>
  )
}

function Order({ list, asked: { sort }, without }: { list: ListOf; asked: Asked; without: readonly string[] }) {
  const sorts = Object.entries(list.sorts).filter(([by]) => !without.includes(by))
  if (sorts.length < 2) return null
  const options = sorts.flatMap(([by, { label }]) => [
    [by, `${label}, aufsteigend`],
    [`-${by}`, `${label}, absteigend`],
  ])
  return (
    <div className="@3xl:hidden">
      <FilterSelect
        name="sortierung"
        label="Sortierung"
        value={`${sort.down ? '-' : ''}${sort.by}`}
        options={Object.fromEntries(options)}
      />
    </div>
  )
}
