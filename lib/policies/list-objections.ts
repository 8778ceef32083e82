import { type PortalContext } from '../context'
import { type CalendarDay, dayOfSqlDate } from '../dates'
import { type Prisma } from '../db/generated/client'
import { isUuid } from '../fields'
import { may } from '../may'

export type ListedObjection = {
  id: string
  accountId: string
  versionNumber: number
  receivedOn: CalendarDay
  reason: string | null
  enteredAt: Date
  enteredBy: string | null
  withdrawnAt: Date | null
  /** Of a letter that withdrew it. */
  withdrawalReceivedOn: CalendarDay | null
  withdrawalWording: string | null
  decision: string | null
  decisionNote: string | null
  decidedAt: Date | null
}

const OBJECTIONS_PER_PAGE = 25

const columns = {
  id: true,
  accountId: true,
  versionNumber: true,
  receivedOn: true,
  reason: true,
  enteredAt: true,
  enteredBy: true,
  withdrawnAt: true,
  withdrawalReceivedOn: true,
  withdrawalWording: true,
  decision: true,
  decisionNote: true,
  decidedAt: true,
} satisfies Prisma.PolicyObjectionSelect

/** Objections for staff: those that wait for a decision, the oldest first, or all, the latest first. The caller records the look. */
export async function listObjections(
  ctx: PortalContext,
  { undecided, page = 1 }: { undecided: boolean; page?: number },
): Promise<{ objections: ListedObjection[]; found: number; page: number; pages: number }> {
  may.staff(ctx, '/admin/datenschutzerklaerung/widersprueche')
  const where = undecided ? waiting : {}
  const found = await ctx.db.policyObjection.count({ where })
  const pages = Math.max(1, Math.ceil(found / OBJECTIONS_PER_PAGE))
  const shown = Math.min(Math.max(1, page), pages)
  const rows = await ctx.db.policyObjection.findMany({
    where,
    select: columns,
    orderBy: { id: undecided ? 'asc' : 'desc' },
    skip: (shown - 1) * OBJECTIONS_PER_PAGE,
    take: OBJECTIONS_PER_PAGE,
  })
  return { objections: rows.map(listed), found, page: shown, pages }
}

/** One objection; undefined if there is none (any more). */
export async function loadObjection(ctx: PortalContext, id: string): Promise<ListedObjection | undefined> {
  may.staff(ctx, '/admin/datenschutzerklaerung/widersprueche')
  if (!isUuid(id)) return undefined
  const row = await ctx.db.policyObjection.findUnique({ where: { id }, select: columns })
  return row ? listed(row) : undefined
}

/** How many wait for a decision. */
export async function countUndecided(ctx: PortalContext): Promise<number> {
  may.staffOrPortal(ctx, '/admin/datenschutzerklaerung/widersprueche')
  return ctx.db.policyObjection.count({ where: waiting })
}

const waiting = {
  withdrawnAt: null,
  OR: [{ decision: null }, { decision: 'talk' }],
} satisfies Prisma.PolicyObjectionWhereInput

type Days = 'receivedOn' | 'withdrawalReceivedOn'

function listed(
  row: Omit<ListedObjection, Days> & { receivedOn: Date; withdrawalReceivedOn: Date | null },
): ListedObjection {
  const { receivedOn, withdrawalReceivedOn } = row
  return {
    ...row,
    receivedOn: dayOfSqlDate(receivedOn),
    withdrawalReceivedOn: withdrawalReceivedOn && dayOfSqlDate(withdrawalReceivedOn),
  }
}
