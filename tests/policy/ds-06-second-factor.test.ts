import { generateSync } from 'otplib'
import { beforeEach, describe, expect, test } from 'vitest'
import { changePassword } from '@/lib/accounts/change-password'
import { takePasswordIntoUse } from '@/lib/accounts/own-password'
import { resetFactors } from '@/lib/accounts/reset-factors'
import { confirmAuthenticator, offerAuthenticator, readOffer } from '@/lib/auth/authenticator'
import { factorsOf, removeApp } from '@/lib/auth/factors'
import { finishSignIn } from '@/lib/auth/finish-sign-in'
import { sessionAccordingToNextAuth } from '@/lib/auth/next-auth'
import { confirmRecoveryCodes, issueFirstCodes, issueRecoveryCodes, pendingCodes } from '@/lib/auth/recovery-codes'
import { sealSessionId } from '@/lib/auth/session-cookie'
import { endAllSessions, endSession, findMember, findPendingMember, listSessions } from '@/lib/auth/sessions'
import { signIn } from '@/lib/auth/sign-in'
import { isFresh, proveAgain } from '@/lib/auth/step-up'
import { inTransaction } from '@/lib/context'
import { eraseAccount } from '@/lib/erasure/erase-account'
import { reactivate } from '@/lib/lifecycle/reactivate'
import { seal, unseal } from '@/lib/seal'
import { aMember, type CastMember } from '../support/cast'
import { as, asSelf, at, TEST_NOW, testContext } from '../support/context'

/** The second factor (DS-06, S-A8): app, recovery codes, and that the password alone opens nothing. */
const ctx = testContext()
const MINUTE = 60_000
const later = (ms: number) => at(ctx, new Date(TEST_NOW.getTime() + ms))
let member: CastMember
let secret: string

const codeAt = (on = ctx) => generateSync({ secret, epoch: Math.floor(on.now().getTime() / 1000) })

async function withPassword(on = ctx) {
  const credentials = { email: member.email, password: member.password, network: '203.0.113.7', device: 'Firefox' }
  const result = await signIn(on, credentials, { reactivate })
  if (!('sessionId' in result)) throw new Error(result.outcome)
  return result
}

const finish = (sessionId: string, code: string, on = ctx) =>
  finishSignIn(on, { sessionId, proof: { code } }, { reactivate })

async function setUp() {
  const { sessionId } = await withPassword()
  secret = await offered(sessionId)
  expect(await confirmAuthenticator(asSelf(ctx, member.accountId), { ...member, sessionId, code: codeAt() })).toEqual({
    outcome: 'confirmed',
  })
  return sessionId
}

/** The secret that this session is shown after the password. */
async function offered(sessionId: string, on = ctx): Promise<string> {
  await offerAuthenticator(asSelf(on, member.accountId), { ...member, sessionId })
  return (await readOffer(asSelf(on, member.accountId), { ...member, sessionId }))?.secret ?? ''
}

const changeOwn = (sessionId: string) =>
  changePassword(asSelf(ctx, member.accountId), {
    ...member,
    sessionId,
    currentPassword: member.password,
    newPassword: 'Brotdose Kiesel Wanderstock',
    network: '203.0.113.7',
  })

const mailOf = () => ({ accountId: member.accountId })

async function lastLogin() {
  return (await ctx.db.account.findUniqueOrThrow({ where: { id: member.accountId } })).lastLoginAt
}

beforeEach(async () => {
  member = await aMember(ctx)
})

describe('setting up an app', () => {
  test('shows a secret to the session that gave the password, and to nobody else; it is stored sealed', async () => {
    const { sessionId } = await withPassword()
    const { sessionId: elsewhere } = await withPassword()
    expect(await readOffer(asSelf(ctx, member.accountId), { ...member, sessionId })).toBeUndefined()
    const shown = await offered(sessionId)
    expect(await readOffer(asSelf(ctx, member.accountId), { ...member, sessionId: elsewhere })).toBeUndefined()
    expect((await readOffer(asSelf(ctx, member.accountId), { ...member, sessionId }))?.uri).toMatch(
      /^otpauth:\/\/totp\/QualiService/,
    )
    const row = await ctx.db.session.findUniqueOrThrow({ where: { id: sessionId } })
    expect(Buffer.from(row.offeredSecret ?? []).toString('latin1')).not.toContain(shown)
    expect((await factorsOf(ctx, member.accountId)).app).toBeUndefined()
    expect(await offered(elsewhere), 'each session has its own').not.toBe(shown)
  })

  test('the secret is gone after ten minutes, to the millisecond', async () => {
    const { sessionId } = await withPassword()
    secret = await offered(sessionId)
    expect(await readOffer(asSelf(later(10 * MINUTE - 1), member.accountId), { ...member, sessionId })).toBeDefined()
    const after = later(10 * MINUTE)
    expect(await readOffer(asSelf(after, member.accountId), { ...member, sessionId })).toBeUndefined()
    const code = codeAt(after)
    expect(await confirmAuthenticator(asSelf(after, member.accountId), { ...member, sessionId, code })).toEqual({
      outcome: 'expired',
    })
  })

  test.each<[string, (sessionId: string) => Promise<unknown>]>([
    ['a new password of the member', (sessionId) => changeOwn(sessionId)],
    ['a new password by mail', () => inTransaction(ctx, (tx) => takePasswordIntoUse(tx, member.accountId))],
    ['the sign-out', (sessionId) => endSession(asSelf(ctx, member.accountId), { ...member, sessionId })],
    ['the end of all sessions', () => endAllSessions(ctx, member.accountId)],
    [
      'a secret that replaces it',
      (sessionId) => offerAuthenticator(asSelf(ctx, member.accountId), { ...member, sessionId }),
    ],
  ])('the secret is worth nothing after %s', async (_name, end) => {
    const { sessionId } = await withPassword()
    secret = await offered(sessionId)
    await end(sessionId)
    expect((await readOffer(asSelf(ctx, member.accountId), { ...member, sessionId }))?.secret).not.toBe(secret)
    const { outcome } = await confirmAuthenticator(asSelf(ctx, member.accountId), {
      ...member,
      sessionId,
      code: codeAt(),
    })
    expect(['expired', 'wrong-code']).toContain(outcome)
    expect((await factorsOf(ctx, member.accountId)).app).toBeUndefined()
  })

  test('two sessions at the same moment set up one app', async () => {
    const sessions = await Promise.all([withPassword(), withPassword()])
    const answers = await Promise.all(
      sessions.map(async ({ sessionId }) => {
        const own = await offered(sessionId)
        const code = generateSync({ secret: own, epoch: Math.floor(TEST_NOW.getTime() / 1000) })
        return confirmAuthenticator(asSelf(ctx, member.accountId), { ...member, sessionId, code })
      }),
    )
    expect(answers.filter(({ outcome }) => outcome === 'confirmed')).toHaveLength(1)
    expect(await ctx.db.authenticator.count()).toBe(1)
  })

  test('needs a right code, and counts as proved in that session', async () => {
    const { sessionId } = await withPassword()
    await offered(sessionId)
    expect(await confirmAuthenticator(asSelf(ctx, member.accountId), { ...member, sessionId, code: '000000' })).toEqual(
      { outcome: 'wrong-code' },
    )
    expect((await findMember(ctx, sessionId))?.factorAt).toBeNull()
    const proved = await setUp()
    expect((await findMember(ctx, proved))?.factorAt).toEqual(TEST_NOW)
    // The owner hears of it, in case somebody else sat there (S-A10).
    expect(await ctx.db.outgoingMail.count({ where: { ...mailOf(), template: 'second-factor-changed' } })).toBe(1)
  })

  test('makes sessions that never proved it wait for it', async () => {
    const { sessionId: elsewhere } = await withPassword()
    expect(await findMember(ctx, elsewhere)).toBeDefined()
    await setUp()
    expect(await findMember(ctx, elsewhere)).toBeUndefined()
    expect(await listSessions(asSelf(ctx, member.accountId), member.accountId)).toHaveLength(1)
  })
})

describe('with an app', () => {
  beforeEach(async () => {
    await setUp()
  })

  test('the password alone is no sign-in: no member, no last login, no reactivation (DS-05)', async () => {
    const on = later(5 * MINUTE)
    await ctx.db.inactivityNotice.create({
      data: { accountId: member.accountId, inactiveSince: TEST_NOW, policyVersion: 1, createdAt: TEST_NOW },
    })
    const before = await lastLogin()
    const { outcome, sessionId } = await withPassword(on)
    expect(outcome).toBe('second-factor')
    expect(await findMember(on, sessionId)).toBeUndefined()
    expect(await sessionAccordingToNextAuth(on, await sealSessionId(sessionId, undefined))).toEqual({})
    expect(await lastLogin()).toEqual(before)
    expect(await ctx.db.inactivityNotice.count({ where: { closedAt: null } })).toBe(1)
    expect(await finish(sessionId, codeAt(on), on)).toMatchObject({ outcome: 'signed-in', isReactivated: true })
    expect(await lastLogin()).toEqual(on.now())
    expect(await ctx.db.inactivityNotice.count({ where: { closedAt: null } })).toBe(0)
  })

  test('the session gets another id when it becomes one (S-C3)', async () => {
    const on = later(MINUTE)
    const { sessionId } = await withPassword(on)
    const result = await finish(sessionId, codeAt(on), on)
    if (result.outcome !== 'signed-in') throw new Error(result.outcome)
    expect(result.sessionId).not.toBe(sessionId)
    expect(await findMember(on, sessionId)).toBeUndefined()
    expect((await findMember(on, result.sessionId))?.factorAt).toEqual(on.now())
    expect(await finish(sessionId, codeAt(on), on)).toEqual({ outcome: 'expired' })
  })

  test('no code works twice, not even at the same moment', async () => {
    const on = later(MINUTE)
    const sessions = await Promise.all([withPassword(on), withPassword(on), withPassword(on)])
    const results = await Promise.all(sessions.map(({ sessionId }) => finish(sessionId, codeAt(on), on)))
    expect(results.map(({ outcome }) => outcome).sort()).toEqual(['refused', 'refused', 'signed-in'])
  })

  test('a phone whose clock is half a minute off still works, two minutes do not', async () => {
    const on = later(10 * MINUTE)
    const { sessionId } = await withPassword(on)
    expect(await finish(sessionId, codeAt(later(12 * MINUTE)), on)).toEqual({ outcome: 'refused' })
    expect(await finish(sessionId, codeAt(later(8 * MINUTE)), on)).toEqual({ outcome: 'refused' })
    expect(await finish(sessionId, codeAt(later(9.5 * MINUTE)), on)).toMatchObject({ outcome: 'signed-in' })
  })

  test('the second step ends ten minutes after the first', async () => {
    const on = later(MINUTE)
    const { sessionId } = await withPassword(on)
    expect(await findPendingMember(later(10.9 * MINUTE), sessionId)).toMatchObject({ hasApp: true, hasPasskey: false })
    expect(await finish(sessionId, codeAt(later(11 * MINUTE)), later(11 * MINUTE))).toEqual({ outcome: 'expired' })
  })

  test('ten wrong codes in a quarter of an hour are the last (S-L1)', async () => {
    const on = later(MINUTE)
    const { sessionId } = await withPassword(on)
    for (let i = 0; i < 10; i += 1) expect(await finish(sessionId, '000000', on)).toEqual({ outcome: 'refused' })
    expect(await finish(sessionId, codeAt(on), on)).toMatchObject({ outcome: 'throttled' })
  })

  test('a suspension between both steps ends the sign-in', async () => {
    const on = later(MINUTE)
    const { sessionId } = await withPassword(on)
    await ctx.db.suspension.create({ data: { accountId: member.accountId, reason: 'x' } })
    expect(await finish(sessionId, codeAt(on), on)).toEqual({ outcome: 'expired' })
  })

  test('a change of password does not lift it (S-H7)', async () => {
    const newPassword = 'Nebelmeer über der Saale 9'
    await changePassword(asSelf(ctx, member.accountId), {
      accountId: member.accountId,
      sessionId: crypto.randomUUID(),
      currentPassword: member.password,
      newPassword,
      network: 'n',
    })
    member = { ...member, password: newPassword }
    expect((await withPassword(later(MINUTE))).outcome).toBe('second-factor')
  })

  test('the record knows both steps, without codes', async () => {
    const on = later(MINUTE)
    const { sessionId } = await withPassword(on)
    await finish(sessionId, '123456', on)
    await finish(sessionId, codeAt(on), on)
    const events = await ctx.db.auditEvent.findMany({ where: { at: on.now() }, orderBy: { seq: 'asc' } })
    expect(events.map(({ act }) => act)).toEqual([
      'session.factor-awaited',
      'session.factor-refused',
      'session.started',
    ])
    expect(events.map(({ details }) => details)).toEqual([{}, {}, {}])
  })

  test('an erasure takes app and recovery codes along', async () => {
    await issueRecoveryCodes(asSelf(ctx, member.accountId), { ...member, sessionId: crypto.randomUUID() })
    await eraseAccount(ctx, { accountId: member.accountId, reason: 'self' })
    expect(await ctx.db.authenticator.count()).toBe(0)
    expect(await ctx.db.recoveryCode.count()).toBe(0)
  })
})

describe('recovery codes', () => {
  test('open the account once each, however they are typed; new ones void the old ones', async () => {
    await setUp()
    const [first = '', second = ''] = await issueRecoveryCodes(asSelf(ctx, member.accountId), {
      ...member,
      sessionId: crypto.randomUUID(),
    })
    expect(first).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){5}$/)
    const { sessionId } = await withPassword()
    expect(await finish(sessionId, ` ${first.toUpperCase().replaceAll('-', ' ')} `)).toMatchObject({
      outcome: 'signed-in',
    })
    const { sessionId: again } = await withPassword()
    expect(await finish(again, first)).toEqual({ outcome: 'refused' })
    expect((await factorsOf(ctx, member.accountId)).recoveryCodes).toBe(9)
    await issueRecoveryCodes(asSelf(ctx, member.accountId), { ...member, sessionId: crypto.randomUUID() })
    expect(await finish(again, second)).toEqual({ outcome: 'refused' })
  })

  test('are made with the first factor, shown in its session until they are confirmed, and then to nobody', async () => {
    const { sessionId: other } = await withPassword()
    const sessionId = await setUp()
    const owner = { ...member, sessionId }
    const codes = await pendingCodes(asSelf(ctx, owner.accountId), owner)
    expect(codes).toHaveLength(10)
    expect(await pendingCodes(asSelf(ctx, owner.accountId), owner)).toEqual(codes)
    for (const foreign of [
      { ...member, sessionId: other },
      { accountId: crypto.randomUUID(), sessionId },
    ])
      expect(await pendingCodes(asSelf(ctx, foreign.accountId), foreign)).toBeUndefined()
    expect(JSON.stringify(await ctx.db.session.findMany())).not.toContain(codes?.[0])
    // Another factor leaves them as they are.
    await inTransaction(ctx, (tx) => issueFirstCodes(tx, { ...member, sessionId: other }))
    expect(await pendingCodes(asSelf(ctx, owner.accountId), owner)).toEqual(codes)
    const { sessionId: waiting } = await withPassword()
    expect(await finish(waiting, codes?.[0] ?? '')).toMatchObject({ outcome: 'signed-in' })
    const twice = await Promise.all([
      confirmRecoveryCodes(asSelf(ctx, owner.accountId), owner),
      confirmRecoveryCodes(asSelf(ctx, owner.accountId), owner),
    ])
    expect(twice.map(({ outcome }) => outcome).sort()).toEqual(['confirmed', 'nothing-pending'])
    expect(await pendingCodes(asSelf(ctx, owner.accountId), owner)).toBeUndefined()
    expect(await ctx.db.auditEvent.count({ where: { act: 'factor.recovery-codes-kept' } })).toBe(1)
  })

  test('are shown no more once others are made, or the last factor is gone', async () => {
    const sessionId = await setUp()
    const { sessionId: second } = await withPassword()
    const anew = await issueRecoveryCodes(asSelf(ctx, member.accountId), { ...member, sessionId: second })
    expect(await pendingCodes(asSelf(ctx, member.accountId), { ...member, sessionId })).toBeUndefined()
    expect(await pendingCodes(asSelf(ctx, member.accountId), { ...member, sessionId: second })).toEqual(anew)
    await removeApp(asSelf(ctx, member.accountId), member.accountId)
    expect(await pendingCodes(asSelf(ctx, member.accountId), { ...member, sessionId: second })).toBeUndefined()
  })

  test('have more than 112 random bits, of signs that nobody mistakes for each other (ASVS 6.5.2)', async () => {
    const codes = await issueRecoveryCodes(asSelf(ctx, member.accountId), { ...member, sessionId: crypto.randomUUID() })
    const signs = new Set(codes.join('').replaceAll('-', ''))
    for (const code of codes) expect(code.replaceAll('-', '').length * Math.log2(32)).toBeGreaterThan(112)
    expect([...signs].join('')).toMatch(/^[a-kmnp-z2-9]+$/)
    expect(signs.size).toBeGreaterThan(28)
    expect(new Set(codes).size).toBe(10)
  })

  test('are stored as keyed hashes only', async () => {
    const codes = await issueRecoveryCodes(asSelf(ctx, member.accountId), { ...member, sessionId: crypto.randomUUID() })
    const stored = JSON.stringify(await ctx.db.recoveryCode.findMany())
    for (const code of codes) expect(stored).not.toContain(code.replaceAll('-', ''))
  })
})

describe('step-up', () => {
  test('a proof is fresh for fifteen minutes, and proving again renews it', async () => {
    const sessionId = await setUp()
    const proved = await findMember(ctx, sessionId)
    if (!proved) throw new Error('no member')
    expect(isFresh(proved, later(15 * MINUTE).now())).toBe(true)
    expect(isFresh(proved, later(15 * MINUTE + 1).now())).toBe(false)
    expect(isFresh({ factorAt: null }, TEST_NOW)).toBe(false)
    const on = later(20 * MINUTE)
    expect(await proveAgain(asSelf(on, proved.accountId), { member: proved, proof: { code: '000000' } })).toEqual({
      outcome: 'refused',
    })
    const again = await proveAgain(asSelf(on, proved.accountId), { member: proved, proof: { code: codeAt(on) } })
    expect(again.outcome).toBe('confirmed')
    expect('sessionId' in again && (await findMember(on, again.sessionId))?.factorAt).toEqual(on.now())
  })

  test('proving again gives the session another id, and the former one is void (ASVS 7.2.4)', async () => {
    const sessionId = await setUp()
    const before = await ctx.db.session.findUniqueOrThrow({ where: { id: sessionId } })
    const offer = await offered(sessionId)
    const on = later(5 * MINUTE)
    const again = await proveAgain(asSelf(on, member.accountId), {
      member: { ...member, sessionId },
      proof: { code: codeAt(on) },
    })
    if (again.outcome !== 'confirmed') throw new Error(again.outcome)
    expect(again.sessionId).not.toBe(sessionId)
    expect(await findMember(on, sessionId)).toBeUndefined()
    const after = await ctx.db.session.findUniqueOrThrow({ where: { id: again.sessionId } })
    expect([after.createdAt, after.expiresAt, after.device]).toEqual([
      before.createdAt,
      before.expiresAt,
      before.device,
    ])
    const owner = { ...member, sessionId: again.sessionId }
    expect((await readOffer(asSelf(on, owner.accountId), owner))?.secret).toBe(offer)
    expect(await pendingCodes(asSelf(on, owner.accountId), owner)).toHaveLength(10)
    const next = later(7 * MINUTE)
    const withTheCopy = proveAgain(asSelf(next, member.accountId), {
      member: { ...member, sessionId },
      proof: { code: codeAt(next) },
    })
    expect(await withTheCopy).toEqual({ outcome: 'refused' })
  })
})

describe('losing a factor', () => {
  test('removing the last one ends the proof in all sessions', async () => {
    const sessionId = await setUp()
    await issueRecoveryCodes(asSelf(ctx, member.accountId), { ...member, sessionId: crypto.randomUUID() })
    expect(await removeApp(asSelf(ctx, member.accountId), member.accountId)).toEqual({ outcome: 'removed' })
    expect(await removeApp(asSelf(ctx, member.accountId), member.accountId)).toEqual({ outcome: 'not-there' })
    expect((await findMember(ctx, sessionId))?.factorAt).toBeNull()
    expect(await ctx.db.recoveryCode.count()).toBe(0)
  })

  test('nobody in the portal resets one alone; the operator does (two people: ds-06-team.test.ts)', async () => {
    const sessionId = await setUp()
    const admin = await aMember(ctx, { role: 'admin' })
    const actor = { kind: 'member', accountId: admin.accountId, role: 'admin', sessionId: crypto.randomUUID() } as const
    for (const role of ['admin', 'approver', 'dpo'] as const)
      expect(() => resetFactors(as(ctx, { ...actor, role }), member)).toThrow('refused')
    expect(await resetFactors(as(ctx, { kind: 'operator' }), member)).toEqual({ outcome: 'reset' })
    expect(await findMember(ctx, sessionId)).toBeUndefined()
    expect((await withPassword()).outcome).toBe('signed-in')
  })
})

test('a sealed secret opens for its owner only, and not after a change', () => {
  const sealed = seal('geheim', 'authenticator', 'a')
  expect(unseal(sealed, 'authenticator', 'a')).toBe('geheim')
  expect(() => unseal(sealed, 'authenticator', 'b')).toThrow()
  expect(() => unseal(sealed, 'other', 'a')).toThrow()
  expect(() => unseal(sealed.with(30, (sealed[30] ?? 0) ^ 1), 'authenticator', 'a')).toThrow()
})
