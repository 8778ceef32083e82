import { Client } from 'pg'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { answerAsked } from '@/lib/accounts/answer-asked'
import { changePassword } from '@/lib/accounts/change-password'
import { requestPasswordReset as ask } from '@/lib/accounts/request-password-reset'
import { resetPassword } from '@/lib/accounts/reset-password'
import { findMember } from '@/lib/auth/sessions'
import { signIn } from '@/lib/auth/sign-in'
import { inspectToken, issueToken } from '@/lib/auth/token'
import { inTransaction, type PortalContext } from '@/lib/context'
import { eraseAccount } from '@/lib/erasure/erase-account'
import { reactivate } from '@/lib/lifecycle/reactivate'
import { openLinks } from '@/lib/mail/sealed-links'
import { aMember, type CastMember, secretFromMail } from '../support/cast'
import { asSelf, at, TEST_NOW, testContext } from '../support/context'

/** As a person meets it: asked, and answered by the mail duty. */
async function requestPasswordReset(on: PortalContext, asked: { email: string; network: string }) {
  const answer = await ask(on, asked)
  await answerAsked(on)
  return answer
}

const ctx = testContext()
const network = '203.0.113.7'
const newPassword = 'Brotdose Kiesel Wanderstock'
const purpose = 'reset_password' as const
let member: CastMember

beforeEach(async () => {
  member = await aMember(ctx)
})

const enter = async (password: string, from = network) =>
  signIn(ctx, { email: member.email, password, network: from, device: 'x' }, { reactivate })

async function session(): Promise<string> {
  const result = await enter(member.password)
  if (result.outcome !== 'signed-in') throw new Error(result.outcome)
  return result.sessionId
}

async function link(): Promise<string> {
  await requestPasswordReset(ctx, { email: member.email, network })
  return secretFromMail(ctx, member.accountId, 'password-reset')
}

const mails = (template: string) => ctx.db.outgoingMail.count({ where: { accountId: member.accountId, template } })

describe('S-B8 changing the password', () => {
  async function change(changes = {}) {
    const sessionId = await session()
    const asked = { accountId: member.accountId, sessionId, currentPassword: member.password, newPassword, network }
    return { sessionId, result: await changePassword(asSelf(ctx, asked.accountId), { ...asked, ...changes }) }
  }

  test('needs the old one', async () => {
    const { result } = await change({ currentPassword: 'falsch geraten, leider' })
    expect(result).toEqual({ outcome: 'wrong-password' })
    expect(await enter(member.password)).toMatchObject({ outcome: 'signed-in' })
  })

  test('ends the other sessions and the open links, and tells the owner (S-A10)', async () => {
    const other = await session()
    const secret = await link()
    const { sessionId, result } = await change()
    expect(result).toEqual({ outcome: 'changed' })
    expect(await findMember(ctx, other)).toBeUndefined()
    expect(await findMember(ctx, sessionId)).toBeDefined()
    expect(await inspectToken(ctx, { secret, purpose })).toMatchObject({ outcome: 'void' })
    expect(await mails('password-changed')).toBe(1)
    expect(await mails('password-reset')).toBe(0)
    expect(await enter(member.password)).toEqual({ outcome: 'refused' })
    expect(await enter(newPassword)).toMatchObject({ outcome: 'signed-in' })
  })

  test('refuses what is easy to guess or the own name', async () => {
    const { result } = await change({ newPassword: 'Erika Muster 2026' })
    expect(result).toMatchObject({ outcome: 'refused', message: expect.stringContaining('Passwort') })
  })

  test('twice at the same moment happens once', async () => {
    const sessionId = await session()
    const asked = { accountId: member.accountId, sessionId, currentPassword: member.password, newPassword, network }
    const results = await Promise.all([1, 2, 3].map(() => changePassword(asSelf(ctx, asked.accountId), asked)))
    expect(results.filter(({ outcome }) => outcome === 'changed')).toHaveLength(1)
    expect(await mails('password-changed')).toBe(1)
  })

  test('can be tried ten times, so an open session does not reveal the password', async () => {
    for (let i = 0; i < 10; i += 1) await change({ currentPassword: 'falsch geraten, leider' })
    expect((await change()).result).toMatchObject({ outcome: 'throttled' })
  })

  test('of an account that is gone changes nothing', async () => {
    const sessionId = await session()
    await eraseAccount(ctx, { accountId: member.accountId, reason: 'self' })
    const asked = { accountId: member.accountId, sessionId, currentPassword: member.password, newPassword, network }
    expect(await changePassword(asSelf(ctx, asked.accountId), asked)).toEqual({ outcome: 'wrong-password' })
  })
})

describe('a forgotten password', () => {
  test('S-H a link from the mail sets a new one, ends all sessions and signs nobody in (S-H7)', async () => {
    const open = await session()
    const secret = await link()
    expect(await resetPassword(ctx, { secret, newPassword, network })).toEqual({ outcome: 'reset' })
    expect(await ctx.db.session.count({ where: { accountId: member.accountId } })).toBe(0)
    expect(await findMember(ctx, open)).toBeUndefined()
    expect(await enter(newPassword)).toMatchObject({ outcome: 'signed-in' })
    expect(await mails('password-changed')).toBe(1)
  })

  test('S-A4 answer and work are the same for an address that nobody registered and for a suspended member, who get no mail', async () => {
    const suspended = await aMember(ctx)
    await ctx.db.suspension.create({ data: { accountId: suspended.accountId, reason: 'x' } })
    await ctx.db.outgoingMail.deleteMany()
    const statements = vi.spyOn(Client.prototype, 'query')
    const work: number[] = []
    for (const email of [member.email, 'niemand@beispiel.test', suspended.email]) {
      statements.mockClear()
      expect(await ask(ctx, { email, network })).toEqual({ outcome: 'check-your-mail' })
      work.push(statements.mock.calls.length)
    }
    statements.mockRestore()
    expect(new Set(work).size, work.join()).toBe(1)
    expect(await answerAsked(ctx)).toEqual({ answered: 3 })
    expect(await ctx.db.outgoingMail.findMany()).toMatchObject([{ accountId: member.accountId }])
  })

  test('S-L1 three links an hour for one address, twenty for one network; the next sends no mail', async () => {
    for (let i = 0; i < 3; i += 1) await requestPasswordReset(ctx, { email: member.email, network: `n${i}` })
    await ctx.db.outgoingMail.deleteMany()
    expect(await requestPasswordReset(ctx, { email: member.email, network: 'n9' })).toMatchObject({
      outcome: 'throttled',
    })
    expect(await mails('password-reset')).toBe(0)
    for (let i = 0; i < 20; i += 1) await requestPasswordReset(ctx, { email: `n${i}@beispiel.test`, network })
    expect(await requestPasswordReset(ctx, { email: 'x@beispiel.test', network })).toMatchObject({
      outcome: 'throttled',
    })
  })

  test('S-H3 a newer link replaces the older, in the queue too, and works for 60 minutes', async () => {
    const older = await link()
    const newer = await link()
    expect(await mails('password-reset')).toBe(1)
    expect(await resetPassword(ctx, { secret: older, newPassword, network })).toEqual({ outcome: 'superseded' })
    const almost = at(ctx, new Date(TEST_NOW.getTime() + 3_599_000))
    expect(await inspectToken(almost, { secret: newer, purpose })).toMatchObject({ outcome: 'open' })
    const after = at(ctx, new Date(TEST_NOW.getTime() + 3_600_000))
    expect(await resetPassword(after, { secret: newer, newPassword, network })).toEqual({ outcome: 'expired' })
  })

  test('S-H2 of five at the same moment one sets the password', async () => {
    const secret = await link()
    const results = await Promise.all(
      [1, 2, 3, 4, 5].map((n) => resetPassword(ctx, { secret, newPassword: `${newPassword} ${n}`, network })),
    )
    expect(results.map(({ outcome }) => outcome).toSorted()).toEqual(['done', 'done', 'done', 'done', 'reset'])
  })

  test('S-H4 a link for something else does not set a password', async () => {
    const secret = await inTransaction(ctx, (tx) =>
      issueToken(tx, { accountId: member.accountId, purpose: 'confirm_registration', ttl: 60 }),
    )
    expect(await resetPassword(ctx, { secret, newPassword, network })).toEqual({ outcome: 'invalid' })
  })

  test('S-H1 the stored form of a link opens nothing', async () => {
    const secret = await link()
    const { tokenHash } = await ctx.db.accountToken.findFirstOrThrow({ where: { purpose, usedAt: null } })
    expect(secret).toMatch(/^[\w-]{43}$/)
    expect(tokenHash).not.toContain(secret)
    expect(await inspectToken(ctx, { secret: tokenHash, purpose })).toEqual({ outcome: 'invalid' })
  })

  test('S-B4 an easy password, or one of the own words, is refused and the link stays good', async () => {
    const secret = await link()
    const { email } = await ctx.db.account.findFirstOrThrow()
    expect(await resetPassword(ctx, { secret, newPassword: `${email} 7`, network })).toMatchObject({
      outcome: 'refused',
    })
    expect(await resetPassword(ctx, { secret, newPassword: 'passwort12345678', network })).toMatchObject({
      outcome: 'refused',
    })
    expect(await resetPassword(ctx, { secret, newPassword, network })).toEqual({ outcome: 'reset' })
  })

  test('S-A7 it opens an account that strangers have locked by guessing, from the network of the owner', async () => {
    for (let i = 0; i < 12; i += 1) await enter('falsch geraten, leider', `n${i}`)
    expect(await enter(member.password)).toMatchObject({ outcome: 'throttled' })
    await resetPassword(ctx, { secret: await link(), newPassword, network })
    for (let i = 0; i < 12; i += 1) await enter('falsch geraten, leider', `m${i}`)
    expect(await enter(newPassword)).toMatchObject({ outcome: 'signed-in' })
  })

  test('S-H8 an erased account does not come back, an unconfirmed one and one under a hold get no link', async () => {
    const secret = await link()
    await eraseAccount(ctx, { accountId: member.accountId, reason: 'self' })
    expect(await resetPassword(ctx, { secret, newPassword, network })).toEqual({ outcome: 'gone' })
    expect(await ctx.db.account.count()).toBe(0)
    member = await aMember(ctx, { confirmed: false })
    await requestPasswordReset(ctx, { email: member.email, network })
    expect(await mails('password-reset')).toBe(0)
    member = await aMember(ctx)
    await ctx.db.legalHold.create({ data: { accountId: member.accountId, reason: 'x' } })
    await requestPasswordReset(ctx, { email: member.email, network })
    expect(await mails('password-reset')).toBe(0)
  })

  test('S-H6 the link has the configured origin', async () => {
    await link()
    const mail = await ctx.db.outgoingMail.findFirstOrThrow({ where: { template: 'password-reset' } })
    expect(openLinks(mail.props as object, mail).url).toMatch(/^http:\/\/portal\.test\/passwort-neu\?token=[\w-]{43}$/)
  })
})
