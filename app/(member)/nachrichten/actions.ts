'use server'

import { describeContent } from '@/app/_content/describe'
import { memberAction, verifiedAction } from '@/app/_edge/action'
import { goTo, success } from '@/app/_edge/flash'
import { readContentQuery } from '@/lib/content'
import { blockSender, unblockSender } from '@/lib/messaging/block-sender'
import { MESSAGES_PER_HOUR } from '@/lib/messaging/limits'
import { blockSchema, newMessageSchema, replySchema } from '@/lib/messaging/schema'
import { sendReply } from '@/lib/messaging/send-reply'
import { startConversation } from '@/lib/messaging/start-conversation'
import { UNAVAILABLE } from './parts/texts'

const sent = success('Ihre Nachricht ist gesendet.')

export const writeMessage = verifiedAction(
  newMessageSchema,
  async ({ ctx, input: { art, id, subject, text } }) => {
    const content = readContentQuery({ art, id })
    const place = content && (await describeContent(ctx, content))
    if (!content || !place?.authorId) return { problem: UNAVAILABLE }
    const given = { recipientId: place.authorId, content, shownAs: place.author, subject, text }
    const result = await startConversation(ctx, given)
    if (result.outcome === 'unavailable') return { problem: UNAVAILABLE }
    if (result.outcome === 'too-many') {
      return {
        problem: `Sie haben in den letzten 24 Stunden schon ${result.perDay} Unterhaltungen begonnen oder sehr viele Nachrichten geschrieben. Mehr sind zum Schutz vor Missbrauch nicht möglich. Ihr Text steht noch hier: Bitte versuchen Sie es später noch einmal.`,
      }
    }
    return goTo(`/nachrichten/${result.conversationId}#ende`, sent)
  },
  { keepsWork: true },
)

export const answerMessage = verifiedAction(
  replySchema,
  async ({ ctx, input: { conversation, text } }) => {
    const { outcome } = await sendReply(ctx, { conversationId: conversation, text })
    if (outcome === 'sent') return goTo(`/nachrichten/${conversation}#ende`, sent)
    if (outcome === 'too-many') {
      return {
        problem: `Sie haben in der letzten Stunde schon ${MESSAGES_PER_HOUR} Nachrichten geschrieben. Bitte warten Sie etwas.`,
      }
    }
    return { problem: UNAVAILABLE }
  },
  { keepsWork: true },
)

export const block = memberAction(blockSchema, async ({ ctx, input: { conversation } }) => {
  await blockSender(ctx, { conversationId: conversation })
  const blocked = success('Die Person ist blockiert. Sie können einander nicht mehr schreiben.')
  return goTo(`/nachrichten/${conversation}`, blocked)
})

export const unblock = memberAction(blockSchema, async ({ ctx, input: { conversation } }) => {
  await unblockSender(ctx, { conversationId: conversation })
  return goTo(`/nachrichten/${conversation}`, success('Die Blockierung ist aufgehoben.'))
})
