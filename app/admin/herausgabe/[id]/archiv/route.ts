import { download, seeOther, seeWhy, staffRoute } from '@/app/_edge/download'
import { info } from '@/app/_edge/flash'
import { fetchArchive } from '@/lib/disclosure/hand-over'
import { disclosureId } from '@/lib/disclosure/schema'

const page = '/admin/herausgabe'

/** The encrypted archive, for staff who may see the page; the verb records who fetched it. */
export const GET = staffRoute('/admin/herausgabe/[id]/archiv', async ({ ctx, request }) => {
  const id = disclosureId.safeParse(new URL(request.url).pathname.split('/').at(-2))
  if (!id.success) return seeOther(page)
  const result = await fetchArchive(ctx, { disclosureId: id.data })
  if (result.outcome === 'gone') return seeWhy(ctx, `${page}/${id.data}`, info('Das Archiv gibt es hier nicht mehr.'))
  return download(result.fileName, 'application/zip', Buffer.from(result.archive))
})
