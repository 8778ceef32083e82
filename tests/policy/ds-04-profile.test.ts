import { Client } from 'pg'
import { describe, expect, test, vi } from 'vitest'
import { changeEmail, EMAIL_CHANGE_PERIOD } from '@/lib/accounts/change-email'
import { confirmEmailChange } from '@/lib/accounts/confirm-email-change'
import { loadProfile } from '@/lib/accounts/load-profile'
import { sendResetLink } from '@/lib/accounts/request-password-reset'
import { updateProfile } from '@/lib/accounts/update-profile'
import { findMember, startSession } from '@/lib/auth/sessions'
import { inspectToken } from '@/lib/auth/token'
import { inTransaction, type PortalContext } from '@/lib/context'
import { unprovenHooks } from '@/lib/erasure/erase-unproven'
import { lifecycleOf } from '@/lib/lifecycle/lifecycle-status'
import { aMember, CAST_PASSWORD, type CastMember, secretFromMail } from '../support/cast'
import { asSelf, at, TEST_NOW, testContext } from '../support/context'

const given = {
  surname: 'Neumann',
  givenName: 'Ida',
  memberGroup: 'company' as const,
  organisation: 'Werk GmbH',
  position: 'Leitung',
}
const seenBy = async (ctx: PortalContext, { accountId }: CastMember) =>
  (await loadProfile(asSelf(ctx, accountId), accountId))?.seen ?? ''

describe('a member changes the registration data (DS-04)', () => {
  test('at any time, and the record names the fields without their contents', async () => {
    const ctx = testContext()
    const member = await aMember(ctx)
    const { accountId } = member
    expect(
      await updateProfile(asSelf(ctx, accountId), { accountId, ...given, seen: await seenBy(ctx, member) }),
    ).toEqual({
      outcome: 'saved',
    })
    expect(await loadProfile(asSelf(ctx, accountId), accountId)).toMatchObject({ ...given, email: member.email })
    const event = await ctx.db.auditEvent.findFirstOrThrow({ where: { act: 'account.profile-updated' } })
    expect(event).toMatchObject({
      subjectId: accountId,
      details: { fields: ['surname', 'givenName', 'memberGroup', 'organisation', 'position'] },
    })
    expect(JSON.stringify(event.details)).not.toContain('Neumann')
  })

  test('nothing but these five fields changes (S-D3)', async () => {
    const ctx = testContext()
    const member = await aMember(ctx)
    const { accountId } = member
    const before = await ctx.db.account.findUniqueOrThrow({ where: { id: accountId } })
    await updateProfile(asSelf(ctx, accountId), { accountId, ...given, seen: await seenBy(ctx, member) })
    expect(await ctx.db.account.findUniqueOrThrow({ where: { id: accountId } })).toEqual({
      ...before,
      ...given,
      // What the database makes out of them.
      searchWords: expect.stringContaining('neumann'),
    })
  })

  test('a page that shows an older state undoes nothing; sending the same form twice is fine', async () => {
    const ctx = testContext()
    const member = await aMember(ctx)
    const { accountId } = member
    const seen = await seenBy(ctx, member)
    expect(await updateProfile(asSelf(ctx, accountId), { accountId, ...given, seen })).toEqual({ outcome: 'saved' })
    expect(await updateProfile(asSelf(ctx, accountId), { accountId, ...given, seen })).toEqual({ outcome: 'saved' })
    expect(await updateProfile(asSelf(ctx, accountId), { accountId, ...given, surname: 'Alt', seen })).toEqual({
      outcome: 'stale',
    })
    expect(await loadProfile(asSelf(ctx, accountId), accountId)).toMatchObject(given)
    expect(await ctx.db.auditEvent.count({ where: { act: 'account.profile-updated' } })).toBe(1)
    // The page is drawn anew with the state of now: the person may insist.
    expect(
      await updateProfile(asSelf(ctx, accountId), {
        accountId,
        ...given,
        surname: 'Alt',
        seen: await seenBy(ctx, member),
      }),
    ).toEqual({
      outcome: 'saved',
    })
  })

  test('the database itself refuses incomplete data (DS-03)', async () => {
    const ctx = testContext()
    const { accountId } = await aMember(ctx)
    for (const data of [
      { surname: ' ' },
      { givenName: '' },
      { memberGroup: 'company' as const },
      { memberGroup: 'company' as const, organisation: 'Werk', position: ' ' },
      { organisation: 'Werk', position: 'Leitung' },
      { email: 'Gross@beispiel.test' },
    ]) {
      await expect(ctx.db.account.update({ where: { id: accountId }, data }), JSON.stringify(data)).rejects.toThrow()
    }
  })

  test('an account that is gone is no failure', async () => {
    const ctx = testContext()
    const accountId = '019abcde-0000-7000-8000-000000000000'
    expect(await updateProfile(asSelf(ctx, accountId), { accountId, ...given, seen: 'x' })).toEqual({ outcome: 'gone' })
    expect(await loadProfile(asSelf(ctx, accountId), accountId)).toBeUndefined()
  })
})

test('"Mein Profil" costs at most six statements, the look at the session included', async () => {
  const ctx = testContext()
  const { accountId } = await aMember(ctx)
  const sessionId = await inTransaction(ctx, (tx) => startSession(tx, { accountId, role: 'member', device: 'Test' }))
  const statements = vi.spyOn(Client.prototype, 'query')
  expect(await findMember(ctx, sessionId)).toMatchObject({ accountId })
  await Promise.all([loadProfile(asSelf(ctx, accountId), accountId), lifecycleOf(asSelf(ctx, accountId), accountId)])
  expect(statements.mock.calls.length).toBeGreaterThan(0)
  expect(statements.mock.calls.length).toBeLessThanOrEqual(6)
  statements.mockRestore()
})

describe('a member changes the e-mail address (DS-04)', () => {
  const newEmail = 'neu@beispiel.test'
  const ask = (ctx: PortalContext, { accountId }: CastMember, email = newEmail) =>
    changeEmail(asSelf(ctx, accountId), { accountId, newEmail: email, currentPassword: CAST_PASSWORD })

  const confirm = (ctx: PortalContext, secret: string) =>
    confirmEmailChange(ctx, { secret, password: CAST_PASSWORD }, unprovenHooks)

  test('it changes only when the new address is confirmed; the old one gets a note (S-A10)', async () => {
    const ctx = testContext()
    const member = await aMember(ctx)
    await ctx.db.outgoingMail.deleteMany()
    expect(await ask(ctx, member)).toEqual({ outcome: 'check-your-mail' })
    expect(await loadProfile(asSelf(ctx, member.accountId), member.accountId)).toMatchObject({
      email: member.email,
      waitingEmail: newEmail,
    })
    expect(await ctx.db.outgoingMail.findMany()).toMatchObject([
      { template: 'confirm-email-change', recipient: newEmail, accountId: member.accountId },
    ])
    const secret = await secretFromMail(ctx, member.accountId)
    const answers = await Promise.all([1, 2, 3].map(() => confirm(ctx, secret)))
    expect(answers.map(({ outcome }) => outcome).sort()).toEqual(['changed', 'done', 'done'])
    expect(await loadProfile(asSelf(ctx, member.accountId), member.accountId)).toMatchObject({
      email: newEmail,
      waitingEmail: null,
    })
    expect(await ctx.db.outgoingMail.findMany({ where: { template: 'email-changed-notice' } })).toMatchObject([
      { recipient: member.email },
    ])
  })

  test('links that went to the old address end with it (S-M4)', async () => {
    const ctx = testContext()
    const member = await aMember(ctx)
    await sendResetLink(ctx, { accountId: member.accountId })
    const reset = await secretFromMail(ctx, member.accountId, 'password-reset')
    await ask(ctx, member)
    const secret = await secretFromMail(ctx, member.accountId, 'confirm-email-change')
    expect(await confirm(ctx, secret)).toEqual({ outcome: 'changed' })
    expect(await inspectToken(ctx, { secret: reset, purpose: 'reset_password' })).toMatchObject({ outcome: 'void' })
    expect(await ctx.db.outgoingMail.count({ where: { template: 'password-reset' } })).toBe(0)
  })

  test('without the right password nothing happens, and tries are counted (S-A9)', async () => {
    const ctx = testContext()
    const { accountId } = await aMember(ctx)
    await ctx.db.outgoingMail.deleteMany()
    const guess = () => changeEmail(asSelf(ctx, accountId), { accountId, newEmail, currentPassword: 'falsch geraten' })
    for (let round = 0; round < 10; round += 1) expect(await guess()).toEqual({ outcome: 'wrong-password' })
    expect(await guess()).toMatchObject({ outcome: 'throttled' })
    // The owner hears of the guesses; the new address of nothing.
    const mails = await ctx.db.outgoingMail.findMany({ select: { accountId: true, template: true, recipient: true } })
    expect(mails).toEqual([{ accountId, template: 'failed-proofs', recipient: null }])
  })

  test('an address that belongs to somebody else gets the same answer; its owner is told (S-A3)', async () => {
    const ctx = testContext()
    const member = await aMember(ctx)
    const owner = await aMember(ctx)
    await ctx.db.outgoingMail.deleteMany()
    expect(await ask(ctx, member, owner.email)).toEqual({ outcome: 'check-your-mail' })
    expect(await ctx.db.outgoingMail.findMany()).toMatchObject([
      { template: 'already-registered', accountId: owner.accountId },
    ])
    // What the member sees is the same, too.
    expect(await loadProfile(asSelf(ctx, member.accountId), member.accountId)).toMatchObject({
      waitingEmail: owner.email,
    })
  })

  test('an address that was registered meanwhile is not taken away', async () => {
    const ctx = testContext()
    const member = await aMember(ctx)
    await ask(ctx, member)
    const secret = await secretFromMail(ctx, member.accountId, 'confirm-email-change')
    await aMember(ctx, { email: newEmail })
    expect(await confirm(ctx, secret)).toEqual({ outcome: 'taken' })
    expect(await loadProfile(asSelf(ctx, member.accountId), member.accountId)).toMatchObject({ email: member.email })
  })

  test('two members who want the same address at the same moment: one gets it', async () => {
    const ctx = testContext()
    const members = [await aMember(ctx), await aMember(ctx)]
    for (const member of members) await ask(ctx, member)
    const secrets = await Promise.all(
      members.map(({ accountId }) => secretFromMail(ctx, accountId, 'confirm-email-change')),
    )
    const answers = await Promise.all(secrets.map((secret) => confirm(ctx, secret)))
    expect(answers.map(({ outcome }) => outcome).sort()).toEqual(['changed', 'taken'])
  })

  test('the link works for 24 hours, and only the newest one', async () => {
    const ctx = testContext()
    const member = await aMember(ctx)
    await ask(ctx, member)
    const first = await secretFromMail(ctx, member.accountId, 'confirm-email-change')
    await ask(ctx, member, 'anders@beispiel.test')
    const second = await secretFromMail(ctx, member.accountId, 'confirm-email-change')
    expect(await confirm(ctx, first)).toEqual({ outcome: 'superseded' })
    const tooLate = at(ctx, new Date(TEST_NOW.getTime() + EMAIL_CHANGE_PERIOD * 1000))
    expect(await confirm(tooLate, second)).toEqual({ outcome: 'expired' })
    expect(await loadProfile(asSelf(ctx, member.accountId), member.accountId)).toMatchObject({ email: member.email })
  })

  test('the own address is no change', async () => {
    const ctx = testContext()
    const member = await aMember(ctx)
    expect(await ask(ctx, member, member.email)).toEqual({ outcome: 'same-address' })
  })
})
