import { csv, seeOther, staffRoute } from '@/app/_edge/download'
import { listAffected } from '@/lib/accountability/breach-case'
import { isUuid } from '@/lib/fields'

const page = '/admin/nachweis/datenpannen'

/** The members a breach affects, for letters to them (Art. 34); the verb records who listed them. */
export const GET = staffRoute('/admin/nachweis/datenpannen/betroffene', async ({ ctx, request }) => {
  const breachId = new URL(request.url).searchParams.get('fall') ?? undefined
  const result = isUuid(breachId) ? await listAffected(ctx, { breachId }) : undefined
  if (result?.outcome !== 'listed') return seeOther(page)
  const rows = result.members.map(({ surname, givenName, email }) => [surname, givenName, email])
  return csv('Betroffene.csv', ['Name', 'Vorname', 'E-Mail-Adresse'], [rows])
})
