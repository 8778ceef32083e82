import { z } from 'zod'
import { recordLook } from '../accounts/name-members'
import { codesOf, inboundClassLabels, inboundWayLabels, mailCauseLabels } from '../codes'
import { type PortalContext } from '../context'
import { rowsOf } from '../db/rows'
import { may } from '../may'

export type OpenMail = z.output<typeof openMailRow>
const openMailRow = z.strictObject({
  id: z.string(),
  way: z.enum(codesOf(inboundWayLabels)),
  receivedAt: z.date(),
  class: z.enum(codesOf(inboundClassLabels)),
  rule: z.string(),
  cause: z.enum(codesOf(mailCauseLabels)).nullable(),
  accountId: z.string().nullable(),
  name: z.string().nullable(),
  sender: z.string().nullable(),
  subject: z.string().nullable(),
  text: z.string().nullable(),
  dueOn: z.iso.date(),
  found: z.number(),
})

const SHOWN = 25

/** Messages that wait for staff, the most urgent first; `found`: how many there are. The look at members is recorded (S-D8). */
export async function listOpenInbound(ctx: PortalContext): Promise<OpenMail[]> {
  may.staff(ctx, '/admin/posteingang')
  const mails = await rowsOf(ctx, openMailRow)`
    SELECT m.id, m.way, m.received_at AS "receivedAt", m.class, m.rule, m.cause, m.account_id AS "accountId",
      a.surname || ', ' || a.given_name AS name, m.sender, m.subject, m.text, m.due_on::text AS "dueOn",
      (count(*) OVER ())::int AS found
    FROM inbound_mail m LEFT JOIN account a ON a.id = m.account_id
    WHERE m.due_on IS NOT NULL AND m.settled_at IS NULL ORDER BY m.due_on, m.id LIMIT ${SHOWN}`
  await recordLook(ctx, { shown: mails.flatMap(({ accountId }) => accountId ?? []), reason: 'request' })
  return mails
}

export type ClassCount = z.output<typeof classCountRow>
const classCountRow = z.strictObject({ class: z.enum(codesOf(inboundClassLabels)), count: z.number(), last: z.date() })

/** What came so far back is counted. Days. */
export const COUNTED_DAYS = 30

/** What came in these days, by what it was. */
export async function countInbound(ctx: PortalContext): Promise<ClassCount[]> {
  may.staff(ctx, '/admin/posteingang')
  return rowsOf(ctx, classCountRow)`
    SELECT class, count(*)::int AS count, max(received_at) AS last FROM inbound_mail
    WHERE received_at > ${ctx.now()}::timestamptz - make_interval(days => ${COUNTED_DAYS}) GROUP BY class ORDER BY class`
}

/** The ways that are set, and up to when each of them is read. */
export async function listWays(
  ctx: PortalContext,
): Promise<{ name: string; configuredAt: Date; drainedAt: Date | null }[]> {
  may.staff(ctx, '/admin/posteingang')
  return ctx.db.inboundWay.findMany({
    where: { isConfigured: true },
    orderBy: { name: 'asc' },
    select: { name: true, configuredAt: true, drainedAt: true },
  })
}
