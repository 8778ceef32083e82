import { download, seeWhy, staffRoute } from '@/app/_edge/download'
import { info } from '@/app/_edge/flash'
import { compileReport } from '@/lib/access-requests/compile-report'
import { isAnsweredByReport } from '@/lib/access-requests/kinds'
import { viewRequest } from '@/lib/access-requests/list-requests'
import { zipReport } from '@/lib/access-requests/zip-report'

const notOpen = info('Der Vorgang war schon geschlossen oder das Konto ist gelöscht.')

const list = '/admin/vorgaenge'

/**
 * The compiled report for staff who answer an access request by letter (DS-12): only for a request of that kind whose identity
 * check is done, and recorded with the request.
 */
export const POST = staffRoute('/admin/vorgaenge/[id]/auskunft', async ({ ctx, request }) => {
  const requestId = new URL(request.url).pathname.split('/').at(-2) ?? ''
  const viewed = await viewRequest(ctx, { requestId })
  if (viewed.outcome !== 'found') return seeWhy(ctx, list, notOpen)
  const { id, kind, accountId, identityConfirmedAt, closedAt } = viewed.request
  if (!isAnsweredByReport(kind) || closedAt) return seeWhy(ctx, list, notOpen)
  if (!identityConfirmedAt)
    return seeWhy(ctx, `${list}/${id}`, info('Das Mitglied hat das Anliegen noch nicht bestätigt.'))
  const report = await compileReport(ctx, { accountId, requestId: id })
  if (report.outcome === 'gone') return seeWhy(ctx, list, notOpen)
  return download(`${report.name}.zip`, 'application/zip', zipReport(report.files, ctx.now()))
})
