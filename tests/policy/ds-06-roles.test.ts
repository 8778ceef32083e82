import { describe, expect, test } from 'vitest'
import { retireIdleStaff } from '@/lib/accounts/retire-idle-staff'
import { setRole } from '@/lib/accounts/set-role'
import { startSession } from '@/lib/auth/sessions'
import { type Role } from '@/lib/db/generated/enums'
import { aMember } from '../support/cast'
import { as, TEST_NOW, testContext } from '../support/context'

/** Roles (DS-06): nobody changes the own one, the last admin stays, and idle staff lose theirs. */
const ctx = testContext({ actor: { kind: 'system', duty: 'housekeeping' } })
const daysAgo = (days: number) => new Date(TEST_NOW.getTime() - days * 86_400_000)
const actorOf = (accountId: string, role: Role) =>
  as(ctx, { kind: 'member', accountId, role, sessionId: crypto.randomUUID() })

function staff(role: Role, days: number) {
  return aMember(ctx, { role, registeredAt: daysAgo(400), lastLoginAt: daysAgo(days) })
}

async function roleOf(accountId: string) {
  return (await ctx.db.account.findUniqueOrThrow({ where: { id: accountId }, select: { role: true } })).role
}

describe('staff who did not sign in for 90 days', () => {
  test('lose their rights and their sessions, and the record says why', async () => {
    await staff('admin', 1)
    const idle = await staff('moderator', 91)
    await startSession(ctx, { accountId: idle.accountId, role: 'moderator', device: 'Firefox' })
    expect(await retireIdleStaff(ctx)).toEqual({ retiredStaff: 1 })
    expect(await roleOf(idle.accountId)).toBe('member')
    expect(await ctx.db.session.count({ where: { accountId: idle.accountId } })).toBe(0)
    const event = await ctx.db.auditEvent.findFirst({ where: { act: 'account.role-changed' } })
    expect(event).toMatchObject({
      subjectId: idle.accountId,
      actorKind: 'system',
      details: { from: 'moderator', to: 'member', reason: 'idle' },
    })
    expect(await retireIdleStaff(ctx)).toEqual({ retiredStaff: 0 })
  })

  test('keep them on the ninetieth day', async () => {
    await staff('admin', 1)
    const almost = await staff('dpo', 90)
    expect(await retireIdleStaff(ctx)).toEqual({ retiredStaff: 0 })
    expect(await roleOf(almost.accountId)).toBe('dpo')
  })

  test('keep them if the role is younger than that', async () => {
    const admin = await staff('admin', 1)
    const { accountId } = await aMember(ctx, { registeredAt: daysAgo(400), lastLoginAt: daysAgo(200) })
    expect(await setRole(actorOf(admin.accountId, 'admin'), { accountId, role: 'dpo' })).toEqual({ outcome: 'changed' })
    expect(await retireIdleStaff(ctx)).toEqual({ retiredStaff: 0 })
  })

  test('never leave the portal without an admin', async () => {
    const last = await staff('admin', 200)
    const other = await staff('admin', 300)
    expect(await retireIdleStaff(ctx)).toEqual({ retiredStaff: 1 })
    expect([await roleOf(last.accountId), await roleOf(other.accountId)]).toEqual(['admin', 'member'])
  })

  test.each(['suspended', 'sealed by a hold'])('never leave only an admin who is %s and cannot act', async (how) => {
    const open = await staff('admin', 200)
    const { accountId } = await staff('admin', 1)
    if (how === 'suspended') await ctx.db.suspension.create({ data: { accountId, reason: 'x' } })
    else await ctx.db.legalHold.create({ data: { accountId, reason: 'x' } })
    expect(await retireIdleStaff(ctx)).toEqual({ retiredStaff: 0 })
    expect(await roleOf(open.accountId)).toBe('admin')
  })

  test('are retired even where there is no admin at all', async () => {
    await staff('dpo', 100)
    expect(await retireIdleStaff(ctx)).toEqual({ retiredStaff: 1 })
  })
})

describe('an admin', () => {
  test('does not change the own role', async () => {
    const { accountId } = await staff('admin', 1)
    await expect(async () => setRole(actorOf(accountId, 'admin'), { accountId, role: 'dpo' })).rejects.toThrow()
    expect(await roleOf(accountId)).toBe('admin')
  })

  test('who demotes another at the same moment as being demoted leaves one of both', async () => {
    const one = await staff('admin', 1)
    const other = await staff('admin', 1)
    const outcomes = await Promise.all([
      setRole(actorOf(one.accountId, 'admin'), { accountId: other.accountId, role: 'member' }),
      setRole(actorOf(other.accountId, 'admin'), { accountId: one.accountId, role: 'member' }),
    ])
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['changed', 'last-admin'])
    expect(await ctx.db.account.count({ where: { role: 'admin' } })).toBe(1)
  })

  test.each(['moderator', 'dpo', 'member'] as const)('is the only one who gives roles: %s does not', async (role) => {
    const actor = await aMember(ctx, { role })
    const { accountId } = await aMember(ctx)
    await expect(async () => setRole(actorOf(actor.accountId, role), { accountId, role: 'admin' })).rejects.toThrow()
  })
})
