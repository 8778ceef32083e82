import { z } from 'zod'
import { codesOf, verificationDecisionLabels } from '../codes'
import { hidden, id, text as typedText } from '../fields'
import { onward } from '../waiting'

/** Field schemas of the verification by staff (DS-07); pages and actions share them. */

const LONGEST_TEXT = 1_000

/** Sentences for what often has to be said; the member reads them as they are. */
export const verificationBlocks = {
  organisation: 'Wir haben die Organisation, die Sie angegeben haben, in öffentlichen Quellen nicht gefunden.',
  domain:
    'Ihre E-Mail-Adresse passt nicht zur Website Ihrer Organisation. Bitte tragen Sie eine dienstliche Adresse ein.',
  position: 'Bitte beschreiben Sie Ihren Aufgabenbereich genauer: Was tun Sie für Ihre Organisation?',
  name: 'Bitte geben Sie Ihren vollständigen Vornamen und Namen an.',
  twice:
    'Sie haben schon ein Konto bei uns. Bitte benutzen Sie dieses, oder schreiben Sie uns, wenn Sie sich dort nicht mehr anmelden können.',
  offer:
    'Ihr Angebot richtet sich nicht an Menschen oder Unternehmen in Thüringen. Bitte schreiben Sie uns, wenn das nicht stimmt.',
} as const

const text = (missing: string) => typedText({ max: LONGEST_TEXT, missing })

export const decideVerificationSchema = z.strictObject({
  verificationId: id(),
  decision: z.enum(codesOf(verificationDecisionLabels), 'Bitte wählen Sie aus, wie Sie entscheiden.'),
  /** Instead of an own text, or before it. */
  block: z.union([z.literal(''), z.enum(codesOf(verificationBlocks))]).optional(),
  reason: typedText({ max: LONGEST_TEXT, what: 'Die Begründung' }),
  onward,
})

/** Members of one domain, as they stood in the list. */
export const verifyDomainSchema = z.strictObject({
  domain: hidden(255)
    .regex(/^[\p{L}0-9.-]+$/u)
    .toLowerCase(),
  ids: hidden(3_700)
    .regex(/^[0-9a-f-]{36}(,[0-9a-f-]{36}){0,99}$/)
    .transform((value) => value.split(',')),
})

export const askAgainSchema = z.strictObject({
  note: text('Bitte schreiben Sie uns, was wir wissen sollen.'),
  account: id(),
})
