import { describe, expect, test } from 'vitest'
import { answerAsked } from '@/lib/accounts/answer-asked'
import { changeEmail } from '@/lib/accounts/change-email'
import { checkOwnPassword } from '@/lib/accounts/check-own-password'
import { confirmEmailChange } from '@/lib/accounts/confirm-email-change'
import { confirmRegistration } from '@/lib/accounts/confirm-registration'
import { loadProfile } from '@/lib/accounts/load-profile'
import { registerMember } from '@/lib/accounts/register-member'
import { requestPasswordReset as ask } from '@/lib/accounts/request-password-reset'
import { updateProfile } from '@/lib/accounts/update-profile'
import { signIn } from '@/lib/auth/sign-in'
import { inTransaction, type PortalContext } from '@/lib/context'
import { database } from '@/lib/db/client'
import { eraseAccount } from '@/lib/erasure/erase-account'
import { eraseLocked } from '@/lib/erasure/erase-accounts'
import { unprovenHooks } from '@/lib/erasure/erase-unproven'
import { confirmDataCurrent } from '@/lib/lifecycle/confirm-data-current'
import { reactivate } from '@/lib/lifecycle/reactivate'
import { aMember, aRegistration, CAST_PASSWORD, type CastMember, secretFromMail } from '../support/cast'
import { asSelf, testContext } from '../support/context'
import { expectInvariants } from '../support/invariants'

/** As a person meets it: asked, and answered by the mail duty. */
async function requestPasswordReset(on: PortalContext, asked: { email: string; network: string }) {
  const answer = await ask(on, asked)
  await answerAsked(on)
  return answer
}

const erase = (ctx: PortalContext, { accountId }: CastMember) => eraseAccount(ctx, { accountId, reason: 'self' })
const login = (ctx: PortalContext, { email, password }: CastMember) =>
  signIn(ctx, { email, password, network: '203.0.113.7', device: 'Firefox auf Linux' }, { reactivate })

/** Gone everywhere: no account, no row that hangs on it, one ledger row, one last mail. */
async function expectGone(ctx: PortalContext, { accountId, email }: CastMember): Promise<void> {
  expect(await ctx.db.account.count({ where: { id: accountId } })).toBe(0)
  for (const rows of [
    ctx.db.session.count({ where: { accountId } }),
    ctx.db.accountToken.count({ where: { accountId } }),
    ctx.db.policyAcceptance.count({ where: { accountId } }),
    ctx.db.outgoingMail.count({ where: { accountId } }),
  ]) {
    expect(await rows).toBe(0)
  }
  expect(await ctx.db.erasure.count({ where: { accountId } })).toBe(1)
  expect(await ctx.db.outgoingMail.count({ where: { template: 'erased-self', recipient: email } })).toBe(1)
  expect(await ctx.db.auditEvent.count({ where: { act: 'account.erased', subjectId: accountId } })).toBe(1)
}

describe('an erasure and something else at the same moment (S-M2)', () => {
  test('sixty sign-ins: each is let in before or refused, and the account is gone everywhere', async () => {
    const ctx = testContext()
    for (let round = 0; round < 60; round += 1) {
      const member = await aMember(ctx)
      const [, , signedIn] = await Promise.all([
        pause(Math.random() * 60).then(() => erase(ctx, member)),
        pause(Math.random() * 60).then(() => erase(ctx, member)),
        pause(Math.random() * 30).then(() => login(ctx, member)),
      ])
      expect(['signed-in', 'refused']).toContain(signedIn.outcome)
      await expectGone(ctx, member)
    }
    await expectInvariants(ctx)
  })

  test('everything else a member can do: an outcome by name, never a failure, never a remnant', async () => {
    const ctx = testContext()
    let newEmail = ''
    const acts: ((member: CastMember, secret: string) => Promise<{ outcome: string }>)[] = [
      async ({ accountId }) =>
        updateProfile(asSelf(ctx, accountId), {
          ...profile,
          accountId,
          seen: (await loadProfile(asSelf(ctx, accountId), accountId))?.seen ?? '',
        }),
      ({ accountId, password }) =>
        changeEmail(asSelf(ctx, accountId), { accountId, newEmail, currentPassword: password }),
      (_member, secret) => confirmEmailChange(ctx, { secret, password: CAST_PASSWORD }, unprovenHooks),
      ({ accountId }) => confirmDataCurrent(asSelf(ctx, accountId), { accountId }),
      ({ accountId, password }) => checkOwnPassword(asSelf(ctx, accountId), { accountId, password }),
      ({ email }) => requestPasswordReset(ctx, { email, network: `${Math.random()}` }),
    ]
    for (const act of acts) {
      for (let round = 0; round < 10; round += 1) {
        const member = await aMember(ctx)
        newEmail = `neu.${crypto.randomUUID()}@beispiel.test`
        await changeEmail(asSelf(ctx, member.accountId), {
          accountId: member.accountId,
          newEmail,
          currentPassword: member.password,
        })
        const secret = await secretFromMail(ctx, member.accountId, 'confirm-email-change')
        const [, answer] = await Promise.all([
          pause(Math.random() * 40).then(() => erase(ctx, member)),
          pause(Math.random() * 20).then(() => act(member, secret)),
        ])
        expect(answer.outcome).toMatch(/^[a-z-]+$/)
        await expectGone(ctx, { ...member, email: answer.outcome === 'changed' ? newEmail : member.email })
        await ctx.db.outgoingMail.deleteMany()
      }
    }
    await expectInvariants(ctx)
  })

  test('confirming, registering anew and erasing one registration leave a whole account or none', async () => {
    const ctx = testContext()
    for (let round = 0; round < 20; round += 1) {
      const member = await aMember(ctx, { confirmed: false })
      const secret = await secretFromMail(ctx, member.accountId)
      const again = { ...(await aRegistration(ctx)), email: member.email }
      await Promise.all([
        pause(Math.random() * 20).then(() => confirmRegistration(ctx, { secret, password: member.password })),
        registerMember(ctx, again),
        pause(Math.random() * 60).then(() => eraseAccount(ctx, { accountId: member.accountId, reason: 'unconfirmed' })),
      ])
      const left = await ctx.db.account.findMany({ where: { email: member.email }, include: { acceptances: true } })
      expect(left.length).toBeLessThanOrEqual(1)
      for (const account of left) expect(account.acceptances).toHaveLength(account.emailConfirmedAt ? 1 : 0)
      expect(await ctx.db.erasure.count({ where: { accountId: member.accountId } })).toBe(1)
    }
  })
})

describe('erasures of one account at the same moment (S-M3)', () => {
  test('twenty at once: one erases, the others find it gone; one ledger row, one mail', async () => {
    const ctx = testContext()
    const member = await aMember(ctx)
    const answers = await Promise.all(Array.from({ length: 20 }, () => erase(ctx, member)))
    expect(answers.map(({ outcome }) => outcome).sort()).toEqual([...Array(19).fill('already-gone'), 'erased'])
    await expectGone(ctx, member)
  })

  test('by the member and by a batch of the sweep: once', async () => {
    const ctx = testContext()
    for (let round = 0; round < 10; round += 1) {
      const member = await aMember(ctx)
      const other = await aMember(ctx)
      const batch = inTransaction(ctx, async (tx) => {
        const rows = await tx.db.$queryRaw<{ id: string }[]>`SELECT id FROM account ORDER BY id FOR UPDATE SKIP LOCKED`
        await pause(Math.random() * 10)
        return eraseLocked(tx, { accountIds: rows.map(({ id }) => id), reason: 'staff' })
      })
      await Promise.all([batch, pause(Math.random() * 10).then(() => erase(ctx, member)), erase(ctx, other)])
      for (const { accountId, email } of [member, other]) {
        expect(await ctx.db.account.count({ where: { id: accountId } })).toBe(0)
        expect(await ctx.db.erasure.count({ where: { accountId } })).toBe(1)
        expect(await ctx.db.outgoingMail.count({ where: { recipient: email } })).toBe(1)
      }
    }
  })
})

describe('an erasure that breaks off leaves everything as it was', () => {
  test('when the code fails after the last statement', async () => {
    const ctx = testContext()
    const member = await aMember(ctx)
    const before = await everything(ctx)
    const broken = inTransaction(ctx, async (tx) => {
      expect(await erase(tx, member)).toEqual({ outcome: 'erased' })
      expect(await tx.db.account.count()).toBe(0)
      throw new Error('killed')
    })
    await expect(broken).rejects.toThrow('killed')
    expect(await everything(ctx)).toEqual(before)
    expect(await erase(ctx, member)).toEqual({ outcome: 'erased' })
  })

  test('when the process is cut off from the database in the middle, and the next try succeeds', async () => {
    const ctx = testContext()
    const member = await aMember(ctx)
    const before = await everything(ctx)
    const cutOff = inTransaction(ctx, async (tx) => {
      const [{ pid } = { pid: 0 }] = await tx.db.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`
      await erase(tx, member)
      await database().pool.query('SELECT pg_terminate_backend($1)', [pid])
      await tx.db.account.count()
    })
    await expect(cutOff).rejects.toThrow()
    expect(await everything(ctx)).toEqual(before)
    expect(await erase(ctx, member)).toEqual({ outcome: 'erased' })
    await expectGone(ctx, member)
  })
})

const profile = {
  surname: 'Neumann',
  givenName: 'Ida',
  memberGroup: 'company' as const,
  organisation: 'Werk GmbH',
  position: 'Leitung',
}

async function everything(ctx: PortalContext) {
  return {
    accounts: await ctx.db.account.findMany({ include: { acceptances: true, tokens: true, sessions: true } }),
    mails: await ctx.db.outgoingMail.findMany({ orderBy: { id: 'asc' } }),
    ledger: await ctx.db.erasure.findMany(),
    events: await ctx.db.auditEvent.count(),
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
