import { inTransaction, type PortalContext } from '../context'
import { addDays, berlinDay } from '../dates'
import { Prisma } from '../db/generated/client'
import { idRow, rowsOf } from '../db/rows'
import { isPresentSql } from '../db/standing'
import { queueMailsSql } from '../mail/queue-mail'
import { CONFIRMATION_PERIOD, REMINDER_DAYS } from './periods'

/**
 * Reminds the authors of what ends soon (DS-07): once for each last day. What ends is not shown any more from the first moment of the
 * day after, whether or not this ran. Days are those of Berlin.
 */
export async function remindOfEnding(ctx: PortalContext): Promise<{ publicationReminders: number }> {
  const today = berlinDay(ctx.now())
  const isUndated = Prisma.sql`(p.ends_on IS NULL AND p.kind <> 'event')`
  return inTransaction(ctx, async (tx) => {
    const ending = await rowsOf(tx, idRow)`
      UPDATE publication p SET reminded_of = p.shown_until
      WHERE p.published_at IS NOT NULL AND p.withdrawn_at IS NULL AND p.shown_until >= ${today}::date
        AND p.shown_until <= CASE WHEN ${isUndated} THEN ${addDays(today, REMINDER_DAYS.undated)}::date ELSE ${addDays(today, REMINDER_DAYS.dated)}::date END
        AND p.reminded_of IS DISTINCT FROM p.shown_until AND ${isPresentSql(Prisma.sql`p.account_id`)}
        -- Who has just published something short-lived knows its end.
        AND (${isUndated} OR p.published_at < ${addDays(today, -REMINDER_DAYS.dated)}::date)
      RETURNING p.id`
    const ids = ending.map(({ id }) => id)
    if (ids.length > 0)
      await tx.db.$executeRaw(
        queueMailsSql(
          tx,
          'publication-ending',
          Prisma.sql`
            SELECT p.account_id, NULL::text AS recipient, jsonb_build_object('title', p.title, 'lastDay', p.shown_until::text,
              'goesOnFor', CASE WHEN ${isUndated} THEN ${CONFIRMATION_PERIOD}::text END, 'url', ${`${tx.mail.appUrl}/meine-angebote/`}::text || p.id::text) AS props
            FROM publication p WHERE p.id = ANY(${ids}::uuid[])`,
        ),
      )
    return { publicationReminders: ids.length }
  })
}
