import { mailCauseLabels } from '../codes'
import { Prisma } from '../db/generated/client'
import { tooLongSql, type Waits, waitingColumns } from '../waiting'
import { reportCauses } from './causes'
import { FORGED_IN_A_ROW, REPORTS_MS } from './outage'

/** What waits for staff about the mail. */
export const mailWaiting = {
  'failed-mail': {
    acts: ['retryFailedMail'],
    page: '/admin/postausgang',
    hint: 'Alle Versuche sind aufgebraucht. Wiederholen Sie den Versand oder verwerfen Sie die E-Mails.',
    details: mailCauseLabels,
    told: 'room',
    rows: () => Prisma.sql`
      SELECT ${waitingColumns({
        id: Prisma.sql`coalesce(cause, '-')`,
        since: Prisma.sql`min(changed_at)`,
        due: tooLongSql(Prisma.sql`min(changed_at)`),
        detail: Prisma.sql`cause`,
        path: Prisma.sql`'/admin/postausgang'`,
        amount: Prisma.sql`count(*)`,
      })} FROM outgoing_mail WHERE state IN ('failed', 'bounced') GROUP BY cause`,
  },
  'mail-outage': {
    acts: ['resumeDispatch'],
    page: '/admin/postausgang',
    isUrgent: true,
    details: mailCauseLabels,
    hint: 'Solange sie dauert, gehen keine E-Mails hinaus, oder ihre Rückmeldungen gehen verloren.',
    told: 'room',
    rows: (ctx) => Prisma.sql`
      SELECT ${waitingColumns({
        id: Prisma.sql`id`,
        since: Prisma.sql`began_at`,
        due: Prisma.sql`began_at`,
        detail: Prisma.sql`cause`,
        path: Prisma.sql`'/admin/postausgang'`,
      })} FROM mail_outage WHERE ended_at IS NULL AND NOT (cause = 'report-forged' AND count < ${FORGED_IN_A_ROW})
        AND NOT (cause = ANY(${[...reportCauses]}) AND last_at < ${new Date(ctx.now().getTime() - REPORTS_MS)}::timestamptz)`,
  },
} as const satisfies Record<string, Waits>
