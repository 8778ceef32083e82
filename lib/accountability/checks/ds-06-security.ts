import { verifyOnward } from '../../audit/keep-verified'
import { countUnprotected } from '../../audit/protection'
import { Prisma } from '../../db/generated/client'
import { countFound, type KeptPromise } from '../promise-check'

export const security: KeptPromise = {
  id: 'DS-06',
  title: 'Sicherheit',
  sentence: 'Personenbezogene Daten sind vor unberechtigtem Zugriff geschützt. Wer sie ansieht, hinterlässt eine Spur.',
  rule: () => 'Jeder Vorgang und jeder Blick der Verwaltung steht im Protokoll; es kann nur wachsen.',
  evidence: [
    'tests/policy/ds-06-sign-in.test.ts',
    'tests/policy/ds-06-audit-chain.test.ts',
    'npm run portal -- audit:verify',
  ],
  checks: [
    {
      id: 'audit-chain',
      counts: 'Brüche in der Kette des Protokolls',
      remedy:
        'Mit audit:verify die Stelle suchen, die Datenbank sichern und den Zugang der Betreiber prüfen. Gegebenenfalls Datenpanne.',
      find: async (ctx) => (await verifyOnward(ctx)).faults.length,
    },
    {
      id: 'database-role',
      counts: 'Tabellen, deren Schutz das laufende Portal selbst abschalten könnte',
      remedy:
        'Die Betreiber richten die zweite Datenbankrolle ein (README, „Two roles“). Bis dahin beweist das Protokoll nichts gegen die Betreiber selbst.',
      find: countUnprotected,
    },
    {
      id: 'open-breaches-late',
      counts: 'Datenpannen, deren 72 Stunden ohne Meldung verstrichen sind',
      remedy: 'Sofort der Aufsichtsbehörde melden und die Verspätung begründen (Art. 33 Abs. 1 DSGVO).',
      find: (ctx) =>
        countFound(
          ctx,
          Prisma.sql`SELECT count(*)::int AS found FROM breach WHERE authority_told_at IS NULL AND closed_at IS NULL
            AND noticed_at < ${ctx.now()}::timestamptz - interval '72 hours'`,
        ),
    },
  ],
}
