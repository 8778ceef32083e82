import { type PortalContext } from '../context'
import { type CalendarDay } from '../dates'

export type ListedNotice = {
  id: string
  mailId: string | null
  createdAt: Date
  acceptedAt: Date | null
  respondBy: CalendarDay | null
  closedAt: Date | null
  outcome: string | null
}

/** Notices of one member, the latest first; the caller has recorded the look at the member. */
export function noticesOf(ctx: PortalContext, accountId: string): Promise<ListedNotice[]> {
  return ctx.db.$queryRaw<ListedNotice[]>`
    SELECT id, mail_id AS "mailId", created_at AS "createdAt", accepted_at AS "acceptedAt", respond_by::text AS "respondBy",
      closed_at AS "closedAt", outcome
    FROM inactivity_notice WHERE account_id = ${accountId}::uuid ORDER BY created_at DESC, id DESC LIMIT 20`
}

export type UndeliverableNotice = { id: string; accountId: string; surname: string; givenName: string; closedAt: Date }

const MOST_UNDELIVERABLE_SHOWN = 50

/**
 * Members whose notice could not be delivered in the running episode: no clock runs for them until staff have looked
 * (DS-05). Those who signed in since are not concerned. `found` counts all of them.
 */
export async function listUndeliverable(
  ctx: PortalContext,
): Promise<{ notices: UndeliverableNotice[]; found: number }> {
  const rows = await ctx.db.$queryRaw<(UndeliverableNotice & { found: number })[]>`
    SELECT n.id, a.id AS "accountId", a.surname, a.given_name AS "givenName", n.closed_at AS "closedAt",
      (count(*) OVER ())::int AS found
    FROM inactivity_notice n JOIN account a ON a.id = n.account_id
    WHERE n.outcome = 'undeliverable' AND n.inactive_since = coalesce(a.last_login_at, a.registered_at)
    ORDER BY n.closed_at, n.id LIMIT ${MOST_UNDELIVERABLE_SHOWN}`
  return { notices: rows, found: rows[0]?.found ?? 0 }
}

/** How many notices wait for a decision of staff; numbers only. */
export async function countUndeliverable(ctx: PortalContext): Promise<number> {
  const [row] = await ctx.db.$queryRaw<{ found: number }[]>`
    SELECT count(*)::int AS found FROM inactivity_notice n JOIN account a ON a.id = n.account_id
    WHERE n.outcome = 'undeliverable' AND n.inactive_since = coalesce(a.last_login_at, a.registered_at)`
  return row?.found ?? 0
}
