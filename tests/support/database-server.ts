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
  await makeTemplate(server.adminUrl, server.url.replace(/\/app$/, '/portal_template'))
  project.provide('adminUrl', server.adminUrl)
  project.provide('castHash', await hashPassword(CAST_PASSWORD))
  return async () => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Workers copy this database; the first policy version is kept aside for the time after each TRUNCATE. */
async function makeTemplate(adminUrl: string, templateUrl: string): Promise<void> {
  const admin = new Client({ connectionString: adminUrl })
  await admin.connect()
  await admin.query('CREATE DATABASE portal_template OWNER app')
  await admin.end()
  await migrate({ url: templateUrl, folder: 'prisma/migrations' })
  const { db, pool } = openDatabase(templateUrl)
  const mail = { appUrl: 'http://portal.test', from: 'Portal <portal@portal.test>' }
  await ensureFirstVersion({ db, mail, now: frozenClock(LONG_AGO), actor: { kind: 'operator' } })
  await pool.query('CREATE SCHEMA test_support')
  await pool.query('CREATE TABLE test_support.first_policy_version AS TABLE policy_version')
  await db.$disconnect()
  await pool.end()
}
