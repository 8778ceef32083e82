import { z } from 'zod'
import { type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { rowsOf } from '../db/rows'
import { may } from '../may'

export type ListedNotice = z.output<typeof listedNoticeRow>
const listedNoticeRow = z.strictObject({
  id: z.string(),
  mailId: z.string().nullable(),
  createdAt: z.date(),
  acceptedAt: z.date().nullable(),
  respondBy: z.iso.date().nullable(),
  closedAt: z.date().nullable(),
  outcome: z.string().nullable(),
})

/** Notices of one member, the latest first; the caller has recorded the look at the member. */
export async function noticesOf(ctx: PortalContext, accountId: string): Promise<ListedNotice[]> {
  may.staffOrPortal(ctx, '/admin/inaktivitaet')
  return rowsOf(ctx, listedNoticeRow)`
    SELECT id, mail_id AS "mailId", created_at AS "createdAt", accepted_at AS "acceptedAt", respond_by::text AS "respondBy",
      closed_at AS "closedAt", outcome
    FROM inactivity_notice WHERE account_id = ${accountId}::uuid ORDER BY created_at DESC, id DESC LIMIT 20`
}

export type UndeliverableNotice = z.output<typeof undeliverableNoticeRow>
const undeliverableNoticeRow = z.strictObject({
  id: z.string(),
  accountId: z.string(),
  surname: z.string(),
  givenName: z.string(),
  closedAt: z.date(),
})

/** Notices of the running episode that could not be delivered. */
export const undeliverableSql = Prisma.sql`FROM inactivity_notice n JOIN account a ON a.id = n.account_id
  WHERE n.outcome = 'undeliverable' AND n.inactive_since = coalesce(a.last_login_at, a.registered_at)`

const MOST_UNDELIVERABLE_SHOWN = 50

const listUndeliverableRow = undeliverableNoticeRow.extend({ found: z.number() })

/**
 * Members whose notice could not be delivered in the running episode: no clock runs for them until staff have looked
 * (DS-05). Those who signed in since are not concerned. `found` counts all of them.
 */
export async function listUndeliverable(
  ctx: PortalContext,
): Promise<{ notices: UndeliverableNotice[]; found: number }> {
  may.staffOrPortal(ctx, '/admin/inaktivitaet')
  const rows = await rowsOf(ctx, listUndeliverableRow)`
    SELECT n.id, a.id AS "accountId", a.surname, a.given_name AS "givenName", n.closed_at AS "closedAt",
      (count(*) OVER ())::int AS found
    ${undeliverableSql} ORDER BY n.closed_at, n.id LIMIT ${MOST_UNDELIVERABLE_SHOWN}`
  return { notices: rows, found: rows[0]?.found ?? 0 }
}
