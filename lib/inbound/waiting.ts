import { inboundClassLabels } from '../codes'
import { Prisma } from '../db/generated/client'
import { endOfDaySql, type Waits, waitingColumns } from '../waiting'

/** Mail that somebody must read: a request may be in it, and its month runs from the arrival (DS-04, DS-12). */
export const inboundWaiting = {
  'inbound-mail': {
    acts: ['settleInboundMail'],
    page: '/admin/posteingang',
    details: inboundClassLabels,
    rows: () => Prisma.sql`
      SELECT ${waitingColumns({
        id: Prisma.sql`id`,
        since: Prisma.sql`received_at`,
        due: endOfDaySql(Prisma.sql`due_on`),
        detail: Prisma.sql`class`,
        path: Prisma.sql`'/admin/posteingang#mail-' || id`,
        concerned: Prisma.sql`account_id`,
      })} FROM inbound_mail WHERE settled_at IS NULL AND due_on IS NOT NULL`,
  },
} as const satisfies Record<string, Waits>
