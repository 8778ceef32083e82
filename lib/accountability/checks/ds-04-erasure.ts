import { Prisma } from '../../db/generated/client'
import { inventoryProblems } from '../../personal-data/inventory'
import { undeclaredColumns } from '../../personal-data/undeclared'
import { countFound, type KeptPromise } from '../promise-check'

export const erasure: KeptPromise = {
  id: 'DS-04',
  title: 'Änderung und Löschung',
  sentence: 'Mitglieder ändern ihre Daten selbst und löschen ihr Konto mit allen Daten darin.',
  rule: () => 'Gelöscht wird sofort und vollständig; nur eine Löschsperre schiebt es auf.',
  evidence: [
    'tests/policy/ds-04-erasure.test.ts',
    'tests/policy/ds-04-profile.test.ts',
    'Löschnachweis (Tabelle erasure)',
  ],
  checks: [
    {
      id: 'erased-but-present',
      counts: 'Gelöschte Konten, die noch da sind',
      remedy: 'Vermutlich eine alte Sicherung: das Portal schließen und die Löschungen wiederholen (erasures:replay).',
      find: (ctx) =>
        countFound(ctx, Prisma.sql`SELECT count(*)::int AS found FROM erasure e JOIN account a ON a.id = e.account_id`),
    },
    {
      id: 'undeclared-columns',
      counts: 'Spalten ohne Angabe, ob sie personenbezogen sind',
      remedy:
        'Mit „npm run portal -- inventory“ nachsehen. Die Spalte im Schema deklarieren oder löschen; bis dahin keine neue Fassung ausliefern.',
      find: async (ctx) => inventoryProblems().length + (await undeclaredColumns(ctx)).length,
    },
  ],
}
