import { requestKindLabels } from '../codes'
import { Prisma } from '../db/generated/client'
import { endOfDaySql, tooLongSql, type Waits, waitingColumns } from '../waiting'

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
  'outside-request': {
    acts: ['answerOutsideRequest', 'closeOutsideRequest'],
    page: '/admin/vorgaenge/ohne-konto',
    details: requestKindLabels,
    rows: () => Prisma.sql`
      SELECT ${waitingColumns({
        id: Prisma.sql`id`,
        since: Prisma.sql`entered_at`,
        due: endOfDaySql(Prisma.sql`due_on`),
        detail: Prisma.sql`kind`,
        path: Prisma.sql`'/admin/vorgaenge/ohne-konto/' || id`,
      })} FROM outside_request WHERE closed_at IS NULL AND prepared_at IS NULL`,
  },
  'outside-answer': {
    acts: ['releaseOutsideAnswer'],
    page: '/admin/vorgaenge/ohne-konto',
    hint: 'Prüfen Sie, ob die Person die ist, für die sie sich ausgibt, und ob die Antwort nur ihre Daten nennt.',
    rows: () => Prisma.sql`
      SELECT ${waitingColumns({
        id: Prisma.sql`id`,
        since: Prisma.sql`prepared_at`,
        due: endOfDaySql(Prisma.sql`due_on`),
        path: Prisma.sql`'/admin/vorgaenge/ohne-konto/' || id`,
        first: [Prisma.sql`prepared_by`],
      })} FROM outside_request WHERE closed_at IS NULL AND prepared_at IS NOT NULL`,
  },
  'identity-proof': {
    acts: ['releaseIdentity'],
    page: '/admin/vorgaenge',
    hint: 'Jemand hat die Identität auf anderem Weg geprüft. Erst mit Ihrer Freigabe gilt das Anliegen als bestätigt.',
    rows: () => Prisma.sql`
      SELECT ${waitingColumns({
        id: Prisma.sql`p.id`,
        since: Prisma.sql`p.prepared_at`,
        due: tooLongSql(Prisma.sql`p.prepared_at`),
        path: Prisma.sql`'/admin/vorgaenge/' || p.request_id`,
        first: [Prisma.sql`p.prepared_by`],
        concerned: Prisma.sql`p.account_id`,
      })} FROM identity_proof p JOIN data_request r ON r.id = p.request_id WHERE p.decided_at IS NULL AND r.closed_at IS NULL`,
  },
} as const satisfies Record<string, Waits>
