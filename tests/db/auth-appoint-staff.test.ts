import { expect, test } from 'vitest'
import { appointStaff } from '@/lib/accounts/appoint-staff'
import { resetPassword } from '@/lib/accounts/reset-password'
import { signIn } from '@/lib/auth/sign-in'
import { reactivate } from '@/lib/lifecycle/reactivate'
import { Refused } from '@/lib/result'
import { aMember } from '../support/cast'
import { at, testContext } from '../support/context'

const ctx = testContext({ actor: { kind: 'operator' } })
const email = 'leitung@beispiel.test'

test('S-A11 a new member of staff sets the password with a link; nobody else ever sees one', async () => {
  const result = await appointStaff(ctx, { email, role: 'dpo' })
  if (result.outcome !== 'created') throw new Error(result.outcome)
  const secret = new URL(result.link).searchParams.get('token') ?? ''
  const newPassword = 'Brotdose Kiesel Wanderstock'
  const inTime = at(ctx, new Date(ctx.now().getTime() + 23 * 3_600_000))
  expect(await resetPassword(inTime, { secret, newPassword, network: 'n' })).toEqual({ outcome: 'reset' })
  const credentials = { email, password: newPassword, network: 'n', device: 'd' }
  expect(await signIn(inTime, credentials, { reactivate })).toMatchObject({ outcome: 'signed-in' })
  expect(await ctx.db.account.findUniqueOrThrow({ where: { email } })).toMatchObject({ role: 'dpo' })
  expect(await ctx.db.outgoingMail.count({ where: { template: 'password-reset' } })).toBe(0)
})

test.each([
  ['up to the last second of the day', 24 * 3_600_000 - 1000, 'reset'],
  ['no second longer', 24 * 3_600_000, 'expired'],
])('S-A11 the link works %s', async (_, ms, outcome) => {
  const result = await appointStaff(ctx, { email, role: 'dpo' })
  const secret = result.outcome === 'created' ? new URL(result.link).searchParams.get('token') : ''
  const then = at(ctx, new Date(ctx.now().getTime() + ms))
  const newPassword = 'Brotdose Kiesel Wanderstock'
  expect(await resetPassword(then, { secret: secret ?? '', newPassword, network: 'n' })).toMatchObject({ outcome })
})

test('a member who is appointed keeps the password and signs in again', async () => {
  const member = await aMember(ctx)
  const credentials = { email: member.email, password: member.password, network: 'n', device: 'd' }
  await signIn(ctx, credentials, { reactivate })
  expect(await appointStaff(ctx, { email: member.email, role: 'moderator' })).toEqual({ outcome: 'appointed' })
  expect(await ctx.db.session.count()).toBe(0)
  expect(await signIn(ctx, credentials, { reactivate })).toMatchObject({ outcome: 'signed-in' })
  const { expiresAt, createdAt } = await ctx.db.session.findFirstOrThrow()
  expect(expiresAt.getTime() - createdAt.getTime()).toBe(12 * 3_600_000)
})

test('S-A6 only the operator of the machine can do it', async () => {
  await expect(appointStaff(testContext(), { email, role: 'admin' })).rejects.toThrow(Refused)
  expect(await ctx.db.account.count()).toBe(0)
})
