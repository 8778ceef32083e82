import { z } from 'zod'

/** Field schemas of the verification by staff (DS-07); pages and actions share them. */
export const verificationDecisions = ['verified', 'asked', 'refused'] as const
export type VerificationDecision = (typeof verificationDecisions)[number]

const LONGEST_TEXT = 1_000

const text = (missing: string) =>
  z
    .string(missing)
    .transform((given) => given.normalize('NFC').replace(/\r\n?/g, '\n').trim())
    .pipe(
      z
        .string()
        .min(1, missing)
        .max(LONGEST_TEXT, `Bitte kürzen Sie den Text auf höchstens ${LONGEST_TEXT.toLocaleString('de-DE')} Zeichen.`),
    )

export const decideVerificationSchema = z.strictObject({
  verificationId: z.uuid(),
  decision: z.enum(verificationDecisions, 'Bitte wählen Sie aus, wie Sie entscheiden.'),
  reason: text('Bitte schreiben Sie dem Mitglied, warum Sie so entscheiden.'),
})

export const askAgainSchema = z.strictObject({
  note: text('Bitte schreiben Sie uns, was wir wissen sollen.'),
  account: z.uuid(),
})
