import { CONFIRMATION_PERIOD } from '../../accounts/register-member'
import { Prisma } from '../../db/generated/client'
import { dueUnconfirmed } from '../../lifecycle/eligibility'
import { inventoryProblems } from '../../personal-data/inventory'
import { formatSeconds } from '../../text'
import { type KeptPromise, rows } from '../promise-check'
import { recorded } from './recorded'

/** The sweep runs daily; one day and some hours late is too late. */
const GRACE_MS = 30 * 3_600_000

export const collection: KeptPromise = {
  id: 'DS-03',
  title: 'Erhebung',
  sentence: 'Erhoben werden nur die Pflichtangaben. Sie sind vollständig.',
  rule: () =>
    `Frist zur Bestätigung einer Registrierung: ${formatSeconds(CONFIRMATION_PERIOD)}; dann wird sie gelöscht.`,
  evidence: ['Datenbank: CHECK account_mandatory_fields'],
  checks: [
    {
      id: 'incomplete-accounts',
      clause: 'Name, Vorname, E-Mail-Adresse, Nutzergruppe, Unternehmen und Position sind Pflichtangaben',
      counts: 'Konten mit unvollständigen Pflichtangaben',
      remedy: 'Das Mitglied bitten, „Mein Profil“ zu vervollständigen; prüfen, wie die Lücke entstehen konnte.',
      find: rows(
        () => Prisma.sql`FROM account
          WHERE btrim(surname) = '' OR btrim(given_name) = '' OR email NOT LIKE '_%@_%' OR email <> lower(email)
            OR CASE WHEN member_group = 'private_person' THEN organisation IS NOT NULL OR position IS NOT NULL
              ELSE btrim(coalesce(organisation, '')) = '' OR btrim(coalesce(position, '')) = '' END`,
      ),
    },
    {
      id: 'unrecorded-accounts',
      clause: 'Bei der Registrierung werden Daten erhoben (und nur dort)',
      counts: 'Konten, deren Registrierung oder Bestätigung nicht im Protokoll steht',
      remedy:
        'Klären, wer das Konto an der Registrierung vorbei angelegt hat; das Mitglied fragen, sonst das Konto löschen.',
      find: rows(
        () => Prisma.sql`FROM (
          SELECT 1 FROM account a WHERE NOT ${recorded('account.registered', Prisma.sql`a.id`)}
          UNION ALL SELECT 1 FROM account a WHERE a.made_by <> 'operator' AND a.email_confirmed_at IS NOT NULL
            AND NOT ${recorded('account.email-confirmed', Prisma.sql`a.id`)}) unrecorded`,
      ),
    },
    {
      id: 'impossible-times',
      clause: 'Die Angaben stimmen',
      counts: 'Konten, deren Zeiten nicht sein können (vor der Registrierung oder in der Zukunft)',
      remedy: 'Die Uhr des Servers prüfen. Klären, wer die Zeiten geändert hat, und sie aus dem Protokoll berichtigen.',
      find: rows(
        (ctx) => Prisma.sql`FROM account WHERE email_confirmed_at < registered_at OR last_login_at < registered_at
          OR greatest(registered_at, email_confirmed_at, last_login_at, data_confirmed_at, verified_at)
            > ${ctx.now()}::timestamptz + interval '1 hour'`,
      ),
    },
    {
      id: 'purpose-missing',
      clause: 'nichts ohne angegebenen Zweck',
      counts: 'Tabellen und Felder ohne Zweck, Frist oder Rechtsgrundlage im Verzeichnis',
      remedy: 'Mit „npm run portal -- inventory“ nachsehen und die Angaben im Schema ergänzen.',
      find: async () => inventoryProblems().length,
    },
    {
      id: 'unconfirmed-past-day',
      clause: 'Daten, die niemand bestätigt hat, bleiben nicht',
      counts: 'Unbestätigte Registrierungen über ihrem Löschtag',
      remedy:
        'Unter „Inaktivität“ nachsehen, ob der letzte Lauf gescheitert ist oder angehalten hat. Erst wenn die Zahl der Löschungen stimmt, bestätigt eine zweite Person den Lauf.',
      find: rows((ctx) => dueUnconfirmed(ctx, new Date(ctx.now().getTime() - CONFIRMATION_PERIOD * 1000 - GRACE_MS))),
    },
  ],
}
