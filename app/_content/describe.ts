import { type ContentKind } from '@/lib/codes'
import { type ContentDescription, type ContentRef } from '@/lib/content'
import { type PortalContext } from '@/lib/context'
import { describeProfile } from '@/lib/directory/describe-profile'
import { describePost } from '@/lib/forum/describe-post'
import { describeTopic } from '@/lib/forum/describe-topic'
import { describeMessage } from '@/lib/messaging/describe-message'
import { describePublication } from '@/lib/publications/describe-publication'

type Describe = (ctx: PortalContext, id: string) => Promise<ContentDescription | undefined>

/** One entry per kind of content, from the room that keeps it. */
const describers: Record<ContentKind, Describe> = {
  topic: describeTopic,
  post: describePost,
  message: describeMessage,
  publication: describePublication,
  profile: describeProfile,
}

/**
 * What a reference leads to, as far as this reader may see it: visitors see published publications, members also forum and directory,
 * moderators also what is hidden, recorded; a message its participants, and moderators only once it was reported (DS-07, DS-08). Undefined if there is nothing to see.
 */
export async function describeContent(
  ctx: PortalContext,
  { kind, id }: ContentRef,
): Promise<ContentDescription | undefined> {
  return describers[kind](ctx, id)
}
