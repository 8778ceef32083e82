import { type StaffRole } from '@/lib/auth/permissions'
import { codesOf, type WorkKind, workKindLabels } from '@/lib/codes'
import { type AskedOf, choice, view } from '@/lib/list'
import { kindsToSee } from '@/lib/work-queue/kinds'
import { type WorkFilter } from '@/lib/work-queue/list-work'

/** What waits, with the kinds that this role may see. */
export function workList(role: StaffRole) {
  const seen = kindsToSee(role)
  const kinds = codesOf(workKindLabels).filter((kind) => seen.includes(kind))
  return {
    path: '/admin/aufgaben',
    filters: {
      ansicht: view('Ansicht', { meine: 'Was ich erledigen kann', alle: 'Alles, was ich sehen darf' }),
      art: choice(
        'Art',
        Object.fromEntries(kinds.map((kind) => [kind, workKindLabels[kind]])) as Record<WorkKind, string>,
      ),
      bearbeitet: choice('Bearbeitet', { mir: 'Von mir', niemand: 'Von niemandem' }),
      frist: choice('Frist', { ueberfaellig: 'Nur Überfälliges' }),
    },
    sorts: { frist: { label: 'Frist' }, eingang: { label: 'Eingang' } },
  } as const
}

export function filterOf({ values, sort, page, size }: AskedOf<ReturnType<typeof workList>>): WorkFilter {
  const assignees = { mir: 'mine', niemand: 'nobody' } as const
  return {
    everybodys: values.ansicht === 'alle',
    kind: values.art,
    assignee: values.bearbeitet && assignees[values.bearbeitet],
    isOverdue: values.frist === 'ueberfaellig',
    order: sort.by === 'eingang' ? 'since' : 'due',
    isDown: sort.down,
    page,
    size,
  }
}
