import { Prisma } from '../../db/generated/client'
import { countFound, type KeptPromise } from '../promise-check'

export const noThirdParty: KeptPromise = {
  id: 'DS-09',
  title: 'Keine Weitergabe',
  sentence: 'Daten werden nicht an Dritte weitergegeben, verkauft oder vermietet.',
  rule: () => 'Adresse und Text einer E-Mail werden mit ihrem Versand gelöscht.',
  evidence: ['tests/policy/ds-09-no-third-party.test.ts', 'tests/e2e/no-third-party.spec.ts'],
  checks: [
    {
      id: 'sent-mail-with-address',
      counts: 'Versandte E-Mails, deren Adresse oder Text noch gespeichert ist',
      remedy: 'Das Aufräumen starten (api/cron/housekeeping) und den Versand prüfen.',
      find: (ctx) =>
        countFound(
          ctx,
          Prisma.sql`SELECT count(*)::int AS found FROM outgoing_mail
            WHERE state = 'accepted' AND (recipient IS NOT NULL OR props <> '{}')`,
        ),
    },
  ],
}
