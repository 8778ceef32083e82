import { Prisma } from '../db/generated/client'
import { LATE_AFTER } from '../duty-states'
import { secondsLaterSql, tooLongSql, type Waits, waitingColumns } from '../waiting'
import { isWithoutRiskSql } from './breach-assessment'
import { untoldSql } from './breach-untold'
import { promises } from './promises'
import { REPORT_WITHIN } from './report-by'

const checks = promises.flatMap(({ checks }) => checks)

/** Art. 34(1) says "without undue delay": a rule of the portal. Hours. */
const TELL_WITHIN = 24

/** Breaches and their 72 hours (GDPR Art. 33), and checks of the promises that are broken, or too old to prove anything. */
export const accountabilityWaiting = {
  'breach-report': {
    acts: ['tellAuthority', 'assessBreach'],
    page: '/admin/nachweis/datenpannen',
    isUrgent: true,
    hint: 'Die Meldung an die Aufsichtsbehörde ist binnen 72 Stunden fällig, wenn die Leitung ein Risiko nicht ausschließt (Art. 33 DSGVO).',
    rows: () => Prisma.sql`
      SELECT ${waitingColumns({
        id: Prisma.sql`b.id`,
        since: Prisma.sql`b.noticed_at`,
        due: secondsLaterSql(Prisma.sql`b.noticed_at`, REPORT_WITHIN * 3600),
        path: Prisma.sql`'/admin/nachweis/datenpannen/' || b.id`,
      })} FROM breach b WHERE b.authority_told_at IS NULL AND b.closed_at IS NULL AND NOT ${isWithoutRiskSql}`,
  },
  'breach-people': {
    acts: ['prepareBreachLetter', 'releaseBreachLetter'],
    page: '/admin/nachweis/datenpannen',
    isUrgent: true,
    hint: 'Die Betroffenen sind ohne Verzögerung zu benachrichtigen; wen die E-Mail nicht erreicht, auf anderem Weg (Art. 34 DSGVO).',
    rows: () => Prisma.sql`
      SELECT ${waitingColumns({
        id: Prisma.sql`u.id`,
        since: Prisma.sql`u.since`,
        due: secondsLaterSql(Prisma.sql`u.since`, TELL_WITHIN * 3600),
        path: Prisma.sql`'/admin/nachweis/datenpannen/' || u.id`,
        first: [Prisma.sql`u.prepared_by`],
      })} FROM (${untoldSql(Prisma.sql`TRUE`)}) u`,
  },
  'breach-end': {
    acts: ['closeBreachCase'],
    page: '/admin/nachweis/datenpannen',
    hint: 'Halten Sie Auswirkungen und Maßnahmen fest (Art. 33 Abs. 5 DSGVO) und schließen Sie den Vorgang.',
    rows: () => Prisma.sql`
      SELECT ${waitingColumns({
        id: Prisma.sql`b.id`,
        since: Prisma.sql`coalesce(b.authority_told_at, b.opened_at)`,
        path: Prisma.sql`'/admin/nachweis/datenpannen/' || b.id`,
      })} FROM breach b WHERE (b.authority_told_at IS NOT NULL OR ${isWithoutRiskSql}) AND b.closed_at IS NULL`,
  },
  'chain-loss': {
    acts: ['attestChainLoss'],
    page: '/admin/nachweis',
    opinion: 'chain-loss',
    hint: 'Die Leitung bescheinigt ihn oder lehnt ab.',
    rows: () => Prisma.sql`
      SELECT ${waitingColumns({
        id: Prisma.sql`id`,
        since: Prisma.sql`prepared_at`,
        due: tooLongSql(Prisma.sql`prepared_at`),
        path: Prisma.sql`'/admin/nachweis'`,
        first: [Prisma.sql`prepared_by`],
      })} FROM chain_loss WHERE decided_at IS NULL`,
  },
  'broken-check': {
    acts: ['checkPromises'],
    page: '/admin/nachweis',
    isUrgent: true,
    details: Object.fromEntries(checks.map(({ id, clause }) => [id, clause])),
    hint: 'Auf der Seite Nachweis steht, was zu tun ist.',
    told: 'room',
    rows: () => Prisma.sql`
      SELECT ${waitingColumns({
        id: Prisma.sql`id`,
        since: Prisma.sql`coalesce(broken_since, checked_at)`,
        due: Prisma.sql`coalesce(broken_since, checked_at)`,
        detail: Prisma.sql`id`,
        path: Prisma.sql`'/admin/nachweis'`,
      })} FROM promise_check
      WHERE (found <> 0 OR broken_since IS NOT NULL) AND id = ANY(${checks.map(({ id }) => id)})`,
  },
  'stale-check': {
    acts: ['checkPromises'],
    page: '/admin/nachweis',
    isUrgent: true,
    hint: 'Bis sie wieder laufen, gelten die Zusagen als nicht geprüft.',
    told: 'room',
    rows: (ctx) => {
      const now = ctx.now()
      const late = new Date(now.getTime() - LATE_AFTER * 3_600_000)
      const ahead = new Date(now.getTime() + 3_600_000)
      return Prisma.sql`
        SELECT ${waitingColumns({
          id: Prisma.sql`'all'`,
          since: Prisma.sql`min(checked_at)`,
          due: Prisma.sql`min(checked_at)`,
          path: Prisma.sql`'/admin/nachweis'`,
          amount: Prisma.sql`count(*)`,
        })} FROM (
          SELECT coalesce(p.checked_at, (SELECT max(finished_at) FROM _prisma_migrations)) AS checked_at
          FROM unnest(${checks.map(({ id }) => id)}::text[]) AS c (id) LEFT JOIN promise_check p ON p.id = c.id
        ) each WHERE checked_at < ${late}::timestamptz OR checked_at > ${ahead}::timestamptz HAVING count(*) > 0`
    },
  },
} as const satisfies Record<string, Waits>
