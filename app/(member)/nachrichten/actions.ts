'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { describeContent } from '@/app/_content/describe'
import { memberAction, verifiedAction } from '@/app/_edge/action'
import { readContentQuery } from '@/lib/content'
import { blockSender, unblockSender } from '@/lib/messaging/block-sender'
import { MESSAGES_PER_HOUR } from '@/lib/messaging/limits'
import { blockSchema, newMessageSchema, replySchema } from '@/lib/messaging/schema'
import { sendReply } from '@/lib/messaging/send-reply'
import { startConversation } from '@/lib/messaging/start-conversation'
import { UNAVAILABLE } from './texts'

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
    redirect(`/nachrichten/${result.conversationId}?gesendet=ja#ende`)
  },
  { keepsWork: true },
)

export const answerMessage = verifiedAction(
  replySchema,
  async ({ ctx, input: { conversation, text } }) => {
    const { outcome } = await sendReply(ctx, { conversationId: conversation, text })
    if (outcome === 'sent') {
      // After a second answer the page is on the screen already: without this it would stay as it is.
      revalidatePath(`/nachrichten/${conversation}`)
      redirect(`/nachrichten/${conversation}?gesendet=ja#ende`)
    }
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
  redirect(`/nachrichten/${conversation}?blockiert=ja`)
})

export const unblock = memberAction(blockSchema, async ({ ctx, input: { conversation } }) => {
  await unblockSender(ctx, { conversationId: conversation })
  redirect(`/nachrichten/${conversation}?blockiert=nein`)
})
