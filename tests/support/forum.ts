import { type Actor, type PortalContext } from '@/lib/context'
import { reply } from '@/lib/forum/reply'
import { startTopic } from '@/lib/forum/start-topic'
import { aMember } from './cast'
import { as, at } from './context'

/** Life in the forum by the public verbs. */
export type Speaker = { accountId: string; actor: Actor; surname: string; givenName: string }

let minutes = 0

/** A verified member who can write, or staff. */
export async function aSpeaker(
  ctx: PortalContext,
  { role, ...fields }: Parameters<typeof aMember>[1] = {},
): Promise<Speaker> {
  const member = await aMember(ctx, { verified: true, role, ...fields })
  const actor: Actor = {
    kind: 'member',
    accountId: member.accountId,
    role: role ?? 'member',
    sessionId: '01900000-0000-7000-8000-000000000000',
  }
  return { ...member, actor }
}

export async function aCategory(ctx: PortalContext, name = 'Förderung'): Promise<string> {
  const slug = name.toLowerCase().replace(/[^a-z]/g, '')
  const { id } = await ctx.db.forumCategory.create({
    data: { slug, name, description: 'Worum es geht.', position: 1 },
    select: { id: true },
  })
  return id
}

/** A topic that was taken; each one a minute after what was written before. */
export async function aTopic(
  ctx: PortalContext,
  {
    by,
    categoryId,
    title = 'Wer fördert Kurse?',
    body = 'Das wüsste ich gern.',
    subscribe = false,
  }: {
    by: Speaker
    categoryId: string
    title?: string
    body?: string
    subscribe?: boolean
  },
): Promise<{ topicId: string; postId: string }> {
  const result = await startTopic(as(nextMinute(ctx), by.actor), { categoryId, title, body, subscribe })
  if (result.outcome !== 'started') throw new Error(result.outcome)
  return result
}

/** An answer that was taken; returns the id of the post. */
export async function anAnswer(
  ctx: PortalContext,
  {
    by,
    topicId,
    body = 'Fragen Sie die Beratungsstelle.',
    quotedPostId,
    subscribe = false,
  }: {
    by: Speaker
    topicId: string
    body?: string
    quotedPostId?: string
    subscribe?: boolean
  },
): Promise<string> {
  const result = await reply(as(nextMinute(ctx), by.actor), { topicId, body, quotedPostId, subscribe })
  if (result.outcome !== 'posted') throw new Error(result.outcome)
  return result.path.split('#beitrag-')[1] ?? ''
}

/** The clock goes on from post to post. */
export function nextMinute(ctx: PortalContext): PortalContext {
  minutes += 1
  return at(ctx, new Date(ctx.now().getTime() + minutes * 60_000))
}
