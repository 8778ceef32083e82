import { generateSync } from 'otplib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { changePassword } from '@/lib/accounts/change-password'
import { checkOwnPassword } from '@/lib/accounts/check-own-password'
import { requestPasswordReset } from '@/lib/accounts/request-password-reset'
import { resetFactors } from '@/lib/accounts/reset-factors'
import { resetPassword } from '@/lib/accounts/reset-password'
import { confirmAuthenticator, offerAuthenticator, readOffer } from '@/lib/auth/authenticator'
import { factorsOf } from '@/lib/auth/factors'
import { countProof } from '@/lib/auth/failed-proofs'
import { finishSignIn } from '@/lib/auth/finish-sign-in'
import { issueRecoveryCodes } from '@/lib/auth/recovery-codes'
import { signIn } from '@/lib/auth/sign-in'
import { proveAgain } from '@/lib/auth/step-up'
import { eraseAccount } from '@/lib/erasure/erase-account'
import { reactivate } from '@/lib/lifecycle/reactivate'
import { aMember, type CastMember, secretFromMail } from '../support/cast'
import { as, asSelf, at, TEST_NOW, testContext } from '../support/context'
import { expectQueueFits } from '../support/outbox'

/** Wrong passwords and codes in a row, without a window (DS-06, S-A7): guessing slowly does not help, and the owner hears of it. */
const ctx = testContext()
afterEach(() => expectQueueFits(ctx))
const HOUR = 3_600_000
const WRONG = 'falsch geraten, leider'
let member: CastMember

beforeEach(async () => {
  member = await aMember(ctx)
  await ctx.db.outgoingMail.deleteMany()
})

const later = (ms: number) => at(ctx, new Date(TEST_NOW.getTime() + ms))

function attempt(password: string, { on = ctx, network = '203.0.113.7', email = member.email } = {}) {
  return signIn(on, { email, password, network, device: 'Firefox auf Linux' }, { reactivate })
}

/** The window of the other limits is over. */
const forgetWindows = () => ctx.db.throttle.deleteMany({ where: { key: { not: { startsWith: 'known-network' } } } })

async function failures(kind: 'password' | 'code') {
  const where = { accountId_kind: { accountId: member.accountId, kind } }
  return (await ctx.db.failedProof.findUnique({ where }))?.failures ?? 0
}

/** As if the account had so many wrong ones in a row behind it. */
async function behind(kind: 'password' | 'code', failed: number) {
  const { accountId } = member
  const where = { accountId_kind: { accountId, kind } }
  await ctx.db.failedProof.upsert({
    where,
    create: { accountId, kind, failures: failed },
    update: { failures: failed },
  })
}

async function mails() {
  const rows = await ctx.db.outgoingMail.findMany({ where: { template: 'failed-proofs' }, orderBy: { id: 'asc' } })
  return rows.map(({ accountId, recipient, props }) => {
    expect([accountId, recipient]).toEqual([member.accountId, null])
    const { kind, failures: count } = props as { kind: string; failures: number }
    return `${kind} ${count}`
  })
}

async function session(): Promise<string> {
  const result = await attempt(member.password, { network: 'office' })
  if (!('sessionId' in result)) throw new Error(result.outcome)
  return result.sessionId
}

describe('wrong passwords in a row', () => {
  test('of the fifth the owner hears, not of the fourth, and not of the sixth', async () => {
    for (const expected of [[], [], [], [], ['password 5'], ['password 5']]) {
      expect(await attempt(WRONG)).toEqual({ outcome: 'refused' })
      expect(await mails()).toEqual(expected)
    }
  })

  test('are counted across days, and forgiven by a right one', async () => {
    for (let day = 0; day < 4; day += 1) await attempt(WRONG, { on: later(day * 24 * HOUR), network: `n${day}` })
    expect(await failures('password')).toBe(4)
    expect(await attempt(member.password, { on: later(96 * HOUR) })).toMatchObject({ outcome: 'signed-in' })
    expect(await failures('password')).toBe(0)
    for (let i = 0; i < 4; i += 1) await attempt(WRONG, { on: later(97 * HOUR) })
    expect(await mails()).toEqual([])
  })

  test.each([
    { failed: 99, outcome: 'signed-in' },
    { failed: 100, outcome: 'refused' },
    { failed: 4_000, outcome: 'refused' },
  ])('with $failed behind it the right password from an unknown network is $outcome', async ({ failed, outcome }) => {
    await behind('password', failed)
    expect(await attempt(member.password)).toMatchObject({ outcome })
  })

  test('of the hundredth the owner hears, once', async () => {
    await behind('password', 98)
    await attempt(WRONG)
    expect(await mails()).toEqual([])
    await attempt(WRONG)
    await attempt(WRONG)
    expect(await mails()).toEqual(['password 100'])
  })

  test('never keep the owner out: a known network and a new password by mail open the account (S-A7)', async () => {
    await session()
    await behind('password', 4_000)
    expect(await attempt(member.password, { network: 'elsewhere' })).toEqual({ outcome: 'refused' })
    expect(await attempt(member.password, { network: 'office' })).toMatchObject({ outcome: 'signed-in' })
    expect(await attempt(member.password, { network: 'elsewhere' })).toMatchObject({ outcome: 'signed-in' })
    await behind('password', 4_000)
    await requestPasswordReset(ctx, { email: member.email, network: 'elsewhere' })
    const secret = await secretByMail()
    const newPassword = 'Nebelmeer über der Saale 9'
    expect(await resetPassword(ctx, { secret, newPassword, network: 'elsewhere' })).toEqual({ outcome: 'reset' })
    expect(await failures('password')).toBe(0)
    expect(await attempt(newPassword, { network: 'anywhere' })).toMatchObject({ outcome: 'signed-in' })
  })

  test('of a hundred at once none is free', async () => {
    const { accountId } = member
    const counts = await Promise.all(
      Array.from({ length: 100 }, () => countProof(ctx, { accountId, kind: 'password' })),
    )
    expect(counts.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i + 1))
  })

  test('at once: one mail', async () => {
    await Promise.all(Array.from({ length: 9 }, () => attempt(WRONG)))
    expect(await mails()).toEqual(['password 5'])
  })

  test('in an open session count alike, and the hundredth ends the sessions', async () => {
    const sessionId = await session()
    const own = { accountId: member.accountId }
    expect(await checkOwnPassword(asSelf(ctx, own.accountId), { ...own, password: WRONG })).toEqual({
      outcome: 'wrong',
    })
    expect(await failures('password')).toBe(1)
    expect(await checkOwnPassword(asSelf(ctx, own.accountId), { ...own, password: member.password })).toEqual({
      outcome: 'right',
    })
    expect(await failures('password')).toBe(0)
    await behind('password', 98)
    await checkOwnPassword(asSelf(ctx, own.accountId), { ...own, password: WRONG })
    expect(await ctx.db.session.count({ where: { id: sessionId } })).toBe(1)
    await checkOwnPassword(asSelf(ctx, own.accountId), { ...own, password: WRONG })
    expect(await ctx.db.session.count({ where: { id: sessionId } })).toBe(0)
    expect(await mails()).toEqual(['password 100'])
  })

  test('an attack from outside does not keep the owner from acting in an open session', async () => {
    await behind('password', 4_000)
    const check = await checkOwnPassword(asSelf(ctx, member.accountId), {
      accountId: member.accountId,
      password: member.password,
    })
    expect(check).toEqual({ outcome: 'right' })
  })

  test('nobody hears who cannot sign in: unconfirmed, suspended or sealed accounts', async () => {
    const waiting = await aMember(ctx, { confirmed: false })
    const suspended = await aMember(ctx)
    await ctx.db.suspension.create({ data: { accountId: suspended.accountId, reason: 'x' } })
    const sealed = await aMember(ctx)
    await ctx.db.legalHold.create({ data: { accountId: sealed.accountId, reason: 'x' } })
    for (const { email, accountId } of [waiting, suspended, sealed]) {
      for (let i = 0; i < 5; i += 1) await attempt(WRONG, { email, network: accountId })
    }
    expect(await ctx.db.failedProof.count()).toBe(0)
    expect(await mails()).toEqual([])
  })

  test('go with the account, also when it is erased at the same moment', async () => {
    await Promise.all([
      attempt(WRONG),
      attempt(WRONG),
      eraseAccount(ctx, { accountId: member.accountId, reason: 'self' }),
    ])
    await attempt(WRONG)
    expect(await ctx.db.failedProof.count()).toBe(0)
  })
})

describe('wrong codes in a row', () => {
  let secret: string
  /** A code is good once: each test looks at a later one. */
  const on = later(HOUR)
  const code = () => generateSync({ secret, epoch: Math.floor(on.now().getTime() / 1000) })

  beforeEach(async () => {
    await setUp()
    await ctx.db.outgoingMail.deleteMany()
  })

  async function setUp() {
    const sessionId = await session()
    await offerAuthenticator(asSelf(ctx, member.accountId), { ...member, sessionId })
    secret = (await readOffer(asSelf(ctx, member.accountId), { ...member, sessionId }))?.secret ?? ''
    const first = generateSync({ secret, epoch: Math.floor(TEST_NOW.getTime() / 1000) })
    await confirmAuthenticator(asSelf(ctx, member.accountId), { ...member, sessionId, code: first })
  }

  async function enter(given: string) {
    const result = await attempt(member.password, { on })
    if (!('sessionId' in result)) throw new Error(result.outcome)
    return finishSignIn(on, { sessionId: result.sessionId, proof: { code: given } }, { reactivate })
  }

  test('after a right password: of the fifth the owner hears, not of the fourth, and a right code forgives', async () => {
    for (const expected of [[], [], [], [], ['code 5'], ['code 5']]) {
      expect(await enter('000000')).toEqual({ outcome: 'refused' })
      expect(await mails()).toEqual(expected)
    }
    expect(await enter(code())).toMatchObject({ outcome: 'signed-in' })
    expect(await failures('code')).toBe(0)
  })

  test('the password does not forgive them', async () => {
    await behind('code', 50)
    await attempt(member.password, { on })
    expect(await failures('code')).toBe(50)
  })

  test.each([
    { failed: 99, outcome: 'signed-in' },
    { failed: 100, outcome: 'app-blocked' },
    { failed: 4_000, outcome: 'app-blocked' },
  ])('with $failed behind it the right code of the app is $outcome', async ({ failed, outcome }) => {
    await behind('code', failed)
    expect(await enter(code())).toMatchObject({ outcome })
  })

  test('the hundredth voids the app, and the owner hears of it', async () => {
    await behind('code', 98)
    expect(await enter('000000')).toEqual({ outcome: 'refused' })
    expect(await mails()).toEqual([])
    expect(await enter('000000')).toEqual({ outcome: 'app-blocked' })
    expect(await enter(code())).toEqual({ outcome: 'app-blocked' })
    expect(await mails()).toEqual(['code 100'])
    // The account is no weaker for it: the second factor is still asked for.
    expect((await factorsOf(ctx, member.accountId)).app).toBeDefined()
    expect((await attempt(member.password, { on })).outcome).toBe('second-factor')
  })

  test('a recovery code lets the owner in, and then the app works again', async () => {
    const [first = ''] = await issueRecoveryCodes(asSelf(ctx, member.accountId), {
      ...member,
      sessionId: crypto.randomUUID(),
    })
    await behind('code', 4_000)
    expect(await enter(first)).toMatchObject({ outcome: 'signed-in' })
    expect(await enter(code())).toMatchObject({ outcome: 'signed-in' })
  })

  test('staff help: once they took the factors away, a new app works', async () => {
    await behind('code', 4_000)
    await resetFactors(as(ctx, { kind: 'operator' }), member)
    await setUp()
    expect(await enter(code())).toMatchObject({ outcome: 'signed-in' })
  })

  test('a new password by mail does not lift the block of the app', async () => {
    await behind('code', 4_000)
    await requestPasswordReset(ctx, { email: member.email, network: 'n' })
    const newPassword = 'Nebelmeer über der Saale 9'
    await resetPassword(ctx, { secret: await secretByMail(), newPassword, network: 'n' })
    member = { ...member, password: newPassword }
    expect(await enter(code())).toEqual({ outcome: 'app-blocked' })
  })

  test('in an open session count alike', async () => {
    const result = await enter(code())
    if (result.outcome !== 'signed-in') throw new Error(result.outcome)
    const prove = (given: string) =>
      proveAgain(asSelf(on, result.accountId), { member: result, proof: { code: given } })
    for (let i = 0; i < 5; i += 1) expect(await prove('000000')).toEqual({ outcome: 'refused' })
    expect(await mails()).toEqual(['code 5'])
    await behind('code', 99)
    expect(await prove('000000')).toEqual({ outcome: 'app-blocked' })
  })

  test('no more than ten are looked at in a quarter of an hour, and only those count', async () => {
    const { sessionId } = (await attempt(member.password, { on })) as { sessionId: string }
    const tries = Array.from({ length: 100 }, () =>
      finishSignIn(on, { sessionId, proof: { code: '000000' } }, { reactivate }),
    )
    const outcomes = (await Promise.all(tries)).map(({ outcome }) => outcome)
    expect(outcomes.filter((outcome) => outcome === 'throttled')).toHaveLength(90)
    expect(await failures('code')).toBe(10)
    await forgetWindows()
    expect(await enter(code())).toMatchObject({ outcome: 'signed-in' })
  })
})

async function secretByMail(): Promise<string> {
  const { answerAsked } = await import('@/lib/accounts/answer-asked')
  await answerAsked(ctx)
  return secretFromMail(ctx, member.accountId, 'password-reset')
}

test('a change of password forgives the wrong ones before it', async () => {
  const sessionId = await session()
  await behind('password', 50)
  await changePassword(asSelf(ctx, member.accountId), {
    ...member,
    sessionId,
    currentPassword: member.password,
    newPassword: 'Nebelmeer über der Saale 9',
    network: 'office',
  })
  expect(await failures('password')).toBe(0)
})
