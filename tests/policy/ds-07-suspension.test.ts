import { beforeEach, describe, expect, test } from 'vitest'
import { openSuspension, restoreMember, suspendMember } from '@/lib/accounts/suspend-member'
import { findMember, startSession } from '@/lib/auth/sessions'
import { signIn } from '@/lib/auth/sign-in'
import { inTransaction, type PortalContext } from '@/lib/context'
import { reactivate } from '@/lib/lifecycle/reactivate'
import { Refused } from '@/lib/result'
import { aMember, CAST_PASSWORD, type CastMember } from '../support/cast'
import { as, testContext } from '../support/context'

/** DS-07: the portal is protected from abuse. Staff suspend a member with a reason, and restore with a reason. */
const ctx = testContext()
let admin: PortalContext
let member: CastMember

beforeEach(async () => {
  admin = await staff('admin')
  member = await aMember(ctx)
})

async function staff(role: 'admin' | 'dpo' | 'moderator'): Promise<PortalContext> {
  const { accountId } = await aMember(ctx, { role })
  return as(ctx, { kind: 'member', accountId, role, sessionId: crypto.randomUUID() })
}

const idOf = ({ actor }: PortalContext) => (actor.kind === 'member' ? actor.accountId : '')
const enter = () =>
  signIn(ctx, { email: member.email, password: CAST_PASSWORD, network: '192.0.2.7', device: 'Test' }, { reactivate })

describe('a suspended member', () => {
  test('is out at once and cannot sign in; restored, the member comes back', async () => {
    const { accountId } = member
    const session = await inTransaction(ctx, (tx) => startSession(tx, { accountId, role: 'member', device: 'Test' }))
    expect(await suspendMember(admin, { accountId, reason: 'Werbung in Nachrichten' })).toEqual({
      outcome: 'suspended',
    })
    expect(await findMember(ctx, session)).toBeUndefined()
    expect(await enter()).toEqual({ outcome: 'refused' })
    expect(await openSuspension(admin, accountId)).toMatchObject({ reason: 'Werbung in Nachrichten' })
    expect(await restoreMember(admin, { accountId, reason: 'Geklärt' })).toEqual({ outcome: 'restored' })
    expect(await enter()).toMatchObject({ outcome: 'signed-in' })
    const row = await ctx.db.suspension.findFirstOrThrow({ where: { accountId } })
    expect(row).toMatchObject({ startedBy: idOf(admin), endedBy: idOf(admin), endReason: 'Geklärt' })
  })

  test('is suspended once and restored once', async () => {
    const act = { accountId: member.accountId, reason: 'x' }
    const both = await Promise.all([suspendMember(admin, act), suspendMember(admin, act)])
    expect(both.map(({ outcome }) => outcome).sort()).toEqual(['already-suspended', 'suspended'])
    await restoreMember(admin, act)
    expect(await restoreMember(admin, act)).toEqual({ outcome: 'not-suspended' })
    expect(await suspendMember(admin, { ...act, accountId: crypto.randomUUID() })).toEqual({
      outcome: 'unknown-member',
    })
  })
})

describe('only admins suspend', () => {
  test.each(['moderator', 'dpo'] as const)('a %s is refused', async (role) => {
    await expect(suspendMember(await staff(role), { accountId: member.accountId, reason: 'x' })).rejects.toThrow(
      Refused,
    )
  })

  test('nobody the own account; an admin who was suspended meanwhile nobody', async () => {
    await expect(suspendMember(admin, { accountId: idOf(admin), reason: 'x' })).rejects.toThrow(Refused)
    const other = await staff('admin')
    await suspendMember(admin, { accountId: idOf(other), reason: 'x' })
    await expect(suspendMember(other, { accountId: idOf(admin), reason: 'x' })).rejects.toThrow(Refused)
  })

  test('two admins who suspend each other leave one', async () => {
    const other = await staff('admin')
    const both = await Promise.allSettled([
      suspendMember(admin, { accountId: idOf(other), reason: 'x' }),
      suspendMember(other, { accountId: idOf(admin), reason: 'x' }),
    ])
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await ctx.db.suspension.count()).toBe(1)
  })
})
