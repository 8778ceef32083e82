import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest'
import { migrate } from '@/lib/db/migrate'
import { schemaDrift } from '@/scripts/lib/schema-engine'

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
})
