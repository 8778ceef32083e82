import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { type CalendarDay, PORTAL_TIME_ZONE, parseDay } from './dates'
import { formatNumber } from './text'
import { readAddress } from './typed-address'
import { readLine, readText, stackedMarks } from './typed-text'

/**
 * The one reading of what people type (S-E7, S-G1): what is invisible is repaired without a word (typed-text.ts), what is wrong is
 * refused in words that help to find it. Lengths count code points. `missing` makes a field mandatory; without it, empty is ''.
 */
type Limits = { max: number; missing?: string; what?: string }

/** One line: names of things, subjects, places. */
export const line = (limits: Limits) => typed(readLine, limits)

/** Several lines, with `\n` at their ends. */
export const text = (limits: Limits) => typed(readText, limits)

/** A line that may be left out: null where it is empty. */
export const optionalLine = (limits: Limits) => line(limits).transform((value) => value || null)

/** The name of a person: at least one letter, and nothing that a mail program would turn into a link. */
export function name({ max, missing, what = 'Der Name' }: Limits) {
  return line({ max, missing, what }).superRefine((value, context) => {
    if (value === '') return
    const link = value.match(/:\/\/|www\.|@/i)?.[0]
    if (link) context.addIssue(`${what} darf keine Internet- oder E-Mail-Adresse enthalten. Entfernen Sie „${link}“.`)
    else if (!/\p{L}/u.test(value)) context.addIssue(`${what} muss mindestens einen Buchstaben enthalten.`)
  })
}

/** An e-mail address in the one spelling under which it is stored (typed-address.ts). */
export function address({ missing = 'Geben Sie Ihre E-Mail-Adresse ein.' } = {}) {
  return z.string(missing).transform((raw, context) => {
    const read = readAddress(raw)
    if ('email' in read) return read.email
    return refuse(context, raw, isBlank(raw) ? missing : read.problem)
  })
}

/** An e-mail address that may be left out: undefined where it is empty. */
export const optionalAddress = z
  .string()
  .optional()
  .transform((raw, context) => {
    if (isBlank(raw ?? '')) return undefined
    const read = readAddress(raw ?? '')
    return 'email' in read ? read.email : refuse(context, raw, read.problem)
  })

/** A calendar day, "2026-11-30" or "30.11.2026". */
export function day(problem = notADay) {
  return z.string().transform((raw, context) => readDay(raw) ?? refuse(context, raw, problem))
}

/** A calendar day that may be left out: undefined where it is empty. */
export function optionalDay(problem = notADay) {
  return z.string().transform((raw, context) => {
    if (readLine(raw) === '') return undefined
    return readDay(raw) ?? refuse(context, raw, problem)
  })
}

const notADay = 'Geben Sie ein vollständiges Datum an, zum Beispiel 24.12.2026.'

function readDay(raw: string): CalendarDay | undefined {
  const german = readLine(raw).match(/^(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})$/)
  return parseDay(
    german ? [german[3], german[2]?.padStart(2, '0'), german[1]?.padStart(2, '0')].join('-') : readLine(raw),
  )
}

/** Wall clock in Berlin, "2026-11-30T14:05", as an instant. */
export const moment = z.string().transform((raw, context) => {
  try {
    return new Date(Temporal.PlainDateTime.from(readLine(raw)).toZonedDateTime(PORTAL_TIME_ZONE).epochMilliseconds)
  } catch {
    return refuse(context, raw, 'Geben Sie Tag und Uhrzeit an.')
  }
})

/** "09:30", "9.30 Uhr" → "09:30"; null where it is empty. */
export const timeOfDay = z.string().transform((raw, context) => {
  const typedTime = readLine(raw)
  if (typedTime === '') return null
  const match = typedTime.match(/^([01]?\d|2[0-3])[:.]([0-5]\d)(:[0-5]\d)?( ?Uhr)?$/)
  return match
    ? `${match[1]?.padStart(2, '0')}:${match[2]}`
    : refuse(context, raw, 'Geben Sie die Uhrzeit so an: 09:30.')
})

const HIGHEST_PRICE = 100_000_000

/** "1.250,50" or "99" euros → cents; null where it is empty. */
export const euros = z.string().transform((raw, context) => {
  const amount = readLine(raw).replace(/[€\s]|EUR/gi, '')
  if (amount === '') return null
  const match = amount.match(/^(\d{1,3}(?:\.\d{3})+|\d{1,7})(?:,(\d{2}|-{1,2}))?$/)
  if (!match) return refuse(context, raw, 'Geben Sie den Preis in Euro an, zum Beispiel 99 oder 99,50.')
  const cents = Number(match[1]?.replaceAll('.', '')) * 100 + (Number.parseInt(match[2] ?? '0', 10) || 0)
  return cents > HIGHEST_PRICE ? refuse(context, raw, 'Dieser Preis ist zu hoch.') : cents
})

/** A whole number without a sign, at most `max`; the words say what it stands for. */
export function wholeNumber(problem: string, { min = 1, max = 999_999_999 } = {}) {
  return z.string(problem).transform((raw, context) => {
    const digits = readLine(raw)
    const value = /^\d{1,9}$/.test(digits) ? Number(digits) : Number.NaN
    return value >= min && value <= max ? value : refuse(context, raw, problem)
  })
}

/** The same that may be left out: null where it is empty. */
export function optionalNumber(problem: string, { min = 1, max = 999_999_999 } = {}) {
  return z.string(problem).transform((raw, context) => {
    const digits = readLine(raw)
    if (digits === '') return null
    const value = /^\d{1,9}$/.test(digits) ? Number(digits) : Number.NaN
    return value >= min && value <= max ? value : refuse(context, raw, problem)
  })
}

/** An address of the web, with a host that has a dot and without a user; "beispiel.de" gets https. Null where it is empty. */
export function link({ max, problem, schemes = ['https:'] }: { max: number; problem: string; schemes?: string[] }) {
  return line({ max }).transform((value, context) => {
    if (value === '') return null
    const url = URL.parse(/^[a-z]+:/i.test(value) ? value : `https://${value}`)
    const isFine = url && schemes.includes(url.protocol) && url.hostname.includes('.') && !url.username && !url.password
    return isFine ? url.href : refuse(context, value, problem)
  })
}

/** The id of a row. Whoever sees the words has an address or a form that is out of date. */
export const id = (problem = 'Das gibt es nicht mehr.') => z.string(problem).regex(uuid, problem).toLowerCase()

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** The shape of an id, as it stands in an address or as people paste it. */
export function isUuid(value: string | undefined): value is string {
  return value !== undefined && uuid.test(value)
}

/** A box that is ticked or not. */
export const tick = z
  .literal('yes')
  .optional()
  .transform((value) => value === 'yes')

/** What a form carries for the portal itself (places to go, states of a page); the verb judges it. */
export const hidden = (max: number) => z.string().max(max)

/** Whom staff chose in a form, and the day on which a letter came. */
export const chosenMember = id('Bitte wählen Sie ein Mitglied aus.')
export const dayOfReceipt = day('Bitte geben Sie den Tag des Eingangs als vollständiges Datum an.')

/** Of a draft: a form says which one it shows. */
export const revision = wholeNumber('Diesen Stand des Entwurfs gibt es nicht.')

/** A secret, taken as it was typed: nothing of it is repaired. */
export function secret({ max, missing = '' }: { max: number; missing?: string }) {
  return z
    .string(missing)
    .min(missing ? 1 : 0, missing)
    .max(max, 'Das Passwort ist zu lang.')
}

/** Nothing that can be seen; looks no further than an entry may be long. */
function isBlank(raw: string): boolean {
  return readLine(raw.slice(0, 1_000)) === ''
}

function typed(read: (raw: string) => string, { max, missing, what = 'Der Text' }: Limits) {
  return z
    .string(missing)
    .transform(read)
    .superRefine((value, context) => {
      const length = [...value].length
      const stack = stackedMarks(value)
      if (value === '' && missing) context.addIssue(missing)
      else if (length > max)
        context.addIssue(
          `${what} darf höchstens ${formatNumber(max)} Zeichen lang sein, jetzt sind es ${formatNumber(length)}.`,
        )
      else if (stack) context.addIssue(`${what} enthält bei „${stack}“ zu viele Akzente übereinander.`)
    })
}

function refuse(context: z.RefinementCtx, input: unknown, message: string): never {
  context.issues.push({ code: 'custom', input, message })
  return z.NEVER
}
