import { objectionDecisionLabels } from '../codes'
import { Prisma } from '../db/generated/client'
import { tooLongSql, type Waits, waitingColumns } from '../waiting'

const address = '/admin/datenschutzerklaerung'

/** What waits for staff about the policy (DS-11). */
export const policyWaiting = {
  objection: {
    acts: ['decideOnObjection'],
    page: `${address}/widersprueche`,
    details: objectionDecisionLabels,
    hint: 'Für dieses Mitglied gilt die bisherige Fassung der Datenschutzerklärung weiter.',
    rows: () => Prisma.sql`
      SELECT ${waitingColumns({
        id: Prisma.sql`id`,
        since: Prisma.sql`entered_at`,
        due: tooLongSql(Prisma.sql`entered_at`),
        detail: Prisma.sql`decision`,
        path: Prisma.sql`${`${address}/widersprueche/`} || id`,
        concerned: Prisma.sql`account_id`,
      })} FROM policy_objection WHERE withdrawn_at IS NULL AND (decision IS NULL OR decision = 'talk')`,
  },
  'policy-draft': {
    acts: ['releasePolicyDraft'],
    page: `${address}/entwurf`,
    opinion: 'policy-draft',
    hint: 'Die Leitung gibt ihn frei oder zurück.',
    rows: () => Prisma.sql`
      SELECT ${waitingColumns({
        id: Prisma.sql`number`,
        since: Prisma.sql`submitted_at`,
        due: tooLongSql(Prisma.sql`submitted_at`),
        path: Prisma.sql`${`${address}/entwurf`}`,
        first: [Prisma.sql`submitted_by`, Prisma.sql`edited_by`],
      })} FROM policy_version WHERE published_at IS NULL AND submitted_at IS NOT NULL`,
  },
  'returned-draft': {
    acts: ['submitPolicyDraft'],
    page: `${address}/entwurf`,
    hint: 'Die Leitung hat ihn mit einer Begründung zurückgegeben.',
    rows: () => Prisma.sql`
      SELECT ${waitingColumns({
        id: Prisma.sql`number`,
        since: Prisma.sql`coalesce(edited_at, created_at)`,
        path: Prisma.sql`${`${address}/entwurf`}`,
      })} FROM policy_version WHERE published_at IS NULL AND submitted_at IS NULL AND returned_reason IS NOT NULL`,
  },
  'undelivered-announcement': {
    acts: ['repeatAnnouncement'],
    page: address,
    hint: 'Die neue Fassung der Datenschutzerklärung gilt für diese Mitglieder nicht.',
    rows: (ctx) => Prisma.sql`
      SELECT ${waitingColumns({
        id: Prisma.sql`n.version_number`,
        since: Prisma.sql`min(n.bounced_at)`,
        due: tooLongSql(Prisma.sql`min(n.bounced_at)`),
        path: Prisma.sql`${`${address}/`} || n.version_number`,
        amount: Prisma.sql`count(*)`,
      })} FROM policy_announcement n JOIN account a ON a.id = n.account_id
      CROSS JOIN LATERAL governing_version(a, ${ctx.now()}::timestamptz) g
      WHERE n.bounced_at IS NOT NULL AND n.objected_at IS NULL AND g.number < n.version_number GROUP BY n.version_number`,
  },
} as const satisfies Record<string, Waits>
