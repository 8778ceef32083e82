import { z } from 'zod'
import { recordEvent } from '../audit/record-event'
import { type PortalContext } from '../context'
import { rowsOf } from '../db/rows'
import { isUuid } from '../fields'
import { may } from '../may'

const MOST = 200

export type ListedOutside = Awaited<ReturnType<typeof listOutsideRequests>>[number]

/** Requests of people without an account: the open ones by due day, then the closed ones, the latest first. The look is on record. */
export async function listOutsideRequests(ctx: PortalContext) {
  may.staff(ctx, '/admin/vorgaenge/ohne-konto')
  const requests = await ctx.db.outsideRequest.findMany({
    orderBy: [{ closedAt: { sort: 'desc', nulls: 'first' } }, { dueOn: 'asc' }, { id: 'asc' }],
    take: MOST,
  })
  await recordEvent(ctx, 'outside-request.viewed', { details: { found: requests.length } })
  return requests
}

/** One request, and what the portal holds about its address without an account; the look is on record. */
export async function viewOutsideRequest(ctx: PortalContext, outsideId: string) {
  may.staff(ctx, '/admin/vorgaenge/ohne-konto/[id]')
  const request = isUuid(outsideId) ? await ctx.db.outsideRequest.findUnique({ where: { id: outsideId } }) : null
  if (!request) return undefined
  const traces = request.email ? await tracesOf(ctx, request.email) : []
  await recordEvent(ctx, 'outside-request.viewed', { subjectId: request.id, details: { found: traces.length } })
  return { request, traces }
}

export type Trace = z.output<typeof traceRow>
const traceRow = z.strictObject({
  what: z.enum(['report', 'inbound', 'mail', 'registration']),
  at: z.date(),
  text: z.string().nullable(),
})

/** Rows that hold an address of somebody without an account: reports of contents, mail in both directions, registrations. */
async function tracesOf(ctx: PortalContext, email: string): Promise<Trace[]> {
  return rowsOf(ctx, traceRow)`
    SELECT * FROM (
      SELECT 'report' AS what, created_at AS at, concat_ws(E'\\n', reporter_name, explanation) AS text
      FROM content_report WHERE lower(reporter_email) = lower(${email})
      UNION ALL SELECT 'inbound', received_at, concat_ws(E'\\n', subject, text) FROM inbound_mail WHERE lower(sender) = lower(${email})
      UNION ALL SELECT 'mail', created_at, NULL FROM outgoing_mail WHERE lower(recipient) = lower(${email}) AND template <> 'outside-request'
      UNION ALL SELECT 'registration', requested_at, concat_ws(' ', given_name, surname) FROM registration r
        WHERE EXISTS (SELECT FROM account a WHERE a.id = r.account_id AND lower(a.email) = lower(${email}))
    ) found ORDER BY at DESC LIMIT ${MOST}`
}
