import { anchorFile, newestLink } from '@/lib/audit/anchors'
import { type PortalContext } from '@/lib/context'
import { appendPrivate } from '@/lib/private-files'

/**
 * The end of the record was lost: the file of anchors (default: the portal's) knows places after the last link that stands in the database.
 * Returns them.
 */
export async function loseEnd(ctx: PortalContext, { count = 1, file = anchorFile() } = {}): Promise<number[]> {
  const last = (await newestLink(ctx))?.position ?? 0
  const lost = Array.from({ length: count }, (_, i) => last + 1 + i)
  const written = new Date(ctx.now().getTime() - 60_000).toISOString()
  for (const position of lost)
    appendPrivate(file, `${JSON.stringify({ at: written, position, hash: 'a'.repeat(64) })}\n`)
  return lost
}
