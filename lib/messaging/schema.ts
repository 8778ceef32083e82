import { z } from 'zod'
import { MESSAGE_LENGTH, SUBJECT_LENGTH } from './limits'
import { notifications } from './notifications'

const text = z
  .string()
  .transform((value) => value.replace(/\r\n?/g, '\n').normalize('NFC').trim())
  .pipe(
    z
      .string()
      .min(1, 'Bitte schreiben Sie Ihre Nachricht.')
      .max(MESSAGE_LENGTH, 'Die Nachricht ist zu lang. Möglich sind 5.000 Zeichen.'),
  )

/** One line: what somebody types here stands in the subject of a mail (S-G1). */
const subject = z
  .string()
  .transform((value) =>
    value
      .normalize('NFC')
      .replace(/[\p{C}\p{Zl}\p{Zp}\s]+/gu, ' ')
      .trim(),
  )
  .pipe(
    z
      .string()
      .min(1, 'Bitte geben Sie einen Betreff an.')
      .max(SUBJECT_LENGTH, 'Der Betreff ist zu lang. Möglich sind 120 Zeichen.'),
  )

/** The form of a first message; `art` and `id` name what it stands beside (lib/content.ts). */
export const newMessageSchema = z.strictObject({ art: z.string().max(20), id: z.string().max(40), subject, text })

/** The answer in a conversation. */
export const replySchema = z.strictObject({ conversation: z.uuid(), text })

/** Blocking the other person of a conversation, and taking it back. */
export const blockSchema = z.strictObject({ conversation: z.uuid() })

/** The form of the e-mails about messages. */
export const notificationSchema = z.strictObject({
  notify: z.enum(notifications, 'Bitte wählen Sie, wann wir Ihnen schreiben.'),
})
