import { type PortalContext } from '../context'

/** How long an incoming message counts, so that no repetition counts twice; longer than the queue remembers what it may be about. */
export const INBOUND_PERIOD = 'P100D'
/** How long self-tests are shown. */
const LOOP_DAYS = 30
/** How long an answer by mail waits for its author. */
export const REPLY_DRAFT_DAYS = 7
export const REPLY_DRAFT_PERIOD = `P${REPLY_DRAFT_DAYS}D`
/** How long a recorded message stays in the mailbox itself, after its arrival: for its attachments. Days. */
export const FILED_DAYS = 30
const BATCH = 5_000

/** Housekeeping: forgets messages, one that staff must decide about not before it is settled, and answers that nobody confirmed. */
export async function tidyInbound(ctx: PortalContext): Promise<{ inboundRemoved: number; replyDraftsRemoved: number }> {
  const now = ctx.now().toISOString()
  let inboundRemoved = 0
  for (let count = BATCH; count === BATCH; inboundRemoved += count) {
    count = await ctx.db.$executeRaw`
      DELETE FROM inbound_mail WHERE id IN (
        SELECT id FROM inbound_mail
        WHERE CASE WHEN due_on IS NULL THEN received_at ELSE settled_at END < ${now}::timestamptz - ${INBOUND_PERIOD}::interval
        LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)`
  }
  const loopsUntil = new Date(ctx.now().getTime() - LOOP_DAYS * 86_400_000)
  await ctx.db.inboundLoop.deleteMany({ where: { sentAt: { lt: loopsUntil } } })
  const replyDraftsRemoved = await ctx.db.$executeRaw`
    DELETE FROM reply_draft WHERE made_at < ${now}::timestamptz - ${REPLY_DRAFT_PERIOD}::interval`
  return { inboundRemoved, replyDraftsRemoved }
}
