import { Prisma } from '../../db/generated/client'
import { type KeptPromise, rows } from '../promise-check'
import { disagreeing } from './disagreeing'
import { recorded, sameTime } from './recorded'

const ofPublication = Prisma.sql`AND e.details ->> 'publication' = p.id::text
  AND ${sameTime(Prisma.sql`e.at`, Prisma.sql`p.published_at`)}`

export const purpose: KeptPromise = {
  id: 'DS-07',
  title: 'Verwendung',
  sentence: 'Die Daten dienen den Angeboten des Portals und schützen es vor Missbrauch.',
  rule: () => 'Gesperrte Mitglieder haben keine offene Sitzung.',
  evidence: ['/admin/mitglieder'],
  checks: [
    {
      id: 'verified-without-decision',
      clause: 'Die Pflichtangaben dienen der Verifizierung Ihrer Person',
      counts:
        'Mitglieder, die ohne Entscheidung als geprüft gelten oder trotz Entscheidung nicht, und Entscheidungen, die nicht im Protokoll stehen',
      remedy:
        'Die Prüfung nachholen: account.verified_at leeren, dann unter „Prüfungen“ entscheiden. Klären, wer es geändert hat.',
      find: rows((ctx) => disagreeing(ctx, 'verified-without-decision')),
    },
    {
      id: 'published-unverified',
      clause: 'als Portalakteur Informationen zur Verfügung stellen; Sicherung der Qualität der Seiteninhalte',
      counts: 'Veröffentlichungen, die niemand freigegeben hat oder deren Mitglied nie geprüft wurde',
      remedy: 'Die Veröffentlichung über die Moderation verbergen und klären, wie sie auf die Seite kam.',
      find: rows(
        () => Prisma.sql`FROM publication p JOIN account a ON a.id = p.account_id WHERE p.published_at IS NOT NULL AND (
          NOT ${recorded('publication.published', Prisma.sql`a.id`, ofPublication)}
          OR (a.role = 'member' AND NOT ${recorded('account.role-changed', Prisma.sql`a.id`)}
            AND NOT EXISTS (SELECT FROM verification v WHERE v.account_id = a.id AND v.decision = 'verified')))`,
      ),
    },
    {
      id: 'publications-differ',
      clause: 'als Portalakteur Informationen zur Verfügung stellen (was zurückgezogen ist, bleibt es)',
      counts: 'Veröffentlichungen und Rücknahmen, die nur beim Mitglied oder nur im Protokoll stehen',
      remedy: 'Nach dem Protokoll berichtigen und klären, wer sie gelöscht, gezeigt oder verborgen hat.',
      find: rows((ctx) => disagreeing(ctx, 'publications-differ')),
    },
    {
      id: 'suspended-with-session',
      clause: 'Schutz vor unbefugtem und rechtswidrigem Missbrauch',
      counts: 'Gesperrte Mitglieder mit offener Sitzung',
      remedy: 'Auf der Seite des Mitglieds alle Sitzungen beenden.',
      find: rows(
        () => Prisma.sql`FROM (SELECT DISTINCT s.account_id FROM session s
          JOIN suspension p ON p.account_id = s.account_id AND p.ended_at IS NULL) suspended`,
      ),
    },
    {
      id: 'suspensions-differ',
      clause: 'Schutz vor Missbrauch (Sperren)',
      counts: 'Sperren und Aufhebungen, die nur beim Mitglied oder nur im Protokoll stehen',
      remedy:
        'Die Sperre auf der Seite des Mitglieds neu setzen oder aufheben, wie das Protokoll es sagt; klären, wer sie geändert hat.',
      find: rows((ctx) => disagreeing(ctx, 'suspensions-differ')),
    },
    {
      id: 'decisions-unrecorded',
      clause: 'Sicherung der Qualität der Seiteninhalte (Moderation)',
      counts: 'Meldungen, Fälle, Maßnahmen und Beschwerden, die nur in der Moderation oder nur im Protokoll stehen',
      remedy:
        'Fehlendes aus der letzten Sicherung zurückholen, Erfundenes erneut entscheiden; klären, wer es geändert hat.',
      find: rows((ctx) => disagreeing(ctx, 'decisions-unrecorded')),
    },
  ],
}
