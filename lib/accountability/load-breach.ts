import { z } from 'zod'
import { type PortalContext } from '../context'
import { rowsOf } from '../db/rows'
import { isUuid } from '../fields'
import { may } from '../may'
import { type Finding } from './breach-findings'

const MOST = 200

export type ListedBreach = Awaited<ReturnType<typeof listBreaches>>[number]

/** The cases, the newest first. */
export async function listBreaches(ctx: PortalContext) {
  may.staffOrPortal(ctx, '/admin/nachweis/datenpannen')
  return ctx.db.breach.findMany({ orderBy: [{ noticedAt: 'desc' }, { id: 'desc' }], take: MOST })
}

/** Open cases that a broken check has opened: check → case. */
export async function breachesOfChecks(ctx: PortalContext): Promise<Map<string, string>> {
  may.staff(ctx, '/admin/nachweis')
  const rows = await ctx.db.breach.findMany({
    where: { checkId: { not: null }, closedAt: null },
    select: { id: true, checkId: true },
  })
  return new Map(rows.map(({ id, checkId }) => [checkId ?? '', id]))
}

export type Breach = NonNullable<Awaited<ReturnType<typeof loadBreach>>>

/** One case with all that was recorded about it, the newest first, and the names of staff; undefined: there is none. */
export async function loadBreach(ctx: PortalContext, id: string) {
  may.staff(ctx, '/admin/nachweis/datenpannen/[id]')
  if (!isUuid(id)) return undefined
  const breach = await ctx.db.breach.findUnique({
    where: { id },
    include: {
      findings: { orderBy: [{ recordedAt: 'desc' }, { id: 'desc' }] },
      assessments: { orderBy: [{ decidedAt: 'desc' }, { id: 'desc' }] },
      reports: { orderBy: [{ recordedAt: 'desc' }, { id: 'desc' }] },
      remarks: { orderBy: [{ writtenAt: 'desc' }, { id: 'desc' }] },
      letters: { orderBy: [{ preparedAt: 'desc' }, { id: 'desc' }] },
    },
  })
  if (!breach) return undefined
  const { findings, letters, ...rest } = breach
  const names = await namesOf(ctx, [
    ...findings.map(({ recordedBy }) => recordedBy),
    ...breach.assessments.map(({ decidedBy }) => decidedBy),
    ...breach.reports.flatMap(({ recordedBy }) => recordedBy ?? []),
    ...breach.remarks.map(({ writtenBy }) => writtenBy),
    ...letters.flatMap(({ preparedBy, decidedBy }) => [preparedBy, ...(decidedBy ? [decidedBy] : [])]),
  ])
  const ledgers = await ledgersOf(ctx, id)
  return {
    ...rest,
    findings: findings as (Finding & (typeof findings)[number])[],
    letters: letters.map((letter) => ({ ...letter, ledger: ledgers.find(({ letterId }) => letterId === letter.id) })),
    /** As colleagues know them. */
    nameOf: (accountId: string | null) => (accountId && names.get(accountId)) || 'Konto gelöscht',
  }
}

const nameRow = z.strictObject({ id: z.string(), name: z.string() })

async function namesOf(ctx: PortalContext, ids: string[]): Promise<Map<string, string>> {
  const rows = await rowsOf(ctx, nameRow)`
    SELECT id, given_name || ' ' || surname AS name FROM account WHERE id = ANY(${[...new Set(ids)]}::uuid[])`
  return new Map(rows.map(({ id, name }) => [id, name]))
}

export type Ledger = z.output<typeof ledgerRow>
const ledgerRow = z.strictObject({
  letterId: z.string(),
  accepted: z.number(),
  bounced: z.number(),
  waiting: z.number(),
})

/** How many the letters of a case reached; whose account is gone meanwhile stands only in `members` of the letter. */
async function ledgersOf(ctx: PortalContext, breachId: string): Promise<Ledger[]> {
  return rowsOf(ctx, ledgerRow)`
    SELECT l.id AS "letterId", (count(*) FILTER (WHERE t.bounced_at IS NOT NULL))::int AS bounced,
      (count(*) FILTER (WHERE t.bounced_at IS NULL AND t.accepted_at IS NOT NULL))::int AS accepted,
      (count(*) FILTER (WHERE t.bounced_at IS NULL AND t.accepted_at IS NULL))::int AS waiting
    FROM breach_letter l JOIN breach_telling t ON t.letter_id = l.id WHERE l.breach_id = ${breachId}::uuid GROUP BY l.id`
}
