'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { memberAction, verifiedAction } from '@/app/_edge/action'
import { goTo, success } from '@/app/_edge/flash'
import { type FormState } from '@/app/_edge/form-state'
import { throttled } from '@/app/_edge/throttled'
import { type Member } from '@/lib/auth/session'
import { throttle } from '@/lib/auth/throttle'
import { type PortalContext } from '@/lib/context'
import { postPath, topicPath } from '@/lib/forum/addresses'
import { deletePost } from '@/lib/forum/delete-post'
import { editPost } from '@/lib/forum/edit-post'
import { markHelpful } from '@/lib/forum/mark-helpful'
import { markAllRead } from '@/lib/forum/mark-read'
import { reply } from '@/lib/forum/reply'
import {
  editSchema,
  newTopicSchema,
  postSchema,
  replySchema,
  settingSchema,
  subscriptionSchema,
} from '@/lib/forum/schema'
import { chooseMails } from '@/lib/forum/settings'
import { startTopic } from '@/lib/forum/start-topic'
import { subscribe, unsubscribe } from '@/lib/forum/subscribe'
import { draw } from '@/lib/writing/draw'
import { refusalState } from './parts/refusal-state'

export const beginTopic = verifiedAction(
  newTopicSchema,
  async ({ ctx, member, input: { intent, ...topic } }) => {
    if (intent) return previewOf(ctx, member, topic.body)
    const result = await startTopic(ctx, topic)
    if (result.outcome === 'started') redirect(topicPath(result.topicId))
    if (result.outcome === 'unknown-category') return { errors: { categoryId: 'Wählen Sie eine Kategorie.' } }
    return result.outcome === 'too-fast' ? throttled(result.retryAfterSeconds) : refusalState(result)
  },
  { keepsWork: true },
)

export const answerTopic = verifiedAction(
  replySchema,
  async ({ ctx, member, input: { intent, ...post } }) => {
    if (intent) return previewOf(ctx, member, post.body)
    const result = await reply(ctx, post)
    switch (result.outcome) {
      case 'posted':
        return backTo(result.path)
      case 'unknown-topic':
        return { problem: 'Dieses Thema gibt es nicht mehr.' }
      case 'locked':
        return { problem: 'Dieses Thema ist inzwischen geschlossen. Es nimmt keine Antworten mehr an.' }
      case 'too-fast':
        return throttled(result.retryAfterSeconds)
      default:
        return refusalState(result)
    }
  },
  { keepsWork: true },
)

export const changePost = verifiedAction(
  editSchema,
  async ({ ctx, member, input: { intent, ...change } }) => {
    if (intent) return previewOf(ctx, member, change.body)
    const result = await editPost(ctx, change)
    if (result.outcome === 'edited') return backTo(postPath({ ...result, id: change.postId }))
    if (result.outcome === 'too-many-links') return refusalState(result)
    if (result.outcome === 'locked') return { problem: 'Dieses Thema ist geschlossen. Es ändert sich nichts mehr.' }
    return { problem: 'Diesen Beitrag gibt es nicht mehr, oder er ist nicht Ihrer.' }
  },
  { keepsWork: true },
)

export const removePost = memberAction(postSchema, async ({ ctx, input }) => {
  const result = await deletePost(ctx, input)
  if (result.outcome === 'unknown-post')
    return { problem: 'Diesen Beitrag gibt es nicht mehr, oder er ist nicht Ihrer.' }
  if (result.outcome === 'topic-removed') return goTo('/forum', success('Ihr Thema ist gelöscht.'))
  return goTo(topicPath(result.topicId), success('Ihr Beitrag ist gelöscht.'))
})

export const toggleHelpful = memberAction(postSchema, async ({ ctx, input }) => {
  const result = await markHelpful(ctx, input)
  if (result.outcome === 'unknown-post') redirect('/forum')
  backTo(postPath({ ...result, id: result.postId }))
})

export const changeSubscription = memberAction(
  subscriptionSchema.extend({ back: z.enum(['page', 'list']) }),
  async ({ ctx, input }) => {
    const { kind, id, wanted, back } = input
    const { outcome } = wanted === 'yes' ? await subscribe(ctx, { kind, id }) : await unsubscribe(ctx, { kind, id })
    if (outcome === 'unknown') redirect('/forum')
    return goTo(back === 'page' && kind === 'topic' ? topicPath(id) : '/forum/abos', subscribed[outcome])
  },
)

const subscribed = {
  subscribed: success('Sie bekommen E-Mails, wenn es hier etwas Neues gibt.'),
  unsubscribed: success('Sie bekommen dazu keine E-Mails mehr.'),
}

export const saveMailChoice = memberAction(settingSchema, async ({ ctx, input }) => {
  await chooseMails(ctx, input)
  return { done: 'Ihre Wahl ist gespeichert.' }
})

export const readEverything = memberAction(z.strictObject({}), async ({ ctx }) => {
  await markAllRead(ctx)
  return goTo('/forum', success('Alles gilt als gelesen.'))
})

/** The form comes back with everything that was entered, and with the text as others will see it. Nothing is stored. */
async function previewOf(ctx: PortalContext, member: Member, body: string): Promise<FormState> {
  const limit = await throttle(ctx, 'preview', member.accountId)
  return limit.outcome === 'throttled' ? throttled(limit.retryAfterSeconds) : { shownText: draw(body).html }
}

/** To a place on a page that may be on the screen already: without this, only the place would change there, not what stands on the page. */
function backTo(path: string): never {
  revalidatePath(path.replace(/[?#].*/, ''))
  redirect(path)
}
