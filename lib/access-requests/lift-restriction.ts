import { lockAccount } from '../accounts/lock-address'
import { recordEvent, recordEventsSql } from '../audit/record-event'
import { inTransaction, type PortalContext } from '../context'
import { berlinDay, type CalendarDay, lastDayAfterOutages, lastDayOf, sqlDateOfDay, startOfDay } from '../dates'
import { Prisma } from '../db/generated/client'
import { cancelMails, queueMail } from '../mail/queue-mail'
import { may } from '../may'
import { berlinDaySql, creditedDaysSql, creditedOutages, type RecordedOutage } from '../outages'
import { LIFT_PERIOD } from './restrictions'

/**
 * Staff announce the end of a restriction; it ends by itself after LIFT_PERIOD, counted from the day on which the person was told: by
 * mail from its acceptance (mail-hooks.ts), by letter from `toldByLetterOn` (GDPR Art. 18(3)). May be repeated while the person has not
 * been told, for example because the address does not work.
 */
export function announceLift(
  ctx: PortalContext,
  { accountId, reason, toldByLetterOn }: { accountId: string; reason: string; toldByLetterOn?: CalendarDay },
): Promise<{ outcome: 'announced' | 'already-told' | 'not-restricted' | 'letter-in-future' }> {
  const staff = may.staff(ctx, 'announceRestrictionEnd')
  if (toldByLetterOn && toldByLetterOn > berlinDay(ctx.now())) {
    return Promise.resolve({ outcome: 'letter-in-future' })
  }
  return inTransaction(ctx, async (tx) => {
    const open = await lockOpen(tx, accountId)
    if (!open) return { outcome: 'not-restricted' }
    if (open.toldAt) return { outcome: 'already-told' }
    await cancelMails(tx, { accountId, templates: ['restriction-ends'] })
    const told = toldByLetterOn
      ? {
          toldAt: startOfDay(toldByLetterOn),
          endsOn: sqlDateOfDay(
            lastDayAfterOutages(await creditedOutages(tx), toldByLetterOn, lastDayOf(toldByLetterOn, LIFT_PERIOD)),
          ),
          liftMailId: null,
        }
      : { liftMailId: await queueAnnouncement(tx, accountId, reason) }
    await tx.db.restriction.update({
      where: { id: open.id },
      data: { liftReason: reason, liftAnnouncedAt: tx.now(), liftAnnouncedBy: staff.accountId, ...told },
      select: { id: true },
    })
    await recordEvent(tx, 'restriction.lift-announced', {
      subjectId: accountId,
      details: { restrictionId: open.id, byLetter: toldByLetterOn !== undefined },
    })
    return { outcome: 'announced' }
  })
}

/** The person gave reasons, or staff were wrong: the restriction goes on, and the person learns that, too. */
export function withdrawLift(
  ctx: PortalContext,
  { accountId }: { accountId: string },
): Promise<{ outcome: 'goes-on' | 'not-announced' }> {
  may.staff(ctx, 'withdrawRestrictionEnd')
  return inTransaction(ctx, async (tx) => {
    const open = await lockOpen(tx, accountId)
    if (!open?.liftAnnouncedAt) return { outcome: 'not-announced' }
    await cancelMails(tx, { accountId, templates: ['restriction-ends'] })
    await tx.db.restriction.update({ where: { id: open.id }, data: notAnnounced, select: { id: true } })
    if (open.toldAt) await queueMail(tx, { template: 'restriction-goes-on', accountId, props: {} })
    await recordEvent(tx, 'restriction.lift-withdrawn', {
      subjectId: accountId,
      details: { restrictionId: open.id },
    })
    return { outcome: 'goes-on' }
  })
}

/** The person ends the own restriction, at any time and at once: it is theirs (GDPR Art. 18(2), consent). */
export async function endOwnRestriction(
  ctx: PortalContext,
  { accountId }: { accountId: string },
): Promise<{ outcome: 'ended' | 'not-restricted' }> {
  may.own(ctx, accountId)
  return inTransaction(ctx, async (tx) => {
    const open = await lockOpen(tx, accountId)
    if (!open) return { outcome: 'not-restricted' }
    await cancelMails(tx, { accountId, templates: ['restriction-ends'] })
    await tx.db.restriction.update({
      where: { id: open.id },
      data: { liftedAt: tx.now(), toldAt: open.toldAt ?? tx.now() },
      select: { id: true },
    })
    await recordEvent(tx, 'restriction.lifted', {
      subjectId: accountId,
      details: { restrictionId: open.id, by: 'person' },
    })
    return { outcome: 'ended' }
  })
}

/** Housekeeping: ends the restrictions whose last day is over. Nobody's ends who has not been told. Returns how many. */
export async function liftDueRestrictions(ctx: PortalContext): Promise<{ restrictionsLifted: number }> {
  const now = ctx.now()
  const events = recordEventsSql(ctx, 'restriction.lifted', {
    from: Prisma.sql`lifted`,
    details: { restrictionId: Prisma.sql`id` },
  })
  const restrictionsLifted = await ctx.db.$executeRaw`
    WITH lifted AS (
      UPDATE restriction SET lifted_at = ${now}::timestamptz
      WHERE (CASE WHEN lifted_at IS NULL THEN ends_on END) < ${berlinDay(now)}::date AND told_at IS NOT NULL
      RETURNING id, account_id
    )
    ${events}`
  return { restrictionsLifted }
}

/** After an outage: the end that was announced comes so many days later, so that the time to answer stays. Returns how many. */
export function extendLifts(tx: PortalContext, outage: RecordedOutage): Promise<number> {
  const credit = creditedDaysSql(outage, Prisma.sql`${berlinDaySql(Prisma.sql`told_at`)} + 1`)
  return tx.db.$executeRaw`
    UPDATE restriction SET ends_on = ends_on + ${credit}
    WHERE lifted_at IS NULL AND ends_on >= ${berlinDay(outage.beganAt)}::date
      AND told_at < ${outage.endedAt}::timestamptz AND ${credit} > 0`
}

const notAnnounced = {
  liftReason: null,
  liftAnnouncedAt: null,
  liftAnnouncedBy: null,
  liftMailId: null,
  toldAt: null,
  endsOn: null,
}

/** The account first, as everywhere. */
async function lockOpen(tx: PortalContext, accountId: string) {
  if ((await lockAccount(tx, accountId)).outcome === 'gone') return null
  return tx.db.restriction.findFirst({
    where: { accountId, liftedAt: null },
    select: { id: true, toldAt: true, liftAnnouncedAt: true },
  })
}

async function queueAnnouncement(tx: PortalContext, accountId: string, reason: string): Promise<string> {
  const { id } = await queueMail(tx, {
    template: 'restriction-ends',
    accountId,
    props: { reason, period: LIFT_PERIOD },
  })
  return id
}
