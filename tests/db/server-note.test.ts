import { spawnSync } from 'node:child_process'
import { beforeEach, describe, expect, test } from 'vitest'
import { settings } from '@/lib/env'
import { leaveNote, ownNote, readNote } from '@/lib/server-note'
import { aMember } from '../support/cast'
import { at, testContext } from '../support/context'

/** The operator's commands speak of the same portal as the server on the same database. */
const email = 'neu@beispiel.test'
const admin = ['admin:create', '--email', email, '--given-name', 'Änne', '--surname', 'Groß']

function portal(args: string[], env: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'scripts/portal.ts', ...args], {
    env: { ...process.env, APP_URL: '', MAIL_FROM: '', NEXTAUTH_URL: '', ...env },
    encoding: 'utf8',
  })
  return { status, out: stdout, err: stderr }
}

beforeEach(async () => {
  const ctx = testContext()
  await leaveNote(ctx)
  await ctx.db.serverNote.update({ where: { id: 1 }, data: { appUrl: 'https://portal.beispiel.test' } })
})

test('a command takes the public address from the server', () => {
  const { status, out } = portal(admin, { PORT: '3999' })
  expect(status).toBe(0)
  expect(out).toContain('https://portal.beispiel.test/passwort-neu?token=')
  expect(out).not.toContain('localhost')
})

describe('a command that would act on other settings than the server refuses with one line', () => {
  test.each([
    ['APP_URL', { APP_URL: 'http://localhost:3999' }, admin],
    ['NEXTAUTH_SECRET', { NEXTAUTH_SECRET: 'another-nextauth-secret-0123456789ab' }, admin],
    ['MAIL_TRANSPORT', { MAIL_TRANSPORT: '', SMTP_URL: 'smtp://127.0.0.1:1' }, ['mail:dispatch']],
  ])('%s', async (name, env, args) => {
    const ctx = testContext()
    const { status, out, err } = portal(args, env)
    expect({ status, out }).toEqual({ status: 1, out: '' })
    expect(err).toMatch(new RegExp(`^Setting ${name} is .* where the portal runs: [^\n]*\n$`))
    expect(err).not.toContain('another-nextauth-secret')
    expect(await ctx.db.account.count()).toBe(0)
  })

  test('another way for mail that is named on purpose is a warning', () => {
    const { status, err } = portal(['mail:dispatch'], { MAIL_TRANSPORT: 'smtp', SMTP_URL: 'smtp://127.0.0.1:1' })
    expect(status).toBe(0)
    expect(err).toMatch(/^Warning: Setting MAIL_TRANSPORT is smtp here, but outbox where the portal runs/)
  })

  test('one that only looks does not mind', () => {
    expect(portal(['forecast'], { APP_URL: 'http://localhost:3999' }).status).toBe(0)
  })
})

test('the note holds no secret, changes with the settings, and is not written again without need', async () => {
  const ctx = testContext()
  expect(JSON.stringify(ownNote())).not.toContain(settings().nextAuthSecret)
  const later = at(ctx, new Date('2027-01-01T00:00:00Z'))
  await leaveNote(later)
  expect((await readNote(ctx))?.appUrl).toBe(settings().appUrl)
  const { notedAt } = await ctx.db.serverNote.findUniqueOrThrow({ where: { id: 1 } })
  expect(notedAt).toEqual(later.now())
  await leaveNote(ctx)
  expect((await ctx.db.serverNote.findUniqueOrThrow({ where: { id: 1 } })).notedAt).toEqual(notedAt)
})

test('without a server on the database a command keeps its own settings', async () => {
  const ctx = testContext()
  await ctx.db.serverNote.deleteMany()
  await aMember(ctx, { email })
  expect(portal(['admin:create', '--email', email], { APP_URL: 'http://localhost:3999' }).status).toBe(0)
})
