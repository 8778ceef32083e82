import { z } from 'zod'
import { recordEvent } from '../audit/record-event'
import { inTransaction, type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { rowsOf } from '../db/rows'
import { isUuid } from '../fields'
import { may } from '../may'

/** Art. 33(1): the supervisory authority is told within 72 hours after the operator became aware. Hours. */
export const REPORT_WITHIN = 72

/** Which members a breach affects, as a query: instants, `from` inclusive, `until` exclusive. */
export type Affected = { kind: 'all' } | { kind: 'registered' | 'signed-in'; from: Date; until: Date }

/** Opens the case of a personal-data breach (GDPR Art. 33). No names in the description: members are listed by the query. */
export function openBreach(
  ctx: PortalContext,
  { noticedAt, description, affected }: { noticedAt: Date; description: string; affected: Affected },
): Promise<{ outcome: 'opened'; breachId: string; reportBy: Date } | { outcome: 'noticed-in-future' }> {
  return inTransaction(ctx, async (tx) => {
    const staff = await may.staffNow(tx, 'openBreachCase')
    if (noticedAt > tx.now()) return { outcome: 'noticed-in-future' }
    const { id: breachId } = await tx.db.breach.create({
      data: {
        noticedAt,
        description,
        affectedKind: affected.kind,
        ...(affected.kind === 'all' ? {} : { affectedFrom: affected.from, affectedUntil: affected.until }),
        openedAt: tx.now(),
        openedBy: staff.accountId,
      },
      select: { id: true },
    })
    await recordEvent(tx, 'breach.opened', { subjectId: breachId })
    return { outcome: 'opened', breachId, reportBy: reportByOf(noticedAt) }
  })
}

/** End of the 72 hours. */
export function reportByOf(noticedAt: Date): Date {
  return new Date(noticedAt.getTime() + REPORT_WITHIN * 3_600_000)
}

export type AffectedMember = z.output<typeof affectedMemberRow>
const affectedMemberRow = z.strictObject({
  id: z.string(),
  surname: z.string(),
  givenName: z.string(),
  email: z.string(),
})

/** The members affected, read now and stored nowhere; who listed how many is on record (Art. 34). */
export function listAffected(
  ctx: PortalContext,
  { breachId }: { breachId: string },
): Promise<{ outcome: 'listed'; members: AffectedMember[] } | { outcome: 'unknown' }> {
  return inTransaction(ctx, async (tx) => {
    await may.staffNow(tx, '/admin/nachweis/datenpannen/betroffene')
    const breach = await tx.db.breach.findUnique({ where: { id: breachId } })
    if (!breach) return { outcome: 'unknown' }
    const { affectedKind, affectedFrom, affectedUntil } = breach
    const where =
      affectedKind === 'registered'
        ? Prisma.sql`a.registered_at >= ${affectedFrom}::timestamptz AND a.registered_at < ${affectedUntil}::timestamptz`
        : affectedKind === 'signed-in'
          ? Prisma.sql`a.id::text IN (SELECT e.subject_id::text FROM audit_event e WHERE e.act = 'session.started'
              AND e.at >= ${affectedFrom}::timestamptz AND e.at < ${affectedUntil}::timestamptz)`
          : Prisma.sql`TRUE`
    const members = await rowsOf(tx, affectedMemberRow)`
      SELECT a.id, a.surname, a.given_name AS "givenName", a.email FROM account a WHERE ${where} ORDER BY a.id`
    await recordEvent(tx, 'breach.listed', { subjectId: breachId, details: { members: members.length } })
    return { outcome: 'listed', members }
  })
}

/** The authority was told at `toldAt`; after the 72 hours only with the reason for the delay (Art. 33(1)). */
export function recordAuthorityTold(
  ctx: PortalContext,
  { breachId, toldAt, delayReason }: { breachId: string; toldAt: Date; delayReason?: string },
): Promise<{ outcome: 'recorded' | 'reason-needed' | 'in-future' | 'not-open' }> {
  return inTransaction(ctx, async (tx) => {
    await may.staffNow(tx, 'tellAuthority')
    if (toldAt > tx.now()) return { outcome: 'in-future' }
    await tx.db.$queryRaw`SELECT 1 FROM breach WHERE id = ${breachId}::uuid FOR UPDATE`
    const breach = await tx.db.breach.findFirst({ where: { id: breachId, closedAt: null, authorityToldAt: null } })
    if (!breach) return { outcome: 'not-open' }
    if (toldAt > reportByOf(breach.noticedAt) && !delayReason) return { outcome: 'reason-needed' }
    await tx.db.breach.update({
      where: { id: breachId },
      data: { authorityToldAt: toldAt, delayReason: delayReason ?? null },
      select: { id: true },
    })
    await recordEvent(tx, 'breach.authority-told', { subjectId: breachId })
    return { outcome: 'recorded' }
  })
}

/** Ends the case with its effects and what was done (Art. 33(5)), also where no report was needed. */
export function closeBreach(
  ctx: PortalContext,
  { breachId, outcome }: { breachId: string; outcome: string },
): Promise<{ outcome: 'closed' | 'not-open' }> {
  return inTransaction(ctx, async (tx) => {
    const staff = await may.staffNow(tx, 'closeBreachCase')
    const { count } = await tx.db.breach.updateMany({
      where: { id: breachId, closedAt: null },
      data: { closedAt: tx.now(), closedBy: staff.accountId, outcome },
    })
    if (count === 0) return { outcome: 'not-open' }
    await recordEvent(tx, 'breach.closed', { subjectId: breachId })
    return { outcome: 'closed' }
  })
}

/** One case; undefined: there is none. */
export async function loadBreach(ctx: PortalContext, id: string): Promise<ListedBreach | undefined> {
  may.staff(ctx, '/admin/nachweis/datenpannen')
  return isUuid(id) ? ((await ctx.db.breach.findUnique({ where: { id } })) ?? undefined) : undefined
}

const MOST = 200

export type ListedBreach = Awaited<ReturnType<typeof listBreaches>>[number]

/** The cases, the newest first. */
export async function listBreaches(ctx: PortalContext) {
  may.staffOrPortal(ctx, '/admin/nachweis/datenpannen')
  return ctx.db.breach.findMany({ orderBy: [{ noticedAt: 'desc' }, { id: 'desc' }], take: MOST })
}
