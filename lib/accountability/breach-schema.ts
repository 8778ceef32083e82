import { z } from 'zod'
import {
  breachPhaseLabels,
  breachRiskLabels,
  breachSourceLabels,
  breachTellingLabels,
  type Codes,
  codesOf,
} from '../codes'
import {
  id,
  line,
  moment,
  optionalLine,
  optionalNumber,
  tick,
  optionalDay as typedOptionalDay,
  text as typedText,
  wholeNumber,
} from '../fields'

/** Field schemas of breach cases. Times are wall clock in Berlin, "2026-11-22T14:05". */
const LONGEST = 4_000
const LONGEST_LINE = 300
const text = (missing: string) => typedText({ max: LONGEST, missing })
const optionalText = typedText({ max: LONGEST }).transform((value) => value || null)
const choice = <List extends Codes>(labels: List, problem: string) => z.enum(codesOf(labels), problem)
const amount = optionalNumber('Geben Sie eine ganze Zahl an, oder lassen Sie das Feld leer.', { min: 0 })

const breach = { breachId: id() }
const optionalDay = typedOptionalDay()

export const openBreachSchema = z.strictObject({
  noticedAt: moment,
  description: text('Bitte beschreiben Sie, was geschehen ist.'),
  kind: z.enum(['all', 'registered', 'signed-in'], 'Bitte wählen Sie aus, wen die Panne betrifft.'),
  from: optionalDay,
  until: optionalDay,
})
/** Names of checks: lib/accountability/checks. */
export const breachOfCheckSchema = z.strictObject({
  checkId: line({ max: 60 }).refine((name) => /^[a-z0-9-]+$/.test(name), 'Diese Prüfung gibt es nicht.'),
})

export const findingSchema = z
  .strictObject({
    ...breach,
    known: wholeNumber('Diesen Stand gibt es nicht.', { min: 0 }),
    source: choice(breachSourceLabels, 'Bitte wählen Sie aus, wie es bekannt wurde.'),
    happened: optionalLine({ max: LONGEST_LINE }),
    nature: text('Bitte beschreiben Sie, was geschehen ist.'),
    confidentiality: tick,
    integrity: tick,
    availability: tick,
    personCategories: optionalLine({ max: LONGEST_LINE }),
    persons: amount,
    recordCategories: optionalLine({ max: LONGEST_LINE }),
    records: amount,
    consequences: optionalText,
    measures: optionalText,
  })
  .transform(({ confidentiality, integrity, availability, ...finding }) => ({
    ...finding,
    losses: [
      ...(confidentiality ? (['confidentiality'] as const) : []),
      ...(integrity ? (['integrity'] as const) : []),
      ...(availability ? (['availability'] as const) : []),
    ],
  }))

export const assessBreachSchema = z.strictObject({
  ...breach,
  risk: choice(breachRiskLabels, 'Bitte wählen Sie aus, wie hoch das Risiko ist.'),
  telling: choice(breachTellingLabels, 'Bitte wählen Sie aus, ob die Betroffenen benachrichtigt werden.'),
  reason: text('Bitte begründen Sie die Bewertung.'),
})

export const authorityToldSchema = z.strictObject({
  ...breach,
  phase: choice(breachPhaseLabels, 'Bitte wählen Sie aus, welche Meldung es ist.'),
  toldAt: moment,
  reference: line({ max: LONGEST_LINE }).transform((value) => value || undefined),
  delayReason: typedText({ max: LONGEST }).transform((value) => value || undefined),
})

export const breachLetterSchema = z.strictObject({
  ...breach,
  nature: text('Bitte schreiben Sie, was geschehen ist.'),
  consequences: text('Bitte schreiben Sie, was daraus folgen kann.'),
  measures: text('Bitte schreiben Sie, was getan wurde.'),
  advice: text('Bitte schreiben Sie, was die Betroffenen tun können.'),
})
export const decideLetterSchema = z.strictObject({ ...breach, letterId: id() })

export const breachRemarkSchema = z.strictObject({
  ...breach,
  kind: z.enum(['note', 'otherwise'], 'Bitte wählen Sie die Art des Vermerks aus.'),
  text: text('Bitte schreiben Sie den Vermerk.'),
})
export const closeBreachSchema = z.strictObject({
  ...breach,
  outcome: text('Bitte halten Sie Auswirkungen und Maßnahmen fest.'),
})
export const reopenBreachSchema = z.strictObject({
  ...breach,
  reason: text('Bitte schreiben Sie, warum der Fall weitergeht.'),
})
