import { download, seeOther, staffRoute } from '@/app/_edge/download'
import { boundPeriod } from '@/lib/accountability/evidence-content'
import { issueEvidence } from '@/lib/accountability/evidence-package'
import { parseDay } from '@/lib/dates'

const page = '/admin/nachweis'

/** The signed evidence package of a period, as far as the portal existed in it, for staff who may see the page. */
export const GET = staffRoute('/admin/nachweis/paket', async ({ ctx, request }) => {
  const query = new URL(request.url).searchParams
  const [from, until] = [parseDay(query.get('von') ?? ''), parseDay(query.get('bis') ?? '')]
  const period = from && until && (await boundPeriod(ctx, { from, until }))
  if (!period) return seeOther(`${page}?meldung=zeitraum-fehlt`)
  const evidence = await issueEvidence(ctx, period)
  return download(`Nachweis-${period.from}-${period.until}.zip`, 'application/zip', new Uint8Array(evidence))
})
