import { requestKindLabels } from '../codes'
import { Prisma } from '../db/generated/client'
import { endOfDaySql, type Waits, waitingColumns } from '../waiting'

/** Requests of people about their data: the answer is due within a month (GDPR Art. 12(3); DS-04, DS-12). */
export const requestWaiting = {
  request: {
    acts: ['answerDataRequest', 'closeErasureRequest', 'carryOutErasureRequest'],
    page: '/admin/vorgaenge',
    details: requestKindLabels,
    told: 'once',
    rows: () => Prisma.sql`
      SELECT ${waitingColumns({
        id: Prisma.sql`id`,
        since: Prisma.sql`entered_at`,
        due: endOfDaySql(Prisma.sql`due_on`),
        detail: Prisma.sql`kind`,
        path: Prisma.sql`'/admin/vorgaenge/' || id`,
        concerned: Prisma.sql`account_id`,
      })} FROM data_request WHERE closed_at IS NULL`,
  },
} as const satisfies Record<string, Waits>
