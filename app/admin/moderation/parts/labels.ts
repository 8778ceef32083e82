import { caseOutcomeLabels, isCodeOf } from '@/lib/codes'

export function outcomeLabel(outcome: string | null): string {
  return isCodeOf(caseOutcomeLabels, outcome) ? caseOutcomeLabels[outcome] : 'Offen'
}
