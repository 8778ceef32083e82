import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Client } from 'pg'
import { type TestProject } from 'vitest/node'
import { hashPassword } from '@/lib/auth/password'
import { frozenClock } from '@/lib/clock'
import { openDatabase } from '@/lib/db/client'
import { startEmbeddedPostgres } from '@/lib/db/embedded-postgres'
import { migrate } from '@/lib/db/migrate'
import { grantRunningRole } from '@/lib/db/running-role'
import { ensureFirstVersion } from '@/lib/policies/ensure-first-version'
import { CAST_PASSWORD } from './cast-password'

declare module 'vitest' {
  // biome-ignore lint/style/useConsistentTypeDefinitions: only an interface can be merged into vitest's
  export interface ProvidedContext {
    /** Superuser connection to the PostgreSQL of this test run. */
    adminUrl: string
    /** Hash of CAST_PASSWORD, made once. */
    castHash: string
  }
}

/** Publication of version 1: in force at every instant at which a test lives. */
const LONG_AGO = new Date('2020-01-01T00:00:00Z')

/** vitest globalSetup: one PostgreSQL for the run, with one migrated template database. */
export default async function startDatabaseServer(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(path.join(tmpdir(), 'portal-db-'))
  chmodSync(folder, 0o755)
  const server = await startEmbeddedPostgres({
    folder: path.join(folder, 'postgres'),
    password: 'test',
    settings: ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'],
  })
  const [url = '', ownerUrl = ''] = [server.url, server.ownerUrl].map((each) =>
    each.replace(/\/app$/, '/portal_template'),
  )
  await makeTemplate(server.adminUrl, { url, ownerUrl })
  project.provide('adminUrl', server.adminUrl)
  project.provide('castHash', await hashPassword(CAST_PASSWORD))
  return async () => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Workers copy this database; the first policy version is kept aside for the time after each TRUNCATE. */
async function makeTemplate(adminUrl: string, { url, ownerUrl }: { url: string; ownerUrl: string }): Promise<void> {
  const admin = new Client({ connectionString: adminUrl })
  await admin.connect()
  await admin.query('CREATE DATABASE portal_template OWNER app')
  // So that a test may end connections of the running role.
  await admin.query('GRANT portal TO app')
  await admin.end()
  await migrate({ url: ownerUrl, folder: 'prisma/migrations' })
  await grantRunningRole({ url, ownerUrl })
  const { db, pool } = openDatabase(ownerUrl)
  const mail = { appUrl: 'http://portal.test', from: 'Portal <portal@portal.test>' }
  await ensureFirstVersion({ db, mail, now: frozenClock(LONG_AGO), actor: { kind: 'operator' } })
  await pool.query('CREATE SCHEMA test_support')
  await pool.query('GRANT USAGE ON SCHEMA test_support TO PUBLIC')
  await pool.query('CREATE TABLE test_support.first_policy_version AS TABLE policy_version')
  await db.$disconnect()
  await pool.end()
  const template = new URL(adminUrl)
  template.pathname = '/portal_template'
  const superuser = new Client({ connectionString: template.href })
  await superuser.connect()
  await superuser.query(emptyTables)
  await superuser.end()
}

/**
 * Empties what a test has filled: TRUNCATE of all tables gives each of them new files and takes longer than most tests. Without triggers
 * and foreign keys, so that it also empties the append-only tables; that takes a superuser. The locks wait for whoever still writes. Tables that
 * a test has filled with thousands of rows are truncated, so that the next one finds no remains.
 */
const emptyTables = `
  CREATE FUNCTION test_support.empty_tables() RETURNS void LANGUAGE plpgsql SECURITY DEFINER
  SET session_replication_role = replica AS $$
  DECLARE
    tables text[] := ARRAY(SELECT format('public.%I', tablename) FROM pg_tables
      WHERE schemaname = 'public' AND tablename <> '_prisma_migrations' ORDER BY tablename);
    name text;
    is_filled boolean;
  BEGIN
    EXECUTE 'LOCK TABLE ' || array_to_string(tables, ', ') || ' IN ACCESS EXCLUSIVE MODE';
    IF (SELECT max(pg_relation_size(t::regclass)) FROM unnest(tables) AS t) > 1048576 THEN
      EXECUTE 'TRUNCATE ' || array_to_string(tables, ', ') || ' RESTART IDENTITY';
    ELSE
      FOREACH name IN ARRAY tables LOOP
        EXECUTE 'SELECT EXISTS (SELECT FROM ' || name || ')' INTO is_filled;
        IF is_filled THEN EXECUTE 'DELETE FROM ' || name; END IF;
      END LOOP;
    END IF;
    PERFORM setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false) FROM pg_sequences
      WHERE schemaname = 'public' AND last_value IS NOT NULL;
    INSERT INTO policy_version SELECT * FROM test_support.first_policy_version;
  END $$`
