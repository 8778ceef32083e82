import { csv, seeOther, staffRoute } from '@/app/_edge/download'
import { type AffectedMember, listAffected } from '@/lib/accountability/breach-affected'
import { isUuid } from '@/lib/fields'
import { formatInstant } from '@/lib/text'

const page = '/admin/nachweis/datenpannen'

/** The members a breach affects, for letters to them (Art. 34); the verb records who listed them. */
export const GET = staffRoute('/admin/nachweis/datenpannen/betroffene', async ({ ctx, request }) => {
  const breachId = new URL(request.url).searchParams.get('fall') ?? undefined
  const result = isUuid(breachId) ? await listAffected(ctx, { breachId }) : undefined
  if (result?.outcome !== 'listed') return seeOther(page)
  const rows = result.members.map((member) => [member.surname, member.givenName, member.email, toldText(member)])
  return csv('Betroffene.csv', ['Name', 'Vorname', 'E-Mail-Adresse', 'Benachrichtigung'], [rows])
})

function toldText({ acceptedAt, bouncedAt }: AffectedMember): string {
  if (bouncedAt) return `nicht erreicht (${formatInstant(bouncedAt)})`
  return acceptedAt ? `E-Mail angenommen ${formatInstant(acceptedAt)}` : ''
}
