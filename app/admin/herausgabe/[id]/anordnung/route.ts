import { seeOther, staffRoute } from '@/app/_edge/download'
import { attachOrder, LONGEST_SCAN } from '@/lib/disclosure/prepare-disclosure'
import { disclosureId } from '@/lib/disclosure/schema'
import { Refused } from '@/lib/result'
import { type Notice, withNotice } from '../../../_frame/notices'

/** Room for the frame of the form around the file. */
const FRAME = 10_000
const page = '/admin/herausgabe'

/** Takes the scan of a court order from staff, and only from our own page: the origin must be ours (S-E). */
export const POST = staffRoute('/admin/herausgabe/[id]/anordnung', async ({ ctx, request }) => {
  if (request.headers.get('origin') !== ctx.mail.appUrl) throw new Refused('origin')
  const id = disclosureId.safeParse(new URL(request.url).pathname.split('/').at(-2))
  if (!id.success) return seeOther(page)
  const back = (notice: Notice) => seeOther(withNotice(`${page}/${id.data}`, notice))
  const size = Number(request.headers.get('content-length'))
  if (!(size > 0 && size <= LONGEST_SCAN + FRAME)) return back('scan-unbrauchbar')
  const [file, ...more] = (await request.formData()).getAll('scan')
  if (!(file instanceof File) || more.length > 0) return back('scan-unbrauchbar')
  const { outcome } = await attachOrder(ctx, {
    disclosureId: id.data,
    scan: new Uint8Array(await file.arrayBuffer()),
  })
  const news = {
    attached: 'scan-gespeichert',
    'not-open': 'herausgabe-nicht-offen',
    'wrong-type': 'scan-unbrauchbar',
    'too-large': 'scan-unbrauchbar',
  } as const satisfies Record<typeof outcome, Notice>
  return back(news[outcome])
})
