import { recordEventsSql } from '../audit/record-event'
import { type Supersession } from '../codes'
import { type PortalContext } from '../context'
import { berlinDay } from '../dates'
import { Prisma } from '../db/generated/client'
import { berlinDaySql, lastDaySql } from '../outages'
import { restartAnnouncements } from '../policies/restart-announcements'

export type Voided = {
  sessions: number
  links: number
  mails: number
  notices: number
  announcements: number
}

/**
 * What must not act again after a restore (DS-04, DS-05, DS-06, DS-11). Sessions and links of the backup are void, and the pages of the links say why. Mail that had
 * not been accepted then, and answers that waited, are dropped: they left long ago. Whoever had an open notice may have signed
 * in since the backup, and whoever had time to object may have objected: both periods begin anew with a new mail, so no clock is
 * shortened. `lastSign`: last sign of life in the data, as old as the backup.
 */
export async function voidBackup(tx: PortalContext, lastSign: Date): Promise<Voided> {
  const sessions = await tx.db.$executeRaw`DELETE FROM session`
  // A link that is done may still set the missing password of a registration: it ends like those that are open.
  const links = await tx.db.$executeRaw`
    UPDATE account_token SET used_at = coalesce(used_at, ${tx.now()}::timestamptz), outcome = 'restored', new_email = NULL
    WHERE used_at IS NULL OR purpose = 'confirm_registration'`
  await tx.db.$executeRaw`DELETE FROM asked_address`
  const mails = await tx.db.$executeRaw`DELETE FROM outgoing_mail WHERE accepted_at IS NULL AND state <> 'accepted'`
  const notices = await supersedeNotices(tx, { which: Prisma.sql`true`, reason: 'restored' })
  const accepted = berlinDaySql(Prisma.sql`n.accepted_at`)
  const latest = Prisma.sql`(${accepted} + (SELECT max(objection_period::interval) FROM policy_version))::date`
  const announcements = await restartAnnouncements(
    tx,
    Prisma.sql`${lastDaySql(accepted, latest)} >= ${berlinDay(lastSign)}::date`,
  )
  // A confirmation of a stopped run may have been used since: nobody lets a run pass a brake twice with it.
  await tx.db.$executeRaw`
    UPDATE sweep_run SET confirmation_used_by = id WHERE confirmed_at IS NOT NULL AND confirmation_used_by IS NULL`
  await tx.db.$executeRaw`UPDATE duty_lease SET holder = NULL, expires_at = NULL`
  return { sessions, links, mails, notices, announcements }
}

/** Open notices (`n`) make room for new ones, which the next sweep sends with the right days. Returns how many. */
export function supersedeNotices(
  tx: PortalContext,
  { which, reason }: { which: Prisma.Sql; reason: Supersession },
): Promise<number> {
  const now = Prisma.sql`${tx.now()}::timestamptz`
  const events = recordEventsSql(tx, 'lifecycle.notice-superseded', {
    from: Prisma.sql`closed`,
    details: { noticeId: Prisma.sql`id`, reason },
  })
  return tx.db.$executeRaw`
    WITH closed AS (
      UPDATE inactivity_notice n SET closed_at = ${now}, outcome = 'superseded' WHERE n.closed_at IS NULL AND ${which}
      RETURNING id, account_id
    ), unmarked AS (
      UPDATE account SET notified_for = NULL FROM closed WHERE account.id = closed.account_id
    )
    ${events}`
}
