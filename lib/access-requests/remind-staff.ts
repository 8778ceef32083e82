import { z } from 'zod'
import { recordEvent } from '../audit/record-event'
import { inTransaction, type PortalContext } from '../context'
import { addDays, berlinDay } from '../dates'
import { rowsOf } from '../db/rows'
import { alertStaff } from '../mail/alert-staff'
import { formatDay, formatNumber } from '../text'
import { REMINDER_DAYS } from './periods'

const remindStaffRow = z.strictObject({ id: z.string(), dueOn: z.string() })

/**
 * Reminds admins and the data protection officer of open requests: a week before the due day, and once more when it has passed
 * (GDPR Art. 12(3)). One mail to each for all that are due; it names no member. Returns for how many requests.
 */
export function remindStaff(ctx: PortalContext): Promise<{ reminded: number }> {
  return inTransaction(ctx, async (tx) => {
    const today = berlinDay(tx.now())
    const due = await rowsOf(tx, remindStaffRow)`
      SELECT id, due_on::text AS "dueOn" FROM data_request
      WHERE (CASE WHEN closed_at IS NULL THEN due_on END) <= ${addDays(today, REMINDER_DAYS)}::date
        AND (reminded_at IS NULL OR (due_on < ${today}::date AND (reminded_at AT TIME ZONE 'Europe/Berlin')::date <= due_on))
      ORDER BY due_on, id FOR UPDATE SKIP LOCKED`
    if (due.length === 0) return { reminded: 0 }
    await tx.db.$executeRaw`
      UPDATE data_request SET reminded_at = ${tx.now()}::timestamptz WHERE id = ANY(${due.map(({ id }) => id)}::uuid[])`
    const overdue = due.filter(({ dueOn }) => dueOn < today).length
    await alertStaff(tx, {
      headline: 'Anliegen zum Datenschutz warten auf eine Antwort',
      lines: linesOf(due, overdue),
      path: '/admin/vorgaenge',
    })
    await recordEvent(tx, 'request.reminded', { details: { requests: due.map(({ id }) => id), overdue } })
    return { reminded: due.length }
  })
}

function linesOf(due: { dueOn: string }[], overdue: number): string[] {
  const waiting = due.filter((_, index) => index >= overdue)
  const next = waiting[0]
  return [
    ...(overdue > 0 ? [`Überfällig: ${formatNumber(overdue)}. Bitte antworten Sie sofort.`] : []),
    ...(next
      ? [`Bald fällig: ${formatNumber(waiting.length)}. Die nächste Frist endet am ${formatDay(next.dueOn)}.`]
      : []),
  ]
}
