import { z } from 'zod'
import { id, moment, optionalDay as typedDay, text as typedText } from '../fields'

/** Field schemas of breach cases. Times are wall clock in Berlin, "2026-11-22T14:05". */
const LONGEST = 4_000
const text = (missing: string) => typedText({ max: LONGEST, missing })

const optionalDay = typedDay()

export const openBreachSchema = z.strictObject({
  noticedAt: moment,
  description: text('Bitte beschreiben Sie, was geschehen ist.'),
  kind: z.enum(['all', 'registered', 'signed-in'], 'Bitte wählen Sie aus, wen die Panne betrifft.'),
  from: optionalDay,
  until: optionalDay,
})
export const authorityToldSchema = z.strictObject({
  breachId: id(),
  toldAt: moment,
  delayReason: typedText({ max: LONGEST }).transform((value) => value || undefined),
})
export const closeBreachSchema = z.strictObject({
  breachId: id(),
  outcome: text('Bitte halten Sie Auswirkungen und Maßnahmen fest.'),
})
