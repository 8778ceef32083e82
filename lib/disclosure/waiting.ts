import { holdRequestKindLabels } from '../codes'
import { berlinDay } from '../dates'
import { Prisma } from '../db/generated/client'
import { endOfDaySql, tooLongSql, type Waits, waitingColumns } from '../waiting'
import { ARCHIVE_DAYS } from './hand-over'

/** A hold is reviewed so many days before its day at the earliest. */
const REVIEW_AHEAD_DAYS = 14

/** What waits for staff about holds and court orders (DS-10). */
export const disclosureWaiting = {
  'hold-request': {
    acts: ['decideOnHold'],
    page: '/admin/herausgabe',
    details: holdRequestKindLabels,
    opinion: 'hold',
    hint: 'Eine zweite Person gibt den Antrag frei oder lehnt ihn ab.',
    rows: () => Prisma.sql`
      SELECT ${waitingColumns({
        id: Prisma.sql`id`,
        since: Prisma.sql`prepared_at`,
        due: tooLongSql(Prisma.sql`prepared_at`),
        detail: Prisma.sql`kind`,
        path: Prisma.sql`'/admin/mitglieder/' || account_id || '#loeschsperre'`,
        first: [Prisma.sql`prepared_by`],
        concerned: Prisma.sql`account_id`,
      })} FROM hold_request WHERE decided_at IS NULL`,
  },
  'hold-review': {
    acts: ['liftHold'],
    page: '/admin/herausgabe',
    hint: 'Ist die Löschsperre noch nötig? Sonst beantragen Sie bitte ihre Aufhebung.',
    rows: (ctx) => Prisma.sql`
      SELECT ${waitingColumns({
        id: Prisma.sql`h.id`,
        since: Prisma.sql`h.placed_at`,
        due: Prisma.sql`coalesce(${endOfDaySql(Prisma.sql`h.review_on`)}, h.placed_at)`,
        path: Prisma.sql`'/admin/mitglieder/' || h.account_id || '#loeschsperre'`,
        concerned: Prisma.sql`h.account_id`,
      })} FROM legal_hold h
      WHERE h.released_at IS NULL AND (h.review_on IS NULL OR h.review_on <= ${berlinDay(ctx.now())}::date + ${REVIEW_AHEAD_DAYS}::int)
        AND NOT EXISTS (SELECT FROM hold_request r WHERE r.account_id = h.account_id AND r.decided_at IS NULL)`,
  },
  'court-order': {
    acts: ['releaseCourtOrder'],
    page: '/admin/herausgabe',
    opinion: 'disclosure',
    hint: 'Die Leitung gibt die Herausgabe frei oder lehnt sie ab.',
    rows: () => Prisma.sql`
      SELECT ${waitingColumns({
        id: Prisma.sql`id`,
        since: Prisma.sql`prepared_at`,
        due: tooLongSql(Prisma.sql`prepared_at`),
        path: Prisma.sql`'/admin/herausgabe/' || id`,
        first: [Prisma.sql`prepared_by`],
        concerned: Prisma.sql`account_id`,
      })} FROM disclosure WHERE decided_at IS NULL`,
  },
  'hand-over': {
    acts: ['recordHandOver'],
    page: '/admin/herausgabe',
    hint: `Das Archiv liegt ${ARCHIVE_DAYS} Tage bereit. Tragen Sie ein, wer es bekommen hat.`,
    rows: () => Prisma.sql`
      SELECT ${waitingColumns({
        id: Prisma.sql`id`,
        since: Prisma.sql`decided_at`,
        due: Prisma.sql`decided_at + make_interval(days => ${ARCHIVE_DAYS})`,
        path: Prisma.sql`'/admin/herausgabe/' || id`,
      })} FROM disclosure WHERE decision = 'released' AND handed_over_on IS NULL AND archive IS NOT NULL`,
  },
} as const satisfies Record<string, Waits>
