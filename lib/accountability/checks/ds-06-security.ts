import { verifyOnward } from '../../audit/keep-verified'
import { countUnprotected } from '../../audit/protection'
import { sessionLimits } from '../../auth/limits'
import { Prisma } from '../../db/generated/client'
import { schemaDifferences } from '../../db/schema-objects'
import { dutyStates } from '../../duty-states'
import { openFiles } from '../../personal-data/stray-data'
import { isWithoutRiskSql } from '../breach-assessment'
import { type KeptPromise, rows } from '../promise-check'
import { disagreeing } from './disagreeing'
import { recorded, recordedAt } from './recorded'
import { dependentReleases, powersAlone } from './second-people'

/** A chain of so many links is read whole every day, in some seconds; a longer one once a week, and counted every day. */
const SHORT_CHAIN = 50_000

export const security: KeptPromise = {
  id: 'DS-06',
  title: 'Sicherheit',
  sentence: 'Personenbezogene Daten sind vor unberechtigtem Zugriff geschützt. Wer sie ansieht, hinterlässt eine Spur.',
  rule: () => 'Jeder Vorgang und jeder Blick der Verwaltung steht im Protokoll; es kann nur wachsen.',
  evidence: ['npm run portal -- audit:verify'],
  checks: [
    {
      id: 'audit-chain',
      clause: 'in einer kontrollierten sicheren Umgebung (was geschieht, ist festgehalten)',
      counts: 'Brüche in der Kette des Protokolls',
      remedy:
        'Mit audit:verify die Stelle suchen, die Datenbank sichern und den Zugang der Betreiber prüfen. Gegebenenfalls Datenpanne. Fehlt nach dem Ausfall eines Datenbankservers nur das Ende, bescheinigen das zwei Personen auf dieser Seite.',
      find: async (ctx, look) => {
        const isFull = look?.isFull || (await ctx.db.auditLink.count()) <= SHORT_CHAIN
        return (await verifyOnward(ctx, { isFull })).faults.length
      },
    },
    {
      id: 'database-role',
      clause: 'in einer kontrollierten sicheren Umgebung (niemand schaltet den Schutz ab)',
      counts: 'Tabellen, deren Schutz das laufende Portal selbst abschalten könnte',
      remedy:
        'Die Betreiber richten die zweite Datenbankrolle ein (docs/operation.md, „Two roles“). Bis dahin beweist das Protokoll nichts gegen die Betreiber selbst.',
      find: countUnprotected,
    },
    {
      id: 'schema-differs',
      clause: 'in einer kontrollierten sicheren Umgebung (die Regeln der Datenbank)',
      counts: 'Tabellen, Regeln, Auslöser, Indizes und Funktionen, die anders sind als ausgeliefert',
      remedy:
        'Mit einer frisch angelegten Datenbank vergleichen (prisma/expected-schema.txt nennt jedes Objekt), wiederherstellen und klären, wer sie geändert hat. Was seitdem geschrieben wurde, ist ungeprüft.',
      find: async (ctx) => (await schemaDifferences(ctx)).length,
    },
    {
      id: 'duties-late',
      clause: 'verwahrt und kontrolliert (die täglichen Aufgaben laufen)',
      counts: 'Geplante Aufgaben ohne erfolgreichen Lauf seit 26 Stunden',
      remedy:
        'Den Server und den Zeitplan prüfen (SCHEDULER, Vercel Cron); unter „Überblick“ steht, welcher Schritt scheitert.',
      find: async (ctx) => (await dutyStates(ctx)).filter(({ isLate }) => isLate).length,
    },
    {
      id: 'password-hashes',
      clause: 'vor unerlaubtem Zugriff geschützt (Passwörter)',
      counts: 'Konten, deren Passwort nicht als argon2id-Prüfwert gespeichert ist',
      remedy:
        'Die Passwörter sofort ungültig machen und die Mitglieder um ein neues bitten. Als Datenpanne bewerten: Ein lesbares Passwort gilt als bekannt.',
      find: rows(
        () => Prisma.sql`FROM account WHERE password_hash NOT LIKE '$argon2id$v=19$m=%,t=%,p=%$%$%'
          OR length(password_hash) < 80`,
      ),
    },
    {
      id: 'readable-secrets',
      clause: 'vor unerlaubtem Zugriff geschützt (Links, Codes, Zähler)',
      counts: 'Links, Codes und Zähler, die lesbar statt als Prüfwert gespeichert sind',
      remedy: 'Die Einträge löschen (die Personen fordern neue an) und klären, was sie geschrieben hat.',
      find: rows(
        () => Prisma.sql`FROM (
          SELECT 1 FROM account_token WHERE token_hash !~ '^[0-9a-f]{64}$'
          UNION ALL SELECT 1 FROM erased_link WHERE token_hash !~ '^[0-9a-f]{64}$'
          UNION ALL SELECT 1 FROM recovery_code WHERE code_hash !~ '^[A-Za-z0-9_-]{43}$'
          UNION ALL SELECT 1 FROM authenticator WHERE octet_length(secret) < 44
          UNION ALL SELECT 1 FROM throttle WHERE key LIKE '%@%') readable`,
      ),
    },
    {
      id: 'sessions-unrecorded',
      clause: 'unerlaubter Zugriff wird verhindert (Sitzungen)',
      counts: 'Sitzungen, zu denen keine Anmeldung im Protokoll steht oder die länger gelten als erlaubt',
      remedy:
        'Auf der Seite des Mitglieds alle Sitzungen beenden und NEXTAUTH_SECRET wechseln. Als Datenpanne bewerten.',
      find: rows(
        () => Prisma.sql`FROM session s JOIN account a ON a.id = s.account_id
          WHERE s.expires_at > s.created_at + make_interval(secs => CASE a.role WHEN 'member'
              THEN ${sessionLimits.member.absolute}::int ELSE ${sessionLimits.staff.absolute}::int END + 1)
            OR NOT (${recordedAt('session.started', Prisma.sql`a.id`, Prisma.sql`s.created_at`)}
              OR ${recordedAt('session.factor-awaited', Prisma.sql`a.id`, Prisma.sql`s.created_at`)})`,
      ),
    },
    {
      id: 'roles-differ',
      clause: 'vor unerlaubtem Zugriff geschützt (Rechte)',
      counts: 'Mitglieder, deren Rolle nicht die ist, die das Protokoll nennt',
      remedy:
        'Die Rolle über „Verwaltung“ neu vergeben oder entziehen und klären, wer sie geändert hat. Alle Sitzungen der Person beenden.',
      find: rows(
        () => Prisma.sql`FROM account a LEFT JOIN (
            SELECT DISTINCT ON (subject_id) subject_id, details ->> 'to' AS role FROM audit_event
            WHERE act = 'account.role-changed' ORDER BY subject_id, seq DESC) last ON last.subject_id = a.id
          WHERE a.role::text <> coalesce(last.role, 'member')`,
      ),
    },
    {
      id: 'team-changes-differ',
      clause: 'vor unerlaubtem Zugriff geschützt (wer Rechte gibt und nimmt)',
      counts: 'Änderungen im Team, die nur im Verzeichnis oder nur im Protokoll stehen',
      remedy: 'Die Rechte der Person prüfen, ihre Sitzungen beenden und klären, wer den Eintrag geändert hat.',
      find: rows((ctx) => disagreeing(ctx, 'team-changes-differ')),
    },
    {
      id: 'powers-alone',
      clause: 'vor unerlaubtem Zugriff geschützt (Rechte und zweite Faktoren brauchen zwei Personen)',
      counts: 'Rollen und zweite Faktoren, die eine Person allein vergeben, geändert oder zurückgesetzt hat',
      remedy:
        'Die Sitzungen der Person beenden und klären, was sie seitdem getan hat. Die Änderung unter „Team“ zu zweit neu beantragen und freigeben. Als Datenpanne bewerten.',
      find: rows(() => powersAlone),
    },
    {
      id: 'dependent-releases',
      clause: 'vor unerlaubter Verwendung geschützt (die zweite Person ist unabhängig)',
      counts: 'Vorgänge, deren zweite Person ihre Rechte kurz zuvor von der ersten bekommen hat',
      remedy: 'Eine unabhängige Person der Leitung prüft den Vorgang und seine Folgen. Als Datenpanne bewerten.',
      find: rows(() => dependentReleases),
    },
    {
      id: 'factors-unrecorded',
      clause: 'vor unerlaubtem Zugriff geschützt (zweiter Faktor)',
      counts: 'Zweite Faktoren und Wiederherstellungscodes, die nur beim Mitglied oder nur im Protokoll stehen',
      remedy:
        'Den Faktor mit factor:reset entfernen, die Sitzungen beenden und die Person fragen. Klären, wer ihn geändert hat.',
      find: rows((ctx) => disagreeing(ctx, 'factors-unrecorded')),
    },
    {
      id: 'bulk-acts-alone',
      clause: 'vor unerlaubter Verwendung geschützt (zwei Personen)',
      counts: 'Sammelvorgänge, die ohne eine zweite Person freigegeben wurden',
      remedy: 'Den Vorgang anhalten, seine Folgen mit den Betroffenen klären und als Datenpanne bewerten.',
      find: rows(
        () => Prisma.sql`FROM bulk_act b WHERE b.decision = 'released' AND (
          b.decided_by IS NULL OR b.decided_by = b.prepared_by OR NOT ${recorded('bulk.released', Prisma.sql`b.id`)})`,
      ),
    },
    {
      id: 'chain-losses-differ',
      clause: 'in einer kontrollierten sicheren Umgebung (was am Ende des Protokolls verloren ging)',
      counts: 'Meldungen und Bescheinigungen eines Verlusts, die nur im Verzeichnis oder nur im Protokoll stehen',
      remedy: 'Mit audit:verify das Protokoll prüfen und klären, wer den Eintrag geändert hat.',
      find: rows((ctx) => disagreeing(ctx, 'chain-losses-differ')),
    },
    {
      id: 'bulk-acts-differ',
      clause: 'vor unerlaubter Verwendung geschützt (Sammelvorgänge)',
      counts: 'Sammelvorgänge, deren Schritte nur im Verzeichnis oder nur im Protokoll stehen',
      remedy: 'Den Vorgang anhalten, seine Folgen nach dem Protokoll klären und als Datenpanne bewerten.',
      find: rows((ctx) => disagreeing(ctx, 'bulk-acts-differ')),
    },
    {
      id: 'open-files',
      clause: 'die Sie auf dem Server speichern, in einer sicheren Umgebung (Dateien)',
      counts: 'Dateien und Ordner des Portals, die andere Benutzer des Servers lesen dürfen',
      remedy:
        'Die Rechte in DATA_DIR berichtigen (Ordner 0700, Dateien 0600; ein Neustart tut es auch) und die Schlüssel wechseln.',
      find: async () => openFiles(),
    },
    {
      id: 'open-breaches-late',
      clause: 'unerlaubter Zugriff und Veröffentlichung (wenn es doch geschah)',
      counts: 'Datenpannen, deren 72 Stunden ohne Meldung und ohne Bewertung als risikolos verstrichen sind',
      remedy: 'Sofort der Aufsichtsbehörde melden und die Verspätung begründen (Art. 33 Abs. 1 DSGVO).',
      find: rows(
        (ctx) => Prisma.sql`FROM breach b WHERE authority_told_at IS NULL AND closed_at IS NULL
          AND noticed_at < ${ctx.now()}::timestamptz - interval '72 hours' AND NOT ${isWithoutRiskSql}`,
      ),
    },
    {
      id: 'breaches-differ',
      clause: 'unerlaubter Zugriff und Veröffentlichung (ist dokumentiert, Art. 33 Abs. 5 DSGVO)',
      counts: 'Datenpannen, die nur im Verzeichnis oder nur im Protokoll stehen',
      remedy: 'Den Vorgang aus der letzten Sicherung zurückholen und klären, wer ihn geändert hat.',
      find: rows((ctx) => disagreeing(ctx, 'breaches-differ')),
    },
  ],
}
