import { type PortalContext } from '@/lib/context'
import { isUuid } from '@/lib/fields'
import { findPost } from '@/lib/forum/find-post'
import { type ShownPost } from '@/lib/forum/load-topic'
import { excerptOf } from '@/lib/writing/stored'
import { QUOTE_LENGTH } from '../../parts/quote'

export type QuotedPost = { id: string; author: string; excerpt: string }

/** The post that the answer will quote, from the posts on the page where it stands there; undefined if there is nothing to quote. */
export async function quotedFor(
  ctx: PortalContext,
  { postId, topicId, posts }: { postId: string | undefined; topicId: string; posts: ShownPost[] },
): Promise<QuotedPost | undefined> {
  if (!isUuid(postId)) return undefined
  const shown = posts.find(({ id }) => id === postId)
  const post = shown ?? (await findPost(ctx, postId))
  const isOpen = shown ? shown.state === 'shown' : post && 'isOpen' in post && post.isOpen && post.topicId === topicId
  if (!post?.body || !post.author || !isOpen) return undefined
  return { id: post.id, author: post.author, excerpt: excerptOf(post.body, post.drawn, QUOTE_LENGTH) }
}
