import { download, seeOther, staffRoute } from '@/app/_edge/download'
import { issueEvidence } from '@/lib/accountability/evidence-package'
import { pageRoles } from '@/lib/auth/permissions'
import { parseDay } from '@/lib/dates'

const page = '/admin/nachweis'

/** The signed evidence package of a period, for staff who may see the page. */
export const GET = staffRoute(page, pageRoles[page], async ({ ctx, request }) => {
  const query = new URL(request.url).searchParams
  const [from, until] = [parseDay(query.get('von') ?? ''), parseDay(query.get('bis') ?? '')]
  if (!from || !until || until < from) return seeOther(`${page}?meldung=zeitraum-fehlt`)
  const evidence = await issueEvidence(ctx, { from, until })
  return download(`Nachweis-${from}-${until}.zip`, 'application/zip', new Uint8Array(evidence))
})
