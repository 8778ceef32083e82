import { beforeEach, describe, expect, test } from 'vitest'
import { expireStaffChanges, rejectStaffChange, releaseStaffChange } from '@/lib/accounts/decide-staff-change'
import { listStaffChanges } from '@/lib/accounts/list-staff-changes'
import { requestStaffChange } from '@/lib/accounts/request-staff-change'
import { resetFactors } from '@/lib/accounts/reset-factors'
import { setRole } from '@/lib/accounts/set-role'
import { INDEPENDENCE_PERIOD, STAFF_CHANGE_PERIOD } from '@/lib/auth/limits'
import { startSession } from '@/lib/auth/sessions'
import { releaseBulkAct, submitBulkAct } from '@/lib/bulk-acts/decide-bulk-act'
import { prepareBulkAct } from '@/lib/bulk-acts/prepare-bulk-act'
import { type PortalContext } from '@/lib/context'
import { type Role } from '@/lib/db/generated/enums'
import { releaseDisclosure } from '@/lib/disclosure/decide-disclosure'
import { decideHold } from '@/lib/disclosure/decide-hold'
import { attachOrder, prepareDisclosure } from '@/lib/disclosure/prepare-disclosure'
import { requestHold } from '@/lib/disclosure/request-hold'
import { completeErasure } from '@/lib/erasure/complete-erasure'
import { confirmStoppedRun } from '@/lib/lifecycle/confirm-stopped-run'
import { loadDraft } from '@/lib/policies/draft'
import { publishVersion } from '@/lib/policies/publish-version'
import { saveDraft } from '@/lib/policies/save-draft'
import { startDraft } from '@/lib/policies/start-draft'
import { submitDraft } from '@/lib/policies/submit-draft'
import { Refused } from '@/lib/result'
import { aMember, type CastMember } from '../support/cast'
import { as, at, TEST_NOW, testContext } from '../support/context'
import { draftContent } from '../support/policies'
import { aStaff, idOf, inRole } from '../support/staff'
import { waitingOf } from '../support/work'

/**
 * Two people are two people (DS-06): roles and lost factors take two of them, all staff are told, and whoever got power from somebody
 * releases nothing of that person for a while, in every room that knows a second person.
 */
const ctx = testContext()
const operator = as(ctx, { kind: 'operator' })
let admin: PortalContext
let approver: PortalContext
let member: CastMember

beforeEach(async () => {
  admin = await aStaff(ctx, 'admin')
  approver = await aStaff(ctx, 'approver')
  member = await aMember(ctx)
})

const roleOf = async (accountId: string) =>
  (await ctx.db.account.findUniqueOrThrow({ where: { id: accountId }, select: { role: true } })).role
const later = (seconds: number, ms = 0) => new Date(TEST_NOW.getTime() + seconds * 1000 + ms)

async function asked(by: PortalContext, accountId: string, role: Role): Promise<string> {
  const wish = { person: { accountId }, kind: 'role', role, reason: 'Vertretung' } as const
  const result = await requestStaffChange(by, wish)
  if (result.outcome !== 'requested') throw new Error(result.outcome)
  return result.changeId
}

async function withFactor(accountId: string): Promise<void> {
  await ctx.db.passkey.create({
    data: { accountId, name: 'x', credentialId: accountId, publicKey: new Uint8Array(1), counter: 0n },
  })
}

/** The role is given by two people, as anybody would. */
async function appointed(by: PortalContext, released: PortalContext, accountId: string, role: Role) {
  const changeId = await asked(by, accountId, role)
  expect(await releaseStaffChange(released, { changeId })).toEqual({ outcome: 'changed' })
  return as(by, { kind: 'member', accountId, role, sessionId: crypto.randomUUID() })
}

describe('a role', () => {
  test('takes an admin who asks and an approver who releases; before that nothing changes', async () => {
    await startSession(ctx, { accountId: member.accountId, role: 'member', device: 'Firefox' })
    const changeId = await asked(admin, member.accountId, 'dpo')
    expect(await roleOf(member.accountId)).toBe('member')
    for (const role of ['moderator', 'admin', 'dpo'] as const)
      await expect(releaseStaffChange(await aStaff(ctx, role), { changeId })).rejects.toThrow(Refused)
    expect(await roleOf(member.accountId)).toBe('member')
    expect(await releaseStaffChange(approver, { changeId })).toEqual({ outcome: 'changed' })
    expect(await roleOf(member.accountId)).toBe('dpo')
    expect(await ctx.db.session.count({ where: { accountId: member.accountId } })).toBe(0)
    expect(await releaseStaffChange(approver, { changeId })).toEqual({ outcome: 'not-open' })
    const events = await ctx.db.auditEvent.findMany({
      where: { subjectId: member.accountId, act: { in: ['team.change-requested', 'account.role-changed'] } },
      orderBy: { seq: 'asc' },
      select: { act: true, actorId: true, details: true },
    })
    expect(events).toEqual([
      { act: 'team.change-requested', actorId: idOf(admin), details: { changeId, kind: 'role', to: 'dpo' } },
      { act: 'account.role-changed', actorId: idOf(approver), details: { from: 'member', to: 'dpo', changeId } },
    ])
  })

  test.each(['moderator', 'approver', 'dpo', 'member'] as const)(
    'is asked for by admins only: a %s does not',
    async (role) => {
      await expect(asked(await aStaff(ctx, role), member.accountId, 'admin')).rejects.toThrow(Refused)
      expect(await ctx.db.staffChange.count()).toBe(0)
    },
  )

  test('is not asked for or released for oneself, neither by the verb nor past it', async () => {
    await expect(asked(admin, idOf(admin), 'approver')).rejects.toThrow('concerned')
    const changeId = await asked(admin, member.accountId, 'admin')
    expect(await releaseStaffChange(await inRole(admin, 'approver'), { changeId })).toEqual({ outcome: 'same-person' })
    const about = await asked(await aStaff(ctx, 'admin'), idOf(approver), 'admin')
    await aStaff(ctx, 'approver')
    expect(await releaseStaffChange(approver, { changeId: about })).toEqual({ outcome: 'concerned' })
    for (const by of ['prepared_by', 'account_id'])
      await expect(
        ctx.db.$executeRawUnsafe(
          `UPDATE staff_change SET decision = 'released', decided_at = now(), decided_by = ${by}`,
        ),
      ).rejects.toThrow(/staff_change_two_people/)
  })

  test('needs a confirmed account, something to change, and nothing that waits already', async () => {
    const unconfirmed = await aMember(ctx, { confirmed: false })
    const wish = { kind: 'role', role: 'moderator', reason: 'x' } as const
    for (const person of [
      { email: unconfirmed.email },
      { email: 'niemand@beispiel.test' },
      { accountId: crypto.randomUUID() },
    ])
      expect(await requestStaffChange(admin, { ...wish, person })).toEqual({ outcome: 'unknown-member' })
    const person = { email: member.email }
    expect(await requestStaffChange(admin, { ...wish, person, role: 'member' })).toEqual({ outcome: 'unchanged' })
    expect(await requestStaffChange(admin, { ...wish, person })).toMatchObject({ outcome: 'requested' })
    expect(await requestStaffChange(admin, { ...wish, person })).toEqual({ outcome: 'already-requested' })
  })

  test('goes to nobody when the only person who could give it would go', async () => {
    const other = await aStaff(ctx, 'approver')
    const last = await asked(admin, idOf(other), 'member')
    expect(await releaseStaffChange(approver, { changeId: last })).toEqual({ outcome: 'changed' })
    const changeId = await asked(await aStaff(ctx, 'admin'), idOf(admin), 'member')
    await ctx.db.account.updateMany({ where: { role: 'admin', id: { not: idOf(admin) } }, data: { role: 'member' } })
    // Whoever asked is admin no more: that alone stops it.
    expect(await releaseStaffChange(approver, { changeId })).toEqual({ outcome: 'first-person-gone' })
    expect(await roleOf(idOf(admin))).toBe('admin')
  })
})

describe('of two at the same moment', () => {
  test('one release of one change counts', async () => {
    const changeId = await asked(admin, member.accountId, 'moderator')
    const both = [approver, await aStaff(ctx, 'approver')]
    const outcomes = await Promise.all(both.map((by) => releaseStaffChange(by, { changeId })))
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['changed', 'not-open'])
    expect(await ctx.db.auditEvent.count({ where: { act: 'account.role-changed' } })).toBe(1)
  })

  test('a release and a rejection, one counts', async () => {
    const changeId = await asked(admin, member.accountId, 'moderator')
    const outcomes = await Promise.all([
      releaseStaffChange(approver, { changeId }),
      rejectStaffChange(admin, { changeId }),
    ])
    expect(outcomes.map(({ outcome }) => outcome)).toContain('not-open')
    expect(await roleOf(member.accountId)).toBe(outcomes[0].outcome === 'changed' ? 'moderator' : 'member')
  })

  test('two wishes for one person, one is there', async () => {
    const wish = { person: { accountId: member.accountId }, kind: 'role', role: 'admin', reason: 'x' } as const
    const outcomes = await Promise.all([admin, await aStaff(ctx, 'admin')].map((by) => requestStaffChange(by, wish)))
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['already-requested', 'requested'])
  })

  test('approvers who take each other the role leave one, and nobody waits in a circle', async () => {
    const other = await aStaff(ctx, 'approver')
    const [one, two] = [await asked(admin, idOf(approver), 'member'), await asked(admin, idOf(other), 'member')]
    const outcomes = await Promise.allSettled([
      releaseStaffChange(other, { changeId: one }),
      releaseStaffChange(approver, { changeId: two }),
    ])
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const outcome of outcomes) if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(Refused)
    expect(await ctx.db.account.count({ where: { role: 'approver' } })).toBe(1)
  })
})

describe('the time', () => {
  test('is seven days; a moment later the wish is void, and the duty says so', async () => {
    const changeId = await asked(admin, member.accountId, 'moderator')
    expect(await waitingOf(at(ctx, later(STAFF_CHANGE_PERIOD)), 'team-change')).toBe(1)
    const late = at(approver, later(STAFF_CHANGE_PERIOD, 1))
    expect(await waitingOf(late, 'team-change')).toBe(0)
    expect(await releaseStaffChange(late, { changeId })).toEqual({ outcome: 'not-open' })
    expect((await listStaffChanges(late)).map(({ decision }) => decision)).toEqual(['expired'])
    const duty = as(at(ctx, later(STAFF_CHANGE_PERIOD)), { kind: 'system', duty: 'housekeeping' })
    expect(await expireStaffChanges(duty)).toEqual({ staffChangesExpired: 0 })
    const after = at(duty, later(STAFF_CHANGE_PERIOD, 1))
    expect(await expireStaffChanges(after)).toEqual({ staffChangesExpired: 1 })
    expect(await expireStaffChanges(after)).toEqual({ staffChangesExpired: 0 })
    expect(await ctx.db.auditEvent.count({ where: { act: 'team.change-expired' } })).toBe(1)
  })

  test('at its last moment it can be released', async () => {
    const changeId = await asked(admin, member.accountId, 'moderator')
    expect(await releaseStaffChange(at(approver, later(STAFF_CHANGE_PERIOD)), { changeId })).toEqual({
      outcome: 'changed',
    })
  })
})

test('an approver says no, the admin takes it back, moderators and the data protection officer do neither', async () => {
  for (const by of [approver, admin]) {
    const changeId = await asked(admin, member.accountId, 'moderator')
    for (const role of ['moderator', 'dpo'] as const)
      await expect(rejectStaffChange(await aStaff(ctx, role), { changeId })).rejects.toThrow(Refused)
    expect(await rejectStaffChange(by, { changeId })).toEqual({ outcome: 'rejected' })
    expect(await releaseStaffChange(approver, { changeId })).toEqual({ outcome: 'not-open' })
  }
  expect(await roleOf(member.accountId)).toBe('member')
})

describe('the second factor of somebody', () => {
  test('is reset by two people; the sessions end, and the owner learns of both steps', async () => {
    await withFactor(member.accountId)
    await startSession(ctx, { accountId: member.accountId, role: 'member', device: 'Firefox' })
    const wish = { person: { accountId: member.accountId }, kind: 'factor-reset', reason: 'Telefon verloren' } as const
    const result = await requestStaffChange(admin, wish)
    expect(await ctx.db.passkey.count()).toBe(1)
    const changeId = result.outcome === 'requested' ? result.changeId : ''
    expect(await releaseStaffChange(approver, { changeId })).toEqual({ outcome: 'reset' })
    expect(await ctx.db.passkey.count()).toBe(0)
    expect(await ctx.db.session.count({ where: { accountId: member.accountId } })).toBe(0)
    const mails = await ctx.db.outgoingMail.findMany({ where: { accountId: member.accountId }, orderBy: { id: 'asc' } })
    expect(mails.map(({ template }) => template)).toEqual([
      'confirm-registration',
      'team-change',
      'second-factor-changed',
    ])
    expect(await requestStaffChange(admin, wish)).toEqual({ outcome: 'no-factor' })
  })

  test('that is gone meanwhile is not reset', async () => {
    await withFactor(member.accountId)
    const wish = { person: { accountId: member.accountId }, kind: 'factor-reset', reason: 'x' } as const
    const result = await requestStaffChange(admin, wish)
    const changeId = result.outcome === 'requested' ? result.changeId : ''
    await resetFactors(operator, member)
    expect(await releaseStaffChange(approver, { changeId })).toEqual({ outcome: 'no-factor' })
  })
})

describe('who is told', () => {
  test('the person and everybody with a role, when it is asked for and when it has happened', async () => {
    const [moderator, dpo] = [await aStaff(ctx, 'moderator'), await aStaff(ctx, 'dpo')]
    const changeId = await asked(admin, member.accountId, 'approver')
    const told = async (template: 'team-change' | 'staff-alert') =>
      (await ctx.db.outgoingMail.findMany({ where: { template } })).map(({ accountId }) => accountId).sort()
    const staff = [admin, approver, moderator, dpo].map(idOf)
    expect(await told('team-change')).toEqual([member.accountId])
    expect(await told('staff-alert')).toEqual(staff.sort())
    await releaseStaffChange(approver, { changeId })
    expect(await told('team-change')).toEqual([member.accountId, member.accountId])
    expect(await told('staff-alert')).toEqual([...staff, ...staff].sort())
  })

  test('also of what the command line does', async () => {
    await setRole(operator, { accountId: member.accountId, role: 'admin' })
    expect(await ctx.db.outgoingMail.count({ where: { template: 'team-change' } })).toBe(1)
    expect(await ctx.db.outgoingMail.count({ where: { template: 'staff-alert' } })).toBe(2)
  })
})

describe('whoever got the role from somebody', () => {
  /** Each room that knows a second person: prepared by the first, and how the second releases it. */
  const rooms: Record<string, () => Promise<(second: PortalContext) => Promise<{ outcome: string }>>> = {
    'an act on many members': async () => {
      const prepared = await prepareBulkAct(admin, { kind: 'suspend', reason: 'x', choice: { list: member.email } })
      const actId = prepared.outcome === 'prepared' ? prepared.actId : ''
      await submitBulkAct(admin, { actId })
      return (second) => releaseBulkAct(second, { actId })
    },
    'a legal hold': async () => {
      const wish = { accountId: member.accountId, kind: 'place', reason: 'Klage', reviewOn: '2027-05-01' } as const
      const result = await requestHold(admin, wish)
      const requestId = result.outcome === 'requested' ? result.requestId : ''
      return (second) => decideHold(second, { requestId, decision: 'released' }, { completeErasure })
    },
    'a court order': async () => {
      const order = await prepareDisclosure(admin, {
        authority: 'Staatsanwaltschaft Erfurt',
        court: 'Amtsgericht Erfurt',
        fileNumber: '48 Gs 1/26',
        orderedOn: '2026-11-20',
        legalBasis: '§ 100j StPO',
        sought: member.email,
        scope: ['name'],
      })
      const disclosureId = order.outcome === 'prepared' ? order.disclosureId : ''
      await attachOrder(admin, { disclosureId, scan: Buffer.from('%PDF-1.7') })
      return (second) => releaseDisclosure(second, { disclosureId })
    },
    'a version of the policy': async () => {
      await startDraft(admin)
      const { number = 0, revision = 0 } = (await loadDraft(admin)) ?? {}
      await saveDraft(admin, { ...draftContent, number, revision })
      await submitDraft(admin, { number, revision: revision + 1 })
      return (second) => publishVersion(second, { number, revision: revision + 1 })
    },
    'a stopped run': async () => {
      const { id: runId } = await ctx.db.sweepRun.create({
        data: {
          trigger: 'staff',
          startedBy: idOf(admin),
          startedAt: TEST_NOW,
          finishedAt: TEST_NOW,
          brake: 'too-many-notices',
          brakeDetails: {
            clockDifferenceSeconds: 0,
            accounts: 1_000,
            notices: { due: 400, allowed: 100 },
            erasures: { due: 0, allowed: 50 },
          },
        },
        select: { id: true },
      })
      return (second) => confirmStoppedRun(second, { runId, number: 400 })
    },
    'a change of the team': async () => {
      const changeId = await asked(admin, (await aMember(ctx)).accountId, 'moderator')
      return (second) => releaseStaffChange(second, { changeId })
    },
  }

  test.each(Object.keys(rooms))('does not release %s of that person, and another approver does', async (name) => {
    const second = await appointed(admin, approver, (await aMember(ctx)).accountId, 'approver')
    const release = await (rooms[name] as (typeof rooms)[string])()
    expect(await release(second)).toEqual({ outcome: 'not-independent' })
    const { outcome } = await release(approver)
    expect(['released', 'placed', 'published', 'confirmed', 'changed']).toContain(outcome)
  })

  test('the time is thirty days', () => {
    expect(INDEPENDENCE_PERIOD).toBe(30 * 24 * 60 * 60)
    expect(STAFF_CHANGE_PERIOD).toBe(7 * 24 * 60 * 60)
  })

  test.each(Object.keys(rooms))(
    'does not release %s for thirty days, and does on the first moment after',
    async (name) => {
      const second = await appointed(admin, approver, (await aMember(ctx)).accountId, 'approver')
      await ctx.db.staffChange.updateMany({ data: { decidedAt: later(-INDEPENDENCE_PERIOD, 1) } })
      const release = await (rooms[name] as (typeof rooms)[string])()
      expect(await release(second)).toEqual({ outcome: 'not-independent' })
      await ctx.db.staffChange.updateMany({
        where: { decision: 'released' },
        data: { decidedAt: later(-INDEPENDENCE_PERIOD) },
      })
      expect((await release(second)).outcome).not.toBe('not-independent')
    },
  )

  test('is bound to who released it as well, should that person prepare something', async () => {
    const second = await appointed(admin, approver, (await aMember(ctx)).accountId, 'approver')
    admin = await inRole(approver, 'admin')
    const release = await (rooms['a legal hold'] as (typeof rooms)[string])()
    expect(await release(second)).toEqual({ outcome: 'not-independent' })
  })

  test('a factor that was reset binds as well', async () => {
    const second = await aStaff(ctx, 'approver')
    await withFactor(idOf(second))
    const wish = { person: { accountId: idOf(second) }, kind: 'factor-reset', reason: 'x' } as const
    const result = await requestStaffChange(admin, wish)
    await releaseStaffChange(approver, { changeId: result.outcome === 'requested' ? result.changeId : '' })
    const release = await (rooms['a court order'] as (typeof rooms)[string])()
    expect(await release(second)).toEqual({ outcome: 'not-independent' })
  })

  test('what was rejected, what somebody else asked for, and what the operator did binds nobody', async () => {
    const second = await aStaff(ctx, 'approver')
    const changeId = await asked(admin, idOf(second), 'dpo')
    await rejectStaffChange(approver, { changeId })
    const other = await aStaff(ctx, 'admin')
    const third = await appointed(other, approver, (await aMember(ctx)).accountId, 'approver')
    const { accountId } = await aMember(ctx)
    await setRole(operator, { accountId, role: 'approver' })
    const fourth = as(ctx, { kind: 'member', accountId, role: 'approver', sessionId: crypto.randomUUID() })
    for (const by of [second, third, fourth]) {
      member = await aMember(ctx)
      const release = await (rooms['a legal hold'] as (typeof rooms)[string])()
      expect(await release(by)).toEqual({ outcome: 'placed' })
    }
  })
})

test('one administrator is one person: no way to a second self that releases (DS-10)', async () => {
  const puppet = await aMember(ctx)
  const changeId = await asked(admin, puppet.accountId, 'approver')
  expect(await roleOf(puppet.accountId)).toBe('member')
  const self = as(ctx, {
    kind: 'member',
    accountId: puppet.accountId,
    role: 'approver',
    sessionId: crypto.randomUUID(),
  })
  await expect(releaseStaffChange(self, { changeId })).rejects.toThrow(Refused)
  // Even if an approver is talked into it, the second self releases nothing of the first one for thirty days.
  await releaseStaffChange(approver, { changeId })
  const order = await prepareDisclosure(admin, {
    authority: 'StA',
    court: 'AG Erfurt',
    fileNumber: '1 Gs 12/26',
    orderedOn: '2026-11-20',
    legalBasis: '§ 100j StPO',
    sought: member.email,
    scope: ['name'],
  })
  const disclosureId = order.outcome === 'prepared' ? order.disclosureId : ''
  await attachOrder(admin, { disclosureId, scan: Buffer.from('%PDF-1.7') })
  expect(await releaseDisclosure(self, { disclosureId })).toEqual({ outcome: 'not-independent' })
  expect(await ctx.db.disclosure.count({ where: { decision: 'released' } })).toBe(0)
})
