import { z } from 'zod'
import { type PortalContext } from '../context'
import { rowOf } from '../db/rows'

/** What a page says once about what has just been done. */
export type Flash = z.output<typeof flashRow>
const flashRow = z.strictObject({ variant: z.enum(['success', 'info', 'warning', 'danger']), title: z.string() })
/** A message with its own name, so that no page of a browser shows it twice. */
export type KeptFlash = z.output<typeof keptFlashRow>
const keptFlashRow = flashRow.extend({ id: z.string() })
type Row = KeptFlash & { path: string; at: string }

/** More unread messages than anybody causes with a page before the eyes; then the oldest goes. */
const MOST_KEPT = 20
/** A page that has not come after this time does not come: the next one shows the message, whichever it is. Seconds. */
const OWN_PAGE_PERIOD = 10

/** Keeps a message for the page at this path (without query) in the session of the actor, which it ends with. */
export async function keepFlash(ctx: PortalContext, path: string, { variant, title }: Flash): Promise<void> {
  const row: Row = { id: crypto.randomUUID(), variant, title, path, at: ctx.now().toISOString() }
  await ctx.db.$executeRaw`
    UPDATE session SET flash =
      CASE WHEN jsonb_array_length(flash) >= ${MOST_KEPT} THEN flash - 0 ELSE coalesce(flash, '[]') END
      || ${JSON.stringify([row])}::jsonb
    WHERE id = ${sessionOf(ctx)}::uuid`
}

const rowsRow = z.strictObject({ rows: z.array(keptFlashRow).nullable() })

/**
 * What the page at this path says now, oldest first. Taken in the same step: of two pages that ask at once, one gets a message. What is
 * kept for another page stays for it: two tabs do not take each other's news.
 */
export async function takeFlash(ctx: PortalContext, path: string): Promise<KeptFlash[]> {
  const late = new Date(ctx.now().getTime() - OWN_PAGE_PERIOD * 1000).toISOString()
  const taken = await rowOf(ctx, rowsRow)`
    WITH held AS (SELECT flash FROM session WHERE id = ${sessionOf(ctx)}::uuid AND flash IS NOT NULL FOR UPDATE),
    split AS (SELECT jsonb_agg(m ORDER BY n) FILTER (WHERE is_due) AS due, jsonb_agg(m ORDER BY n) FILTER (WHERE NOT is_due) AS rest
      FROM held, jsonb_array_elements(held.flash) WITH ORDINALITY AS each(m, n),
        LATERAL (SELECT m ->> 'path' = ${path} OR m ->> 'at' < ${late} AS is_due) AS judged)
    UPDATE session SET flash = split.rest FROM held, split WHERE id = ${sessionOf(ctx)}::uuid
    RETURNING (SELECT jsonb_agg(m - 'path' - 'at') FROM jsonb_array_elements(split.due) AS m) AS rows`
  return taken?.rows ?? []
}

function sessionOf({ actor }: PortalContext): string {
  if (actor.kind !== 'member') throw new Error('only a session keeps what a page is to say')
  return actor.sessionId
}
