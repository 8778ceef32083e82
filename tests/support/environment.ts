import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll } from 'vitest'

/** Settings of a test process; the database tests replace DATABASE_URL by their own (database.ts). */
const dataDir = mkdtempSync(path.join(tmpdir(), 'portal-test-'))
Object.assign(process.env, {
  DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/nothing',
  DATA_DIR: dataDir,
  APP_URL: 'http://portal.test',
  NEXTAUTH_URL: 'http://portal.test',
  NEXTAUTH_SECRET: 'test-nextauth-secret-0123456789abcdef',
  CRON_SECRET: 'test-cron-secret-0123456789abcdef0123',
  MAIL_TRANSPORT: 'outbox',
  SCHEDULER: 'off',
  TZ: 'UTC',
})

afterAll(() => rmSync(dataDir, { recursive: true, force: true }))
