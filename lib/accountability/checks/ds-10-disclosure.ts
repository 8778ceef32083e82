import { berlinDay } from '../../dates'
import { Prisma } from '../../db/generated/client'
import { mayBeErasedSql } from '../../erasure/statements'
import { countFound, type KeptPromise } from '../promise-check'

export const disclosure: KeptPromise = {
  id: 'DS-10',
  title: 'Herausgabe und Rechtsstreit',
  sentence:
    'Auf richterliche Anordnung werden Daten herausgegeben. Für einen Rechtsstreit bleiben sie unter Verschluss.',
  rule: () => 'Herausgabe und Löschsperre brauchen zwei Personen, einen Grund und eine Überprüfung.',
  evidence: ['tests/policy/ds-10-legal-hold.test.ts', 'tests/policy/ds-10-disclosure.test.ts', '/admin/herausgabe'],
  checks: [
    {
      id: 'hold-review-due',
      counts: 'Löschsperren, deren Überprüfung überfällig ist oder fehlt',
      remedy: 'Unter „Herausgabe“ prüfen, ob der Rechtsstreit die Daten noch braucht; sonst die Aufhebung beantragen.',
      find: (ctx) =>
        countFound(
          ctx,
          Prisma.sql`SELECT count(*)::int AS found FROM legal_hold
            WHERE released_at IS NULL AND (review_on IS NULL OR review_on < ${berlinDay(ctx.now())}::date)`,
        ),
    },
    {
      id: 'erasure-after-hold',
      counts: 'Löschungen, die nach dem Ende der Sperre noch ausstehen',
      remedy: 'Das Aufräumen starten (api/cron/housekeeping); bleibt es dabei, die Meldungen des Programms lesen.',
      find: (ctx) =>
        countFound(
          ctx,
          Prisma.sql`SELECT count(*)::int AS found FROM pending_erasure p
            WHERE ${mayBeErasedSql(ctx.now(), Prisma.sql`p.account_id`, Prisma.sql`p.reason`)}`,
        ),
    },
  ],
}
