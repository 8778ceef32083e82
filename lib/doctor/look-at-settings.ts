import { type Settings } from '../env'
import { isPublic, refusals, warnings } from '../fail-closed'
import { isOptionalFact, missingFacts, operatorOf } from '../operator'
import { about, type Finding } from './finding'

/** What the server would not start with, and what it would warn about (lib/fail-closed.ts). */
export function lookAtSettings(source: NodeJS.ProcessEnv, settings: Settings): Finding[] {
  const { good, look, bad } = about('Einstellungen')
  const operator = operatorOf(settings)
  const refused = refusals(source, settings, operator).map((line) => bad(line, 'So startet das Portal nicht.'))
  const doubtful = warnings(source, settings).map(({ text }) => look(text))
  const missing = missingFacts(operator).filter((name) => !isPublic(settings) || isOptionalFact(name))
  const facts =
    missing.length > 0 ? [look(`Angaben fehlen: ${missing.join(', ')}`, 'Ergänzen Sie sie in OPERATOR_FILE.')] : []
  const all = [...refused, ...doubtful, ...facts]
  return all.length > 0 ? all : [good('vollständig')]
}
