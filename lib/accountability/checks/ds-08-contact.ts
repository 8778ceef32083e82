import { Prisma } from '../../db/generated/client'
import { countFound, type KeptPromise } from '../promise-check'

export const contact: KeptPromise = {
  id: 'DS-08',
  title: 'Kontakt',
  sentence: 'E-Mail-Adressen sind für andere Mitglieder nie sichtbar.',
  rule: () => 'Adressen stehen nur im Konto und, bis zum Versand, in der Warteschlange; nie im Protokoll.',
  evidence: ['tests/architecture/rights.test.ts', 'tests/db/admin-members.test.ts'],
  checks: [
    {
      id: 'addresses-in-audit',
      counts: 'Einträge des Protokolls mit einer E-Mail-Adresse',
      remedy: 'Die Stelle im Programm suchen, die den Eintrag schreibt, und den Eintrag als Datenpanne bewerten.',
      find: (ctx) =>
        countFound(ctx, Prisma.sql`SELECT count(*)::int AS found FROM audit_event WHERE details::text LIKE '%@%'`),
    },
  ],
}
