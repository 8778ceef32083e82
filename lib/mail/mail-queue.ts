import { z } from 'zod'
import { type PortalContext } from '../context'
import { type MailState } from '../db/generated/enums'
import { rowOf } from '../db/rows'
import { may } from '../may'

/** The queue as staff see it: no address, no text. */
export type QueuedMail = {
  id: string
  accountId: string | null
  template: string
  state: MailState
  attempts: number
  createdAt: Date
  dueAt: Date
  acceptedAt: Date | null
  lastError: string | null
  changedAt: Date
}

const queuedMail = {
  id: true,
  accountId: true,
  template: true,
  state: true,
  attempts: true,
  createdAt: true,
  dueAt: true,
  acceptedAt: true,
  lastError: true,
  changedAt: true,
} as const

/** One page of the queue, newest first. `before`: id of the last mail of the page before. */
export async function listMail(
  ctx: PortalContext,
  { states, before, limit = 50 }: { states?: MailState[]; before?: string; limit?: number } = {},
): Promise<QueuedMail[]> {
  may.staffOrPortal(ctx, '/admin/postausgang')
  return ctx.db.outgoingMail.findMany({
    where: { state: states && { in: states }, id: before ? { lt: before } : undefined },
    orderBy: { id: 'desc' },
    take: limit,
    select: queuedMail,
  })
}

/** How many mails are in which state. */
export async function countMail(ctx: PortalContext): Promise<Record<MailState, number>> {
  may.staffOrPortal(ctx, '/admin/postausgang')
  const rows = await ctx.db.outgoingMail.groupBy({ by: ['state'], _count: true })
  const counts = { queued: 0, sending: 0, accepted: 0, failed: 0, bounced: 0 }
  for (const row of rows) counts[row.state] = row._count
  return counts
}

const sinceRow = z.strictObject({ since: z.date().nullable() })

/** Since when the oldest due mail waits; undefined = nothing waits. For the health check (R-M9). */
export async function mailWaitingSince(ctx: PortalContext): Promise<Date | undefined> {
  may.staffOrPortal(ctx, '/admin/postausgang')
  const row = await rowOf(ctx, sinceRow)`
    SELECT min(created_at) AS since FROM outgoing_mail
    WHERE (CASE WHEN state = 'queued' THEN due_at WHEN state = 'sending' THEN lease_until END)
      <= ${ctx.now().toISOString()}::timestamptz`
  return row?.since ?? undefined
}
