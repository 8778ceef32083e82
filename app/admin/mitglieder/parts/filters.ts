import { memberGroups } from '@/lib/accounts/member-groups'
import { type MemberSearch } from '@/lib/accounts/search-members'
import { codesOf, memberStateLabels } from '@/lib/codes'
import { Role } from '@/lib/db/generated/enums'

export type Filters = Omit<MemberSearch, 'reason'>

/** Addresses of the list speak German; unknown values count as no filter. */
const orderCodes = { name: 'name', registrierung: 'registered', anmeldung: 'last-login' } as const
const roles = Object.values(Role)
const LONGEST_SEARCH = 100

export function readFilters(query: Record<string, string | undefined>): Filters {
  const { suche, gruppe, zustand, rolle, sortierung, seite } = query
  const page = /^\d{1,6}$/.test(seite ?? '') ? Number(seite) : 1
  return {
    text: suche?.normalize('NFC').trim().slice(0, LONGEST_SEARCH) || undefined,
    memberGroup: memberGroups.find((group) => group === gruppe),
    state: codesOf(memberStateLabels).find((state) => state === zustand),
    role: roles.find((role) => role === rolle),
    order: Object.entries(orderCodes).find(([code]) => code === sortierung)?.[1],
    page,
  }
}

export function codeOfOrder(order: Filters['order']): string {
  return Object.entries(orderCodes).find(([, value]) => value === (order ?? 'name'))?.[0] ?? 'name'
}

/** The filters as fields of a form or an address. */
export function fieldsOf({ text, memberGroup, state, role }: Filters): Record<string, string> {
  const fields = { suche: text, gruppe: memberGroup, zustand: state, rolle: role }
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value ?? '']))
}

/** Address of another page of the same list. */
export function addressOf(filters: Filters, page: number): string {
  const { order } = filters
  const query = searchOf(filters)
  if (order && order !== 'name') query.set('sortierung', codeOfOrder(order))
  if (page > 1) query.set('seite', String(page))
  return query.size > 0 ? `/admin/mitglieder?${query}` : '/admin/mitglieder'
}

/** Address of the form for an act on everybody whom the list finds. */
export function bulkAddressOf(filters: Filters): string {
  const query = searchOf(filters)
  return `/admin/mitglieder/sammelvorgaenge/neu${query.size > 0 ? `?${query}` : ''}`
}

function searchOf(filters: Filters): URLSearchParams {
  return new URLSearchParams(Object.entries(fieldsOf(filters)).filter(([, value]) => value))
}
