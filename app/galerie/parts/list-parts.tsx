import { Badge } from '@/components/kern/badge'
import { Link } from '@/components/kern/link'
import { ChooseAll } from '@/components/list/choose-all'
import { ListCount } from '@/components/list/list-count'
import { ListFilters } from '@/components/list/list-filters'
import { ListPages } from '@/components/list/list-pages'
import { ListViews } from '@/components/list/list-views'
import { RecordTable } from '@/components/list/record-table'
import { choice, day, number, readList, view, words } from '@/lib/list'
import { longText, longWord, type Part } from './part'

const list = {
  path: '/galerie',
  filters: {
    ansicht: view('Ansicht', { offen: 'Offen', zu: 'Abgeschlossen' }),
    suche: words('Suche', longText),
    gruppe: choice(longWord, { a: 'Unternehmen', b: longText }),
    fassung: number('Fassung'),
    von: day('Von', 'Tag des Eingangs'),
    bis: day('Bis'),
  },
  sorts: { name: { label: 'Name' }, tag: { label: 'Tag', down: true } },
} as const
const asked = readList(list, { gruppe: 'b', bis: '2026-11-30' })
const rows = ['Anna Beispiel', 'Bernd Muster', longWord].map((name, place) => ({ name, place }))
const columns = [
  {
    title: 'Name',
    heading: true,
    clip: true,
    sort: 'name',
    cell: ({ name }: Row) => <Link href="#listen">{name}</Link>,
  },
  { title: 'Beschreibung', clip: true, cell: () => longText },
  { title: 'Zustand', cell: () => <Badge variant="success">Aktiv</Badge> },
  { title: 'Tag', sort: 'tag', cell: () => '30.11.2026' },
  { title: 'Anzahl', numeric: true, cell: ({ place }: Row) => String(place) },
]
type Row = (typeof rows)[number]
const choosing = {
  form: 'galerie-auswahl',
  name: ({ place }: Row) => `m-${place}`,
  label: ({ name }: Row) => `${name} auswählen`,
}

export const listParts: readonly Part[] = [
  { name: 'ListViews', states: [['zwei Ansichten', <ListViews key="a" list={list} asked={asked} name="ansicht" />]] },
  {
    name: 'ListFilters',
    states: [
      ['weitere offen', <ListFilters key="a" list={list} asked={asked} label="Galerie durchsuchen" inSight={3} />],
    ],
  },
  {
    name: 'ListCount',
    states: [
      [
        'mehrere Seiten',
        <ListCount
          key="a"
          found={10_000}
          isMore
          page={2}
          pages={400}
          one="Ein Mitglied"
          many="Mitglieder"
          none="Niemand"
        />,
      ],
    ],
  },
  {
    name: 'ChooseAll',
    states: [
      [
        'nur mit Skripten',
        <form key="a" id="galerie-auswahl" className="flex flex-wrap gap-4">
          <ChooseAll form="galerie-auswahl" />
        </form>,
      ],
    ],
  },
  {
    name: 'RecordTable',
    states: [
      [
        'zum Sortieren und Auswählen',
        <RecordTable
          key="a"
          caption="Liste"
          rows={rows}
          rowKey={({ name }) => name}
          columns={columns}
          sorting={{ list, asked }}
          choosing={choosing}
        />,
      ],
      [
        'für Mitglieder',
        <RecordTable
          key="b"
          caption="Liste für Mitglieder"
          roomy
          rows={rows}
          rowKey={({ name }) => name}
          columns={columns}
        />,
      ],
    ],
  },
  {
    name: 'ListPages',
    states: [['mitten darin', <ListPages key="a" list={list} asked={asked} page={3} pages={240} found={6_000} />]],
  },
]
