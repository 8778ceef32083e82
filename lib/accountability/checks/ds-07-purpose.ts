import { Prisma } from '../../db/generated/client'
import { countFound, type KeptPromise } from '../promise-check'

export const purpose: KeptPromise = {
  id: 'DS-07',
  title: 'Verwendung',
  sentence: 'Die Daten dienen den Angeboten des Portals und schützen es vor Missbrauch.',
  rule: () => 'Gesperrte Mitglieder haben keine offene Sitzung.',
  evidence: ['tests/policy/ds-07-suspension.test.ts', '/admin/mitglieder'],
  checks: [
    {
      id: 'suspended-with-session',
      counts: 'Gesperrte Mitglieder mit offener Sitzung',
      remedy: 'Auf der Seite des Mitglieds alle Sitzungen beenden.',
      find: (ctx) =>
        countFound(
          ctx,
          Prisma.sql`SELECT count(DISTINCT s.account_id)::int AS found FROM session s
            JOIN suspension p ON p.account_id = s.account_id AND p.ended_at IS NULL`,
        ),
    },
  ],
}
