import { z } from 'zod'
import { codesOf, type DisclosureScope, disclosureScopeLabels, releaseDecisionLabels } from '../codes'
import { id, optionalDay, text, day as typedDay, line as typedLine } from '../fields'

/** Field schemas of holds, suspensions and disclosures; pages and actions share them. */
const LONGEST_LINE = 200
const LONGEST_REASON = 1_000

const line = (missing: string) => typedLine({ max: LONGEST_LINE, missing, what: 'Die Angabe' })
const reason = text({ max: LONGEST_REASON, missing: 'Bitte nennen Sie den Grund.', what: 'Der Grund' })
const day = typedDay()
const accountId = id('Dieses Konto gibt es nicht.')

export const suspensionSchema = z.strictObject({ accountId, reason })
export const placeHoldSchema = z.strictObject({ accountId, reason, reviewOn: day })
export const liftHoldSchema = z.strictObject({ accountId, reason })
export const decideHoldSchema = z.strictObject({
  accountId,
  requestId: id(),
  decision: z.enum(codesOf(releaseDecisionLabels), 'Bitte wählen Sie aus.'),
})

const ticked = z.literal('yes').optional()
const scopeFields = Object.fromEntries(
  codesOf(disclosureScopeLabels).map((scope) => [`scope-${scope}`, ticked]),
) as Record<`scope-${DisclosureScope}`, typeof ticked>

export const disclosureSchema = z.strictObject({
  authority: line('Bitte nennen Sie die Behörde, die die Daten bekommt.'),
  court: line('Bitte nennen Sie das Gericht, das die Herausgabe angeordnet hat.'),
  fileNumber: line('Bitte nennen Sie das Aktenzeichen.'),
  orderedOn: day,
  legalBasis: line('Bitte nennen Sie die Rechtsgrundlage, auf die sich die Anordnung stützt.'),
  sought: line('Bitte geben Sie die E-Mail-Adresse oder die Nummer des Kontos an, die in der Anordnung steht.'),
  ...scopeFields,
})

export const disclosureId = id('Diese Herausgabe gibt es nicht.')
export const ofDisclosure = z.strictObject({ disclosureId })
export const rejectDisclosureSchema = z.strictObject({ disclosureId, reason })
export const handOverSchema = z.strictObject({
  disclosureId,
  handedOverTo: line('Bitte nennen Sie, wer die Daten bekommen hat.'),
  handedOverOn: day,
})
export const tellFromSchema = z.strictObject({
  disclosureId,
  tellFrom: optionalDay(),
})
