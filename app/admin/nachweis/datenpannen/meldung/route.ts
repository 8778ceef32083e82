import { download, seeOther, staffRoute } from '@/app/_edge/download'
import { breachReportPdf } from '@/lib/accountability/breach-pdf'

/** What the form of the supervisory authority asks for, as a PDF without names (Art. 33(3)). */
export const GET = staffRoute('/admin/nachweis/datenpannen/meldung', async ({ ctx, request }) => {
  const breachId = new URL(request.url).searchParams.get('fall') ?? ''
  const pdf = await breachReportPdf(ctx, breachId)
  if (!pdf) return seeOther('/admin/nachweis/datenpannen')
  return download('Datenpanne-Meldung.pdf', 'application/pdf', new Uint8Array(pdf))
})
