import { z } from 'zod'
import { recordEvent } from '../audit/record-event'
import { inTransaction, type PortalContext } from '../context'
import { addDays, berlinDay, startOfDay } from '../dates'
import { Prisma } from '../db/generated/client'
import { rowsOf } from '../db/rows'
import { isPresentSql } from '../db/standing'
import { alertStaff } from '../mail/alert-staff'
import { formatDayOf, formatNumber } from '../text'
import { STAFF_DAYS } from '../waiting'

const remindVerifiersRow = z.strictObject({ id: z.string(), requestedAt: z.date() })

/**
 * Reminds staff each day while somebody waits too long to be verified (DS-07). One mail to each of them; it names no member. Does
 * nothing when it has done so today. Returns how many wait too long.
 */
export function remindVerifiers(ctx: PortalContext): Promise<{ waitingTooLong: number }> {
  return inTransaction(ctx, async (tx) => {
    const today = berlinDay(tx.now())
    const late = await rowsOf(tx, remindVerifiersRow)`
      SELECT v.id, v.requested_at AS "requestedAt" FROM verification v JOIN account a ON a.id = v.account_id
      WHERE v.decided_at IS NULL AND a.role = 'member' AND v.requested_at < ${startOfDay(addDays(today, -STAFF_DAYS))}
        AND (v.reminded_at IS NULL OR v.reminded_at < ${startOfDay(today)})
        AND ${isPresentSql(Prisma.sql`a.id`)}
      ORDER BY v.requested_at, v.id FOR UPDATE OF v SKIP LOCKED`
    const [first] = late
    if (!first) return { waitingTooLong: 0 }
    const ids = late.map(({ id }) => id)
    await tx.db.verification.updateMany({ where: { id: { in: ids } }, data: { remindedAt: tx.now() } })
    await alertStaff(tx, {
      headline: 'Mitglieder warten auf ihre Prüfung',
      lines: [
        `Länger als ${STAFF_DAYS} Tage warten: ${formatNumber(late.length)}. Das erste wartet seit ${formatDayOf(first.requestedAt)}.`,
        'Bis zur Prüfung können diese Mitglieder nichts veröffentlichen und niemandem schreiben.',
      ],
      path: '/admin/mitglieder/pruefung',
    })
    await recordEvent(tx, 'verification.reminded', { details: { waiting: late.length } })
    return { waitingTooLong: late.length }
  })
}
