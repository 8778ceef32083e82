import { type DisclosureFilter, type DisclosureStage } from '@/lib/disclosure/list-disclosures'
import { type AskedOf, choice, words } from '@/lib/list'

const stages = {
  wartet: 'waits',
  freigegeben: 'released',
  uebergeben: 'handed-over',
  abgelehnt: 'rejected',
} as const satisfies Record<string, DisclosureStage>

/** The register of disclosures (DS-10). It never finds by the person. */
export const disclosureList = {
  path: '/admin/herausgabe',
  filters: {
    suche: words('Suche', 'Aktenzeichen, Gericht oder Behörde'),
    stand: choice('Stand', {
      wartet: 'Nicht entschieden',
      freigegeben: 'Freigegeben, noch nicht übergeben',
      uebergeben: 'Übergeben',
      abgelehnt: 'Abgelehnt',
    }),
  },
  sorts: { eintrag: { label: 'Eingetragen', down: true }, anordnung: { label: 'Anordnung vom', down: true } },
} as const

export function filterOf({ values, sort, page, size }: AskedOf<typeof disclosureList>): DisclosureFilter {
  return {
    text: values.suche,
    stage: values.stand && stages[values.stand],
    order: sort.by === 'anordnung' ? 'ordered' : undefined,
    isDown: sort.down,
    page,
    size,
  }
}
