import { type RequestFilter } from '@/lib/access-requests/list-requests'
import { requestKindLabels } from '@/lib/codes'
import { type AskedOf, choice, view, words } from '@/lib/list'

/** Requests under data protection law (DS-04, DS-12). */
export const requestList = {
  path: '/admin/vorgaenge',
  filters: {
    ansicht: view('Ansicht', { offen: 'Offene Vorgänge', geschlossen: 'Geschlossene Vorgänge' }),
    suche: words('Suche', 'Name, Nummer eines Vorgangs oder Kontos'),
    anliegen: choice('Anliegen', requestKindLabels),
  },
  sorts: {
    reihenfolge: { label: 'Frist' },
    name: { label: 'Mitglied' },
    eingang: { label: 'Eingang', down: true },
  },
} as const

export function filterOf({ values, sort, page, size }: AskedOf<typeof requestList>): RequestFilter {
  const order = { reihenfolge: undefined, name: 'name', eingang: 'received' } as const
  return {
    closed: values.ansicht === 'geschlossen',
    text: values.suche,
    kind: values.anliegen,
    order: order[sort.by],
    isDown: sort.down,
    page,
    size,
  }
}
