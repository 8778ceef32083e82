import { z } from 'zod'
import { staffActs } from '../auth/permissions'
import { inTransaction, type PortalContext } from '../context'
import { berlinDay, startOfDay } from '../dates'
import { rowOf } from '../db/rows'
import { alertStaff } from '../mail/alert-staff'
import { formatDayOf, formatNumber } from '../text'
import { countCases } from './list-cases'

/**
 * Tells the moderation that something waits (DS-07), in the transaction of the report or appeal: at once if nothing else does. For all
 * else the daily reminder is enough, so that nobody can fill their mailboxes with reports.
 */
export async function alertOfFirst(tx: PortalContext): Promise<void> {
  await lockAlert(tx)
  const waiting = await countCases(tx)
  if (waiting.open + waiting.appeals === 1) await alert(tx, waiting)
}

/** Duty: reminds the moderation each day while reports or appeals wait. Does nothing when they have had a mail today. */
export function remindModeration(ctx: PortalContext): Promise<{ moderationWaiting: number }> {
  return inTransaction(ctx, async (tx) => {
    const alertedAt = await lockAlert(tx)
    const waiting = await countCases(tx)
    const all = waiting.open + waiting.appeals
    const isToldToday = alertedAt !== null && alertedAt >= startOfDay(berlinDay(tx.now()))
    if (all > 0 && !isToldToday) await alert(tx, waiting)
    return { moderationWaiting: all }
  })
}

const alertedAtRow = z.strictObject({ alertedAt: z.date().nullable() })

/** When they were last told; of two who ask at the same moment the second one sees what the first one did. */
async function lockAlert(tx: PortalContext): Promise<Date | null> {
  const row = await rowOf(tx, alertedAtRow)`
    INSERT INTO moderation_alert (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET id = 1 RETURNING alerted_at AS "alertedAt"`
  return row?.alertedAt ?? null
}

async function alert(tx: PortalContext, waiting: Awaited<ReturnType<typeof countCases>>): Promise<void> {
  const { open, oldest, appeals, oldestAppeal } = waiting
  await tx.db.$executeRaw`UPDATE moderation_alert SET alerted_at = ${tx.now()}::timestamptz WHERE id = 1`
  await alertStaff(tx, {
    roles: staffActs.decideOnCase.roles,
    headline: open > 0 ? 'Ein Inhalt ist gemeldet' : 'Eine Beschwerde wartet',
    lines: [
      ...(oldest ? [`Gemeldete Inhalte: ${formatNumber(open)}, der älteste seit ${formatDayOf(oldest)}.`] : []),
      ...(oldestAppeal
        ? [
            `Beschwerden gegen Maßnahmen: ${formatNumber(appeals)}, die älteste seit ${formatDayOf(oldestAppeal)}. Es entscheidet, wer die Maßnahme nicht angeordnet hat.`,
          ]
        : []),
    ],
    path: open > 0 ? '/admin/moderation' : '/admin/moderation?ansicht=beschwerden',
  })
}
