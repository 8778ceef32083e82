import { z } from 'zod'
import { parseDay } from '../dates'
import { parsePeriod } from './period-text'

/** Field schemas of drafts, announcements and objections; pages and actions share them. */
const LONGEST_BODY = 100_000
/** Every member gets it by mail. */
export const LONGEST_SUMMARY = 1_000
export const LONGEST_REASON = 2_000

const text = z.string().transform((value) => value.normalize('NFC').replace(/\r\n?/g, '\n').trim())
const reason = text.pipe(
  z.string().max(LONGEST_REASON, `Bitte kürzen Sie den Text auf höchstens ${LONGEST_REASON} Zeichen.`),
)
const requiredReason = reason.pipe(z.string().min(1, 'Bitte nennen Sie den Grund.'))

const wholeNumber = (message: string) =>
  z
    .string()
    .regex(/^[1-9]\d{0,8}$/, message)
    .transform(Number)
const versionNumber = wholeNumber('Diese Fassung gibt es nicht.')
const revision = wholeNumber('Diesen Stand des Entwurfs gibt es nicht.')

const period = z.string().transform((value, check) => {
  const parsed = parsePeriod(value)
  if (!parsed)
    check.addIssue({
      code: 'custom',
      message: 'Bitte geben Sie eine Zahl mit Tagen, Wochen, Monaten oder Jahren an, zum Beispiel „4 Wochen“.',
    })
  return parsed ?? ''
})

export const draftSchema = z.strictObject({
  /** `preview`: show what it would become, store nothing. */
  intent: z.literal('preview').optional(),
  number: versionNumber,
  revision,
  inactivityPeriod: period,
  responsePeriod: period,
  objectionPeriod: period,
  accessLogPeriod: period,
  changeSummary: text.pipe(
    z.string().max(LONGEST_SUMMARY, `Bitte kürzen Sie die Zusammenfassung auf höchstens ${LONGEST_SUMMARY} Zeichen.`),
  ),
  body: text.pipe(z.string().max(LONGEST_BODY, `Bitte kürzen Sie den Text auf höchstens ${LONGEST_BODY} Zeichen.`)),
})

export const ofDraftSchema = z.strictObject({ number: versionNumber, revision })
export const returnDraftSchema = z.strictObject({ number: versionNumber, revision, reason: requiredReason })

export const objectionSchema = z.strictObject({ versionNumber, reason })
export const ofVersionSchema = z.strictObject({ versionNumber })

/** `weiter`: page to come back to, checked by returnPath. */
export const confirmSchema = z.strictObject({ versionNumber, weiter: z.string().max(2_000) })

const receivedOn = z.string().transform((value, check) => {
  const day = parseDay(value.trim())
  if (!day)
    check.addIssue({ code: 'custom', message: 'Bitte geben Sie den Tag des Eingangs als vollständiges Datum an.' })
  return day ?? ''
})

export const letterSchema = z.strictObject({
  accountId: z.uuid('Bitte wählen Sie ein Mitglied aus.'),
  versionNumber,
  receivedOn,
  reason,
})

const objectionId = z.uuid('Diesen Widerspruch gibt es nicht.')

export const withdrawalLetterSchema = z.strictObject({
  objectionId,
  receivedOn,
  wording: reason.pipe(z.string().min(1, 'Bitte geben Sie den Wortlaut der Rücknahme ein.')),
})

export const decisions = ['keep', 'talk', 'offer-erasure'] as const
export type Decision = (typeof decisions)[number]

export const decisionSchema = z.strictObject({
  objectionId,
  decision: z.enum(decisions, 'Bitte wählen Sie aus, wie es weitergeht.'),
  note: reason,
})

export const announceAgainSchema = z.strictObject({ accountId: z.uuid('Dieses Konto gibt es nicht.'), versionNumber })
