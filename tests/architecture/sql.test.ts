import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { sourceFiles } from '../support/source-files'

/** Rows are read by their schema (docs/decisions/0064-sql-stays-sql-its-rows-are-parsed.md). These still take them on trust: none is added. */
const ON_TRUST = [
  'lib/access-requests/mail-hooks.ts',
  'lib/audit/anchors.ts',
  'lib/audit/verify-chain.ts',
  'lib/auth/passkeys.ts',
  'lib/auth/sessions.ts',
  'lib/db/database-home.ts',
  'lib/erasure/erase-accounts.ts',
  'lib/erasure/erasure-log.ts',
  'lib/erasure/replay-erasures.ts',
  'lib/lifecycle/decide-run.ts',
  'lib/lifecycle/lifecycle-status.ts',
  'lib/mail/discard-mail.ts',
  'lib/mail/failed-mails.ts',
  'lib/mail/outage.ts',
  'lib/mail/retry-mail.ts',
  'lib/moderation/decide-case.ts',
  'lib/moderation/report-content.ts',
  'lib/policies/announce-versions.ts',
]

test('no statement takes its rows on trust but those that are known', () => {
  const found = sourceFiles('lib', 'app', 'scripts').filter(
    (file) => !file.includes('/generated/') && takesOnTrust(readFileSync(file, 'utf8')),
  )
  expect(found.sort()).toEqual(ON_TRUST)
})

/** Rows of a named type, or of the type that their place expects. A statement of its own (a lock) has no rows that anybody reads. */
function takesOnTrust(source: string): boolean {
  const used = source.replace(/^ *await \w+(?:\.\w+)*\s*\.\$queryRaw(?:<unknown\[\]>)?[`(]/gm, '')
  return /\$queryRaw(?!<unknown\[\]>)/.test(used.replace(/^ *(?:\*|\/\*\*|\/\/).*$/gm, ''))
}

test.each([
  ['const rows = await ctx.db.$queryRaw<Row[]>`SELECT 1`', true],
  ['  return ctx.db.$queryRaw`SELECT 1`', true],
  ['const rows: Row[] = await ctx.db.$queryRaw(sql)', true],
  ['  await tx.db.$queryRaw`SELECT 1 FROM account FOR UPDATE`', false],
  ['const rows = await db.$queryRaw<unknown[]>(text)', false],
])('%s', (source, isOnTrust) => expect(takesOnTrust(source)).toBe(isOnTrust))
