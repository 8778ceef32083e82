import { formOf, seeOther, seeWhy, staffRoute } from '@/app/_edge/download'
import { info, success, warning } from '@/app/_edge/flash'
import { type Flash } from '@/lib/auth/flash'
import { attachOrder, LONGEST_SCAN } from '@/lib/disclosure/prepare-disclosure'
import { disclosureId } from '@/lib/disclosure/schema'
import { Refused } from '@/lib/result'
import { unfitNews } from '../../../parts/second-person'

const unusable = warning('Der Scan muss eine PDF-, PNG- oder JPEG-Datei mit höchstens 5 MB sein.')

/** Room for the frame of the form around the file. */
const FRAME = 10_000
const page = '/admin/herausgabe'

/** Takes the scan of a court order from staff, and only from our own page: the origin must be ours (S-E). */
export const POST = staffRoute('/admin/herausgabe/[id]/anordnung', async ({ ctx, request }) => {
  if (request.headers.get('origin') !== ctx.mail.appUrl) throw new Refused('origin')
  const id = disclosureId.safeParse(new URL(request.url).pathname.split('/').at(-2))
  if (!id.success) return seeOther(page)
  const back = (flash: Flash) => seeWhy(ctx, `${page}/${id.data}`, flash)
  const size = Number(request.headers.get('content-length'))
  if (!(size > 0 && size <= LONGEST_SCAN + FRAME)) return back(unusable)
  const [file, ...more] = (await formOf(request)).getAll('scan')
  if (!(file instanceof File) || more.length > 0) return back(unusable)
  const { outcome } = await attachOrder(ctx, {
    disclosureId: id.data,
    scan: new Uint8Array(await file.arrayBuffer()),
  })
  const news = {
    attached: success('Der Scan der Anordnung ist gespeichert.'),
    'not-open': info('Über diese Herausgabe ist schon entschieden.'),
    'wrong-type': unusable,
    'too-large': unusable,
    concerned: unfitNews.concerned,
  }
  return back(news[outcome])
})
