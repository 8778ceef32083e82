import { z } from 'zod'
import { lengths } from './limits'

/** Fields of the forum. Texts are NFC and trimmed. */

// Nothing invisible that could imitate another text or end a line of a header (S-G1).
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/u
const unprintableInText = /[^\P{Cc}\n\t]|[\p{Cs}\p{Co}]/u

const tidy = (text: string) => text.normalize('NFC').trim()

function line(missing: string, longest: number) {
  return z
    .string(missing)
    .transform(tidy)
    .refine((text) => text !== '', { error: missing, abort: true })
    .refine((text) => [...text].length <= longest, `Kürzen Sie auf höchstens ${longest} Zeichen.`)
    .refine((text) => !unprintable.test(text), 'Entfernen Sie Zeilenumbrüche und unsichtbare Zeichen.')
}

const longestBody = lengths.body.toLocaleString('de-DE')
const body = z
  .string('Schreiben Sie Ihren Beitrag.')
  .transform((text) => tidy(text.replaceAll('\r\n', '\n')))
  .refine((text) => text !== '', { error: 'Schreiben Sie Ihren Beitrag.', abort: true })
  .refine((text) => [...text].length <= lengths.body, `Kürzen Sie auf höchstens ${longestBody} Zeichen.`)
  .refine((text) => !unprintableInText.test(text), 'Entfernen Sie Steuerzeichen aus dem Text.')
const title = line('Geben Sie einen Titel ein.', lengths.title)
const tick = z
  .literal('yes')
  .optional()
  .transform((value) => value === 'yes')
/** Which of the two buttons was pressed. */
const intent = z.literal('preview').optional()

export const newTopicSchema = z.strictObject({
  categoryId: z.uuid('Wählen Sie eine Kategorie.'),
  title,
  body,
  subscribe: tick,
  intent,
})
export const replySchema = z.strictObject({
  topicId: z.uuid(),
  body,
  quotedPostId: z.uuid().optional(),
  subscribe: tick,
  intent,
})
export const editSchema = z.strictObject({ postId: z.uuid(), title: title.optional(), body, intent })
export const postSchema = z.strictObject({ postId: z.uuid() })
export const subscriptionSchema = z.strictObject({
  kind: z.enum(['topic', 'category']),
  id: z.uuid(),
  wanted: z.enum(['yes', 'no']),
})
export const mailChoices = ['each', 'daily', 'none'] as const
export type MailChoice = (typeof mailChoices)[number]
export const settingSchema = z.strictObject({ mails: z.enum(mailChoices, 'Wählen Sie, wann Sie E-Mails bekommen.') })
export const linkSchema = z.strictObject({ id: z.uuid(), token: z.string().max(200) })
export const categorySchema = z.strictObject({
  id: z.uuid().optional(),
  name: line('Geben Sie einen Namen ein.', lengths.category),
  description: line('Beschreiben Sie in einem Satz, was hierher gehört.', lengths.description),
  position: z.coerce.number('Geben Sie eine Zahl ein.').int('Geben Sie eine ganze Zahl ein.').min(1).max(999),
})
