import { beforeEach, describe, expect, test } from 'vitest'
import { changeEmail } from '@/lib/accounts/change-email'
import { confirmEmailChange } from '@/lib/accounts/confirm-email-change'
import { sendResetLinkTo } from '@/lib/accounts/request-password-reset'
import { resetPassword } from '@/lib/accounts/reset-password'
import { findMember, startSession } from '@/lib/auth/sessions'
import { inTransaction, type PortalContext } from '@/lib/context'
import { type Role } from '@/lib/db/generated/enums'
import { decideHold } from '@/lib/disclosure/decide-hold'
import { holdStateOf, listHolds } from '@/lib/disclosure/list-holds'
import { requestHold } from '@/lib/disclosure/request-hold'
import { completeErasure, completeErasures } from '@/lib/erasure/complete-erasure'
import { eraseAccount } from '@/lib/erasure/erase-account'
import { unprovenHooks } from '@/lib/erasure/erase-unproven'
import { Refused } from '@/lib/result'
import { aMember, CAST_PASSWORD, type CastMember, inactiveFor, secretFromMail } from '../support/cast'
import { asPortal, asSelf, at, TEST_NOW, testContext } from '../support/context'
import { afterFirstRun, runSweep } from '../support/lifecycle'
import { aStaff, inRole } from '../support/staff'

/** DS-10, second sentence: data that a dispute needs stay, sealed, until two people lift the hold. */
const ctx = testContext()
const hooks = { completeErasure }
let one: PortalContext
let two: PortalContext
let member: CastMember

beforeEach(async () => {
  one = await staff('admin')
  two = await staff('approver')
  member = await aMember(ctx)
})

const staff = (role: Role) => aStaff(ctx, role)

async function ask(by: PortalContext, kind: 'place' | 'lift', accountId = member.accountId): Promise<string> {
  const result =
    kind === 'place'
      ? await requestHold(by, { accountId, kind, reason: 'Klage vor dem LG Erfurt', reviewOn: '2027-05-01' })
      : await requestHold(by, { accountId, kind, reason: 'Vergleich geschlossen' })
  if (result.outcome !== 'requested') throw new Error(result.outcome)
  return result.requestId
}

async function held(): Promise<void> {
  const requestId = await ask(one, 'place')
  expect(await decideHold(two, { requestId, decision: 'released' }, hooks)).toEqual({ outcome: 'placed' })
}

async function lifted(): Promise<string> {
  const requestId = await ask(one, 'lift')
  return (await decideHold(two, { requestId, decision: 'released' }, hooks)).outcome
}

const exists = async () => (await ctx.db.account.count({ where: { id: member.accountId } })) === 1

describe('a hold takes two people', () => {
  test('asking alone changes nothing for the member', async () => {
    await ask(one, 'place')
    expect(await eraseAccount(ctx, { accountId: member.accountId, reason: 'self' })).toEqual({ outcome: 'erased' })
  })

  test('nobody releases the own request, neither by the verb nor past it', async () => {
    const requestId = await ask(one, 'place')
    for (const role of ['moderator', 'admin', 'dpo'] as const)
      await expect(decideHold(await staff(role), { requestId, decision: 'released' }, hooks)).rejects.toThrow(Refused)
    const same = await inRole(one, 'approver')
    expect(await decideHold(same, { requestId, decision: 'released' }, hooks)).toEqual({ outcome: 'same-person' })
    const forged = ctx.db.$executeRaw`
      UPDATE hold_request SET decision = 'released', decided_at = now(), decided_by = prepared_by WHERE id = ${requestId}::uuid`
    await expect(forged).rejects.toThrow(/hold_request_two_people/)
    expect(await ctx.db.legalHold.count()).toBe(0)
  })

  test('the second person can say no', async () => {
    const requestId = await ask(one, 'place')
    expect(await decideHold(two, { requestId, decision: 'rejected' }, hooks)).toEqual({ outcome: 'rejected' })
    expect(await decideHold(two, { requestId, decision: 'released' }, hooks)).toEqual({ outcome: 'not-open' })
    expect(await ctx.db.legalHold.count()).toBe(0)
  })

  test('of two releases at the same moment one places the hold', async () => {
    const three = await staff('approver')
    const requestId = await ask(one, 'place')
    const both = await Promise.all([two, three].map((by) => decideHold(by, { requestId, decision: 'released' }, hooks)))
    expect(both.map(({ outcome }) => outcome).sort()).toEqual(['not-open', 'placed'])
    expect(await ctx.db.legalHold.count()).toBe(1)
  })

  test('has a reason and a day of review that lies ahead, and there is one at a time', async () => {
    const wish = { accountId: member.accountId, kind: 'place', reason: 'x' } as const
    expect(await requestHold(one, { ...wish, reviewOn: '2026-11-23' })).toEqual({ outcome: 'review-not-in-future' })
    expect(await requestHold(one, { accountId: member.accountId, kind: 'lift', reason: 'x' })).toEqual({
      outcome: 'not-held',
    })
    await ask(one, 'place')
    expect(await requestHold(await staff('admin'), { ...wish, reviewOn: '2027-01-01' })).toEqual({
      outcome: 'already-requested',
    })
    expect(await listHolds(one)).toMatchObject([{ asked: 'place', reviewOn: '2027-05-01', placedAt: null }])
  })

  test('moderators and members do neither, and a role that was taken away meanwhile counts at once (S-D2)', async () => {
    const moderator = await staff('moderator')
    await expect(ask(moderator, 'place')).rejects.toThrow(Refused)
    const requestId = await ask(one, 'place')
    if (two.actor.kind === 'member')
      await ctx.db.account.update({ where: { id: two.actor.accountId }, data: { role: 'member' } })
    await expect(decideHold(two, { requestId, decision: 'released' }, hooks)).rejects.toThrow(Refused)
    expect(await ctx.db.legalHold.count()).toBe(0)
  })

  test('every step is on record, with the ids of both', async () => {
    await held()
    await lifted()
    const events = await ctx.db.auditEvent.findMany({
      where: { subjectId: member.accountId, act: { startsWith: 'hold.' } },
      orderBy: { seq: 'asc' },
      select: { act: true, actorId: true },
    })
    const [first, second] = [one, two].map(({ actor }) => (actor.kind === 'member' ? actor.accountId : ''))
    expect(events).toEqual([
      { act: 'hold.requested', actorId: first },
      { act: 'hold.placed', actorId: second },
      { act: 'hold.requested', actorId: first },
      { act: 'hold.lifted', actorId: second },
    ])
  })
})

describe('a held account', () => {
  test('disappears at once: its sessions end and nobody gets in', async () => {
    const session = await inTransaction(ctx, (tx) =>
      startSession(tx, { accountId: member.accountId, role: 'member', device: 'Test' }),
    )
    expect(await findMember(ctx, session)).toBeDefined()
    await held()
    expect(await findMember(ctx, session)).toBeUndefined()
    expect(await ctx.db.session.count({ where: { accountId: member.accountId } })).toBe(0)
  })

  test('is changed by no link that is on its way: neither password nor address', async () => {
    const { accountId, email } = member
    const before = await ctx.db.account.findUniqueOrThrow({ where: { id: accountId } })
    await changeEmail(asSelf(ctx, accountId), {
      accountId,
      newEmail: 'neu@beispiel.test',
      currentPassword: CAST_PASSWORD,
    })
    await inTransaction(ctx, (tx) => sendResetLinkTo(tx, email))
    const change = await secretFromMail(ctx, accountId, 'confirm-email-change')
    const reset = await secretFromMail(ctx, accountId, 'password-reset')
    await held()
    for (let click = 0; click < 2; click += 1) {
      expect(await confirmEmailChange(ctx, { secret: change, password: CAST_PASSWORD }, unprovenHooks)).toEqual({
        outcome: 'withdrawn',
      })
      const newPassword = 'Brotdose Kiesel Wanderstock'
      expect(await resetPassword(ctx, { secret: reset, newPassword, network: 'n' })).toEqual({ outcome: 'withdrawn' })
    }
    expect(await ctx.db.account.findUniqueOrThrow({ where: { id: accountId } })).toEqual(before)
    expect(await ctx.db.outgoingMail.count({ where: { accountId, template: 'password-reset' } })).toBe(0)
  })

  test.each(['self', 'request', 'staff'] as const)(
    'whose erasure is asked for (%s) stays sealed and is erased by itself when the hold ends',
    async (reason) => {
      await held()
      expect(await eraseAccount(ctx, { accountId: member.accountId, reason })).toEqual({ outcome: 'held' })
      expect(await eraseAccount(ctx, { accountId: member.accountId, reason: 'staff' })).toEqual({ outcome: 'held' })
      expect(await exists()).toBe(true)
      expect(await holdStateOf(one, member.accountId)).toMatchObject({ hold: { erasureWaits: true } })
      expect(await lifted()).toBe('lifted-and-erased')
      expect(await exists()).toBe(false)
      expect(await ctx.db.erasure.findUniqueOrThrow({ where: { accountId: member.accountId } })).toMatchObject({
        reason,
      })
    },
  )

  test('whose erasure by staff waits is not called erased while a restriction still keeps the data (GDPR Art. 18)', async () => {
    const { accountId } = member
    await held()
    await eraseAccount(ctx, { accountId, reason: 'staff' })
    await ctx.db.restriction.create({
      data: { accountId, ground: 'accuracy', reason: 'Prüfung', placedAt: ctx.now(), placedBy: accountId },
      select: { id: true },
    })
    expect(await lifted()).toBe('lifted')
    expect(await exists()).toBe(true)
    await ctx.db.restriction.deleteMany()
    expect(await completeErasures(asPortal(ctx))).toEqual({ completedErasures: 1 })
  })

  test('that was due for inactivity gets a new notice when the hold ends: while sealed it could not sign in (DS-05)', async () => {
    const inactiveSince = await inactiveFor(ctx, member.accountId, 'P1Y60D')
    const acceptedAt = new Date('2026-10-20T09:00:00Z')
    await ctx.db.inactivityNotice.create({
      data: {
        accountId: member.accountId,
        inactiveSince,
        policyVersion: 1,
        createdAt: acceptedAt,
        acceptedAt,
        respondBy: new Date('2026-11-17'),
      },
    })
    await held()
    expect(await runSweep(at(ctx, new Date('2026-11-24T03:00:00Z')))).toMatchObject({ erased: 0, superseded: 1 })
    expect(await lifted()).toBe('lifted')
    expect(await runSweep(at(ctx, new Date('2026-11-25T03:00:00Z')))).toMatchObject({ erased: 0, notified: 1 })
  })

  test('loses no time: a notice that was still open is sent anew after the hold, with a new clock (DS-05)', async () => {
    const inactiveSince = await inactiveFor(ctx, member.accountId, 'P1Y10D')
    await ctx.db.inactivityNotice.create({
      data: {
        accountId: member.accountId,
        inactiveSince,
        policyVersion: 1,
        createdAt: new Date(TEST_NOW.getTime() - 3_600_000),
        acceptedAt: TEST_NOW,
        respondBy: new Date('2026-12-21'),
      },
    })
    await ctx.db.account.update({ where: { id: member.accountId }, data: { notifiedFor: inactiveSince } })
    await held()
    expect(await lifted()).toBe('lifted')
    for (const day of ['2027-02-01T03:00:00Z', '2027-02-02T03:00:00Z']) await runSweep(at(ctx, new Date(day)))
    expect(await exists()).toBe(true)
    const notices = await ctx.db.inactivityNotice.findMany({
      where: { accountId: member.accountId },
      orderBy: { createdAt: 'asc' },
    })
    expect(notices.map(({ outcome, respondBy }) => [outcome, respondBy])).toEqual([
      ['superseded', new Date('2026-12-21')],
      [null, null],
    ])
  })

  test('whose hold ended in another way is found by housekeeping', async () => {
    await held()
    await eraseAccount(ctx, { accountId: member.accountId, reason: 'self' })
    expect(await completeErasures(asPortal(ctx))).toEqual({ completedErasures: 0 })
    await ctx.db.legalHold.updateMany({ data: { releasedAt: TEST_NOW } })
    expect(await completeErasures(asPortal(ctx))).toEqual({ completedErasures: 1 })
    expect(await completeErasures(asPortal(ctx))).toEqual({ completedErasures: 0 })
    expect(await exists()).toBe(false)
  })

  test('hold and erasure at the same moment: either the data are gone before, or they stay until the end', async () => {
    for (let round = 0; round < 5; round += 1) {
      member = await aMember(ctx)
      const requestId = await ask(one, 'place')
      const [decided, erased] = await Promise.all([
        decideHold(two, { requestId, decision: 'released' }, hooks),
        eraseAccount(ctx, { accountId: member.accountId, reason: 'self' }),
      ])
      expect([
        ['placed', 'held'],
        ['not-open', 'erased'],
      ]).toContainEqual([decided.outcome, erased.outcome])
      expect(await exists()).toBe(erased.outcome === 'held')
    }
  })

  test('hold and sweep at the same moment: erased as due, or sealed and there when the hold ends, never both or neither', async () => {
    await afterFirstRun(ctx)
    const acceptedAt = new Date('2026-10-20T09:00:00Z')
    const outcomes: string[] = []
    for (let round = 0; round < 6; round += 1) {
      member = await aMember(ctx)
      const inactiveSince = await inactiveFor(ctx, member.accountId, 'P1Y60D')
      await ctx.db.inactivityNotice.create({
        data: {
          accountId: member.accountId,
          inactiveSince,
          policyVersion: 1,
          createdAt: acceptedAt,
          acceptedAt,
          respondBy: new Date('2026-11-17'),
        },
      })
      const requestId = await ask(one, 'place')
      const [decided] = await Promise.all([
        decideHold(two, { requestId, decision: 'released' }, hooks),
        runSweep(at(ctx, new Date('2026-11-24T03:00:00Z'))),
      ])
      outcomes.push(decided.outcome)
      expect(await exists()).toBe(decided.outcome === 'placed')
      if (decided.outcome === 'placed') expect(await lifted()).toBe('lifted')
      const erased = await ctx.db.erasure.count({ where: { accountId: member.accountId, reason: 'inactivity' } })
      expect(erased).toBe(decided.outcome === 'placed' ? 0 : 1)
    }
    expect(outcomes.every((outcome) => outcome === 'placed' || outcome === 'not-open')).toBe(true)
  })
})
