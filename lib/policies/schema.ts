import { z } from 'zod'
import { codesOf, objectionDecisionLabels } from '../codes'
import { chosenMember, dayOfReceipt, hidden, id, revision, text, wholeNumber } from '../fields'
import { parsePeriod } from './period-text'

/** Field schemas of drafts, announcements and objections; pages and actions share them. */
const LONGEST_BODY = 100_000
/** Every member gets it by mail. */
export const LONGEST_SUMMARY = 1_000
export const LONGEST_REASON = 2_000

const reason = text({ max: LONGEST_REASON })
const requiredReason = text({ max: LONGEST_REASON, missing: 'Bitte nennen Sie den Grund.', what: 'Der Grund' })

const versionNumber = wholeNumber('Diese Fassung gibt es nicht.')

const period = text({ max: 100 }).transform((value, check) => {
  const parsed = parsePeriod(value)
  if (!parsed)
    check.addIssue('Bitte geben Sie eine Zahl mit Tagen, Wochen, Monaten oder Jahren an, zum Beispiel „4 Wochen“.')
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
  changeSummary: text({ max: LONGEST_SUMMARY, what: 'Die Zusammenfassung' }),
  body: text({ max: LONGEST_BODY }),
})

export const ofDraftSchema = z.strictObject({ number: versionNumber, revision })
export const returnDraftSchema = z.strictObject({ number: versionNumber, revision, reason: requiredReason })

export const objectionSchema = z.strictObject({ versionNumber, reason })
export const ofVersionSchema = z.strictObject({ versionNumber })

/** `weiter`: page to come back to, checked by returnPath. */
export const confirmSchema = z.strictObject({ versionNumber, weiter: hidden(2_000) })

export const letterSchema = z.strictObject({
  accountId: chosenMember,
  versionNumber,
  receivedOn: dayOfReceipt,
  reason,
})

const objectionId = id('Diesen Widerspruch gibt es nicht.')

export const withdrawalLetterSchema = z.strictObject({
  objectionId,
  receivedOn: dayOfReceipt,
  wording: text({
    max: LONGEST_REASON,
    missing: 'Bitte geben Sie den Wortlaut der Rücknahme ein.',
    what: 'Der Wortlaut',
  }),
})

export const decisionSchema = z.strictObject({
  objectionId,
  decision: z.enum(codesOf(objectionDecisionLabels), 'Bitte wählen Sie aus, wie es weitergeht.'),
  note: reason,
})

export const announceAgainSchema = z.strictObject({ accountId: id('Dieses Konto gibt es nicht.'), versionNumber })
