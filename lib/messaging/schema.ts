import { z } from 'zod'
import { codesOf, messageNoticeLabels } from '../codes'
import { hidden, id, line, text as typedText } from '../fields'
import { MESSAGE_LENGTH, SUBJECT_LENGTH } from './limits'

const text = typedText({ max: MESSAGE_LENGTH, missing: 'Bitte schreiben Sie Ihre Nachricht.', what: 'Die Nachricht' })

/** One line: what somebody types here stands in the subject of a mail (S-G1). */
const subject = line({ max: SUBJECT_LENGTH, missing: 'Bitte geben Sie einen Betreff an.', what: 'Der Betreff' })

/** The form of a first message; `art` and `id` name what it stands beside (lib/content.ts). */
export const newMessageSchema = z.strictObject({ art: hidden(20), id: hidden(40), subject, text })

/** The answer in a conversation. */
export const replySchema = z.strictObject({ conversation: id(), text })

/** Blocking the other person of a conversation, and taking it back. */
export const blockSchema = z.strictObject({ conversation: id() })

/** The form of the e-mails about messages. */
export const notificationSchema = z.strictObject({
  notify: z.enum(codesOf(messageNoticeLabels), 'Bitte wählen Sie, wann wir Ihnen schreiben.'),
  /** Asked for only where answers by mail reach the portal. */
  answers: z.enum(['yes', 'no'], 'Bitte wählen Sie, ob Sie per E-Mail antworten möchten.').optional(),
})
