import { z } from 'zod'
import { codesOf, extensionGroundLabels, identityWayLabels, refusalGroundLabels, requestKindLabels } from '../codes'
import { dayOfReceipt, id, name, optionalAddress, text, tick } from '../fields'

/** Field schemas of requests by people without an account. Limits in characters. */
const LONGEST_NOTE = 1_000
const LONGEST_ANSWER = 10_000
const outsideId = id()
const ground = z
  .union([z.literal(''), z.enum(codesOf(refusalGroundLabels))], 'Bitte wählen Sie einen Rechtsgrund aus.')
  .transform((given) => given || undefined)
const note = text({ max: LONGEST_NOTE })
const optionalNote = note.transform((given) => given || undefined)

export const openOutsideSchema = z.strictObject({
  kind: z.enum(codesOf(requestKindLabels), 'Bitte wählen Sie aus, was die Person verlangt.'),
  name: name({ max: 200, missing: 'Bitte geben Sie den Namen an.' }),
  email: optionalAddress,
  address: optionalNote,
  receivedOn: dayOfReceipt,
  note: optionalNote,
})
export const answerOutsideSchema = z.strictObject({
  outsideId,
  way: z.union([z.literal(''), z.enum(codesOf(identityWayLabels))]).transform((given) => given || undefined),
  identityNote: optionalNote,
  answer: text({ max: LONGEST_ANSWER, missing: 'Bitte schreiben Sie eine Antwort.', what: 'Die Antwort' }),
  ground,
  refusedReason: optionalNote,
  byLetter: tick,
})
export const extendOutsideSchema = z.strictObject({
  outsideId,
  ground: z.enum(codesOf(extensionGroundLabels), 'Bitte wählen Sie aus, was mehr Zeit braucht.'),
  reason: text({ max: LONGEST_NOTE, missing: 'Bitte erklären Sie, was mehr Zeit braucht.' }),
  byLetter: tick,
})
export const closeOutsideSchema = z.strictObject({
  outsideId,
  outcome: z.enum(['withdrawn', 'refused'], 'Bitte wählen Sie aus, wie das Anliegen endet.'),
  ground,
  reason: text({ max: LONGEST_NOTE, missing: 'Bitte nennen Sie die Gründe.' }),
  byLetter: tick,
})
export const ofOutsideSchema = z.strictObject({ outsideId })
