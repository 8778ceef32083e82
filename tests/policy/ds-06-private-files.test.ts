import { spawnSync } from 'node:child_process'
import { chmodSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { leaveCounts } from '@/lib/access-log/left-counts'
import { appendLines, appendLinesNow } from '@/lib/access-log/log-files'
import { anchorChain } from '@/lib/audit/anchors'
import { settings } from '@/lib/env'
import { appendToLog } from '@/lib/erasure/log-file'
import { storedFiles } from '@/lib/personal-data/stores'
import { openFiles } from '@/lib/personal-data/stray-data'
import { closeEntries, openEntries } from '@/lib/private-files'
import { aMember } from '../support/cast'
import { testContext } from '../support/context'
import { sendMail } from '../support/outbox'
import { sourceFiles } from '../support/source-files'

/** What lies on the disk is for the portal's own account alone: mails with live links, logs, secrets, backups (DS-06). */
const { dataDir } = settings()
const ctx = testContext()
const before = process.umask(0)
afterAll(() => void process.umask(before))

/** Everything below a folder with its rights, independent of the code under test. */
function modesBelow(folder: string): [name: string, mode: string][] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => {
    const stat = lstatSync(path.join(folder, name))
    return [`${name}${stat.isDirectory() ? '/' : ''}`, (stat.mode & 0o777).toString(8)]
  })
}

describe('after each kind of file has been written, without any umask', () => {
  beforeAll(async () => {
    await aMember(ctx)
    await sendMail(ctx)
    await anchorChain(ctx)
    const log = path.join(dataDir, 'erasures.log')
    await appendToLog(log, [{ accountId: '01900000-0000-7000-8000-000000000000', erasedAt: ctx.now(), reason: 'self' }])
    const folder = path.join(dataDir, 'access-log')
    await appendLines(folder, [{ day: '2026-11-23', line: 'x\n' }], ctx.now())
    appendLinesNow(folder, [{ day: '2026-11-24', line: 'x\n' }], ctx.now())
    leaveCounts(folder, [{ source: 'test' } as never])
    command(['backup', path.join(dataDir, 'one.dump')])
    command(['backup', path.join(dataDir, 'two.dump.gz'), '--without-pg-dump'])
  }, 60_000)

  test('files are 0600, folders 0700', () => {
    const modes = modesBelow(dataDir)
    const kinds = ['.eml', 'anchors.log', 'erasures.log', '23.log', '24.log', '.counts', '.dump', '.gz']
    for (const kind of kinds)
      expect(
        modes.filter(([name]) => name.endsWith(kind)),
        kind,
      ).not.toEqual([])
    expect(modes.filter(([name, mode]) => mode !== (name.endsWith('/') ? '700' : '600'))).toEqual([])
  })

  test('the check of the promise counts each one that is open, and a start closes it', () => {
    expect(openFiles()).toBe(0)
    const outbox = path.join(dataDir, 'outbox')
    const [mail = ''] = readdirSync(outbox)
    chmodSync(outbox, 0o755)
    chmodSync(path.join(outbox, mail), 0o640)
    expect(openFiles()).toBe(2)
    for (const name of storedFiles) closeEntries(path.join(dataDir, name))
    expect(openFiles()).toBe(0)
  })
})

function command(args: string[]): void {
  const { status, stderr } = spawnSync('node', ['--import', 'tsx', 'scripts/portal.ts', ...args], {
    env: { ...process.env },
    encoding: 'utf8',
  })
  expect(status, stderr).toBe(0)
}

test('the secrets of an embedded database, and the folder itself', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'portal-private-'))
  try {
    const place = path.join(folder, 'data')
    mkdirSync(path.join(place, 'outbox'), { recursive: true, mode: 0o755 })
    writeFileSync(path.join(place, 'outbox', 'old.eml'), 'x', { mode: 0o644 })
    writeFileSync(path.join(place, 'foreign.txt'), 'x', { mode: 0o644 })
    const code =
      "import('./scripts/lib/environment.ts').then(({ prepareEnvironment }) => prepareEnvironment({ isServing: true }))"
    const env = { PATH: process.env.PATH, DATA_DIR: place, NODE_ENV: 'production' } as NodeJS.ProcessEnv
    const { status, stderr } = spawnSync('node', ['--import', 'tsx', '-e', code], { env, encoding: 'utf8' })
    expect(status, stderr).toBe(0)
    const isRoot = process.getuid?.() === 0
    expect((lstatSync(place).mode & 0o777).toString(8)).toBe(isRoot ? '711' : '700')
    expect(Object.fromEntries(modesBelow(place))).toEqual({
      'secrets.json': '600',
      'outbox/': '700',
      'outbox/old.eml': '600',
      // Not the portal's: never touched.
      'foreign.txt': '644',
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test('what belongs to somebody else and a file that is gone are passed over', () => {
  expect(openEntries(path.join(dataDir, 'no such file'))).toEqual([])
  expect(openEntries('/proc/1/environ')).toEqual([])
})

test('no other code of the portal makes files', () => {
  const MAKES = /\b(writeFile|appendFile|mkdir|createWriteStream|mkdtemp)(Sync)?\(|\bopen(Sync)?\([^)]*'[wa]\+?'/
  // Programs and folders of the database, which another account must reach.
  const others = ['lib/private-files.ts', 'lib/db/postgres-binaries.ts', 'lib/db/postgres-folder.ts']
  const makers = sourceFiles('lib')
    .filter((file) => file.endsWith('.ts') && !others.includes(file))
    .flatMap((file) =>
      readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => MAKES.test(line) && !line.includes('PRIVATE_FILE') && !/handle\.\w+\(/.test(line))
        .map((line) => `${file}: ${line.trim()}`),
    )
  expect(makers).toEqual([])
})
