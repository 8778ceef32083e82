import { publicationKindLabels } from '../codes'
import { Prisma } from '../db/generated/client'
import { tooLongSql, type Waits, waitingColumns } from '../waiting'

/** First publications of a member, which staff look at before they appear (DS-07). */
export const publicationWaiting = {
  publication: {
    acts: ['decideOnPublication'],
    page: '/admin/moderation/angebote',
    details: publicationKindLabels,
    hint: 'Erste Angebote eines Mitglieds sehen wir uns vorher an.',
    rows: () => Prisma.sql`
      SELECT ${waitingColumns({
        id: Prisma.sql`id`,
        since: Prisma.sql`submitted_at`,
        due: tooLongSql(Prisma.sql`submitted_at`),
        detail: Prisma.sql`kind`,
        path: Prisma.sql`'/admin/moderation/angebote/' || id`,
        concerned: Prisma.sql`account_id`,
      })} FROM publication WHERE submitted_at IS NOT NULL`,
  },
} as const satisfies Record<string, Waits>
