import { contentLabels } from '../codes'
import { Prisma } from '../db/generated/client'
import { tooLongSql, type Waits, waitingColumns } from '../waiting'

/** What waits for the moderation (DS-07; DSA Art. 16, 20). */
export const moderationWaiting = {
  report: {
    acts: ['decideOnCase'],
    page: '/admin/moderation',
    details: contentLabels,
    told: 'room',
    rows: () => Prisma.sql`
      SELECT ${waitingColumns({
        id: Prisma.sql`id`,
        since: Prisma.sql`opened_at`,
        due: tooLongSql(Prisma.sql`opened_at`),
        detail: Prisma.sql`content_kind`,
        path: Prisma.sql`'/admin/moderation/' || id`,
        concerned: Prisma.sql`author_id`,
      })} FROM moderation_case WHERE closed_at IS NULL`,
  },
  appeal: {
    acts: ['decideOnAppeal'],
    page: '/admin/moderation',
    details: contentLabels,
    hint: 'Es entscheidet, wer die Maßnahme nicht angeordnet hat.',
    told: 'room',
    rows: () => Prisma.sql`
      SELECT ${waitingColumns({
        id: Prisma.sql`p.id`,
        since: Prisma.sql`p.filed_at`,
        due: tooLongSql(Prisma.sql`p.filed_at`),
        detail: Prisma.sql`m.content_kind`,
        path: Prisma.sql`coalesce('/admin/moderation/' || m.case_id, '/admin/moderation?ansicht=beschwerden')`,
        first: [Prisma.sql`p.measure_by`, Prisma.sql`p.prepared_by`],
        concerned: Prisma.sql`p.author_id`,
      })} FROM appeal p JOIN content_measure m ON m.id = p.measure_id WHERE p.decided_at IS NULL`,
  },
} as const satisfies Record<string, Waits>
