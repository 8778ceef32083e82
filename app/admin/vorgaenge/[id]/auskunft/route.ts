import { download, seeOther, staffRoute } from '@/app/_edge/download'
import { compileReport } from '@/lib/access-requests/compile-report'
import { viewRequest } from '@/lib/access-requests/list-requests'
import { zipReport } from '@/lib/access-requests/zip-report'

const list = '/admin/vorgaenge'

/**
 * The compiled report for staff who answer an access request by letter (DS-12): only for a request of that kind whose identity
 * check is done, and recorded with the request.
 */
export const POST = staffRoute('/admin/vorgaenge/[id]/auskunft', async ({ ctx, request }) => {
  const requestId = new URL(request.url).pathname.split('/').at(-2) ?? ''
  const viewed = await viewRequest(ctx, { requestId })
  if (viewed.outcome !== 'found') return seeOther(`${list}?meldung=vorgang-nicht-offen`)
  const { id, kind, accountId, identityConfirmedAt, closedAt } = viewed.request
  if (kind !== 'access' || closedAt) return seeOther(`${list}?meldung=vorgang-nicht-offen`)
  if (!identityConfirmedAt) return seeOther(`${list}/${id}?meldung=anliegen-nicht-bestaetigt`)
  const report = await compileReport(ctx, { accountId, requestId: id })
  if (report.outcome === 'gone') return seeOther(`${list}?meldung=vorgang-nicht-offen`)
  return download(`${report.name}.zip`, 'application/zip', zipReport(report.files, ctx.now()))
})
