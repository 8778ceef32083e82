import { z } from 'zod'
import { parseDay } from '../dates'
import { subjectKeys } from '../subjects'
import { attendanceKeys, kindKeys, priceKindKeys } from './kinds'

/**
 * Fields of a publication, parsed once at the door. A draft may be incomplete: empty is always fine here, what is missing is said
 * when it is handed in (problems.ts).
 */
export const textLimits = {
  title: 120,
  summary: 400,
  body: 20_000,
  place: 100,
  venue: 200,
  duration: 100,
  targetGroup: 300,
  funding: 500,
  link: 500,
  reason: 2_000,
} as const

const longestPrice = 100_000_000

// Control, format (bidi marks, zero width) and surrogate characters have no place in one line (S-E7, S-G1).
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/u

function tooLong(limit: number): string {
  return `Bitte kürzen Sie den Text auf höchstens ${limit} Zeichen.`
}

function line(limit: number) {
  return z
    .string()
    .transform((value) => value.normalize('NFC').trim())
    .pipe(
      z
        .string()
        .max(limit, tooLong(limit))
        .refine((value) => !unprintable.test(value), 'Bitte entfernen Sie Zeilenumbrüche und unsichtbare Zeichen.'),
    )
}

function text(limit: number) {
  return z
    .string()
    .transform((value) =>
      value
        .normalize('NFC')
        .replace(/\r\n?/g, '\n')
        // Control characters but tabs and line ends break feeds and calendars.
        .replace(/(?![\t\n])[\p{Cc}\p{Cs}\ufffe\uffff]/gu, '')
        .trim(),
    )
    .pipe(z.string().max(limit, tooLong(limit)))
}

const optional = (limit: number) => line(limit).transform((value) => value || null)

const day = z.string().transform((value, check) => {
  if (value.trim() === '') return null
  const parsed = parseDay(value.trim())
  if (!parsed || parsed < '2000-01-01' || parsed > '2099-12-31')
    check.addIssue({ code: 'custom', message: 'Bitte geben Sie ein vollständiges Datum an.' })
  return parsed ?? null
})

const timeOfDay = z.string().transform((value, check) => {
  const trimmed = value.trim()
  if (trimmed === '') return null
  const match = trimmed.match(/^([01]?\d|2[0-3])[:.]([0-5]\d)(:[0-5]\d)?( ?Uhr)?$/)
  if (!match) check.addIssue({ code: 'custom', message: 'Bitte geben Sie die Uhrzeit so an: 09:30.' })
  return match ? `${match[1]?.padStart(2, '0')}:${match[2]}` : null
})

const choice = <Key extends string>(keys: readonly [Key, ...Key[]]) =>
  z
    .enum(['', ...keys] as [string, ...string[]], 'Bitte wählen Sie aus der Liste.')
    .optional()
    .transform((value) => keys.find((key) => key === value) ?? null)

/** "1.250,50" or "99" euros → cents. */
const euros = z.string().transform((value, check) => {
  const trimmed = value.replace(/[€\s]|EUR/gi, '')
  if (trimmed === '') return null
  const match = trimmed.match(/^(\d{1,3}(?:\.\d{3})+|\d{1,7})(?:,(\d{2}|-{1,2}))?$/)
  if (!match) {
    check.addIssue({ code: 'custom', message: 'Bitte geben Sie den Preis in Euro an, zum Beispiel 99 oder 99,50.' })
    return null
  }
  const cents = Number(match[1]?.replaceAll('.', '')) * 100 + (Number.parseInt(match[2] ?? '0', 10) || 0)
  if (cents > longestPrice) check.addIssue({ code: 'custom', message: 'Dieser Preis ist zu hoch.' })
  return cents
})

const link = line(textLimits.link).transform((value, check) => {
  if (value === '') return null
  const withScheme = /^[a-z]+:/i.test(value) ? value : `https://${value}`
  const url = URL.canParse(withScheme) ? new URL(withScheme) : undefined
  const isFine = url?.protocol === 'https:' && url.hostname.includes('.') && !url.username && !url.password
  if (!isFine)
    check.addIssue({
      code: 'custom',
      message: 'Bitte geben Sie eine Internetadresse an, die mit https:// beginnt.',
    })
  return isFine ? url.href : null
})

const uuid = z.uuid('Diese Veröffentlichung gibt es nicht.')
const revision = z
  .string()
  .regex(/^[1-9]\d{0,8}$/, 'Diesen Stand des Entwurfs gibt es nicht.')
  .transform(Number)

export const startSchema = z.strictObject({
  kind: z.enum(kindKeys, 'Bitte wählen Sie aus, was Sie veröffentlichen möchten.'),
})

/** The form of a draft; fields that a kind does not have are not sent. */
export const draftSchema = z.strictObject({
  /** The row that is written: a draft or a correction */
  publicationId: uuid,
  /** The publication whose page this is */
  page: uuid,
  /** For a form that is given back; the row itself knows it */
  kind: z.enum(kindKeys),
  revision,
  /** What the button wants: keep, or keep and look at. */
  next: z.enum(['speichern', 'vorschau']).default('vorschau'),
  title: line(textLimits.title),
  summary: text(textLimits.summary),
  body: text(textLimits.body),
  subject1: choice(subjectKeys),
  subject2: choice(subjectKeys),
  subject3: choice(subjectKeys),
  attendance: choice(attendanceKeys),
  place: optional(textLimits.place).default(null),
  venue: optional(textLimits.venue).default(null),
  startsOn: day.default(null),
  startsAt: timeOfDay.default(null),
  endsOn: day.default(null),
  endsAt: timeOfDay.default(null),
  duration: optional(textLimits.duration).default(null),
  priceKind: choice(priceKindKeys),
  price: euros.default(null),
  targetGroup: optional(textLimits.targetGroup).default(null),
  funding: optional(textLimits.funding).default(null),
  link: link.default(null),
  showName: z
    .literal('yes')
    .optional()
    .transform((value) => value === 'yes'),
})

export type DraftInput = z.output<typeof draftSchema>

export const ofPublicationSchema = z.strictObject({ publicationId: uuid })
export const ofRevisionSchema = z.strictObject({ publicationId: uuid, revision })
