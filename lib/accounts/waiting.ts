import { STAFF_CHANGE_PERIOD } from '../auth/limits'
import { staffChangeKindLabels, verificationCauseLabels } from '../codes'
import { Prisma } from '../db/generated/client'
import { isOverSql } from '../four-eyes/lock-open'
import { secondsLaterSql, tooLongSql, type Waits, waitingColumns } from '../waiting'
import { waitingVerificationsSql } from './list-verifications'

/** What waits for staff about accounts: members whose data nobody has verified (DS-07), and changes of the team (DS-06). */
export const accountWaiting = {
  verification: {
    acts: ['decideVerification'],
    page: '/admin/mitglieder/pruefung',
    details: verificationCauseLabels,
    hint: 'Bis dahin kann das Mitglied nichts veröffentlichen und niemandem schreiben.',
    told: 'room',
    rows: () => Prisma.sql`
      SELECT ${waitingColumns({
        id: Prisma.sql`v.id`,
        since: Prisma.sql`v.requested_at`,
        due: tooLongSql(Prisma.sql`v.requested_at`),
        detail: Prisma.sql`v.cause`,
        path: Prisma.sql`'/admin/mitglieder/pruefung/' || v.id`,
      })} ${waitingVerificationsSql}`,
  },
  'team-change': {
    acts: ['releaseTeamChange'],
    page: '/admin/team',
    details: staffChangeKindLabels,
    opinion: 'staff-change',
    hint: 'Die Leitung gibt sie frei oder lehnt sie ab, sonst verfällt sie.',
    told: 'room',
    rows: (ctx) => Prisma.sql`
      SELECT ${waitingColumns({
        id: Prisma.sql`id`,
        since: Prisma.sql`prepared_at`,
        due: secondsLaterSql(Prisma.sql`prepared_at`, STAFF_CHANGE_PERIOD),
        detail: Prisma.sql`kind`,
        path: Prisma.sql`'/admin/team'`,
        first: [Prisma.sql`prepared_by`],
        concerned: Prisma.sql`account_id`,
      })} FROM staff_change WHERE decided_at IS NULL AND NOT ${isOverSql(ctx, 'staff-change')}`,
  },
} as const satisfies Record<string, Waits>
