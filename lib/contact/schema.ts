import { z } from 'zod'
import { emailField } from '../accounts/schema'

/** Fields of the form "Kontakt" (DS-12, A-B2). Texts are NFC and trimmed; limits in characters. */
export const limits = { name: 100, subject: 150, message: 5000 } as const

const messages = {
  name: 'Geben Sie Ihren Namen ein.',
  subject: 'Geben Sie einen Betreff ein.',
  message: 'Schreiben Sie Ihre Nachricht.',
}

// Nothing that could end a line of a mail header or hide in it (S-G1).
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

export const contactSchema = z.strictObject({
  name: line(messages.name, limits.name),
  email: emailField,
  subject: line(messages.subject, limits.subject),
  message: z
    .string(messages.message)
    .transform((text) => tidy(text.replaceAll('\r\n', '\n')))
    .refine((text) => text !== '', { error: messages.message, abort: true })
    .refine((text) => [...text].length <= limits.message, `Kürzen Sie auf höchstens ${limits.message} Zeichen.`)
    .refine((text) => !unprintableInText.test(text), 'Entfernen Sie Steuerzeichen aus der Nachricht.'),
})

export type ContactMessage = z.output<typeof contactSchema>
