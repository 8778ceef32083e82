import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { parseDay } from '../dates'

/** Field schemas of breach cases. Times are wall clock in Berlin, "2026-11-22T14:05". */
const text = (missing: string) =>
  z
    .string()
    .transform((value) => value.normalize('NFC').replace(/\r\n?/g, '\n').trim())
    .pipe(z.string().min(1, missing).max(4_000, 'Bitte kürzen Sie den Text auf höchstens 4.000 Zeichen.'))

const moment = z.string().transform((value, check) => {
  try {
    return new Date(Temporal.PlainDateTime.from(value).toZonedDateTime('Europe/Berlin').epochMilliseconds)
  } catch {
    check.addIssue({ code: 'custom', message: 'Bitte geben Sie Tag und Uhrzeit an.' })
    return z.NEVER
  }
})

const optionalDay = z.string().transform((value) => parseDay(value.trim()))

export const openBreachSchema = z.strictObject({
  noticedAt: moment,
  description: text('Bitte beschreiben Sie, was geschehen ist.'),
  kind: z.enum(['all', 'registered', 'signed-in'], 'Bitte wählen Sie aus, wen es betrifft.'),
  from: optionalDay,
  until: optionalDay,
})
export const authorityToldSchema = z.strictObject({
  breachId: z.uuid(),
  toldAt: moment,
  delayReason: z.string().transform((value) => value.normalize('NFC').trim() || undefined),
})
export const closeBreachSchema = z.strictObject({
  breachId: z.uuid(),
  outcome: text('Bitte halten Sie Auswirkungen und Maßnahmen fest.'),
})
