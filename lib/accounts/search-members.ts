import { z } from 'zod'
import { recordEvent } from '../audit/record-event'
import { seesAddresses } from '../auth/permissions'
import { codesOf, type LookReason, type MemberState, memberGroupLabels, memberStateLabels, roleLabels } from '../codes'
import { type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { type MemberGroup, type Role } from '../db/generated/enums'
import { idRow, rowsOf } from '../db/rows'
import { may } from '../may'
import { memberStateSql } from './member-state'

/** Lists are capped (S-L5): nobody pages through more than this, and nobody counts further. */
const MEMBERS_PER_PAGE = 25
const MOST_MEMBERS_COUNTED = 10_000

export type MemberOrder = 'name' | 'registered' | 'last-login'

export type MemberSearch = {
  text?: string
  memberGroup?: MemberGroup
  state?: MemberState
  role?: Role
  order?: MemberOrder
  /** 1-based */
  page?: number
  reason: LookReason
}

export type FoundMember = z.output<typeof foundMemberRow>
const foundMemberRow = z.strictObject({
  id: z.string(),
  surname: z.string(),
  givenName: z.string(),
  /** Null for staff who may not see addresses */
  email: z.string().nullable(),
  memberGroup: z.enum(codesOf(memberGroupLabels)),
  organisation: z.string().nullable(),
  role: z.enum(codesOf(roleLabels)),
  state: z.enum(codesOf(memberStateLabels)),
  registeredAt: z.date(),
  lastLoginAt: z.date().nullable(),
})

export type MemberPage = {
  members: FoundMember[]
  page: number
  pages: number
  /** Exact up to MOST_MEMBERS_COUNTED */
  found: number
  isMore: boolean
}

const foundRow = z.strictObject({ found: z.number() })

/**
 * One page of members for staff, in a stable order. Looking is an act: the audit row names who looked, why, by which
 * filters and whose rows were shown; never the text that was searched for. Moderators neither see nor search addresses.
 */
export async function searchMembers(ctx: PortalContext, search: MemberSearch): Promise<MemberPage> {
  const { role } = may.staff(ctx, '/admin/mitglieder')
  const hasAddresses = seesAddresses(role)
  const where = conditions(search, hasAddresses)
  const counted = await rowsOf(ctx, foundRow)`
    SELECT count(*)::int AS found FROM (SELECT FROM account a WHERE ${where} LIMIT ${MOST_MEMBERS_COUNTED + 1}) AS capped`
  const all = counted[0]?.found ?? 0
  const found = Math.min(all, MOST_MEMBERS_COUNTED)
  const pages = Math.max(1, Math.ceil(found / MEMBERS_PER_PAGE))
  const page = Math.min(Math.max(1, search.page ?? 1), pages)
  const members = await rowsOf(ctx, foundMemberRow)`
    SELECT a.id, a.surname, a.given_name AS "givenName", ${hasAddresses ? Prisma.sql`a.email` : Prisma.sql`NULL`} AS email,
      a.member_group::text AS "memberGroup", a.organisation, a.role::text AS role, ${memberStateSql} AS state,
      a.registered_at AS "registeredAt", a.last_login_at AS "lastLoginAt"
    FROM account a WHERE ${where}
    ORDER BY ${orders[search.order ?? 'name']}, a.id
    LIMIT ${MEMBERS_PER_PAGE} OFFSET ${(page - 1) * MEMBERS_PER_PAGE}`
  await recordEvent(ctx, 'member.searched', {
    details: { reason: search.reason, by: usedFilters(search), found, shown: members.map(({ id }) => id) },
  })
  return { members, page, pages, found, isMore: all > MOST_MEMBERS_COUNTED }
}

/** Ids of everybody whom a search finds, at most `limit`, for an act on all of them (lib/bulk-acts). Shows nobody. */
export async function memberIdsOf(
  ctx: PortalContext,
  search: Omit<MemberSearch, 'reason' | 'order' | 'page'>,
  limit: number,
): Promise<string[]> {
  const { role } = may.staff(ctx, '/admin/mitglieder')
  const rows = await rowsOf(ctx, idRow)`
    SELECT a.id FROM account a WHERE ${conditions(search, seesAddresses(role))} ORDER BY a.id LIMIT ${limit}`
  return rows.map(({ id }) => id)
}

const countMembersByStateRow = z.strictObject({ state: z.enum(codesOf(memberStateLabels)), members: z.number() })

/** Accounts per state, for the overview; numbers only. */
export async function countMembersByState(ctx: PortalContext): Promise<Record<MemberState, number>> {
  const rows = await rowsOf(ctx, countMembersByStateRow)`
    SELECT state, count(*)::int AS members FROM (SELECT ${memberStateSql} AS state FROM account a) AS states GROUP BY state`
  const counts = { unconfirmed: 0, held: 0, suspended: 0, restricted: 0, notified: 0, undeliverable: 0, active: 0 }
  for (const { state, members } of rows) counts[state] = members
  return counts
}

const MOST_WORDS = 6

/** Every word must occur in a name, in the organisation or, where addresses are seen, in the address. */
function conditions(
  { text, memberGroup, state, role }: Omit<MemberSearch, 'reason'>,
  hasAddresses: boolean,
): Prisma.Sql {
  const words = (text ?? '').split(/\s+/).filter(Boolean).slice(0, MOST_WORDS)
  const parts = words.map((word) => {
    const pattern = `%${word.replace(/[\\%_]/g, '\\$&')}%`
    return hasAddresses
      ? Prisma.sql`(a.surname ILIKE ${pattern} OR a.given_name ILIKE ${pattern} OR a.organisation ILIKE ${pattern} OR a.email ILIKE ${pattern})`
      : Prisma.sql`(a.surname ILIKE ${pattern} OR a.given_name ILIKE ${pattern} OR a.organisation ILIKE ${pattern})`
  })
  if (memberGroup) parts.push(Prisma.sql`a.member_group = ${memberGroup}::member_group`)
  if (role) parts.push(Prisma.sql`a.role = ${role}::role`)
  if (state) parts.push(Prisma.sql`${memberStateSql} = ${state}`)
  return parts.length > 0 ? Prisma.join(parts, ' AND ') : Prisma.sql`TRUE`
}

const orders: Record<MemberOrder, Prisma.Sql> = {
  // German order of letters: Ärmel stands beside Armel, not after Zander.
  name: Prisma.sql`a.surname COLLATE "de-x-icu", a.given_name COLLATE "de-x-icu"`,
  registered: Prisma.sql`a.registered_at DESC`,
  'last-login': Prisma.sql`a.last_login_at DESC NULLS LAST`,
}

function usedFilters(search: MemberSearch) {
  return (['text', 'memberGroup', 'state', 'role'] as const).filter((name) => search[name])
}
