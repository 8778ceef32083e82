import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openRequest } from '@/lib/access-requests/open-request'
import { setRole } from '@/lib/accounts/set-role'
import { suspendMember } from '@/lib/accounts/suspend-member'
import { startSession } from '@/lib/auth/sessions'
import { carryOutBulkActs } from '@/lib/bulk-acts/carry-out-bulk-acts'
import { rejectBulkAct, releaseBulkAct, stopBulkAct, submitBulkAct } from '@/lib/bulk-acts/decide-bulk-act'
import { listBulkActs, viewBulkAct } from '@/lib/bulk-acts/list-bulk-acts'
import { type Choice, MOST_TARGETS, prepareBulkAct } from '@/lib/bulk-acts/prepare-bulk-act'
import { type BulkKind } from '@/lib/codes'
import { inTransaction, type PortalContext } from '@/lib/context'
import { berlinDay } from '@/lib/dates'
import { type Role } from '@/lib/db/generated/enums'
import { eraseAccount } from '@/lib/erasure/erase-account'
import { decideAppeal } from '@/lib/moderation/decide-appeal'
import { enterAppeal } from '@/lib/moderation/file-appeal'
import { listCases } from '@/lib/moderation/list-cases'
import { Refused } from '@/lib/result'
import { tellOfWork } from '@/lib/work-queue/tell-staff'
import { aMember, type CastMember, lastLogin } from '../support/cast'
import { as, at, TEST_NOW, testContext } from '../support/context'
import { expectQueueFits, readMail, sendMail } from '../support/outbox'
import { owner } from '../support/owner'
import { aStaff, idOf, inRole } from '../support/staff'
import { waitingOf } from '../support/work'

/** DS-06: what staff do with many members takes a preview and a second person, and reaches only those who are as they were seen. */
const ctx = testContext()
afterEach(() => expectQueueFits(ctx))
const duty = as(ctx, { kind: 'system', duty: 'bulk-acts' })
let admin: PortalContext
let approver: PortalContext
let members: CastMember[]

beforeEach(async () => {
  admin = await staff('admin')
  approver = await staff('approver')
  members = [await aMember(ctx), await aMember(ctx), await aMember(ctx)]
})

const staff = (role: Role) => aStaff(ctx, role)

const listed = (): Choice => ({ list: members.map(({ email }) => email).join('\n') })
const first = () => members[0]?.accountId ?? ''

async function prepared(kind: BulkKind, choice: Choice = listed(), by = admin): Promise<string> {
  const result = await prepareBulkAct(by, { kind, reason: 'Werbung in Massen', choice })
  if (result.outcome !== 'prepared') throw new Error(result.outcome)
  return result.actId
}

async function submitted(kind: BulkKind, choice?: Choice): Promise<string> {
  const actId = await prepared(kind, choice)
  expect(await submitBulkAct(admin, { actId })).toEqual({ outcome: 'submitted' })
  return actId
}

async function released(kind: BulkKind, choice?: Choice): Promise<string> {
  const actId = await submitted(kind, choice)
  expect(await releaseBulkAct(approver, { actId })).toEqual({ outcome: 'released' })
  return actId
}

const countsOf = async (actId: string) => {
  const { done, changed, postponed, failed } = await ctx.db.bulkAct.findUniqueOrThrow({ where: { id: actId } })
  return { done, changed, postponed, failed }
}
const suspended = () => ctx.db.suspension.count({ where: { endedAt: null } })
const targets = (actId: string) => ctx.db.bulkActTarget.count({ where: { actId } })

describe('the preview', () => {
  test('says how many were chosen and whom it concerns, by group and state, and shows some by name; that look is recorded', async () => {
    const actId = await prepared('suspend', { list: `${(listed() as { list: string }).list}, niemand@beispiel.test` })
    const view = await viewBulkAct(approver, { actId })
    expect(view).toMatchObject({
      act: { state: 'preview', chosen: 4, members: 3 },
      groups: [{ group: 'private_person', members: 3 }],
      states: [{ state: 'active', members: 3 }],
    })
    expect(view?.sample.map(({ id }) => id).sort()).toEqual(members.map(({ accountId }) => accountId).sort())
    const look = await ctx.db.auditEvent.findFirstOrThrow({
      where: { act: 'member.searched' },
      orderBy: { seq: 'desc' },
    })
    expect((look.details as { shown: string[] }).shown).toHaveLength(3)
    expect(await suspended()).toBe(0)
  })

  test('can follow from a search', async () => {
    const company = await aMember(ctx, { memberGroup: 'company', organisation: 'Glaswerk', position: 'Werbung' })
    const actId = await prepared('suspend', { search: { memberGroup: 'company' } })
    expect(await ctx.db.bulkActTarget.findMany({ where: { actId }, select: { accountId: true } })).toEqual([
      { accountId: company.accountId },
    ])
  })

  test('never holds staff, nor whom the act would not change; for nobody there is no act', async () => {
    const everybody = await prepared('suspend', { search: {} })
    expect(await viewBulkAct(approver, { actId: everybody })).toMatchObject({ act: { chosen: 5, members: 3 } })
    expect(await prepareBulkAct(admin, { kind: 'end-sessions', reason: 'x', choice: listed() })).toEqual({
      outcome: 'nobody',
    })
    expect(await ctx.db.bulkAct.count()).toBe(1)
  })

  test('has a limit', async () => {
    const list = Array.from({ length: MOST_TARGETS + 1 }, (_, i) => `m${i}@beispiel.test`).join('\n')
    expect(await prepareBulkAct(admin, { kind: 'suspend', reason: 'x', choice: { list } })).toEqual({
      outcome: 'too-many',
    })
  })

  test('is made by admins only; moderators neither see nor decide', async () => {
    const moderator = await staff('moderator')
    await expect(prepared('suspend', listed(), approver)).rejects.toThrow(Refused)
    const actId = await submitted('suspend')
    for (const act of [releaseBulkAct, rejectBulkAct, stopBulkAct])
      await expect(act(moderator, { actId })).rejects.toThrow(Refused)
    await expect(listBulkActs(moderator)).rejects.toThrow(Refused)
    await expect(viewBulkAct(moderator, { actId })).rejects.toThrow(Refused)
  })
})

describe('the second person', () => {
  test('is somebody else, also past the verb, and decides only on what was handed in', async () => {
    const actId = await prepared('suspend')
    expect(await releaseBulkAct(approver, { actId })).toEqual({ outcome: 'not-open' })
    expect(await submitBulkAct(await staff('admin'), { actId })).toEqual({ outcome: 'not-yours' })
    await submitBulkAct(admin, { actId })
    await expect(releaseBulkAct(admin, { actId })).rejects.toThrow(Refused)
    expect(await releaseBulkAct(await inRole(admin, 'approver'), { actId })).toEqual({ outcome: 'same-person' })
    await inRole(admin, 'admin')
    const forged = ctx.db
      .$executeRaw`UPDATE bulk_act SET decision = 'released', decided_at = now(), decided_by = prepared_by`
    await expect(forged).rejects.toThrow(/bulk_act_two_people/)
    expect(await waitingOf(approver, 'bulk-act')).toBe(1)
    expect(await releaseBulkAct(approver, { actId })).toEqual({ outcome: 'released' })
    expect(await waitingOf(approver, 'bulk-act')).toBe(0)
  })

  test('is told by mail when an act waits, and nobody else is', async () => {
    await submitted('suspend')
    await tellOfWork(duty)
    const mails = await ctx.db.outgoingMail.findMany({
      where: { template: 'staff-alert' },
      select: { accountId: true },
    })
    expect(mails).toEqual([{ accountId: idOf(approver) }])
  })

  test('can say no; the first person can take it back; then the choice is forgotten', async () => {
    for (const by of [approver, admin]) {
      const actId = await submitted('suspend')
      expect(await rejectBulkAct(by, { actId })).toEqual({ outcome: 'rejected' })
      expect(await releaseBulkAct(approver, { actId })).toEqual({ outcome: 'not-open' })
      expect(await targets(actId)).toBe(0)
    }
  })

  test('has one day; a moment later the act is void and the choice forgotten', async () => {
    const later = (ms: number) => new Date(TEST_NOW.getTime() + 86_400_000 + ms)
    const [late, lost] = [await submitted('suspend'), await submitted('suspend')]
    expect(await releaseBulkAct(at(approver, later(1)), { actId: lost })).toEqual({ outcome: 'not-open' })
    expect(await releaseBulkAct(at(approver, later(0)), { actId: late })).toEqual({ outcome: 'released' })
    expect(await carryOutBulkActs(at(duty, later(1)))).toEqual({ bulkActsExpired: 1, membersReached: 3 })
    expect(await targets(lost)).toBe(0)
    expect((await listBulkActs(approver)).map(({ state }) => state).sort()).toEqual(['expired', 'finished'])
  })

  test('does not release what somebody prepared who has lost the role since', async () => {
    const actId = await submitted('suspend')
    await staff('admin')
    await setRole(as(ctx, { kind: 'operator' }), { accountId: idOf(admin), role: 'member' })
    expect(await releaseBulkAct(approver, { actId })).toEqual({ outcome: 'first-person-gone' })
  })

  test('of two releases at the same moment one counts', async () => {
    const actId = await submitted('suspend')
    const other = await staff('approver')
    const both = await Promise.all([approver, other].map((by) => releaseBulkAct(by, { actId })))
    expect(both.map(({ outcome }) => outcome).sort()).toEqual(['not-open', 'released'])
  })
})

describe('carried out', () => {
  test('suspend: everybody is closed out with the reason, sessions end, each has an audit row; a second run does nothing', async () => {
    await inTransaction(ctx, (tx) => startSession(tx, { accountId: first(), role: 'member', device: 'Firefox' }))
    const actId = await released('suspend')
    expect(await carryOutBulkActs(duty)).toEqual({ bulkActsExpired: 0, membersReached: 3 })
    expect(await carryOutBulkActs(duty)).toEqual({ bulkActsExpired: 0, membersReached: 0 })
    expect(await countsOf(actId)).toEqual({ done: 3, changed: 0, postponed: 0, failed: 0 })
    expect(await ctx.db.suspension.findMany({ select: { reason: true, startedBy: true } })).toEqual(
      Array(3).fill({ reason: 'Werbung in Massen', startedBy: (approver.actor as { accountId: string }).accountId }),
    )
    expect(await ctx.db.session.count({ where: { accountId: first() } })).toBe(0)
    const events = await ctx.db.auditEvent.findMany({ where: { act: 'account.suspended' } })
    expect(events.map(({ details }) => details)).toEqual(Array(3).fill({ bulkAct: actId }))
    expect(await ctx.db.auditEvent.findFirst({ where: { act: 'bulk.finished' } })).toMatchObject({
      subjectId: actId,
      details: { done: 3, changed: 0 },
    })
  })

  test('suspend: everybody gets the statement of reasons, and each can be judged on appeal by a third person (DSA Art. 17, 20)', async () => {
    await released('suspend')
    await carryOutBulkActs(duty)
    const mails = await ctx.db.outgoingMail.findMany({ where: { template: 'measure-taken' } })
    expect(mails.map(({ accountId }) => accountId).sort()).toEqual(members.map(({ accountId }) => accountId).sort())
    await sendMail(ctx)
    const [mail] = await readMail({ to: members[0]?.email })
    expect(mail?.text).toContain('Werbung in Massen')
    expect(mail?.text).toContain('23. Mai 2027')
    const moderator = await staff('moderator')
    const { cases } = await listCases(moderator, { view: 'closed' })
    expect(cases).toMatchObject(Array(3).fill({ contentKind: 'profile', outcome: 'suspend' }))
    const { id: measureId } = await ctx.db.contentMeasure.findFirstOrThrow({ where: { authorId: first() } })
    expect(await enterAppeal(moderator, { measureId, text: 'Ich war es nicht.' })).toEqual({ outcome: 'filed' })
    const { id: appealId } = await ctx.db.appeal.findFirstOrThrow()
    const upheld = { appealId, decision: 'upheld', answer: 'Das stimmt.' } as const
    expect(await decideAppeal(admin, upheld)).toEqual({ outcome: 'same-person' })
    await expect(decideAppeal(approver, upheld)).rejects.toThrow('role')
    const forged = ctx.db
      .$executeRaw`UPDATE appeal SET decision = 'rejected', decided_at = now(), decided_by = prepared_by`
    await expect(forged).rejects.toThrow(/appeal_third_person/)
    expect(await decideAppeal(await staff('admin'), upheld)).toEqual({ outcome: 'upheld' })
    expect(await ctx.db.suspension.findMany({ where: { endedAt: null }, select: { accountId: true } })).toHaveLength(2)
    expect(await ctx.db.contentMeasure.count({ where: { endedAt: null } })).toBe(2)
  })

  test('end sessions: all of them end, the accounts stay open', async () => {
    for (const { accountId } of members)
      await inTransaction(ctx, (tx) => startSession(tx, { accountId, role: 'member', device: 'Firefox' }))
    await released('end-sessions')
    await carryOutBulkActs(duty)
    expect(
      await ctx.db.session.count({ where: { accountId: { in: members.map(({ accountId }) => accountId) } } }),
    ).toBe(0)
    expect(await suspended()).toBe(0)
  })

  test('erase: accounts go with ledger row and last mail; whose clock stands still is not chosen (DS-05, DS-10)', async () => {
    await ctx.db.legalHold.create({ data: { accountId: first(), reason: 'Klage' } })
    const actId = await released('erase')
    await carryOutBulkActs(duty)
    expect(await countsOf(actId)).toEqual({ done: 2, changed: 0, postponed: 0, failed: 0 })
    expect(await ctx.db.erasure.count({ where: { reason: 'staff' } })).toBe(2)
    expect(await ctx.db.outgoingMail.count({ where: { template: 'erased-staff' } })).toBe(2)
    expect(await ctx.db.account.count({ where: { id: first() } })).toBe(1)
  })

  test('nothing before the release', async () => {
    await submitted('erase')
    expect(await carryOutBulkActs(duty)).toMatchObject({ membersReached: 0 })
    expect(await ctx.db.erasure.count()).toBe(0)
  })
})

describe('whoever changed between preview and act is left alone', () => {
  const changes: Record<string, { kind: BulkKind; change: () => Promise<unknown> }> = {
    'new name': {
      kind: 'suspend',
      change: () => ctx.db.account.update({ where: { id: first() }, data: { surname: 'Anders' } }),
    },
    'a role in the administration': {
      kind: 'suspend',
      change: () => setRole(as(ctx, { kind: 'operator' }), { accountId: first(), role: 'moderator' }),
    },
    'suspended by somebody else': {
      kind: 'suspend',
      change: () => suspendMember(admin, { accountId: first(), reason: 'anderer Grund' }),
    },
    'signed in again (erasure)': {
      kind: 'erase',
      change: () => lastLogin(ctx, first(), new Date(TEST_NOW.getTime() + 1)),
    },
    'asked for something meanwhile (erasure)': {
      kind: 'erase',
      change: () => openRequest(admin, { accountId: first(), kind: 'access', receivedOn: berlinDay(TEST_NOW) }),
    },
    'seen again (erasure)': {
      kind: 'erase',
      change: () =>
        inTransaction(at(ctx, new Date(TEST_NOW.getTime() + 1)), (tx) =>
          startSession(tx, { accountId: first(), role: 'member', device: 'Firefox' }),
        ),
    },
  }

  test.each(Object.entries(changes))('%s', async (_, { kind, change }) => {
    const actId = await released(kind)
    await change()
    await carryOutBulkActs(duty)
    expect(await countsOf(actId)).toEqual({ done: 2, changed: 1, postponed: 0, failed: 0 })
    expect(await ctx.db.account.count({ where: { id: first() } })).toBe(1)
    expect(await targets(actId)).toBe(0)
  })

  test('a sign-in does not save from a suspension: who misuses an account signs in every day', async () => {
    const actId = await released('suspend')
    await lastLogin(ctx, first(), new Date(TEST_NOW.getTime() + 1))
    await carryOutBulkActs(duty)
    expect(await countsOf(actId)).toMatchObject({ done: 3, changed: 0 })
  })

  test('and an account that was deleted meanwhile is simply gone', async () => {
    const actId = await released('suspend')
    await eraseAccount(ctx, { accountId: first(), reason: 'self' })
    await carryOutBulkActs(duty)
    expect(await countsOf(actId)).toMatchObject({ done: 2, changed: 0 })
  })

  test('a change of the profile at the very moment of the act: either before, then left alone, or after', async () => {
    const actId = await released('suspend')
    const change = ctx.db.account.update({ where: { id: first() }, data: { surname: 'Anders' } })
    await Promise.all([carryOutBulkActs(duty), change])
    const { done, changed } = await countsOf(actId)
    expect([done, changed]).toEqual((await suspended()) === 3 ? [3, 0] : [2, 1])
  })
})

describe('the duty', () => {
  test('goes on where it ended, and any number of servers may try', async () => {
    const actId = await released('suspend')
    expect(await carryOutBulkActs(duty, { budgetMs: 0 })).toEqual({ bulkActsExpired: 0, membersReached: 0 })
    const runs = await Promise.all([1, 2, 3].map(() => carryOutBulkActs(duty)))
    expect(runs.reduce((sum, { membersReached }) => sum + membersReached, 0)).toBe(3)
    expect(await suspended()).toBe(3)
    expect(await countsOf(actId)).toMatchObject({ done: 3 })
  })

  test('tries one by one if a batch fails: one member that cannot be suspended does not save the others', async () => {
    const actId = await released('suspend')
    await owner().query(`ALTER TABLE suspension ADD CONSTRAINT not_this_one CHECK (account_id <> '${first()}')`)
    try {
      await carryOutBulkActs(duty)
    } finally {
      await owner().query('ALTER TABLE suspension DROP CONSTRAINT not_this_one')
    }
    expect(await countsOf(actId)).toEqual({ done: 2, changed: 0, postponed: 0, failed: 1 })
    expect((await listBulkActs(approver))[0]).toMatchObject({ state: 'finished' })
  })

  test('stops at a word of staff: whoever it has not reached stays as they are', async () => {
    const actId = await released('suspend')
    expect(await stopBulkAct(admin, { actId })).toEqual({ outcome: 'stopped' })
    expect(await carryOutBulkActs(duty)).toMatchObject({ membersReached: 0 })
    expect(await suspended()).toBe(0)
    expect(await stopBulkAct(admin, { actId })).toEqual({ outcome: 'not-running' })
    expect((await listBulkActs(approver))[0]).toMatchObject({ state: 'stopped', done: 0 })
  })
})
