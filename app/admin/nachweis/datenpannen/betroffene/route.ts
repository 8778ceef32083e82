import { z } from 'zod'
import { download, seeOther, staffRoute } from '@/app/_edge/download'
import { listAffected } from '@/lib/accountability/breach-case'
import { pageRoles } from '@/lib/auth/permissions'

const page = '/admin/nachweis/datenpannen'

/** The members a breach affects, for letters to them (Art. 34); the verb records who listed them. */
export const GET = staffRoute(
  page,
  pageRoles[page],
  async ({ ctx, request }) => {
    const breachId = z.uuid().safeParse(new URL(request.url).searchParams.get('fall'))
    const result = breachId.success ? await listAffected(ctx, { breachId: breachId.data }) : undefined
    if (result?.outcome !== 'listed') return seeOther(page)
    const lines = result.members.map(({ surname, givenName, email }) => [surname, givenName, email].map(cell).join(';'))
    const text = ['Name;Vorname;E-Mail-Adresse', ...lines, ''].join('\r\n')
    return download('Betroffene.csv', 'text/csv; charset=utf-8', `\uFEFF${text}`)
  },
  { isDangerous: true },
)

/** Quoted, and never a formula for a spreadsheet. */
function cell(value: string): string {
  const plain = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return `"${plain.replaceAll('"', '""')}"`
}
