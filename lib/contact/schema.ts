import { z } from 'zod'
import { address, line, text } from '../fields'

/** Fields of the form "Kontakt" (DS-12, A-B2); limits in characters. */
export const limits = { name: 100, subject: 150, message: 5000 } as const

export const contactSchema = z.strictObject({
  name: line({ max: limits.name, missing: 'Geben Sie Ihren Namen ein.', what: 'Der Name' }),
  email: address(),
  subject: line({ max: limits.subject, missing: 'Geben Sie einen Betreff ein.', what: 'Der Betreff' }),
  message: text({ max: limits.message, missing: 'Schreiben Sie Ihre Nachricht.', what: 'Die Nachricht' }),
})

export type ContactMessage = z.output<typeof contactSchema>
