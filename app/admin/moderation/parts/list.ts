import { codesOf, contentLabels, reportCategoryLabels } from '@/lib/codes'
import { contentSlugs } from '@/lib/content'
import { type AskedOf, choice, view } from '@/lib/list'
import { type CaseFilter, type CaseView } from '@/lib/moderation/list-cases'

const kinds = Object.fromEntries(codesOf(contentLabels).map((kind) => [contentSlugs[kind], contentLabels[kind]]))
const views = { offen: 'open', beschwerden: 'appeals', abgeschlossen: 'closed' } as const satisfies Record<
  string,
  CaseView
>
const assignees = { ich: 'mine', niemand: 'nobody' } as const

/** The queue of the moderation (DS-07). */
export const caseList = {
  path: '/admin/moderation',
  filters: {
    ansicht: view('Ansicht', { offen: 'Offen', beschwerden: 'Beschwerden', abgeschlossen: 'Abgeschlossen' }),
    art: choice('Inhalt', kinds),
    grund: choice('Grund', reportCategoryLabels),
    bearbeitet: choice('Bearbeitet von', { ich: 'Ich', niemand: 'Niemand' }),
  },
  sorts: {
    reihenfolge: { label: 'Reihenfolge der Bearbeitung' },
    eingang: { label: 'Vorgang' },
    meldungen: { label: 'Meldungen', down: true },
  },
} as const

export const nothing: Record<keyof typeof views, string> = {
  offen: 'Keine offenen Vorgänge.',
  beschwerden: 'Keine Beschwerde wartet.',
  abgeschlossen: 'Keine abgeschlossenen Vorgänge.',
}

export function filterOf({ values, sort, page, size }: AskedOf<typeof caseList>): CaseFilter {
  const { ansicht = 'offen', art, grund, bearbeitet } = values
  const order = { reihenfolge: undefined, eingang: 'opened', meldungen: 'reports' } as const
  return {
    view: views[ansicht],
    kind: codesOf(contentLabels).find((kind) => contentSlugs[kind] === art),
    category: grund,
    assignee: bearbeitet && assignees[bearbeitet],
    order: order[sort.by],
    isDown: sort.down,
    page,
    size,
  }
}
