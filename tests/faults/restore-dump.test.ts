import { createReadStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { startSession } from '@/lib/auth/sessions'
import { readClosure } from '@/lib/closure'
import { inTransaction, type PortalContext } from '@/lib/context'
import { openDatabase } from '@/lib/db/client'
import { DumpError } from '@/lib/db/dump-format'
import { migrate, readMigrations } from '@/lib/db/migrate'
import { openDump } from '@/lib/db/open-dump'
import { findPostgresTool } from '@/lib/db/postgres-tools'
import { readDump } from '@/lib/db/read-dump'
import { writeDump } from '@/lib/db/write-dump'
import { settings } from '@/lib/env'
import { eraseAccount } from '@/lib/erasure/erase-account'
import { noticeRestore } from '@/lib/erasure/notice-restore'
import { replayErasures } from '@/lib/erasure/replay-erasures'
import { queueMail } from '@/lib/mail/queue-mail'
import { ensureFirstVersion } from '@/lib/policies/ensure-first-version'
import { aMember } from '../support/cast'
import { at, TEST_NOW, testContext } from '../support/context'
import { runSweep } from '../support/lifecycle'

/** DS-04: restoring a backup brings nobody back. A dump that pg_dump wrote before this code existed, and the portal's own backup. */
const folder = mkdtempSync(path.join(tmpdir(), 'portal-restore-'))
const log = path.join(folder, 'erasures.log')
const migrations = readMigrations('prisma/migrations')
const name = `restore_${process.env.VITEST_POOL_ID ?? '1'}`
const open: ReturnType<typeof openDatabase>[] = []
let url: string

beforeEach(async () => {
  rmSync(settings().erasuresLog ?? '', { force: true })
  await closeAll()
  url = await newDatabase()
})

afterAll(async () => {
  await closeAll()
  rmSync(folder, { recursive: true })
})

async function closeAll(): Promise<void> {
  for (const { db, pool } of open.splice(0)) {
    await db.$disconnect()
    await pool.end()
  }
}

async function newDatabase(): Promise<string> {
  const admin = new Client({ connectionString: inject('adminUrl') })
  await admin.connect()
  await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
  await admin.query(`CREATE DATABASE ${name} OWNER app`)
  await admin.end()
  const address = new URL(inject('adminUrl'))
  address.username = 'app'
  address.pathname = `/${name}`
  return address.href
}

/** A context on the restored database, as the next start of the portal sees it. */
async function started(): Promise<PortalContext> {
  await migrate({ url, folder: 'prisma/migrations' })
  const opened = openDatabase(url)
  open.push(opened)
  const ctx = { ...testContext(), db: opened.db }
  await ensureFirstVersion(ctx)
  await noticeRestore(ctx)
  return ctx
}

async function* bytes(...chunks: Buffer[]): AsyncGenerator<Buffer> {
  yield* chunks
}

async function dumpOf(address: string): Promise<Buffer> {
  const chunks: Buffer[] = []
  await writeDump(address, (chunk) => {
    chunks.push(Buffer.from(chunk))
  })
  return Buffer.concat(chunks)
}

function logged(accountId: string, erasedAt: string): string {
  return `${JSON.stringify({ accountId, erasedAt, reason: 'self' })}\n`
}

test('what a dump hands over stays as it was, however long it is kept', async () => {
  const ctx = testContext()
  // Rows of many lengths, larger and smaller than what the connection reads at once.
  const bodies = Array.from({ length: 400 }, (_, index) => `${index} ${'äöü€'.repeat((index * 97) % 9_000)}`)
  for (const text of bodies)
    await ctx.db.outgoingMail.create({
      data: { template: 'staff-alert', recipient: 'x@beispiel.test', props: { text } },
    })
  const kept: Buffer[] = []
  const copies: Buffer[] = []
  await writeDump(settings().databaseUrl, (chunk) => {
    kept.push(chunk)
    copies.push(Buffer.from(chunk))
  })
  expect(Buffer.concat(kept).equals(Buffer.concat(copies))).toBe(true)
})

describe('a real dump of pg_dump from the past', () => {
  const dump = 'tests/faults/dumps/2026-11-19.sql'
  const id = (last: string) => `019ab000-0000-7000-8000-00000000000${last}`

  test('is read back, brought up to date and stays closed; after the replay nobody has come back and no clock is shortened', async () => {
    await readDump(url, createReadStream(dump), migrations)
    const ctx = await started()
    expect(await readClosure(ctx)).toBe('restored')
    // Karl was in the backup; he deleted his account the day after.
    expect(await ctx.db.account.count({ where: { surname: 'Kanarienvogel' } })).toBe(1)
    expect(await ctx.db.account.findUnique({ where: { id: id('a') } })).toMatchObject({ organisation: 'Glas\tWerk' })
    expect(await ctx.db.policyVersion.findMany()).toMatchObject([
      { body: '# Fassung 1\n\tmit Tabulator und \\ Strich' },
    ])

    writeFileSync(log, logged(id('1'), '2026-10-01T10:00:00Z') + logged(id('b'), '2026-11-20T09:00:00Z'))
    // A file from before its lines were proven.
    expect(await replayErasures(ctx, { file: log })).toEqual({ outcome: 'unproven', lines: 1 })
    expect(await readClosure(ctx)).toBe('restored')
    expect(await replayErasures(ctx, { file: log, acceptUnproven: true })).toEqual({
      outcome: 'reopened',
      replayed: 1,
      erased: 1,
      damagedLines: 0,
      sessions: 1,
      links: 0,
      mails: 0,
      notices: 1,
      announcements: 0,
    })
    expect(await readClosure(ctx)).toBeUndefined()
    expect(await ctx.db.account.findMany({ select: { id: true }, orderBy: { id: 'asc' } })).toEqual([
      { id: id('a') },
      { id: id('c') },
    ])
    expect((await dumpOf(url)).toString('utf8')).not.toMatch(/kanarienvogel/i)
    expect(await ctx.db.erasure.findUnique({ where: { accountId: id('b') } })).toMatchObject({
      erasedAt: new Date('2026-11-20T09:00:00Z'),
    })
    // Lara's last day was 22 November: today she would have been erased, although she may have signed in on the 20th.
    expect(await runSweep(ctx)).toMatchObject({ outcome: 'finished', erased: 0, notified: 1 })
    expect(await runSweep(at(ctx, new Date('2026-12-24T12:00:00Z')))).toMatchObject({ erased: 0 })
    expect(await ctx.db.session.count()).toBe(0)
  })

  test('cannot be opened with a file that is older than the backup', async () => {
    await readDump(url, createReadStream(dump), migrations)
    const ctx = await started()
    writeFileSync(log, '')
    expect(await replayErasures(ctx, { file: log })).toEqual({ outcome: 'incomplete', lacking: 1 })
    expect(await readClosure(ctx)).toBe('restored')
  })

  test('that is cut off leaves the database as it was', async () => {
    await migrate({ url, folder: 'prisma/migrations' })
    const whole = readFileSync(dump)
    const half = whole.subarray(0, whole.indexOf('Kanarienvogel'))
    await expect(readDump(url, bytes(half), migrations)).rejects.toThrow('The dump is cut off')
    const ctx = await started()
    expect(await readClosure(ctx)).toBeUndefined()
    expect(await ctx.db.policyVersion.count()).toBe(1)
  })

  test.each(['', 'SELECT 1;', 'no dump at all'])('%j is none, and changes nothing', async (text) => {
    await migrate({ url, folder: 'prisma/migrations' })
    await expect(readDump(url, bytes(Buffer.from(text)), migrations)).rejects.toThrow()
    expect(await (await started()).db.policyVersion.count()).toBe(1)
  })
})

describe('a dump in the custom form of pg_dump', () => {
  const dump = 'tests/faults/dumps/2026-11-19.dump'
  const tool = findPostgresTool('pg_restore')

  test.skipIf(!tool)('is read back as the same dump in plain form is, and closes the portal', async () => {
    await readDump(url, await openDump(dump), migrations)
    const ctx = await started()
    expect(await readClosure(ctx)).toBe('restored')
    const custom = rowsOf(await dumpOf(url))
    await closeAll()
    url = await newDatabase()
    await readDump(url, createReadStream('tests/faults/dumps/2026-11-19.sql'), migrations)
    await started()
    const plain = rowsOf(await dumpOf(url))
    for (const table of ['account', 'session', 'policy_version', 'erasure', 'inactivity_notice']) {
      expect(custom[table], table).toEqual(plain[table])
    }
  })

  test.skipIf(!tool)('that is damaged is refused, and leaves the database as it was', async () => {
    await migrate({ url, folder: 'prisma/migrations' })
    const whole = readFileSync(dump)
    const half = path.join(folder, 'half.dump')
    for (const bad of [
      whole.subarray(0, whole.length / 2),
      Buffer.concat([whole.subarray(0, 5), Buffer.from([9, 9]), whole.subarray(7)]),
    ]) {
      writeFileSync(half, bad)
      await expect(openDump(half).then((source) => readDump(url, source, migrations))).rejects.toThrow(DumpError)
    }
    const ctx = await started()
    expect(await readClosure(ctx)).toBeUndefined()
    expect(await ctx.db.policyVersion.count()).toBe(1)
  })

  test.skipIf(!tool)('of a newer PostgreSQL than pg_restore here knows is refused with the way out', async () => {
    await migrate({ url, folder: 'prisma/migrations' })
    const whole = readFileSync(dump)
    const newer = path.join(folder, 'newer.dump')
    // Behind the magic word: version 1.99 of the archive format.
    writeFileSync(newer, Buffer.concat([whole.subarray(0, 5), Buffer.from([1, 99]), whole.subarray(7)]))
    const refused = openDump(newer).then((source) => readDump(url, source, migrations))
    await expect(refused).rejects.toThrow(DumpError)
    await expect(refused).rejects.toThrow(/made by a newer PostgreSQL than .*pg_restore.* of at least that version/)
    const ctx = await started()
    expect(await readClosure(ctx)).toBeUndefined()
    expect(await ctx.db.policyVersion.count()).toBe(1)
  })

  test('is refused on a machine without pg_restore, with the way out', async () => {
    await expect(openDump(dump, { findTool: () => undefined })).rejects.toThrow('Install the PostgreSQL client')
    await expect(openDump(dump, { findTool: () => undefined })).rejects.toThrow(
      'pg_restore --no-owner --no-privileges --file=backup.sql',
    )
  })
})

test('a plain dump that ends between two tables is cut off as well', async () => {
  await migrate({ url, folder: 'prisma/migrations' })
  const whole = readFileSync('tests/faults/dumps/2026-11-19.sql')
  const half = whole.subarray(0, whole.lastIndexOf('ALTER TABLE'))
  await expect(readDump(url, bytes(half), migrations)).rejects.toThrow('The dump is cut off')
  expect(await readClosure(await started())).toBeUndefined()
})

test('a plain dump of a newer PostgreSQL that the database does not understand is refused with both versions', async () => {
  await migrate({ url, folder: 'prisma/migrations' })
  const head = '-- Dumped from database version 99.1\n\nSET setting_of_the_future = 0;\n'
  const dump = Buffer.concat([Buffer.from(head), readFileSync('tests/faults/dumps/2026-11-19.sql')])
  const refused = readDump(url, bytes(dump), migrations)
  await expect(refused).rejects.toThrow(DumpError)
  await expect(refused).rejects.toThrow(/is from PostgreSQL 99, newer than this database \(PostgreSQL \d\d\)/)
  const ctx = await started()
  expect(await readClosure(ctx)).toBeUndefined()
  expect(await ctx.db.policyVersion.count()).toBe(1)
})

describe('the backup that the portal writes where there is no pg_dump', () => {
  test('brings every row of every table back as it was, and closes the portal', async () => {
    const ctx = testContext()
    // As at every start: the published policy is sealed.
    await ensureFirstVersion(ctx)
    const member = await aMember(ctx, { surname: 'Zeile\\n\t"ß"', role: 'admin' })
    await inTransaction(ctx, (tx) => startSession(tx, { accountId: member.accountId, role: 'admin', device: 'Test' }))
    await eraseAccount(ctx, { accountId: (await aMember(ctx)).accountId, reason: 'self' })
    await queueMail(ctx, {
      template: 'password-changed',
      accountId: member.accountId,
      props: { changedAt: TEST_NOW.toISOString() },
    })
    const before = await dumpOf(process.env.DATABASE_URL ?? '')
    // In pieces of odd size, as a file on a slow disk comes in.
    const pieces = Array.from({ length: Math.ceil(before.length / 777) }, (_, i) =>
      before.subarray(i * 777, (i + 1) * 777),
    )
    await readDump(url, bytes(...pieces), migrations)
    expect(rowsOf(await dumpOf(url))).toEqual(rowsOf(before))
    const restored = await started()
    expect(await readClosure(restored)).toBe('restored')
    // The numbers of the audit record go on where they were.
    const last = await restored.db.auditEvent.findFirstOrThrow({ orderBy: { seq: 'desc' } })
    expect(last.act).toBe('portal.closed')
    expect(Number(last.seq)).toBe((await ctx.db.auditEvent.count()) + 1)
  })

  test('of a newer or changed code is refused, and nothing is changed', async () => {
    await aMember(testContext())
    const dump = await dumpOf(process.env.DATABASE_URL ?? '')
    await migrate({ url, folder: 'prisma/migrations' })
    await expect(readDump(url, bytes(dump), migrations.slice(0, 1))).rejects.toThrow('which this code does not have')
    const ctx = await started()
    expect(await ctx.db.account.count()).toBe(0)
    expect(await readClosure(ctx)).toBeUndefined()
  })
})

/** COPY blocks without the order of their rows. */
function rowsOf(dump: Buffer): Record<string, string[]> {
  const blocks = dump.toString('utf8').matchAll(/^COPY public\.(\S+) .*\n([\s\S]*?)^\\\.$/gm)
  return Object.fromEntries([...blocks].map(([, table, rows]) => [table, (rows ?? '').split('\n').sort()]))
}
