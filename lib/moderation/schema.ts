import { z } from 'zod'
import { appealDecisionLabels, codesOf, measureGroundLabels, reportCategoryLabels } from '../codes'
import { hidden, id, line, optionalAddress, text as typedText, wholeNumber } from '../fields'
import { onward } from '../waiting'

/** Field schemas of reports, decisions and appeals (DS-07); pages and actions share them. Limits in characters. */
export const limits = { name: 100, text: 3_000, reason: 2_000 } as const

const text = (missing: string, max: number) => typedText({ max, missing })
const name = line({ max: limits.name, what: 'Der Name' })
  .optional()
  .transform((given) => given || undefined)

/** The form "Inhalt melden" (DSA Art. 16(2)). Members are known; their form has no name and no address. */
export const reportSchema = z.strictObject({
  art: hidden(20),
  id: hidden(40),
  category: z.enum(codesOf(reportCategoryLabels), 'Wählen Sie aus, worum es geht.'),
  explanation: text('Beschreiben Sie, was nicht in Ordnung ist.', limits.text),
  name,
  email: optionalAddress,
  goodFaith: z.literal('yes', 'Bestätigen Sie, dass Ihre Angaben nach bestem Wissen stimmen.'),
})

const reason = text('Begründen Sie die Entscheidung.', limits.reason)

const ground = z.enum(codesOf(measureGroundLabels), 'Wählen Sie die Grundlage aus.')

/** Suspending has a form of its own, for admins. */
export const decideCaseSchema = z.strictObject({
  caseId: id(),
  act: z.enum(['none', 'hide', 'lock', 'move', 'warn'], 'Wählen Sie aus, was geschehen soll.'),
  ground,
  reason,
  onward,
  categoryId: z.union([z.literal('').transform(() => undefined), id()]).optional(),
})
export const suspendAuthorSchema = z.strictObject({ caseId: id(), ground, reason })

export const endMeasureSchema = z.strictObject({ measureId: id(), caseId: id(), reason })

export const appealSchema = z.strictObject({
  measureId: id(),
  text: text('Schreiben Sie, warum Sie nicht einverstanden sind.', limits.text),
})
export const enterAppealSchema = appealSchema.extend({ caseId: id() })

export const decideAppealSchema = z.strictObject({
  appealId: id(),
  caseId: id(),
  decision: z.enum(codesOf(appealDecisionLabels), 'Wählen Sie aus, wie Sie entscheiden.'),
  answer: text('Begründen Sie die Entscheidung.', limits.reason),
})

/** `reason`: what the author is to change; needed to give it back. */
export const decidePublicationSchema = z.strictObject({
  publicationId: id(),
  revision: wholeNumber('Diesen Stand gibt es nicht.', { min: 0 }),
  decision: z.enum(['publish', 'return'], 'Wählen Sie aus, wie Sie entscheiden.'),
  onward,
  reason: typedText({ max: limits.reason, what: 'Der Text' }),
})

export const reviewSettingSchema = z.strictObject({
  firstPublications: wholeNumber('Geben Sie eine Zahl von 0 bis 99 ein.', { min: 0, max: 99 }),
})
