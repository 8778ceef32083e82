import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { generateIdentity, identityToRecipient } from 'age-encryption'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { findPostgresTool } from '@/lib/db/postgres-tools'
import { seal } from '@/lib/seal'
import { aMember } from '../support/cast'
import { TEST_NOW, testContext } from '../support/context'

/** DS-04: a backup is one when it was read back. As the operator makes, keeps, encrypts and proves it. */
const ctx = testContext()
let folder: string
let identity: string
let recipient: string
let email: string

beforeAll(async () => {
  identity = await generateIdentity()
  recipient = await identityToRecipient(identity)
})
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'portal-backup-test-'))
  writeFileSync(path.join(folder, 'key.txt'), `# created: today\n${identity}\n`)
  const { accountId } = await aMember(ctx)
  ;({ email } = await ctx.db.account.findUniqueOrThrow({ where: { id: accountId } }))
  await ctx.db.authenticator.create({
    data: {
      accountId,
      secret: seal('JBSWY3DPEHPK3PXP', 'authenticator', accountId),
      createdAt: TEST_NOW,
      confirmedAt: TEST_NOW,
    },
  })
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function portal(args: string[], env: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'scripts/portal.ts', ...args], {
    env: { ...process.env, ...env },
    encoding: 'utf8',
  })
  return { status, out: stdout, err: stderr }
}
const file = (name: string) => path.join(folder, name)
const dumps = () =>
  readdirSync(folder)
    .filter((name) => name.startsWith('portal-'))
    .sort()
const forms = [
  ['by pg_dump', []],
  ['without pg_dump', ['--without-pg-dump']],
] as const

describe.each(forms)('%s', (_, form) => {
  test.skipIf(form.length === 0 && !findPostgresTool('pg_dump'))(
    'encrypted into a folder, read back, and refused once it is damaged',
    () => {
      const made = portal(['backup', folder, '--encrypt-to', recipient, ...form])
      expect(made).toMatchObject({ status: 0 })
      const [name = ''] = dumps()
      expect(name).toMatch(/^portal-\d{8}T\d{6}Z\.dump(\.gz)?\.age$/)
      expect(dumps()).toHaveLength(1)
      const bytes = readFileSync(file(name))
      expect(bytes.subarray(0, 18).toString()).toBe('age-encryption.org')
      for (const text of [email, 'PGDMP', 'COPY ', 'QualiService portal backup'])
        expect(bytes.includes(text)).toBe(false)
      expect(statSync(file(name)).mode & 0o077).toBe(0)

      const key = ['--identity', file('key.txt')]
      const verified = portal(['backup:verify', file(name), ...key])
      expect(verified.out).toContain('vollständig zurückgelesen')
      expect(verified.out).toMatch(/gut +Inhalt: 1 Konten, 0 Löschungen/)
      expect(verified.out).toMatch(/gut +Tabellen: /)
      expect(verified.out).toMatch(/gut +Geheimnisse: alle 1 /)
      // Another portal would not open the second factors, and this one is told before.
      const elsewhere = portal(['backup:verify', file(name), ...key], {
        NEXTAUTH_SECRET: 'another-secret-0123456789-abcdefghijkl',
      })
      expect(elsewhere.status).toBe(1)
      expect(elsewhere.out).toMatch(/FEHLER +Geheimnisse: 1 von 1 /)

      const flipped = Buffer.from(bytes)
      flipped[Math.floor(bytes.length / 2)] = (flipped[Math.floor(bytes.length / 2)] ?? 0) ^ 1
      writeFileSync(file('flipped.age'), flipped)
      writeFileSync(file('cut.age'), bytes.subarray(0, bytes.length - 20))
      for (const broken of ['flipped.age', 'cut.age']) {
        const { status, out } = portal(['backup:verify', file(broken), ...key])
        expect([broken, status]).toEqual([broken, 1])
        expect(out).toMatch(/FEHLER +Sicherung: /)
      }
      expect(portal(['backup:verify', file(name)])).toMatchObject({
        status: 1,
        out: expect.stringContaining('is encrypted'),
      })
    },
    120_000,
  )
})

test('a stranger with another key reads nothing', async () => {
  portal(['backup', file('a.age'), '--encrypt-to', recipient, '--without-pg-dump'])
  writeFileSync(file('other.txt'), await generateIdentity())
  const { status, out } = portal(['backup:verify', file('a.age'), '--identity', file('other.txt')])
  expect(status).toBe(1)
  expect(out).toContain('No key in')
})

test('a damaged backup in clear is found as well: cut off, changed, empty', () => {
  portal(['backup', file('a.sql'), '--without-pg-dump'])
  const text = readFileSync(file('a.sql'), 'utf8')
  writeFileSync(file('cut.sql'), text.slice(0, -60))
  writeFileSync(file('changed.sql'), text.replace(email, `${email}\t`))
  writeFileSync(file('empty.sql'), '')
  expect(portal(['backup:verify', file('a.sql')]).out).toMatch(/gut +Sicherung/)
  for (const name of ['cut.sql', 'changed.sql', 'empty.sql'])
    expect([name, portal(['backup:verify', file(name)]).status]).toEqual([name, 1])
}, 120_000)

test('old ones go, those of others and the newest stay', () => {
  const days = (count: number) => new Date(Date.now() - count * 86_400_000)
  for (const [name, age] of [
    ['portal-20200101T000000Z.dump', 15],
    ['portal-20200102T000000Z.dump.gz.age', 13],
    ['by-hand.dump', 400],
    ['portal-20200103T000000Z.dump.part', 400],
  ] as const) {
    writeFileSync(file(name), '')
    utimesSync(file(name), days(age), days(age))
  }
  const { status, out } = portal(['backup', folder, '--keep', '14', '--without-pg-dump'])
  expect(status).toBe(0)
  expect(out).toContain('portal-20200101T000000Z.dump removed')
  const left = readdirSync(folder)
  expect(left).not.toContain('portal-20200101T000000Z.dump')
  for (const name of ['portal-20200102T000000Z.dump.gz.age', 'by-hand.dump', 'portal-20200103T000000Z.dump.part'])
    expect(left).toContain(name)
  expect(dumps()).toHaveLength(3)
})

test.each([
  ['no recipient of age', ['--encrypt-to', 'age1nothing']],
  ['days without a folder', ['--keep', '3']],
])('%s: said in one line, nothing written', (_, options) => {
  const { status, err } = portal(['backup', file('x.sql'), '--without-pg-dump', ...options])
  expect(status).toBe(2)
  expect(err).toMatch(/^--(encrypt-to|keep) is /)
  expect(readdirSync(folder)).toEqual(['key.txt'])
})
