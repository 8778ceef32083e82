import { z } from 'zod'
import { parseDay } from '../dates'
import { requestKinds } from './kinds'
import { restrictionGrounds } from './restriction-grounds'

/** Field schemas of requests; pages and actions share them. */
const LONGEST_NOTE = 1_000
const LONGEST_REASON = 1_000
const LONGEST_ANSWER = 10_000

const freeText = z.string().transform((text) => text.normalize('NFC').replace(/\r\n?/g, '\n').trim())

export const requestId = z.uuid('Diesen Vorgang gibt es nicht.')

export const openRequestSchema = z.strictObject({
  kind: z.enum(requestKinds, 'Bitte wählen Sie aus, worum es geht.').default('erasure'),
  accountId: z.uuid('Bitte wählen Sie ein Mitglied aus.'),
  receivedOn: z.string().transform((text, check) => {
    const day = parseDay(text.trim())
    if (!day)
      check.addIssue({ code: 'custom', message: 'Bitte geben Sie den Tag des Eingangs als vollständiges Datum an.' })
    return day ?? ''
  }),
  note: freeText.pipe(
    z.string().max(LONGEST_NOTE, `Bitte kürzen Sie den Vermerk auf höchstens ${LONGEST_NOTE} Zeichen.`),
  ),
})

export const closeRequestSchema = z.strictObject({
  requestId,
  outcome: z.enum(['withdrawn', 'refused'], 'Bitte wählen Sie aus, wie der Vorgang endet.'),
  reason: freeText.pipe(
    z
      .string()
      .min(1, 'Bitte nennen Sie den Grund.')
      .max(LONGEST_REASON, `Bitte kürzen Sie den Grund auf höchstens ${LONGEST_REASON} Zeichen.`),
  ),
})

export const extendRequestSchema = z.strictObject({
  requestId,
  extensionReason: freeText.pipe(
    z
      .string()
      .min(1, 'Bitte erklären Sie, warum wir mehr Zeit brauchen.')
      .max(LONGEST_REASON, `Bitte kürzen Sie die Erklärung auf höchstens ${LONGEST_REASON} Zeichen.`),
  ),
})

export const answerRequestSchema = z.strictObject({
  requestId,
  answer: freeText.pipe(
    z
      .string()
      .min(1, 'Bitte schreiben Sie die Antwort.')
      .max(LONGEST_ANSWER, `Bitte kürzen Sie die Antwort auf höchstens ${LONGEST_ANSWER} Zeichen.`),
  ),
})

const told = freeText.pipe(
  z
    .string()
    .min(1, 'Bitte schreiben Sie, was die Person dazu erfahren soll.')
    .max(LONGEST_REASON, `Bitte kürzen Sie den Text auf höchstens ${LONGEST_REASON} Zeichen.`),
)

export const restrictSchema = z.strictObject({
  requestId,
  ground: z.enum(restrictionGrounds, 'Bitte wählen Sie den Anlass aus.'),
  restrictionReason: told,
})

const restrictedAccount = z.uuid('Dieses Konto gibt es nicht.')

export const announceLiftSchema = z.strictObject({
  accountId: restrictedAccount,
  liftReason: told,
  toldByLetterOn: z.string().transform((text, check) => {
    const day = text.trim() === '' ? undefined : parseDay(text.trim())
    if (text.trim() !== '' && !day)
      check.addIssue({ code: 'custom', message: 'Bitte geben Sie den Tag des Briefs als vollständiges Datum an.' })
    return day
  }),
})

export const ofRestrictedSchema = z.strictObject({ accountId: restrictedAccount })
