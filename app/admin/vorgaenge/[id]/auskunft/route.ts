import { download, seeOther, staffRoute } from '@/app/_edge/download'
import { compileReport } from '@/lib/access-requests/compile-report'
import { viewRequest } from '@/lib/access-requests/list-requests'
import { zipReport } from '@/lib/access-requests/zip-report'
import { pageRoles } from '@/lib/auth/permissions'

type Route = { params: Promise<{ id: string }> }

/**
 * The compiled report for staff who answer an access request by letter (DS-12): only for a request of that kind whose identity
 * check is done, and recorded with the request.
 */
export async function POST(request: Request, { params }: Route): Promise<Response> {
  const { id: requestId } = await params
  return staffRoute('/admin/vorgaenge', pageRoles['/admin/vorgaenge/[id]'], async ({ ctx }) => {
    const viewed = await viewRequest(ctx, { requestId })
    if (viewed.outcome !== 'found') return seeOther('/admin/vorgaenge?meldung=vorgang-nicht-offen')
    const { kind, accountId, identityConfirmedAt } = viewed.request
    if (kind !== 'access' || !identityConfirmedAt) {
      return seeOther(`/admin/vorgaenge/${viewed.request.id}?meldung=noch-nicht-bestaetigt`)
    }
    const report = await compileReport(ctx, { accountId, requestId })
    if (report.outcome === 'gone') return seeOther('/admin/vorgaenge?meldung=vorgang-nicht-offen')
    return download(`${report.name}.zip`, 'application/zip', zipReport(report.files, ctx.now()))
  })(request)
}
