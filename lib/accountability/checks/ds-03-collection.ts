import { CONFIRMATION_PERIOD } from '../../accounts/register-member'
import { Prisma } from '../../db/generated/client'
import { dueUnconfirmed } from '../../lifecycle/eligibility'
import { formatSeconds } from '../../text'
import { countFound, type KeptPromise } from '../promise-check'

/** The sweep runs daily; one day and some hours late is too late. */
const GRACE_MS = 30 * 3_600_000

export const collection: KeptPromise = {
  id: 'DS-03',
  title: 'Erhebung',
  sentence: 'Erhoben werden nur die Pflichtangaben. Sie sind vollständig.',
  rule: () =>
    `Frist zur Bestätigung einer Registrierung: ${formatSeconds(CONFIRMATION_PERIOD)}; dann wird sie gelöscht.`,
  evidence: ['tests/policy/ds-03-registration.test.ts', 'Datenbank: CHECK account_mandatory_fields'],
  checks: [
    {
      id: 'incomplete-accounts',
      counts: 'Konten mit unvollständigen Pflichtangaben',
      remedy: 'Das Mitglied bitten, „Mein Profil“ zu vervollständigen; prüfen, wie die Lücke entstehen konnte.',
      find: (ctx) =>
        countFound(
          ctx,
          Prisma.sql`SELECT count(*)::int AS found FROM account
            WHERE btrim(surname) = '' OR btrim(given_name) = '' OR btrim(email) = ''
              OR CASE WHEN member_group = 'private_person' THEN organisation IS NOT NULL OR position IS NOT NULL
                ELSE btrim(coalesce(organisation, '')) = '' OR btrim(coalesce(position, '')) = '' END`,
        ),
    },
    {
      id: 'unconfirmed-past-day',
      counts: 'Unbestätigte Registrierungen über ihrem Löschtag',
      remedy: 'Unter „Inaktivität“ nachsehen, ob der letzte Lauf angehalten hat, und ihn bestätigen.',
      find: (ctx) =>
        countFound(
          ctx,
          Prisma.sql`SELECT count(*)::int AS found ${dueUnconfirmed(
            ctx,
            new Date(ctx.now().getTime() - CONFIRMATION_PERIOD * 1000 - GRACE_MS),
          )}`,
        ),
    },
  ],
}
