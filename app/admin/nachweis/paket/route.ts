import { download, seeWhy, staffRoute } from '@/app/_edge/download'
import { warning } from '@/app/_edge/flash'
import { boundPeriod } from '@/lib/accountability/evidence-content'
import { issueEvidence } from '@/lib/accountability/evidence-package'
import { parseDay } from '@/lib/dates'

const page = '/admin/nachweis'

/** The signed evidence package of a period, as far as the portal existed in it, for staff who may see the page. */
export const GET = staffRoute('/admin/nachweis/paket', async ({ ctx, request }) => {
  const query = new URL(request.url).searchParams
  const [from, until] = [parseDay(query.get('von') ?? ''), parseDay(query.get('bis') ?? '')]
  const period = from && until && (await boundPeriod(ctx, { from, until }))
  if (!period)
    return seeWhy(
      ctx,
      page,
      warning(
        'Bitte geben Sie einen Zeitraum an, in dem es das Portal gab und dessen Ende nicht vor dem Anfang liegt.',
      ),
    )
  const evidence = await issueEvidence(ctx, period)
  return download(`Nachweis-${period.from}-${period.until}.zip`, 'application/zip', new Uint8Array(evidence))
})
