import { describe, expect, test } from 'vitest'
import { retireIdleStaff } from '@/lib/accounts/retire-idle-staff'
import { setRole } from '@/lib/accounts/set-role'
import { startSession } from '@/lib/auth/sessions'
import { type Role } from '@/lib/db/generated/enums'
import { aMember } from '../support/cast'
import { as, TEST_NOW, testContext } from '../support/context'

/** Roles (DS-06): idle staff lose theirs, and the last admin and the last approver stay. How roles are given: ds-06-team.test.ts. */
const ctx = testContext({ actor: { kind: 'system', duty: 'housekeeping' } })
const daysAgo = (days: number) => new Date(TEST_NOW.getTime() - days * 86_400_000)

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
    await staff('admin', 1)
    const { accountId } = await aMember(ctx, { registeredAt: daysAgo(400), lastLoginAt: daysAgo(200) })
    expect(await setRole(as(ctx, { kind: 'operator' }), { accountId, role: 'dpo' })).toEqual({ outcome: 'changed' })
    expect(await retireIdleStaff(ctx)).toEqual({ retiredStaff: 0 })
  })

  test.each(['admin', 'approver'] as const)('never leave the portal without an %s', async (role) => {
    const last = await staff(role, 200)
    const other = await staff(role, 300)
    expect(await retireIdleStaff(ctx)).toEqual({ retiredStaff: 1 })
    expect([await roleOf(last.accountId), await roleOf(other.accountId)]).toEqual([role, 'member'])
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
