import { download, seeOther, staffRoute } from '@/app/_edge/download'
import { listAffected } from '@/lib/accountability/breach-case'
import { isUuid } from '@/lib/fields'
import { csvLine } from '@/lib/personal-data/csv-line'

const page = '/admin/nachweis/datenpannen'

/** The members a breach affects, for letters to them (Art. 34); the verb records who listed them. */
export const GET = staffRoute('/admin/nachweis/datenpannen/betroffene', async ({ ctx, request }) => {
  const breachId = new URL(request.url).searchParams.get('fall') ?? undefined
  const result = isUuid(breachId) ? await listAffected(ctx, { breachId }) : undefined
  if (result?.outcome !== 'listed') return seeOther(page)
  const lines = result.members.map(({ surname, givenName, email }) => csvLine([surname, givenName, email]))
  const text = [csvLine(['Name', 'Vorname', 'E-Mail-Adresse']), ...lines].join('')
  return download('Betroffene.csv', 'text/csv; charset=utf-8', `\uFEFF${text}`)
})
