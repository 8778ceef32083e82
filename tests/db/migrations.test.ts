import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest'
import { openDatabase } from '@/lib/db/client'
import { migrate, readMigrations } from '@/lib/db/migrate'
import { schemaState } from '@/lib/db/schema-state'
import { schemaDrift } from '@/scripts/lib/schema-engine'
import { FIRST_WITH_RULES, migrationFaults } from '../support/migration-faults'

test('the migrations and the schema say the same', async () => {
  expect(await schemaDrift(inject('adminUrl'))).toBe('')
})

test('a migration that the schema does not know is seen', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'portal-migrations-'))
  cpSync('prisma/migrations', folder, { recursive: true })
  mkdirSync(path.join(folder, '99999999999999_stray'))
  writeFileSync(path.join(folder, '99999999999999_stray', 'migration.sql'), 'ALTER TABLE account ADD COLUMN stray text')
  expect(await schemaDrift(inject('adminUrl'), folder)).toContain('DROP COLUMN "stray"')
  rmSync(folder, { recursive: true })
})

describe('the runner', () => {
  const name = `migrate_${process.env.VITEST_POOL_ID ?? '1'}`
  const url = new URL(inject('adminUrl'))
  url.pathname = `/${name}`
  let folder: string
  let admin: Client

  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'portal-migrations-'))
    admin = new Client({ connectionString: inject('adminUrl') })
    await admin.connect()
    await admin.query(`CREATE DATABASE ${name}`)
  })

  afterEach(async () => {
    await admin.query(`DROP DATABASE ${name} WITH (FORCE)`)
    await admin.end()
    rmSync(folder, { recursive: true, force: true })
  })

  function write(migration: string, sql: string) {
    mkdirSync(path.join(folder, migration), { recursive: true })
    writeFileSync(path.join(folder, migration, 'migration.sql'), sql)
  }

  const run = () => migrate({ url: url.href, folder })

  test('applies each migration once, in order', async () => {
    write('2_second', 'INSERT INTO a VALUES (1)')
    write('1_first', 'CREATE TABLE a (i int)')
    expect(await run()).toEqual(['1_first', '2_second'])
    expect(await run()).toEqual([])
  })

  test('applies each migration once when three servers start at the same moment', async () => {
    write('1_first', 'CREATE TABLE a (i int); SELECT pg_sleep(0.2)')
    const applied = await Promise.all([run(), run(), run()])
    expect(applied.flat()).toEqual(['1_first'])
  })

  test('names file, line and SQLSTATE of a failure, leaves nothing behind and can be repeated', async () => {
    write('1_first', 'CREATE TABLE a (i int);\nINSERT INTO nowhere VALUES (1)')
    await expect(run()).rejects.toThrow('Migration 1_first, line 2: relation "nowhere" does not exist (42P01)')
    write('1_first', 'CREATE TABLE a (i int)')
    expect(await run()).toEqual(['1_first'])
  })

  test('refuses a migration that was changed after it had been applied', async () => {
    write('1_first', 'CREATE TABLE a (i int)')
    await run()
    write('1_first', 'CREATE TABLE a (i bigint)')
    await expect(run()).rejects.toThrow('Migration 1_first was changed after it had been applied')
  })

  test('refuses a database that is newer than the code', async () => {
    write('1_first', 'CREATE TABLE a (i int)')
    await run()
    rmSync(path.join(folder, '1_first'), { recursive: true })
    await expect(run()).rejects.toThrow('the code is older than the database')
  })

  const floor = (name: string) =>
    `CREATE TABLE oldest_code (migration text); INSERT INTO oldest_code VALUES ('${name}')`
  const raise = (name: string) => `UPDATE oldest_code SET migration = '${name}'`

  test.each([
    ['leaves a database alone that is newer and says that this code may work on it', 'SELECT 1', true],
    ['refuses one that is newer and has been changed so that this code would stumble', raise('2_second'), false],
  ])('%s', async (_, sql, fits) => {
    write('1_first', floor('1_first'))
    write('2_second', sql)
    await run()
    rmSync(path.join(folder, '2_second'), { recursive: true })
    const { db, pool } = openDatabase(url.href)
    try {
      const { state } = await schemaState(db, ['1_first'])
      expect(state).toBe(fits ? 'current' : 'newer')
    } finally {
      await db.$disconnect()
      await pool.end()
    }
    if (fits) expect(await run()).toEqual([])
    else await expect(run()).rejects.toThrow('the code is older than the database')
  })

  test('a release that was taken back comes again: only what is missing is applied', async () => {
    write('1_first', floor('1_first'))
    write('2_second', 'CREATE TABLE b (i int)')
    await run()
    write('3_third', 'CREATE TABLE c (i int)')
    expect(await run()).toEqual(['3_third'])
  })
})

describe('a migration that older code would stumble over, or that locks a table for long, is seen', () => {
  const own = '29990101000000_x'
  const raised = `UPDATE oldest_code SET migration = '${own}';`

  test.each([
    ['a new table with its index', 'CREATE TABLE t (a int); CREATE INDEX i ON t (a);', []],
    ['a new column', 'ALTER TABLE account ADD COLUMN a text;', []],
    ['a new column that always has a value', "ALTER TABLE account ADD COLUMN a text NOT NULL DEFAULT '';", []],
    ['a column that older code cannot fill', 'ALTER TABLE account ADD COLUMN a text NOT NULL;', ['breaks']],
    ['a column that goes', 'ALTER TABLE account DROP COLUMN a;', ['breaks']],
    ['the same, said', `ALTER TABLE account DROP COLUMN a; ${raised}`, []],
    [
      'said of another migration',
      "ALTER TABLE account DROP COLUMN a; UPDATE oldest_code SET migration = '1_x';",
      ['breaks'],
    ],
    ['a table that goes', 'DROP TABLE account;', ['breaks']],
    ['another name', 'ALTER TABLE account RENAME COLUMN a TO b;', ['breaks']],
    ['another type', 'ALTER TABLE account ALTER COLUMN a TYPE int;', ['breaks']],
    ['a value that is asked for', 'ALTER TABLE account ALTER COLUMN a SET NOT NULL;', ['breaks']],
    ['a function that goes', 'DROP FUNCTION f(int);', ['breaks']],
    ['a function that is replaced', 'CREATE OR REPLACE FUNCTION f() RETURNS int AS $$ SELECT 1 $$ LANGUAGE sql;', []],
    ['a word in a remark', '-- DROP TABLE account\nSELECT 1;', []],
    ['a rule for rows that are there', 'ALTER TABLE account ADD CONSTRAINT c CHECK (a > 1);', ['breaks', 'locks']],
    [
      'the same for new rows alone, said',
      `ALTER TABLE account ADD CONSTRAINT c CHECK (a > 1) NOT VALID; ${raised}`,
      [],
    ],
    ['an index of a table that is there', 'CREATE INDEX i ON account (a);', ['locks']],
    ['the same while others work', '-- no-transaction\nCREATE INDEX CONCURRENTLY i ON account (a);', []],
  ])('%s', (_, sql, faults) => expect(migrationFaults({ name: own, sql, checksum: '' })).toEqual(faults))

  test('and there is none', () => {
    const later = readMigrations('prisma/migrations').filter(({ name }) => name > FIRST_WITH_RULES)
    expect(
      later.map((migration) => [migration.name, ...migrationFaults(migration)]).filter((found) => found.length > 1),
    ).toEqual([])
  })
})
