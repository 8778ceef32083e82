import { type PortalContext } from '../context'
import { anyRow } from '../db/rows'
import { queueMail } from '../mail/queue-mail'

/** Within this time the same thing asked twice is a double click: one row, one mail (S-A13, S-M1). Seconds. */
export const DOUBLE_CLICK_PERIOD = 60

/** Tells the owner of a registered address that somebody wanted to use it; the one who tried sees no difference (S-A3). */
export async function tellOwner(tx: PortalContext, accountId: string): Promise<void> {
  const template = 'already-registered'
  // Shared, so that two members who want each other's address do not wait for each other.
  const isThere = await anyRow(tx)`SELECT 1 FROM account WHERE id = ${accountId}::uuid FOR KEY SHARE`
  if (!isThere) return
  const told = await tx.db.outgoingMail.findFirst({
    where: { accountId, template, createdAt: { gt: secondsAgo(tx, DOUBLE_CLICK_PERIOD) } },
    select: { id: true },
  })
  if (!told) await queueMail(tx, { template, accountId, props: {} })
}

export function secondsAgo(ctx: PortalContext, seconds: number): Date {
  return new Date(ctx.now().getTime() - seconds * 1000)
}
