import { Prisma } from '../../db/generated/client'
import { governingVersionSql } from '../../policies/governing-version-sql'
import { countFound, type KeptPromise } from '../promise-check'

export const consent: KeptPromise = {
  id: 'DS-01',
  title: 'Geltung und Zustimmung',
  sentence:
    'Wer sich registriert, stimmt der Datenschutzerklärung zu. Fassung, Zeitpunkt und Wortlaut sind festgehalten.',
  rule: () => 'Für jedes Mitglied gilt genau eine veröffentlichte Fassung.',
  evidence: [
    'tests/policy/ds-01-acceptance.test.ts',
    'tests/policy/ds-01-governing-version.test.ts',
    '/datenschutz/versionen',
  ],
  checks: [
    {
      id: 'members-without-version',
      counts: 'Mitglieder, für die keine Fassung gilt',
      remedy: 'Fehlende Zustimmung im Protokoll suchen; das Mitglied um eine neue Zustimmung bitten.',
      find: (ctx) =>
        countFound(
          ctx,
          Prisma.sql`SELECT count(*)::int AS found FROM account a
            WHERE NOT EXISTS (SELECT FROM ${governingVersionSql(ctx.now())} g)`,
        ),
    },
  ],
}
