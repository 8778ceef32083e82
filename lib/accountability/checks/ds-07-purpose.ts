import { Prisma } from '../../db/generated/client'
import { type KeptPromise, rows } from '../promise-check'
import { recorded, recordedAt, sameTime } from './recorded'

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
      counts: 'Mitglieder, die als geprüft gelten, ohne dass jemand entschieden hat',
      remedy:
        'Die Prüfung nachholen: account.verified_at leeren, dann unter „Prüfungen“ entscheiden. Klären, wer es geändert hat.',
      find: rows(
        () => Prisma.sql`FROM account a WHERE a.verified_at IS NOT NULL AND NOT (EXISTS (
            SELECT FROM verification v WHERE v.account_id = a.id AND v.decision = 'verified' AND v.decided_by IS NOT NULL
              AND ${sameTime(Prisma.sql`v.decided_at`, Prisma.sql`a.verified_at`)})
          AND ${recordedAt('verification.decided', Prisma.sql`a.id`, Prisma.sql`a.verified_at`)})`,
      ),
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
      find: rows(
        () => Prisma.sql`FROM (
          SELECT 1 FROM suspension s
          WHERE NOT ${recordedAt('account.suspended', Prisma.sql`s.account_id`, Prisma.sql`s.started_at`)}
            OR (s.ended_at IS NOT NULL
              AND NOT ${recordedAt('account.suspension-ended', Prisma.sql`s.account_id`, Prisma.sql`s.ended_at`)})
          UNION ALL SELECT 1 FROM audit_event e JOIN account a ON a.id = e.subject_id
          WHERE e.act = 'account.suspended'
            AND NOT EXISTS (SELECT FROM suspension s WHERE s.account_id = a.id AND ${sameTime(Prisma.sql`s.started_at`, Prisma.sql`e.at`)})
          UNION ALL SELECT 1 FROM audit_event e JOIN account a ON a.id = e.subject_id
          WHERE e.act = 'account.suspension-ended'
            AND NOT EXISTS (SELECT FROM suspension s WHERE s.account_id = a.id AND ${sameTime(Prisma.sql`s.ended_at`, Prisma.sql`e.at`)})) one_sided`,
      ),
    },
    {
      id: 'decisions-unrecorded',
      clause: 'Sicherung der Qualität der Seiteninhalte (Moderation)',
      counts: 'Maßnahmen, abgeschlossene Fälle und Beschwerden der Moderation, die nicht im Protokoll stehen',
      remedy: 'Den Fall in der Moderation erneut entscheiden und klären, wer die Zeile geschrieben hat.',
      find: rows(
        () => Prisma.sql`FROM (
          SELECT started_at AS at FROM content_measure UNION ALL SELECT closed_at FROM moderation_case WHERE closed_at IS NOT NULL
          UNION ALL SELECT decided_at FROM appeal WHERE decided_at IS NOT NULL) decided
          WHERE NOT EXISTS (SELECT FROM audit_event e WHERE ${sameTime(Prisma.sql`e.at`, Prisma.sql`decided.at`)}
            AND e.act IN ('moderation.decided', 'moderation.appeal-decided', 'moderation.measure-ended', 'account.suspended'))`,
      ),
    },
  ],
}
