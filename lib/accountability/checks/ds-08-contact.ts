import { Prisma } from '../../db/generated/client'
import { type KeptPromise, rows } from '../promise-check'

/** Every text that other members can read: author, words. Prefiltered, so that only texts with an @ are looked at. */
const publicTexts = Prisma.sql`
  SELECT author_id AS author, body AS words FROM forum_post WHERE body LIKE '%@%'
  UNION ALL SELECT author_id, title FROM forum_topic WHERE title LIKE '%@%'
  UNION ALL SELECT author_id, body FROM forum_revision WHERE body LIKE '%@%'
  UNION ALL SELECT account_id, concat_ws(' ', title, summary, body, venue, target_group, funding, link, place) FROM publication
    WHERE concat_ws(' ', title, summary, body, venue, target_group, funding, link, place) LIKE '%@%'
  UNION ALL SELECT account_id, concat_ws(' ', introduction, website) FROM directory_entry
    WHERE concat_ws(' ', introduction, website) LIKE '%@%'`

/** The addresses in `words`, as accounts have them. */
const addressesIn = (words: Prisma.Sql) => Prisma.sql`
  regexp_matches(lower(${words}), '[^[:space:]<>()"''\\[\\]:;,@]+@[^[:space:]<>()"''\\[\\]:;,@]+', 'g')`

export const contact: KeptPromise = {
  id: 'DS-08',
  title: 'Kontakt',
  sentence: 'E-Mail-Adressen sind für andere Mitglieder nie sichtbar.',
  rule: () => 'Adressen stehen nur im Konto und, bis zum Versand, in der Warteschlange; nie im Protokoll.',
  evidence: ['tests/architecture/rights.test.ts', 'tests/db/admin-members.test.ts'],
  checks: [
    {
      id: 'addresses-in-texts',
      clause: 'Ihre E-Mail-Adresse ist für andere Portalakteure nicht offen sichtbar',
      counts: 'Adressen von Mitgliedern in Texten anderer (Forum, Angebote, Verzeichnis)',
      remedy: 'Den Text über die Moderation verbergen und die Person bitten, die fremde Adresse zu entfernen.',
      find: rows(
        () => Prisma.sql`FROM (${publicTexts}) shown, LATERAL ${addressesIn(Prisma.sql`shown.words`)} AS found
          JOIN account a ON a.email = rtrim(found[1], '.') WHERE a.id IS DISTINCT FROM shown.author`,
      ),
    },
    {
      id: 'addresses-in-names',
      clause: 'nicht offen sichtbar (Namen und Suche)',
      counts: 'E-Mail-Adressen in Namen, Organisationen und Wörtern der Suche',
      remedy:
        'Das Mitglied bitten, „Mein Profil“ zu berichtigen; die Wörter der Suche aus publication_word und forum_word löschen.',
      find: rows(
        () => Prisma.sql`FROM (
          SELECT 1 FROM account WHERE concat_ws(' ', surname, given_name, organisation, position) ~ '[^[:space:]]@[^[:space:]]+[.]'
          UNION ALL SELECT 1 FROM directory_words WHERE words ~ '[^[:space:]]@[^[:space:]]+[.]'
          UNION ALL SELECT 1 FROM publication_word WHERE word LIKE '%_@_%'
          UNION ALL SELECT 1 FROM forum_word WHERE word LIKE '%_@_%') named`,
      ),
    },
    {
      id: 'addresses-in-mails',
      clause: 'sondern bei den Kontaktfunktionen hinterlegt',
      counts: 'E-Mails in der Warteschlange, die einem Mitglied die Adresse eines anderen zeigen',
      remedy: 'Die E-Mail im Postausgang verwerfen und die Stelle im Programm suchen, die sie schreibt.',
      find: rows(
        () => Prisma.sql`FROM outgoing_mail m, LATERAL ${addressesIn(Prisma.sql`m.props::text`)} AS found
          JOIN account a ON a.email = rtrim(found[1], '.')
          WHERE m.props::text LIKE '%@%' AND m.account_id IS NOT NULL AND a.id <> m.account_id`,
      ),
    },
    {
      id: 'addresses-in-audit',
      clause: 'nicht offen sichtbar (Protokoll)',
      counts: 'Einträge des Protokolls mit einer E-Mail-Adresse',
      remedy: 'Die Stelle im Programm suchen, die den Eintrag schreibt, und den Eintrag als Datenpanne bewerten.',
      find: rows(() => Prisma.sql`FROM audit_event WHERE details::text LIKE '%@%'`),
    },
  ],
}
