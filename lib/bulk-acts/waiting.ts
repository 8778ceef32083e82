import { SECOND_PERSON_PERIOD } from '../auth/limits'
import { bulkKindLabels } from '../codes'
import { Prisma } from '../db/generated/client'
import { isOverSql } from '../four-eyes/lock-open'
import { secondsLaterSql, type Waits, waitingColumns } from '../waiting'

/** Acts on many members that wait for the second person (DS-06). */
export const bulkWaiting = {
  'bulk-act': {
    acts: ['releaseBulk'],
    page: '/admin/mitglieder/sammelvorgaenge',
    details: bulkKindLabels,
    opinion: 'bulk-act',
    hint: 'Die Leitung gibt ihn innerhalb eines Tages frei, sonst verfällt er.',
    rows: (ctx) => Prisma.sql`
      SELECT ${waitingColumns({
        id: Prisma.sql`id`,
        since: Prisma.sql`submitted_at`,
        due: secondsLaterSql(Prisma.sql`submitted_at`, SECOND_PERSON_PERIOD),
        detail: Prisma.sql`kind`,
        path: Prisma.sql`'/admin/mitglieder/sammelvorgaenge/' || id`,
        first: [Prisma.sql`prepared_by`],
      })} FROM bulk_act WHERE decided_at IS NULL AND submitted_at IS NOT NULL AND NOT ${isOverSql(ctx, 'bulk-act')}`,
  },
} as const satisfies Record<string, Waits>
