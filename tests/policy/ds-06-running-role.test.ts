import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { countUnprotected } from '@/lib/audit/protection'
import { recordEvent } from '@/lib/audit/record-event'
import { verifyChain } from '@/lib/audit/verify-chain'
import { database, openDatabase } from '@/lib/db/client'
import { runningPassword } from '@/lib/db/embedded-postgres'
import { migrate } from '@/lib/db/migrate'
import { grantRunningRole } from '@/lib/db/running-role'
import { testContext } from '../support/context'
import { owner, ownerUrl } from '../support/owner'

/** DS-06: the running portal signs in to the database as a role that owns nothing and cannot switch protection off. */
const ctx = testContext()
const denied = /must be owner|permission denied|must be superuser|append-only/

async function tables(): Promise<string[]> {
  const { rows } = await owner().query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`,
  )
  return rows.map(({ name }) => name)
}

describe('the running role', () => {
  test('is another one than the owner, and no check of the database finds a table it could unprotect', async () => {
    const { rows } = await database().pool.query<{ running: string }>('SELECT current_user AS running')
    const owners = await owner().query<{ name: string }>('SELECT current_user AS name')
    expect(rows[0]?.running).not.toBe(owners.rows[0]?.name)
    expect(await countUnprotected(ctx)).toBe(0)
  })

  test.each([
    (name: string) => `ALTER TABLE ${name} DISABLE TRIGGER USER`,
    (name: string) => `ALTER TABLE ${name} ADD COLUMN stray text`,
    (name: string) => `DROP TABLE ${name}`,
    (name: string) => `TRUNCATE ${name} CASCADE`,
    (name: string) => `CREATE TRIGGER mine BEFORE INSERT ON ${name} EXECUTE FUNCTION refuse_change()`,
    (name: string) => `CREATE RULE mine AS ON INSERT TO ${name} DO INSTEAD NOTHING`,
    (name: string) => `ALTER TABLE ${name} OWNER TO portal`,
  ])('%o is refused on every table', async (statement) => {
    for (const name of await tables())
      await expect(database().pool.query(statement(name)), name).rejects.toThrow(denied)
  })

  test.each([
    'CREATE TABLE copy AS SELECT * FROM account',
    'CREATE SCHEMA mine',
    'SET session_replication_role = replica',
    'SET ROLE app',
    'CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$',
    'ALTER FUNCTION chain_audit_link() SECURITY INVOKER',
    `COMMENT ON SCHEMA public IS 'restored'`,
    'DELETE FROM audit_event',
    `UPDATE audit_event SET act = 'x'`,
    'DELETE FROM audit_link',
    `UPDATE audit_link SET hash = sha256('x')`,
    `INSERT INTO audit_link (seqs, events, content) VALUES ('{[1,2)}', 1, sha256('x'))`,
    'DELETE FROM erasure',
    'UPDATE erasure SET erased_at = erased_at',
    'DELETE FROM _prisma_migrations',
    'CREATE TEMPORARY TABLE forged (id bigint); CREATE TRIGGER t AFTER INSERT ON forged FOR EACH ROW EXECUTE FUNCTION chain_audit_link()',
  ])('%s is refused', async (statement) => {
    await recordEvent(ctx, 'policy.accepted')
    await expect(database().pool.query(statement)).rejects.toThrow(denied)
  })

  test('writes the audit record, whose chain stays intact', async () => {
    for (let i = 0; i < 3; i += 1) await recordEvent(ctx, 'policy.accepted')
    expect(await verifyChain(ctx)).toMatchObject({ events: 3, links: 3, faults: [] })
  })
})

describe('an installation with one role', () => {
  test('is told so: the owner could switch the protection of every table off', async () => {
    const { db, pool } = openDatabase(ownerUrl())
    try {
      expect(await countUnprotected({ ...ctx, db })).toBe((await tables()).length)
    } finally {
      await db.$disconnect()
      await pool.end()
    }
  })
})

describe('the rights', () => {
  const name = `roles_${process.env.VITEST_POOL_ID ?? '1'}`
  const address = (user: string, password: string) => {
    const url = new URL(inject('adminUrl'))
    Object.assign(url, { username: user, password, pathname: `/${name}` })
    return url.href
  }
  const urls = { ownerUrl: address('app', 'test'), url: address('portal', runningPassword('test')) }
  const folder = 'prisma/migrations'
  const ask = async (url: string, sql: string) => {
    const client = new Client({ connectionString: url })
    await client.connect()
    return client.query<{ found: unknown }>(sql).finally(() => client.end())
  }

  beforeAll(async () => {
    await ask(inject('adminUrl'), `CREATE DATABASE ${name} OWNER app`)
  })
  afterAll(async () => {
    await ask(inject('adminUrl'), `DROP DATABASE ${name} WITH (FORCE)`)
  })

  test('are given after the migrations, again after new ones, and taken back where somebody gave more', async () => {
    await expect(migrate({ url: urls.url, folder })).rejects.toThrow('DATABASE_OWNER_URL')
    await migrate({ url: urls.ownerUrl, folder })
    await expect(ask(urls.url, 'SELECT count(*) FROM account')).rejects.toThrow(denied)
    await Promise.all([grantRunningRole(urls), grantRunningRole(urls), grantRunningRole(urls)])
    await ask(urls.url, 'SELECT count(*) FROM account')
    // A server that knows only its own role starts when nothing is missing.
    expect(await migrate({ url: urls.url, folder })).toEqual([])
    await ask(urls.ownerUrl, 'CREATE TABLE later (i int); GRANT ALL ON audit_event, erasure, audit_link TO portal')
    await grantRunningRole(urls)
    await ask(urls.url, 'INSERT INTO later VALUES (1)')
    await expect(ask(urls.url, 'DELETE FROM audit_event')).rejects.toThrow(denied)
    await expect(ask(urls.url, 'TRUNCATE erasure')).rejects.toThrow(denied)
    await grantRunningRole({ url: urls.ownerUrl, ownerUrl: urls.ownerUrl })
  })
})
