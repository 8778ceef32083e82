import { z } from 'zod'
import {
  codesOf,
  extensionGroundLabels,
  identityWayLabels,
  refusalGroundLabels,
  requestKindLabels,
  restrictionGroundLabels,
} from '../codes'
import { chosenMember, dayOfReceipt, id, optionalDay, text, tick } from '../fields'

/** Field schemas of requests; pages and actions share them. Limits in characters. */
const LONGEST_NOTE = 1_000
const LONGEST_ANSWER = 10_000

export const requestId = id('Diesen Vorgang gibt es nicht.')

export const openRequestSchema = z.strictObject({
  kind: z.enum(codesOf(requestKindLabels), 'Bitte wählen Sie aus, worum es geht.').default('erasure'),
  accountId: chosenMember,
  receivedOn: dayOfReceipt,
  note: text({ max: LONGEST_NOTE, what: 'Der Vermerk' }),
})

const optionalGround = z
  .union([z.literal(''), z.enum(codesOf(refusalGroundLabels))], 'Bitte wählen Sie den Rechtsgrund aus.')
  .transform((ground) => ground || undefined)

export const closeRequestSchema = z.strictObject({
  requestId,
  outcome: z.enum(['withdrawn', 'refused'], 'Bitte wählen Sie aus, wie der Vorgang endet.'),
  ground: optionalGround,
  reason: text({ max: LONGEST_NOTE, missing: 'Bitte nennen Sie den Grund.', what: 'Der Grund' }),
  byLetter: tick,
})

export const proveIdentitySchema = z.strictObject({
  requestId,
  way: z.enum(codesOf(identityWayLabels), 'Bitte wählen Sie aus, wie Sie die Identität geprüft haben.'),
  proof: text({ max: LONGEST_NOTE, missing: 'Bitte beschreiben Sie, was Sie geprüft haben.', what: 'Der Vermerk' }),
})
export const decideIdentitySchema = z.strictObject({ requestId, proofId: id() })

export const extendRequestSchema = z.strictObject({
  requestId,
  extensionGround: z.enum(codesOf(extensionGroundLabels), 'Bitte wählen Sie aus, warum wir mehr Zeit brauchen.'),
  byLetter: tick,
  extensionReason: text({
    max: LONGEST_NOTE,
    missing: 'Bitte erklären Sie, warum wir mehr Zeit brauchen.',
    what: 'Die Erklärung',
  }),
})

export const answerRequestSchema = z.strictObject({
  requestId,
  answer: text({ max: LONGEST_ANSWER, missing: 'Bitte schreiben Sie die Antwort.', what: 'Die Antwort' }),
  ground: optionalGround,
  refusedReason: text({ max: LONGEST_NOTE }),
  byLetter: tick,
})

const told = text({ max: LONGEST_NOTE, missing: 'Bitte schreiben Sie, was die Person dazu erfahren soll.' })

export const restrictSchema = z.strictObject({
  requestId,
  ground: z.enum(codesOf(restrictionGroundLabels), 'Bitte wählen Sie den Anlass aus.'),
  restrictionReason: told,
})

const restrictedAccount = id('Dieses Konto gibt es nicht.')

export const announceLiftSchema = z.strictObject({
  accountId: restrictedAccount,
  liftReason: told,
  toldByLetterOn: optionalDay('Bitte geben Sie den Tag des Briefs als vollständiges Datum an.'),
})

export const ofRestrictedSchema = z.strictObject({ accountId: restrictedAccount })
