import { caseOutcomeLabels, isCodeOf } from '@/lib/codes'
import { type CaseView } from '@/lib/moderation/list-cases'

/** Words of the queue: codes of the address, as staff read them. */
export const viewWords: Record<CaseView, { slug: string; label: string; none: string }> = {
  open: { slug: 'offen', label: 'Offen', none: 'Keine offenen Vorgänge.' },
  appeals: { slug: 'beschwerden', label: 'Beschwerden', none: 'Keine Beschwerde wartet.' },
  closed: { slug: 'abgeschlossen', label: 'Abgeschlossen', none: 'Keine abgeschlossenen Vorgänge.' },
}

export const assigneeWords = {
  mine: { slug: 'ich', label: 'Ich' },
  nobody: { slug: 'niemand', label: 'Niemand' },
} as const

export function outcomeLabel(outcome: string | null): string {
  return isCodeOf(caseOutcomeLabels, outcome) ? caseOutcomeLabels[outcome] : 'Offen'
}
