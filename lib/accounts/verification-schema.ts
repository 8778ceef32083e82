import { z } from 'zod'
import { codesOf, verificationDecisionLabels } from '../codes'
import { id, text as typedText } from '../fields'

/** Field schemas of the verification by staff (DS-07); pages and actions share them. */

const LONGEST_TEXT = 1_000

const text = (missing: string) => typedText({ max: LONGEST_TEXT, missing })

export const decideVerificationSchema = z.strictObject({
  verificationId: id(),
  decision: z.enum(codesOf(verificationDecisionLabels), 'Bitte wählen Sie aus, wie Sie entscheiden.'),
  reason: text('Bitte schreiben Sie dem Mitglied, warum Sie so entscheiden.'),
})

export const askAgainSchema = z.strictObject({
  note: text('Bitte schreiben Sie uns, was wir wissen sollen.'),
  account: id(),
})
