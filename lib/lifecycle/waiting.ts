import { brakeLabels } from '../codes'
import { Prisma } from '../db/generated/client'
import { tooLongSql, type Waits, waitingColumns } from '../waiting'
import { undeliverableSql } from './list-notices'

/** What waits for staff about the inactivity of members (DS-05). */
export const lifecycleWaiting = {
  'stopped-run': {
    acts: ['confirmRun'],
    page: '/admin/inaktivitaet',
    isUrgent: true,
    details: brakeLabels,
    opinion: 'stopped-run',
    hint: 'Sie macht erst weiter, wenn jemand den Grund geprüft und den Lauf bestätigt hat.',
    told: 'room',
    rows: () => Prisma.sql`
      SELECT ${waitingColumns({
        id: Prisma.sql`id`,
        since: Prisma.sql`started_at`,
        due: Prisma.sql`started_at`,
        detail: Prisma.sql`brake`,
        path: Prisma.sql`'/admin/inaktivitaet'`,
        first: [Prisma.sql`started_by`],
      })} FROM (SELECT * FROM sweep_run ORDER BY started_at DESC, id DESC LIMIT 1) latest
      WHERE brake IS NOT NULL AND confirmed_at IS NULL`,
  },
  'undelivered-notice': {
    acts: ['renewNotice'],
    page: '/admin/inaktivitaet',
    hint: 'Für diese Konten läuft keine Frist, bis Sie entschieden haben.',
    rows: () => Prisma.sql`
      SELECT ${waitingColumns({
        id: Prisma.sql`'all'`,
        since: Prisma.sql`min(n.closed_at)`,
        due: tooLongSql(Prisma.sql`min(n.closed_at)`),
        path: Prisma.sql`'/admin/inaktivitaet#unzustellbar'`,
        amount: Prisma.sql`count(*)`,
      })} ${undeliverableSql} HAVING count(*) > 0`,
  },
} as const satisfies Record<string, Waits>
