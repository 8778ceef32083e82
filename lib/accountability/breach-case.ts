import { recordEvent } from '../audit/record-event'
import { type BreachRemarkKind } from '../codes'
import { inTransaction, type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { anyRow } from '../db/rows'
import { may } from '../may'
import { formatNumber } from '../text'
import { type Affected } from './breach-affected'
import { standingAssessment } from './breach-assessment'
import { untoldSql } from './breach-untold'
import { lockOpenBreach } from './lock-breach'
import { promises } from './promises'
import { reportByOf } from './report-by'
import { lastResults } from './run-checks'

type Opened = { outcome: 'opened'; breachId: string; reportBy: Date }

/** Opens the case of a personal-data breach (GDPR Art. 33). No names in the description: members are listed by the query. */
export function openBreach(
  ctx: PortalContext,
  breach: { noticedAt: Date; description: string; affected: Affected },
): Promise<Opened | { outcome: 'noticed-in-future' }> {
  return inTransaction(ctx, async (tx) => {
    const staff = await may.staffNow(tx, 'openBreachCase')
    if (breach.noticedAt > tx.now()) return { outcome: 'noticed-in-future' }
    return create(tx, staff.accountId, breach)
  })
}

/**
 * Opens the case of a check that is broken. The 72 hours run from when the portal found it and told staff: nobody was aware before, and
 * later is not safe to say. `already-open`: a case of this check is open. `not-broken`: it holds by now.
 */
export function openBreachOfCheck(
  ctx: PortalContext,
  { checkId }: { checkId: string },
): Promise<Opened | { outcome: 'already-open'; breachId: string } | { outcome: 'not-broken' }> {
  return inTransaction(ctx, async (tx) => {
    const staff = await may.staffNow(tx, 'openBreachOfCheck')
    await tx.db.$queryRaw`SELECT 1 FROM promise_check WHERE id = ${checkId} FOR UPDATE`
    const known = await tx.db.breach.findFirst({ where: { checkId, closedAt: null }, select: { id: true } })
    if (known) return { outcome: 'already-open', breachId: known.id }
    const check = promises.flatMap(({ checks }) => checks).find(({ id }) => id === checkId)
    const result = (await lastResults(tx)).get(checkId)
    if (!check || !result?.brokenSince || !result.found) return { outcome: 'not-broken' }
    const description = `Eine Prüfung des Portals zeigt ${formatNumber(result.found)} Verstöße. Gezählt wird: ${check.counts}.`
    const noticedAt = result.brokenSince < tx.now() ? result.brokenSince : tx.now()
    return create(tx, staff.accountId, { noticedAt, description, affected: { kind: 'all' }, checkId })
  })
}

type NewBreach = { noticedAt: Date; description: string; affected: Affected; checkId?: string }

async function create(tx: PortalContext, openedBy: string, breach: NewBreach): Promise<Opened> {
  const { noticedAt, description, affected, checkId } = breach
  const { id: breachId } = await tx.db.breach.create({
    data: {
      noticedAt,
      description,
      checkId,
      affectedKind: affected.kind,
      ...(affected.kind === 'all' ? {} : { affectedFrom: affected.from, affectedUntil: affected.until }),
      openedAt: tx.now(),
      openedBy,
    },
    select: { id: true },
  })
  await recordEvent(tx, 'breach.opened', { subjectId: breachId })
  return { outcome: 'opened', breachId, reportBy: reportByOf(noticedAt) }
}

type Named = { breachId: string }

/** Adds to the documentation (Art. 33(5)), also after the end of the case: a correction, or that people were told in another way. */
export function remarkOnBreach(
  ctx: PortalContext,
  { breachId, kind, text }: Named & { kind: 'note' | 'otherwise'; text: string },
): Promise<{ outcome: 'remarked' | 'unknown' }> {
  return inTransaction(ctx, async (tx) => {
    const staff = await may.staffNow(tx, 'remarkOnBreach')
    if ((await tx.db.breach.count({ where: { id: breachId } })) === 0) return { outcome: 'unknown' }
    await remark(tx, { breachId, kind, text, by: staff.accountId })
    await recordEvent(tx, 'breach.remarked', { subjectId: breachId, details: { kind } })
    return { outcome: 'remarked' }
  })
}

/** What has to be done before the end of a case. */
export type Unfinished = 'not-assessed' | 'not-reported' | 'no-final-report' | 'people-not-told'

/**
 * Ends the case with what was done. Not before the risk is assessed, a report that was needed is complete (Art. 33(1), (4)), and the people
 * who must be told were told (Art. 34).
 */
export function closeBreach(
  ctx: PortalContext,
  { breachId, outcome }: Named & { outcome: string },
): Promise<{ outcome: 'closed' | 'not-open' | Unfinished }> {
  return inTransaction(ctx, async (tx) => {
    const staff = await may.staffNow(tx, 'closeBreachCase')
    if (!(await lockOpenBreach(tx, breachId))) return { outcome: 'not-open' }
    const unfinished = await unfinishedOf(tx, breachId)
    if (unfinished) return { outcome: unfinished }
    await tx.db.breach.update({
      where: { id: breachId },
      data: { closedAt: tx.now(), closedBy: staff.accountId },
      select: { id: true },
    })
    await remark(tx, { breachId, kind: 'closed', text: outcome, by: staff.accountId })
    await recordEvent(tx, 'breach.closed', { subjectId: breachId })
    return { outcome: 'closed' }
  })
}

/** Something came to light afterwards: the case goes on where it was, with the reason. */
export function reopenBreach(
  ctx: PortalContext,
  { breachId, reason }: Named & { reason: string },
): Promise<{ outcome: 'reopened' | 'not-closed' }> {
  return inTransaction(ctx, async (tx) => {
    const staff = await may.staffNow(tx, 'reopenBreachCase')
    const { count } = await tx.db.breach.updateMany({
      where: { id: breachId, closedAt: { not: null } },
      data: { closedAt: null, closedBy: null },
    })
    if (count === 0) return { outcome: 'not-closed' }
    await remark(tx, { breachId, kind: 'reopened', text: reason, by: staff.accountId })
    await recordEvent(tx, 'breach.reopened', { subjectId: breachId })
    return { outcome: 'reopened' }
  })
}

async function unfinishedOf(tx: PortalContext, breachId: string): Promise<Unfinished | undefined> {
  const standing = await standingAssessment(tx, breachId)
  if (!standing) return 'not-assessed'
  const newest = await tx.db.breachReport.findFirst({
    where: { breachId },
    orderBy: [{ recordedAt: 'desc' }, { id: 'desc' }],
    select: { phase: true },
  })
  if (standing.risk !== 'none' && !newest) return 'not-reported'
  if (newest && newest.phase !== 'final') return 'no-final-report'
  return (await anyRow(tx)`${untoldSql(Prisma.sql`b.id = ${breachId}::uuid`)}`) ? 'people-not-told' : undefined
}

async function remark(
  tx: PortalContext,
  { breachId, kind, text, by }: Named & { kind: BreachRemarkKind; text: string; by: string },
): Promise<void> {
  const data = { breachId, kind, text, writtenAt: tx.now(), writtenBy: by }
  await tx.db.breachRemark.create({ data, select: { id: true } })
}
