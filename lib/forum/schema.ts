import { z } from 'zod'
import { codesOf, forumMailLabels } from '../codes'
import { id, line, text, tick, wholeNumber } from '../fields'
import { lengths } from './limits'

/** Fields of the forum. */

const body = text({ max: lengths.body, missing: 'Schreiben Sie Ihren Beitrag.', what: 'Der Beitrag' })
const title = line({ max: lengths.title, missing: 'Geben Sie einen Titel ein.', what: 'Der Titel' })
/** Which of the two buttons was pressed. */
const intent = z.literal('preview').optional()

export const newTopicSchema = z.strictObject({
  categoryId: id('Wählen Sie eine Kategorie.'),
  title,
  body,
  subscribe: tick,
  intent,
})
export const replySchema = z.strictObject({
  topicId: id(),
  body,
  quotedPostId: id().optional(),
  subscribe: tick,
  intent,
})
export const editSchema = z.strictObject({ postId: id(), title: title.optional(), body, intent })
export const postSchema = z.strictObject({ postId: id() })
export const subscriptionSchema = z.strictObject({
  kind: z.enum(['topic', 'category']),
  id: id(),
  wanted: z.enum(['yes', 'no']),
})
export const settingSchema = z.strictObject({
  mails: z.enum(codesOf(forumMailLabels), 'Wählen Sie, wann Sie E-Mails bekommen.'),
})
export const categorySchema = z.strictObject({
  id: id().optional(),
  name: line({ max: lengths.category, missing: 'Geben Sie einen Namen ein.', what: 'Der Name' }),
  description: line({
    max: lengths.description,
    missing: 'Beschreiben Sie in einem Satz, was hierher gehört.',
    what: 'Die Beschreibung',
  }),
  position: wholeNumber('Geben Sie eine ganze Zahl von 1 bis 999 ein.', { max: 999 }),
})
