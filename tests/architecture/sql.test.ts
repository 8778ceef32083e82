import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { sourceFiles } from '../support/source-files'

/** Rows are read by their schema, in one place (docs/decisions/0064-sql-stays-sql-its-rows-are-parsed.md). */
test('no statement takes its rows on trust', () => {
  const found = sourceFiles('lib', 'app', 'scripts', 'server').filter(
    (file) => !file.startsWith('lib/db/') && takesOnTrust(readFileSync(file, 'utf8')),
  )
  expect(found).toEqual([])
})

/** A type that is only claimed, or the one that its place expects. A lock, a statement of its own, has no rows that anybody reads. */
function takesOnTrust(source: string): boolean {
  const code = source.replace(/^ *(?:\*|\/\*\*|\/\/).*$/gm, '')
  const used = code.replace(/^ *await \w+(?:\.\w+)*\s*\.\$queryRaw[`(]/gm, '')
  return /\$queryRaw|\.query</.test(used)
}

test.each([
  ['const rows = await ctx.db.$queryRaw<Row[]>`SELECT 1`', true],
  ['  return ctx.db.$queryRaw`SELECT 1`', true],
  ['const rows: Row[] = await ctx.db.$queryRaw(sql)', true],
  ['const rows = await db.$queryRaw<unknown[]>(text)', true],
  ['const { rows } = await client.query<Row>(text)', true],
  ['  await tx.db.$queryRaw`SELECT 1 FROM account FOR UPDATE`', false],
  ['const rows = await rowsOf(tx, idRow)`SELECT id FROM account`', false],
])('%s', (source, isOnTrust) => expect(takesOnTrust(source)).toBe(isOnTrust))
