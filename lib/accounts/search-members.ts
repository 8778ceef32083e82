import { z } from 'zod'
import { recordEvent } from '../audit/record-event'
import { seesAddresses } from '../auth/permissions'
import {
  codesOf,
  type LookReason,
  type MemberState,
  memberFilterLabels,
  memberGroupLabels,
  memberStateLabels,
  roleLabels,
} from '../codes'
import { type PortalContext } from '../context'
import { addDays, berlinDay, type CalendarDay, latestStartOver, startOfDay } from '../dates'
import { Prisma } from '../db/generated/client'
import { type MemberGroup, type Role } from '../db/generated/enums'
import { idRow, rowsOf } from '../db/rows'
import { isHeldSql, isRestrictedSql, isSuspendedSql } from '../db/standing'
import { isUuid } from '../fields'
import { pageOf } from '../list'
import { may } from '../may'
import { isGovernedBySql } from '../policies/governed-by'
import { memberStateSql, memberStateSqlFor } from './member-state'

/** Lists are capped (S-L5): nobody pages through more than this, and nobody counts further. */
const MOST_MEMBERS_COUNTED = 10_000

export type MemberOrder = 'name' | 'organisation' | 'registered' | 'verified' | 'last-login'

/** Who is meant. Days are Berlin days, both included. */
export type MemberChoice = {
  /** Words of name, organisation and address, or the number of an account or of a case */
  text?: string
  memberGroup?: MemberGroup
  state?: MemberState
  role?: Role
  isVerified?: boolean
  isHeld?: boolean
  registeredFrom?: CalendarDay
  registeredUntil?: CalendarDay
  /** Months without a sign-in; `never`: not once */
  unseenFor?: 'never' | { months: number }
  /** Version of the policy that governs them */
  version?: number
  /** Of the address; those below it too */
  domain?: string
}

export type MemberSearch = MemberChoice & {
  order?: MemberOrder
  /** The other way round */
  isDown?: boolean
  /** 1-based */
  page?: number
  size?: number
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
  verifiedAt: z.date().nullable(),
  /** Null also for staff who judge content alone */
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

const id = Prisma.sql`a.id`
const foundRow = z.strictObject({ found: z.number() })

/**
 * One page of members for staff, in a stable order. Looking is an act: the audit row names who looked, why, by which
 * filters and whose rows were shown; never the text that was searched for. Moderators neither see nor search addresses and sign-ins.
 */
export async function searchMembers(ctx: PortalContext, search: MemberSearch): Promise<MemberPage> {
  const { role } = may.staff(ctx, '/admin/mitglieder')
  const hasAddresses = seesAddresses(role)
  const where = conditions(ctx, search, hasAddresses)
  const counted = await rowsOf(ctx, foundRow)`
    SELECT count(*)::int AS found FROM (SELECT FROM account a WHERE ${where} LIMIT ${MOST_MEMBERS_COUNTED + 1}) AS capped`
  const all = counted[0]?.found ?? 0
  const found = Math.min(all, MOST_MEMBERS_COUNTED)
  const { page, pages, limit, offset } = pageOf(found, search)
  const members = await rowsOf(ctx, foundMemberRow)`
    SELECT ${columns(hasAddresses)} FROM account a WHERE ${where} ORDER BY ${orderSql(search, hasAddresses)} LIMIT ${limit} OFFSET ${offset}`
  await recordEvent(ctx, 'member.searched', {
    details: { reason: search.reason, by: usedFilters(search), found, shown: members.map(({ id }) => id) },
  })
  return { members, page, pages, found, isMore: all > MOST_MEMBERS_COUNTED }
}

/** Everybody whom a search finds, as a file, at most as many as are counted. The audit row says who took it, by which filters and how many. */
export async function exportMembers(
  ctx: PortalContext,
  search: Omit<MemberSearch, 'page' | 'size'>,
): Promise<FoundMember[]> {
  const { role } = may.staff(ctx, '/admin/mitglieder/csv')
  const hasAddresses = seesAddresses(role)
  const members = await rowsOf(ctx, foundMemberRow)`
    SELECT ${columns(hasAddresses)} FROM account a WHERE ${conditions(ctx, search, hasAddresses)}
    ORDER BY ${orderSql(search, hasAddresses)} LIMIT ${MOST_MEMBERS_COUNTED}`
  await recordEvent(ctx, 'member.exported', {
    details: { reason: search.reason, by: usedFilters(search), found: members.length },
  })
  return members
}

const columns = (hasAddresses: boolean) => Prisma.sql`
  a.id, a.surname, a.given_name AS "givenName", ${hasAddresses ? Prisma.sql`a.email, a.last_login_at` : Prisma.sql`NULL AS email, NULL::timestamptz`} AS "lastLoginAt",
  a.member_group::text AS "memberGroup", a.organisation, a.role::text AS role, ${memberStateSqlFor(hasAddresses)} AS state,
  a.registered_at AS "registeredAt", a.verified_at AS "verifiedAt"`

/** Ids of everybody whom a search finds, at most `limit`, for an act on all of them (lib/bulk-acts). Shows nobody. */
export async function memberIdsOf(ctx: PortalContext, search: MemberChoice, limit: number): Promise<string[]> {
  const { role } = may.staff(ctx, '/admin/mitglieder')
  const rows = await rowsOf(ctx, idRow)`
    SELECT a.id FROM account a WHERE ${conditions(ctx, search, seesAddresses(role))} ORDER BY a.id LIMIT ${limit}`
  return rows.map(({ id }) => id)
}

const countMembersByStateRow = z.strictObject({ state: z.enum(codesOf(memberStateLabels)), members: z.number() })

/** Accounts per state, for the overview; numbers only. */
export async function countMembersByState(ctx: PortalContext): Promise<Record<MemberState, number>> {
  may.staffOrPortal(ctx, '/admin/mitglieder')
  const rows = await rowsOf(ctx, countMembersByStateRow)`
    SELECT state, count(*)::int AS members FROM (SELECT ${memberStateSql} AS state FROM account a) AS states GROUP BY state`
  const counts = { unconfirmed: 0, held: 0, suspended: 0, restricted: 0, notified: 0, undeliverable: 0, active: 0 }
  for (const { state, members } of rows) counts[state] = members
  return counts
}

const MOST_WORDS = 6

function conditions(ctx: PortalContext, search: MemberChoice, hasAddresses: boolean): Prisma.Sql {
  const { text, memberGroup, state, role, isVerified, isHeld, registeredFrom, registeredUntil, version, domain } =
    search
  const words = (text ?? '').split(/\s+/).filter(Boolean).slice(0, MOST_WORDS)
  const parts = [
    Prisma.sql`TRUE`,
    ...words.map((word) => (isUuid(word) ? hasNumberSql(word, hasAddresses) : hasWordSql(word, hasAddresses))),
    ...(memberGroup ? [Prisma.sql`a.member_group = ${memberGroup}::member_group`] : []),
    ...(role ? [Prisma.sql`a.role = ${role}::role`] : []),
    ...(isVerified === undefined ? [] : [Prisma.sql`(a.verified_at IS NOT NULL) = ${isVerified}`]),
    ...(isHeld === undefined ? [] : [isHeld ? isHeldSql(id) : Prisma.sql`NOT ${isHeldSql(id)}`]),
    ...(registeredFrom ? [Prisma.sql`a.registered_at >= ${startOfDay(registeredFrom)}`] : []),
    ...(registeredUntil ? [Prisma.sql`a.registered_at < ${startOfDay(addDays(registeredUntil, 1))}`] : []),
    ...(hasAddresses ? unseenSql(ctx, search) : []),
    ...(domain && hasAddresses ? [domainSql(domain)] : []),
    // The dear ones last.
    ...(state ? [hasRowOf[state], Prisma.sql`${memberStateSqlFor(hasAddresses)} = ${state}`] : []),
    ...(version === undefined ? [] : [isGovernedBySql(version, ctx.now())]),
  ]
  return Prisma.join(parts, ' AND ')
}

/** What everybody in this state has, from a small table: the state itself is asked of those alone. */
const hasRowOf: Record<MemberState, Prisma.Sql> = {
  unconfirmed: Prisma.sql`a.email_confirmed_at IS NULL`,
  held: isHeldSql(id),
  suspended: isSuspendedSql(id),
  restricted: isRestrictedSql(id),
  notified: Prisma.sql`a.id IN (SELECT account_id FROM inactivity_notice WHERE closed_at IS NULL)`,
  undeliverable: Prisma.sql`a.id IN (SELECT account_id FROM inactivity_notice WHERE outcome = 'undeliverable')`,
  active: Prisma.sql`TRUE`,
}

/** A word must occur in a name, in the organisation, in any of the spellings, or, where addresses are seen, in the address. */
function hasWordSql(word: string, hasAddresses: boolean): Prisma.Sql {
  // Folded once, not for each row.
  const inNames = Prisma.sql`strpos(a.search_words, (SELECT fold_letters(${word}))) > 0`
  return hasAddresses ? Prisma.sql`(${inNames} OR strpos(a.email, lower(${word})) > 0)` : inNames
}

/** The account itself, or whose case it is; who sees no addresses sees no requests either. */
function hasNumberSql(number: string, hasAddresses: boolean): Prisma.Sql {
  const given = Prisma.sql`${number.toLowerCase()}::uuid`
  const ofRequest = hasAddresses
    ? Prisma.sql`UNION ALL SELECT account_id FROM data_request WHERE id = ${given}
        UNION ALL SELECT account_id FROM policy_objection WHERE id = ${given}`
    : Prisma.empty
  return Prisma.sql`a.id IN (SELECT ${given} UNION ALL SELECT author_id FROM moderation_case WHERE id = ${given} ${ofRequest})`
}

/** Whose last sign-in is longer ago than this span of whole calendar days, as in the rule of inactivity (DS-05). */
function unseenSql(ctx: PortalContext, { unseenFor }: MemberChoice): Prisma.Sql[] {
  if (!unseenFor) return []
  if (unseenFor === 'never') return [Prisma.sql`a.last_login_at IS NULL`]
  const day = latestStartOver(berlinDay(ctx.now()), `P${unseenFor.months}M`)
  return [Prisma.sql`coalesce(a.last_login_at, a.registered_at) < ${startOfDay(addDays(day, 1))}`]
}

/** The domain itself and those below it. */
function domainSql(domain: string): Prisma.Sql {
  const end = `.${domain.toLowerCase().replace(/^.*@/, '')}`
  return Prisma.sql`right('.' || split_part(a.email, '@', 2), length(${end})) = ${end}`
}

/** Nobody stands twice or is left out between pages: equal ones by their number. What somebody does not have stands last in both ways. */
function orderSql(
  { order: asked = 'name', isDown = false }: Pick<MemberSearch, 'order' | 'isDown'>,
  seesSignIns: boolean,
): Prisma.Sql {
  const order = asked === 'last-login' && !seesSignIns ? 'name' : asked
  const way = isDown ? Prisma.sql`DESC` : Prisma.sql`ASC`
  const columns = orders[order].map((column) => Prisma.sql`${column} ${way}`)
  const nullable = nullableSql[order]
  return Prisma.join([...(nullable && isDown ? [nullable] : []), ...columns, Prisma.sql`a.id ${way}`])
}

// German order of letters: Ärmel stands beside Armel, not after Zander.
const byName = [Prisma.sql`a.surname COLLATE "de-x-icu"`, Prisma.sql`a.given_name COLLATE "de-x-icu"`]
const orders: Record<MemberOrder, Prisma.Sql[]> = {
  name: byName,
  organisation: [Prisma.sql`a.organisation COLLATE "de-x-icu"`, ...byName],
  registered: [Prisma.sql`a.registered_at`],
  verified: [Prisma.sql`a.verified_at`],
  'last-login': [Prisma.sql`a.last_login_at`],
}
const nullableSql: Partial<Record<MemberOrder, Prisma.Sql>> = {
  organisation: Prisma.sql`a.organisation IS NULL`,
  verified: Prisma.sql`a.verified_at IS NULL`,
  'last-login': Prisma.sql`a.last_login_at IS NULL`,
}

function usedFilters(search: MemberChoice) {
  return codesOf(memberFilterLabels).filter(
    (name) => name in search && search[name as keyof MemberChoice] !== undefined,
  )
}
