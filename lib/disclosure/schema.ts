import { z } from 'zod'
import { parseDay } from '../dates'
import { disclosureScopes } from './scope'

/** Field schemas of holds, suspensions and disclosures; pages and actions share them. */
const LONGEST_LINE = 200
const LONGEST_REASON = 1_000

const line = (missing: string) =>
  z
    .string()
    .transform((text) => text.normalize('NFC').replace(/\s+/g, ' ').trim())
    .pipe(
      z
        .string()
        .min(1, missing)
        .max(LONGEST_LINE, `Bitte kürzen Sie die Angabe auf höchstens ${LONGEST_LINE} Zeichen.`),
    )

const reason = z
  .string()
  .transform((text) => text.normalize('NFC').replace(/\r\n?/g, '\n').trim())
  .pipe(
    z
      .string()
      .min(1, 'Bitte nennen Sie den Grund.')
      .max(LONGEST_REASON, `Bitte kürzen Sie den Grund auf höchstens ${LONGEST_REASON} Zeichen.`),
  )

const day = z.string().transform((text, check) => {
  const found = parseDay(text.trim())
  if (!found) check.addIssue({ code: 'custom', message: 'Bitte geben Sie ein vollständiges Datum an.' })
  return found ?? ''
})

const accountId = z.uuid('Dieses Konto gibt es nicht.')

export const suspensionSchema = z.strictObject({ accountId, reason })
export const placeHoldSchema = z.strictObject({ accountId, reason, reviewOn: day })
export const liftHoldSchema = z.strictObject({ accountId, reason })
export const decideHoldSchema = z.strictObject({
  accountId,
  requestId: z.uuid(),
  decision: z.enum(['released', 'rejected'], 'Bitte wählen Sie aus.'),
})

const ticked = z.literal('yes').optional()
const scopeFields = Object.fromEntries(disclosureScopes.map((scope) => [`scope-${scope}`, ticked])) as Record<
  `scope-${(typeof disclosureScopes)[number]}`,
  typeof ticked
>

export const disclosureSchema = z.strictObject({
  authority: line('Bitte nennen Sie die Behörde, die die Daten bekommt.'),
  court: line('Bitte nennen Sie das Gericht, das die Herausgabe angeordnet hat.'),
  fileNumber: line('Bitte nennen Sie das Aktenzeichen.'),
  orderedOn: day,
  legalBasis: line('Bitte nennen Sie die Rechtsgrundlage, auf die sich die Anordnung stützt.'),
  sought: line('Bitte geben Sie die E-Mail-Adresse oder die Nummer des Kontos an, die in der Anordnung steht.'),
  ...scopeFields,
})

export const disclosureId = z.uuid('Diese Herausgabe gibt es nicht.')
export const ofDisclosure = z.strictObject({ disclosureId })
export const rejectDisclosureSchema = z.strictObject({ disclosureId, reason })
export const handOverSchema = z.strictObject({
  disclosureId,
  handedOverTo: line('Bitte nennen Sie, wer die Daten bekommen hat.'),
  handedOverOn: day,
})
export const tellFromSchema = z.strictObject({
  disclosureId,
  tellFrom: z.union([z.literal('').transform(() => undefined), day]),
})
