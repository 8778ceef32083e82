import { existsSync, mkdirSync, readFileSync, rmdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { confirmRegistration, readRegistrationLink } from '@/lib/accounts/confirm-registration'
import { startSession } from '@/lib/auth/sessions'
import { forgetClosure, isClosed, readClosure } from '@/lib/closure'
import { inTransaction, type PortalContext } from '@/lib/context'
import { sqlDateOfDay } from '@/lib/dates'
import { homes } from '@/lib/db/database-home'
import { runDuty } from '@/lib/duties'
import { settings } from '@/lib/env'
import { eraseAccount } from '@/lib/erasure/erase-account'
import { appendErasures, reconcileErasureLog } from '@/lib/erasure/erasure-log'
import { appendHeader, appendToLog, type LoggedErasure } from '@/lib/erasure/log-file'
import { replayErasures } from '@/lib/erasure/replay-erasures'
import { queueMail } from '@/lib/mail/queue-mail'
import { aMember, CAST_PASSWORD, lastLogin, secretFromMail } from '../support/cast'
import { as, at, TEST_NOW, testContext } from '../support/context'
import { existing, runSweep } from '../support/lifecycle'

/** DS-04: an erasure is not undone by a restore. The database of these tests is aged by hand; a real dump: restore-dump.test.ts. */
const file = settings().erasuresLog ?? ''
const DAY_MS = 86_400_000

beforeEach(() => {
  rmSync(file, { force: true })
  forgetClosure()
})

type Line = { accountId: string; erasedAt: string; reason: string }

/** The entries; the headers are left out. */
function lines(): Line[] {
  if (!existsSync(file)) return []
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line): Line => JSON.parse(line))
    .filter(({ accountId }) => accountId)
}

/** A file of this database with these erasures. */
async function logged(ctx: PortalContext, entries: LoggedErasure[], { home }: { home?: string } = {}): Promise<void> {
  await appendHeader(file, home ?? (await homes(ctx)).noted, TEST_NOW)
  await appendToLog(file, entries)
}

async function anErasure(ctx: PortalContext, reason: 'self' | 'staff' = 'self') {
  const member = await aMember(ctx)
  await eraseAccount(ctx, { accountId: member.accountId, reason })
  return member
}

/** The database loses its memory of an erasure, and the account is back, as in a backup of the day before. */
async function cameBack(ctx: PortalContext, email: string): Promise<{ accountId: string }> {
  const { accountId } = await aMember(ctx, { email })
  await logged(ctx, [{ accountId, erasedAt: new Date('2026-11-22T08:00:00Z'), reason: 'self' }])
  return { accountId }
}

describe('every erasure is appended to the file', () => {
  test('one line each with id, time and reason, and nothing about the person; the file is its owner’s only', async () => {
    const ctx = testContext()
    const { accountId, email, surname } = await anErasure(ctx)
    expect(lines()).toMatchObject([{ accountId, erasedAt: TEST_NOW.toISOString(), reason: 'self' }])
    expect(Object.keys(lines()[0] ?? {})).toEqual(['accountId', 'erasedAt', 'reason', 'proof'])
    expect(readFileSync(file, 'utf8')).not.toMatch(new RegExp(`${email}|${surname}`, 'i'))
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  test('each once, however many happen at the same moment', async () => {
    const ctx = testContext()
    const members = await Promise.all(Array.from({ length: 12 }, () => aMember(ctx)))
    await Promise.all(members.map(({ accountId }) => eraseAccount(ctx, { accountId, reason: 'staff' })))
    await appendErasures(ctx)
    expect(
      lines()
        .map(({ accountId }) => accountId)
        .sort(),
    ).toEqual(members.map(({ accountId }) => accountId).sort())
  })

  test('the sweep appends what it erased', async () => {
    const ctx = testContext()
    await runSweep(ctx)
    const { accountId } = await aMember(ctx, {
      confirmed: false,
      registeredAt: new Date(TEST_NOW.getTime() - 9 * DAY_MS),
    })
    await runSweep(ctx)
    expect(lines()).toMatchObject([{ accountId, reason: 'unconfirmed' }])
  })

  test('an erasure whose transaction is rolled back leaves no line', async () => {
    const ctx = testContext()
    const { accountId } = await aMember(ctx)
    const failing = inTransaction(ctx, async (tx) => {
      await eraseAccount(tx, { accountId, reason: 'self' })
      throw new Error('rolled back')
    })
    await expect(failing).rejects.toThrow('rolled back')
    await appendErasures(ctx)
    expect(lines()).toEqual([])
  })

  test('what a crash left out is appended by the next erasure, by the next start and by housekeeping', async () => {
    const ctx = testContext()
    const first = await anErasure(ctx)
    rmSync(file)
    const second = await anErasure(ctx)
    expect(
      lines()
        .map(({ accountId }) => accountId)
        .sort(),
    ).toEqual([first.accountId, second.accountId].sort())
    rmSync(file)
    expect(await reconcileErasureLog(ctx)).toMatchObject({ appended: 2, unknownToLedger: 0 })
    rmSync(file)
    expect(await runDuty('housekeeping', 'operator')).toMatchObject({ appended: 2 })
    expect(lines()).toHaveLength(2)
  })

  test('a line that was cut off by a crash is written again, whole', async () => {
    const ctx = testContext()
    const { accountId } = await anErasure(ctx)
    truncateSync(file, statSync(file).size - 20)
    expect(await reconcileErasureLog(ctx)).toEqual({
      appended: 1,
      unknownToLedger: 0,
      damagedLines: 1,
      unprovenLines: 0,
    })
    const [, cutOff, whole, ...none] = readFileSync(file, 'utf8').trimEnd().split('\n')
    expect(() => JSON.parse(cutOff ?? '')).toThrow()
    expect(JSON.parse(whole ?? '')).toMatchObject({ accountId })
    expect(none).toEqual([])
    expect(await reconcileErasureLog(ctx)).toEqual({
      appended: 0,
      unknownToLedger: 0,
      damagedLines: 1,
      unprovenLines: 0,
    })
  })

  test('a file that cannot be written does not stop an erasure; it is appended later', async () => {
    const ctx = testContext()
    const { accountId } = await aMember(ctx)
    mkdirSync(file)
    const reported = vi.spyOn(console, 'error').mockImplementation(() => {})
    expect(await eraseAccount(ctx, { accountId, reason: 'self' })).toEqual({ outcome: 'erased' })
    expect(reported).toHaveBeenCalledOnce()
    reported.mockRestore()
    rmdirSync(file)
    expect(await reconcileErasureLog(ctx)).toMatchObject({ appended: 1 })
  })
})

describe('a database that is older than the file', () => {
  test('is found at the next start; the portal closes, and nothing is sent, notified or erased', async () => {
    const ctx = testContext()
    await cameBack(ctx, 'zurueck@beispiel.test')
    expect(await isClosed(ctx)).toBe(false)
    expect(await reconcileErasureLog(ctx)).toMatchObject({ appended: 0, unknownToLedger: 1 })
    expect(await isClosed(ctx)).toBe(true)
    for (const duty of ['lifecycle', 'mail', 'housekeeping'] as const) {
      expect(await runDuty(duty, 'operator')).toEqual({ closed: true })
    }
    expect(await ctx.db.auditEvent.count({ where: { act: 'portal.closed' } })).toBe(1)
  })

  test('is opened by the replay: whoever was erased is gone again, with the first day in the ledger and no second mail', async () => {
    const ctx = as(testContext(), { kind: 'operator' })
    const { accountId } = await cameBack(ctx, 'zurueck@beispiel.test')
    const other = await aMember(ctx)
    await ctx.db.legalHold.create({ data: { accountId, reason: 'war schon aufgehoben' } })
    expect(await replayErasures(ctx, { file })).toMatchObject({ outcome: 'reopened', replayed: 1, erased: 1 })
    expect(await existing(ctx, [{ accountId }, other])).toEqual([other.accountId])
    expect(await ctx.db.erasure.findUniqueOrThrow({ where: { accountId } })).toMatchObject({
      reason: 'self',
      erasedAt: new Date('2026-11-22T08:00:00Z'),
    })
    expect(await ctx.db.outgoingMail.count()).toBe(0)
    expect(await ctx.db.auditEvent.findFirst({ where: { act: 'account.erased' } })).toMatchObject({
      actorKind: 'operator',
      subjectId: accountId,
      details: { reason: 'self', replayed: true },
    })
    expect(await readClosure(ctx)).toBeUndefined()
    expect(await replayErasures(ctx, { file })).toEqual({ outcome: 'nothing-to-do' })
  })

  test('gets a ledger row also for accounts that it never knew', async () => {
    const ctx = testContext()
    const accountId = '019abcde-0000-7000-8000-000000000001'
    await logged(ctx, [{ accountId, erasedAt: TEST_NOW, reason: 'staff' }])
    expect(await replayErasures(ctx, { file })).toMatchObject({ outcome: 'reopened', replayed: 1, erased: 0 })
    expect(await ctx.db.erasure.findMany()).toMatchObject([{ accountId, reason: 'staff', counts: {} }])
  })

  test('stays closed without the file, and with a file that is not the whole one', async () => {
    const ctx = testContext()
    await anErasure(ctx)
    await ctx.db.restoration.create({ data: { cause: 'restored', foundAt: TEST_NOW } })
    expect(await replayErasures(ctx, { file: `${file}.missing` })).toEqual({ outcome: 'no-file' })
    writeFileSync(file, '')
    expect(await replayErasures(ctx, { file })).toEqual({ outcome: 'incomplete', lacking: 1 })
    expect(await readClosure(ctx)).toBe('restored')
    expect(await reconcileErasureLog(ctx)).toMatchObject({ appended: 0 })
    expect(await replayErasures(ctx, { file, acceptIncomplete: true })).toMatchObject({ outcome: 'reopened' })
    expect(lines()).toHaveLength(1)
  })

  test('may be opened by two operators at once: each erasure is repeated once', async () => {
    const ctx = testContext()
    for (let i = 0; i < 5; i += 1) await cameBack(ctx, `zurueck${i}@beispiel.test`)
    await Promise.allSettled([replayErasures(ctx, { file }), replayErasures(ctx, { file })])
    expect(await readClosure(ctx)).toBeUndefined()
    expect(await ctx.db.account.count()).toBe(0)
    expect(await ctx.db.erasure.count()).toBe(5)
  })
})

describe('what came back with the backup', () => {
  async function restored(ctx: PortalContext) {
    await ctx.db.restoration.create({
      data: { cause: 'restored', foundAt: ctx.now(), counts: { lastSign: '2026-11-20T12:00:00Z' } },
    })
    writeFileSync(file, '')
    return replayErasures(ctx, { file })
  }

  test('sessions and links are void', async () => {
    const ctx = testContext()
    const { accountId } = await aMember(ctx)
    const waiting = await aMember(ctx, { confirmed: false })
    const secret = await secretFromMail(ctx, waiting.accountId)
    await inTransaction(ctx, (tx) => startSession(tx, { accountId, role: 'member', device: 'Firefox auf Linux' }))
    expect(await restored(ctx)).toMatchObject({ outcome: 'reopened', sessions: 1 })
    expect(await ctx.db.session.count()).toBe(0)
    expect(await ctx.db.accountToken.count({ where: { outcome: { not: 'restored' } } })).toBe(0)
    // The page says what happened, and no press changes it.
    expect(await readRegistrationLink(ctx, secret)).toEqual({ outcome: 'restored' })
    expect(await confirmRegistration(ctx, { secret, password: CAST_PASSWORD })).toEqual({ outcome: 'restored' })
  })

  test('mail is not sent again; what was accepted stays in the record', async () => {
    const ctx = testContext()
    const { accountId } = await aMember(ctx)
    await ctx.db.outgoingMail.updateMany({ data: { state: 'accepted', acceptedAt: TEST_NOW } })
    const accepted = await ctx.db.outgoingMail.count()
    const props = { changedAt: TEST_NOW.toISOString() }
    await queueMail(ctx, { template: 'password-changed', accountId, props })
    const { id } = await queueMail(ctx, { template: 'password-changed', accountId, props })
    await ctx.db.outgoingMail.update({ where: { id }, data: { state: 'sending' } })
    expect(await restored(ctx)).toMatchObject({ mails: 2 })
    expect(await ctx.db.outgoingMail.findMany({ select: { state: true } })).toHaveLength(accepted)
  })

  test('no notice’s clock is shortened: whoever may have signed in since gets a new notice and all the time again', async () => {
    const ctx = testContext()
    const member = await aMember(ctx)
    const longAgo = new Date('2025-09-01T10:00:00Z')
    await lastLogin(ctx, member.accountId, longAgo)
    await ctx.db.inactivityNotice.create({
      data: {
        accountId: member.accountId,
        inactiveSince: longAgo,
        policyVersion: 1,
        createdAt: new Date('2026-10-20T10:00:00Z'),
        acceptedAt: new Date('2026-10-20T10:00:00Z'),
        respondBy: sqlDateOfDay('2026-11-17'),
      },
    })
    await ctx.db.account.update({ where: { id: member.accountId }, data: { notifiedFor: longAgo } })
    await ctx.db.sweepRun.create({ data: { trigger: 'cron', startedAt: longAgo, finishedAt: longAgo } })
    expect(await restored(ctx)).toMatchObject({ notices: 1 })
    expect(await runSweep(ctx)).toMatchObject({ erased: 0, notified: 1 })
    const open = await ctx.db.inactivityNotice.findFirstOrThrow({ where: { closedAt: null } })
    expect(open).toMatchObject({ acceptedAt: null, respondBy: null })
    expect(await runSweep(at(ctx, new Date('2026-12-30T10:00:00Z')))).toMatchObject({ erased: 0 })
  })

  test('time to object that still ran begins anew with a new announcement; what had ended before stays (DS-11)', async () => {
    const ctx = testContext()
    const [running, over, objected] = [await aMember(ctx), await aMember(ctx), await aMember(ctx)]
    const announce = (accountId: string, acceptedAt: string, objectedAt?: Date) =>
      ctx.db.policyAnnouncement.create({
        data: {
          accountId,
          versionNumber: 1,
          mailId: crypto.randomUUID(),
          acceptedAt: new Date(acceptedAt),
          objectedAt,
        },
      })
    // 28 days: 23 October → 20 November, the day of the backup; 22 October → the day before.
    await announce(running.accountId, '2026-10-23T10:00:00Z')
    await announce(over.accountId, '2026-10-22T10:00:00Z')
    await announce(objected.accountId, '2026-11-10T10:00:00Z', TEST_NOW)
    expect(await restored(ctx)).toMatchObject({ announcements: 1 })
    const rows = await ctx.db.policyAnnouncement.findMany()
    const accepted = new Map(rows.map(({ accountId, acceptedAt }) => [accountId, acceptedAt]))
    expect(accepted.get(running.accountId)).toBeNull()
    expect(accepted.get(over.accountId)).toEqual(new Date('2026-10-22T10:00:00Z'))
    expect(accepted.get(objected.accountId)).not.toBeNull()
  })

  test('a confirmation of a stopped run cannot be used a second time', async () => {
    const ctx = testContext()
    const run = { trigger: 'cron', startedAt: TEST_NOW, brake: 'too-many-erasures', confirmedAt: TEST_NOW } as const
    await ctx.db.sweepRun.create({ data: run })
    await restored(ctx)
    expect(await ctx.db.sweepRun.count({ where: { confirmationUsedBy: null } })).toBe(0)
  })
})

describe('a database that was read back by other means than our command', () => {
  test('notices by itself that it has moved, whoever restored it: its rows name another home', async () => {
    const ctx = testContext()
    await ctx.db.$executeRaw`INSERT INTO database_home (home) VALUES ('1/2/3')`
    forgetClosure()
    expect(await isClosed(ctx)).toBe(true)
    expect(await readClosure(ctx)).toBe('moved')
    writeFileSync(file, '')
    expect(await replayErasures(ctx, { file })).toMatchObject({ outcome: 'reopened' })
    expect(await isClosed(ctx)).toBe(false)
  })

  test('the home of a running database is its own, and no cost worth mentioning', async () => {
    const ctx = testContext()
    await ctx.db.$executeRaw`INSERT INTO database_home (home) VALUES (current_database_home())`
    expect(await readClosure(ctx)).toBeUndefined()
    const began = performance.now()
    for (let i = 0; i < 200; i += 1) await isClosed(ctx)
    expect(performance.now() - began).toBeLessThan(200)
  })
})

/** An erasure that the ledger does not know, and its line as it was written before there were proofs. */
const stranger = { accountId: '019abcde-0000-7000-8000-000000000009', erasedAt: TEST_NOW, reason: 'self' as const }
const unproven = (entry: LoggedErasure) => `${JSON.stringify(entry)}\n`

describe('a file that is not this database’s', () => {
  /** Each kind of file that belongs to somebody else, and whether its lines name a living account of this portal. */
  const foreign: [string, (ctx: PortalContext) => Promise<void>][] = [
    ['with the header of another database', (ctx) => logged(ctx, [stranger], { home: '7/7/7' })],
    ['with such a header and no entry', (ctx) => logged(ctx, [], { home: '7/7/7' })],
    [
      'of a portal with another secret',
      async () => writeFileSync(file, `{"database":"1","at":"","proof":"x"}\n${unproven(stranger)}`),
    ],
    ['without header, from before there were any', async () => writeFileSync(file, unproven(stranger))],
    [
      'that is our own, and was handed over to another database since',
      async (ctx) => {
        await anErasure(ctx)
        await appendHeader(file, '7/7/7', TEST_NOW)
      },
    ],
  ]

  test.each(foreign)('%s: is refused, closes nothing and gets no line', async (_, write) => {
    const ctx = testContext()
    await write(ctx)
    const before = readFileSync(file, 'utf8')
    await expect(reconcileErasureLog(ctx)).rejects.toThrow(/erasures\.log belongs to another database; [^\n]*$/)
    const reported = vi.spyOn(console, 'error').mockImplementation(() => {})
    await anErasure(ctx)
    await runSweep(ctx)
    expect(reported).toHaveBeenCalled()
    reported.mockRestore()
    expect(readFileSync(file, 'utf8')).toBe(before)
    expect(await isClosed(ctx)).toBe(false)
    expect(await ctx.db.restoration.count()).toBe(0)
    await expect(reconcileErasureLog(ctx)).rejects.toThrow('another database')
  })

  test('is not replayed, unless the operator says so', async () => {
    const ctx = testContext()
    const { accountId } = await aMember(ctx)
    await logged(ctx, [{ ...stranger, accountId }], { home: '7/7/7' })
    expect(await replayErasures(ctx, { file })).toEqual({ outcome: 'foreign' })
    expect(await ctx.db.account.count()).toBe(1)
    expect(await replayErasures(ctx, { file, acceptUnproven: true })).toMatchObject({ outcome: 'reopened', erased: 1 })
    expect(await reconcileErasureLog(ctx)).toMatchObject({ appended: 0, unknownToLedger: 0 })
  })
})

describe('an entry that this portal has not written', () => {
  test.each([
    ['without a proof', (line: Line) => ({ ...line, proof: undefined })],
    ['with an invented one', (line: Line) => ({ ...line, proof: 'a'.repeat(43) })],
    ['with the proof of another entry', (line: Line) => line],
    ['with a proof that is no text', (line: Line) => ({ ...line, proof: { length: 43 } })],
  ])('%s erases nobody and closes nothing', async (_, forge) => {
    const ctx = testContext()
    await anErasure(ctx)
    const { accountId } = await aMember(ctx)
    writeFileSync(file, `${JSON.stringify({ ...forge(lines()[0] as Line), accountId })}\n`, { flag: 'a' })
    expect(await reconcileErasureLog(ctx)).toMatchObject({ unknownToLedger: 0, unprovenLines: 1 })
    expect(await isClosed(ctx)).toBe(false)
    expect(await replayErasures(ctx, { file })).toEqual({ outcome: 'unproven', lines: 1 })
    expect(await existing(ctx, [{ accountId }])).toEqual([accountId])
    expect(await replayErasures(ctx, { file, acceptUnproven: true })).toMatchObject({ outcome: 'reopened', erased: 1 })
  })

  test('the day and the reason of a proven entry cannot be changed', async () => {
    const ctx = testContext()
    await anErasure(ctx)
    const text = readFileSync(file, 'utf8')
    for (const changed of [
      text.replace('"self"', '"staff"'),
      text.replace('2026-11-23T12:00:00.000Z","reason', '2026-11-24T12:00:00.000Z","reason'),
    ]) {
      expect(changed).not.toBe(text)
      writeFileSync(file, changed)
      // The ledger has it: its line is written once more, and nothing is alarmed.
      expect(await reconcileErasureLog(ctx)).toMatchObject({ appended: 1, unprovenLines: 0 })
    }
  })
})

describe('a file from before it had a header', () => {
  const asBefore = () =>
    writeFileSync(
      file,
      lines()
        .map(({ accountId, erasedAt, reason }) => `${JSON.stringify({ accountId, erasedAt, reason })}\n`)
        .join(''),
    )

  test('is taken over when the ledger knows an entry of it: every line is written again with its proof', async () => {
    const ctx = testContext()
    const [first, second] = [await anErasure(ctx), await anErasure(ctx)]
    asBefore()
    expect(await reconcileErasureLog(ctx)).toMatchObject({ appended: 2, unknownToLedger: 0 })
    expect(await reconcileErasureLog(ctx)).toEqual({
      appended: 0,
      unknownToLedger: 0,
      damagedLines: 0,
      unprovenLines: 0,
    })
    expect(lines().map(({ accountId }) => accountId)).toEqual([
      ...[first, second].map(({ accountId }) => accountId).sort(),
      ...[first, second].map(({ accountId }) => accountId).sort(),
    ])
  })

  test('closes the portal when the ledger lacks another entry of it', async () => {
    const ctx = testContext()
    await anErasure(ctx)
    asBefore()
    writeFileSync(file, unproven(stranger), { flag: 'a' })
    expect(await reconcileErasureLog(ctx)).toMatchObject({ appended: 0, unknownToLedger: 1 })
    expect(await isClosed(ctx)).toBe(true)
    expect(await replayErasures(ctx, { file })).toEqual({ outcome: 'unproven', lines: 1 })
    expect(await replayErasures(ctx, { file, acceptUnproven: true })).toMatchObject({
      outcome: 'reopened',
      replayed: 1,
    })
    expect(await reconcileErasureLog(ctx)).toMatchObject({ appended: 0, unknownToLedger: 0, unprovenLines: 0 })
  })

  test('so is one whose secret has changed: the present one proves it from then on', async () => {
    const ctx = testContext()
    await anErasure(ctx)
    const before = settings().nextAuthSecret
    settings().nextAuthSecret = 'another-nextauth-secret-0123456789abcdef'
    try {
      expect(await reconcileErasureLog(ctx)).toMatchObject({ appended: 1, unknownToLedger: 0 })
      expect(await reconcileErasureLog(ctx)).toMatchObject({ appended: 0, unprovenLines: 0 })
    } finally {
      settings().nextAuthSecret = before
    }
  })
})

describe('a backup that is read back on another machine', () => {
  test.each(['noted', 'present'] as const)('is opened by a file that names the %s place alone', async (place) => {
    const ctx = testContext()
    await ctx.db.$executeRaw`INSERT INTO database_home (home) VALUES ('1/2/3')`
    const { [place]: home } = await homes(ctx)
    await logged(ctx, [{ accountId: '019abcde-0000-7000-8000-000000000001', erasedAt: TEST_NOW, reason: 'self' }], {
      home,
    })
    expect(await replayErasures(ctx, { file })).toMatchObject({ outcome: 'reopened', replayed: 1 })
  })

  test('takes its file along: the replay names the new place in it, at whatever point it is killed', async () => {
    const ctx = testContext()
    await ctx.db.$executeRaw`INSERT INTO database_home (home) VALUES ('1/2/3')`
    await logged(ctx, [{ accountId: '019abcde-0000-7000-8000-000000000001', erasedAt: TEST_NOW, reason: 'self' }])
    expect(await readClosure(ctx)).toBe('moved')
    const { noted, present } = await homes(ctx)
    expect(noted).toBe('1/2/3')
    // Killed between the new header and the opening.
    await appendHeader(file, present, TEST_NOW)
    expect(await reconcileErasureLog(ctx)).toMatchObject({ appended: 0 })
    expect(await replayErasures(ctx, { file })).toMatchObject({ outcome: 'reopened', replayed: 1 })
    expect(await reconcileErasureLog(ctx)).toMatchObject({ appended: 0, unknownToLedger: 0 })
    // The old place still has its rows and a copy of this file: it is another database now.
    await ctx.db.$executeRaw`UPDATE database_home SET home = '1/2/3'`
    expect((await homes(ctx)).noted).toBe('1/2/3')
  })
})
