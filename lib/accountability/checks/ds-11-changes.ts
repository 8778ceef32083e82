import { Prisma } from '../../db/generated/client'
import { formatPeriod } from '../../text'
import { countFound, type KeptPromise } from '../promise-check'

export const changes: KeptPromise = {
  id: 'DS-11',
  title: 'Änderungen der Erklärung',
  sentence: 'Änderungen werden bekannt gemacht. Sie gelten, wenn das Mitglied nicht rechtzeitig widerspricht.',
  rule: ({ objectionPeriod }) =>
    `Frist zum Widerspruch: ${formatPeriod(objectionPeriod)} ab zugestellter Bekanntmachung.`,
  evidence: [
    'tests/policy/ds-11-announcement.test.ts',
    'tests/policy/ds-11-objection.test.ts',
    'tests/policy/ds-11-several-versions.test.ts',
    '/admin/datenschutzerklaerung',
  ],
  checks: [
    {
      id: 'not-announced',
      counts: 'Mitglieder, denen eine vor mehr als sieben Tagen veröffentlichte Fassung nicht bekannt gemacht wurde',
      remedy: 'Unter „Datenschutzerklärung“ und „Postausgang“ prüfen, warum die Bekanntmachung liegen geblieben ist.',
      find: (ctx) =>
        countFound(
          ctx,
          Prisma.sql`SELECT count(DISTINCT a.id)::int AS found FROM account a
            JOIN policy_version v ON v.published_at > a.registered_at AND v.number > 1
              AND v.published_at < ${ctx.now()}::timestamptz - interval '7 days'
              AND NOT EXISTS (SELECT FROM policy_version n WHERE n.published_at IS NOT NULL AND n.number > v.number)
            WHERE a.email_confirmed_at < v.published_at
              AND NOT EXISTS (SELECT FROM policy_acceptance p WHERE p.account_id = a.id AND p.version_number = v.number)
              AND NOT EXISTS (SELECT FROM policy_announcement n WHERE n.account_id = a.id AND n.version_number = v.number
                AND (n.mail_id IS NOT NULL OR n.objected_at IS NOT NULL))
              AND NOT EXISTS (SELECT FROM legal_hold h WHERE h.account_id = a.id AND h.released_at IS NULL)
              AND NOT EXISTS (SELECT FROM restriction r WHERE r.account_id = a.id AND r.lifted_at IS NULL)`,
        ),
    },
  ],
}
