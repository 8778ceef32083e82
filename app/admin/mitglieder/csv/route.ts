import { csv, staffRoute } from '@/app/_edge/download'
import { exportMembers } from '@/lib/accounts/search-members'
import { memberGroupLabels, memberStateLabels, roleLabels } from '@/lib/codes'
import { readList } from '@/lib/list'
import { formatShortDay } from '@/lib/text'
import { filterOf, memberList } from '../parts/list'

const head = [
  'Name',
  'Vorname',
  'E-Mail-Adresse',
  'Nutzergruppe',
  'Unternehmen/Institution',
  'Rolle',
  'Zustand',
  'Registriert',
  'Geprüft',
  'Letzter Login',
  'Nummer des Kontos',
]

/** The members whom the list finds, in its order; that they left the portal is on record (DS-06). */
export const GET = staffRoute('/admin/mitglieder/csv', async ({ ctx, request }) => {
  const asked = readList(memberList, Object.fromEntries(new URL(request.url).searchParams))
  const members = await exportMembers(ctx, { ...filterOf(asked), reason: 'administration' })
  const rows = members.map((member) => [
    member.surname,
    member.givenName,
    member.email ?? '',
    memberGroupLabels[member.memberGroup],
    member.organisation ?? '',
    roleLabels[member.role],
    memberStateLabels[member.state],
    formatShortDay(member.registeredAt),
    member.verifiedAt ? formatShortDay(member.verifiedAt) : '',
    member.lastLoginAt ? formatShortDay(member.lastLoginAt) : '',
    member.id,
  ])
  return csv('Mitglieder.csv', head, [rows])
})
