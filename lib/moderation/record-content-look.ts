import { recordEvent } from '../audit/record-event'
import { type ContentRef } from '../content'
import { type PortalContext } from '../context'

/** Writes down that staff saw content that only their role shows them; no look without its row (DS-06, S-D8). */
export async function recordContentLook(
  ctx: PortalContext,
  { kind, id, authorId }: ContentRef & { authorId: string | null },
): Promise<void> {
  await recordEvent(ctx, 'moderation.content-viewed', {
    subjectId: authorId ?? undefined,
    details: { kind, contentId: id },
  })
}
