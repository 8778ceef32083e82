import { type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { berlinDaySql, creditedDaysSql, type RecordedOutage } from '../outages'

/**
 * Links in mails that were open during an outage work so many days longer as it took from their time (decision 0028), and a mail that
 * waits, or that staff may still repeat, names the new end. Not those for a new password: whoever needs one asks again, and a stolen mail must not live longer. Call it
 * in the transaction that records the outage; returns how many links.
 */
export async function extendLinks(tx: PortalContext, outage: RecordedOutage): Promise<number> {
  const { beganAt, endedAt } = outage
  const credit = Prisma.sql`make_interval(days => ${creditedDaysSql(outage, berlinDaySql(Prisma.sql`created_at`))})`
  await tx.db.$executeRaw`
    UPDATE outgoing_mail SET props = props || jsonb_build_object('expiresAt',
      to_char((props ->> 'expiresAt')::timestamptz + ${credit}, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
    WHERE state <> 'accepted' AND template <> 'password-reset' AND created_at < ${endedAt}::timestamptz
      AND (CASE WHEN props ? 'expiresAt' THEN (props ->> 'expiresAt')::timestamptz END) > ${beganAt}::timestamptz`
  return tx.db.$executeRaw`
    UPDATE account_token SET expires_at = expires_at + ${credit}
    WHERE used_at IS NULL AND purpose <> 'reset_password' AND created_at < ${endedAt}::timestamptz
      AND expires_at > ${beganAt}::timestamptz`
}
