import { z } from 'zod'
import { emailField } from '../accounts/schema'
import { grounds, type ReportCategory, reportCategories } from './words'

/** Field schemas of reports, decisions and appeals (DS-07); pages and actions share them. Limits in characters. */
export const limits = { name: 100, text: 3_000, reason: 2_000 } as const

// Nothing that could end a line of a mail header or hide in it (S-G1).
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/u
const unprintableInText = /[^\P{Cc}\n\t]|[\p{Cs}\p{Co}]/u

function text(missing: string, longest: number) {
  return z
    .string(missing)
    .transform((given) => given.normalize('NFC').replace(/\r\n?/g, '\n').trim())
    .pipe(
      z
        .string()
        .min(1, missing)
        .refine((given) => [...given].length <= longest, `Kürzen Sie auf höchstens ${longest} Zeichen.`)
        .refine((given) => !unprintableInText.test(given), 'Entfernen Sie Steuerzeichen aus dem Text.'),
    )
}

const name = z
  .string()
  .optional()
  .transform((given) => given?.normalize('NFC').trim() || undefined)
  .refine((given) => !given || [...given].length <= limits.name, `Kürzen Sie auf höchstens ${limits.name} Zeichen.`)
  .refine((given) => !given || !unprintable.test(given), 'Entfernen Sie Zeilenumbrüche und unsichtbare Zeichen.')

const optionalEmail = z
  .string()
  .optional()
  .transform((raw, context) => {
    if (!raw?.trim()) return undefined
    const parsed = emailField.safeParse(raw)
    if (parsed.success) return parsed.data
    context.addIssue({ code: 'custom', input: raw, message: parsed.error.issues[0]?.message })
    return z.NEVER
  })

const categories = Object.keys(reportCategories) as [ReportCategory, ...ReportCategory[]]

/** The form "Inhalt melden" (DSA Art. 16(2)). Members are known; their form has no name and no address. */
export const reportSchema = z.strictObject({
  art: z.string(),
  id: z.string(),
  category: z.enum(categories, 'Wählen Sie aus, worum es geht.'),
  explanation: text('Beschreiben Sie, was nicht in Ordnung ist.', limits.text),
  name,
  email: optionalEmail,
  goodFaith: z.literal('yes', 'Bestätigen Sie, dass Ihre Angaben nach bestem Wissen stimmen.'),
})

const reason = text('Begründen Sie die Entscheidung.', limits.reason)
export const takeCaseSchema = z.strictObject({ caseId: z.uuid(), take: z.enum(['yes', 'no']) })

const ground = z.enum(grounds, 'Wählen Sie die Grundlage aus.')

/** Suspending has a form of its own, for admins. */
export const decideCaseSchema = z.strictObject({
  caseId: z.uuid(),
  act: z.enum(['none', 'hide', 'lock', 'move', 'warn'], 'Wählen Sie aus, was geschehen soll.'),
  ground,
  reason,
  categoryId: z.union([z.literal('').transform(() => undefined), z.uuid()]).optional(),
})
export const suspendAuthorSchema = z.strictObject({ caseId: z.uuid(), ground, reason })

export const endMeasureSchema = z.strictObject({ measureId: z.uuid(), caseId: z.uuid(), reason })

export const appealSchema = z.strictObject({
  measureId: z.uuid(),
  text: text('Schreiben Sie, warum Sie nicht einverstanden sind.', limits.text),
})
export const enterAppealSchema = appealSchema.extend({ caseId: z.uuid() })

export const decideAppealSchema = z.strictObject({
  appealId: z.uuid(),
  caseId: z.uuid(),
  decision: z.enum(['upheld', 'rejected'], 'Wählen Sie aus, wie Sie entscheiden.'),
  answer: text('Begründen Sie die Entscheidung.', limits.reason),
})

/** `reason`: what the author is to change; needed to give it back. */
export const decidePublicationSchema = z.strictObject({
  publicationId: z.uuid(),
  revision: z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number),
  decision: z.enum(['publish', 'return'], 'Wählen Sie aus, wie Sie entscheiden.'),
  reason: z
    .string()
    .transform((given) => given.normalize('NFC').replace(/\r\n?/g, '\n').trim())
    .refine((given) => [...given].length <= limits.reason, `Kürzen Sie auf höchstens ${limits.reason} Zeichen.`),
})

export const reviewSettingSchema = z.strictObject({
  firstPublications: z
    .string()
    .regex(/^\s*\d{1,2}\s*$/, 'Geben Sie eine Zahl von 0 bis 99 ein.')
    .transform(Number),
})
