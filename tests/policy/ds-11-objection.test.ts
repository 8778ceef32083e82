import { describe, expect, it } from 'vitest'
import { type Actor, type PortalContext } from '@/lib/context'
import { database } from '@/lib/db/client'
import { closeAnnouncements } from '@/lib/policies/close-announcements'
import { decideObjection } from '@/lib/policies/decide-objection'
import { governingVersion } from '@/lib/policies/governing-version'
import { countUndecided, listObjections, loadObjection } from '@/lib/policies/list-objections'
import { objectToVersion } from '@/lib/policies/object-to-version'
import { withdrawByLetter } from '@/lib/policies/withdraw-by-letter'
import { withdrawalWording, withdrawObjection } from '@/lib/policies/withdraw-objection'
import { aMember, type CastMember } from '../support/cast'
import { as, at, testContext } from '../support/context'
import { berlin } from '../support/lifecycle'
import { announceAndSend, aStaffMember, duty, inDays, ownActor, publishNext } from '../support/policies'

/** DS-11: who objects in writing within four weeks stays under the version that governed before. */

async function announcedTo(ctx: PortalContext): Promise<CastMember> {
  const member = await aMember(ctx)
  await publishNext(ctx)
  await announceAndSend(ctx)
  return member
}

function object(ctx: PortalContext, member: { accountId: string }, reason?: string) {
  return objectToVersion(as(ctx, ownActor(member)), { accountId: member.accountId, versionNumber: 2, reason })
}

describe('an objection', () => {
  it('keeps the version that governed before, is recorded, and confirmed by e-mail', async () => {
    const ctx = testContext()
    const member = await announcedTo(ctx)
    expect(await object(inDays(ctx, 5), member, 'Ich möchte das nicht.')).toEqual({ outcome: 'objected' })
    expect(await governingVersion(inDays(ctx, 400), member.accountId)).toMatchObject({ number: 1, reason: 'accepted' })
    expect(await ctx.db.policyObjection.findMany()).toMatchObject([
      {
        accountId: member.accountId,
        versionNumber: 2,
        reason: 'Ich möchte das nicht.',
        enteredBy: null,
        decision: null,
      },
    ])
    expect(await ctx.db.outgoingMail.findMany({ where: { template: 'objection-received' } })).toMatchObject([
      { accountId: member.accountId, props: { version: 2, governing: 1, receivedOn: '2026-11-28' } },
    ])
    expect(await ctx.db.auditEvent.count({ where: { act: 'policy.objected', subjectId: member.accountId } })).toBe(1)
  })

  it('needs no reason and is possible before the mail has arrived; the mail is not sent then', async () => {
    const ctx = testContext()
    const member = await aMember(ctx)
    await publishNext(ctx)
    expect(await object(ctx, member)).toEqual({ outcome: 'objected' })
    await announceAndSend(ctx)
    expect(
      await ctx.db.outgoingMail.count({ where: { accountId: member.accountId, template: 'policy-announcement' } }),
    ).toBe(0)
    expect(await governingVersion(inDays(ctx, 400), member.accountId)).toMatchObject({ number: 1 })
  })

  it('twice changes nothing, also at the same moment', async () => {
    const ctx = testContext()
    const member = await announcedTo(ctx)
    const outcomes = await Promise.all([object(ctx, member), object(ctx, member), object(ctx, member)])
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['already-objected', 'already-objected', 'objected'])
    expect(await ctx.db.policyObjection.count()).toBe(1)
  })

  it('is possible for the member only, and against announced versions only', async () => {
    const ctx = testContext()
    const member = await announcedTo(ctx)
    const newcomer = await aMember(inDays(ctx, 1))
    const input = { accountId: member.accountId, versionNumber: 2 }
    await expect(objectToVersion(as(ctx, ownActor(newcomer)), input)).rejects.toThrow('refused')
    await expect(objectToVersion(as(ctx, { kind: 'visitor' }), input)).rejects.toThrow('refused')
    expect(await object(inDays(ctx, 1), newcomer)).toEqual({ outcome: 'not-concerned' })
    for (const versionNumber of [1, 3, 999]) {
      expect(await objectToVersion(as(ctx, ownActor(member)), { ...input, versionNumber })).toEqual({
        outcome: 'not-concerned',
      })
    }
  })
})

describe('the last day to object', () => {
  // The provider accepted the announcement at this wall clock in Berlin; the last day, and the first instant after it.
  it.each([
    ['an ordinary day', '2026-11-23T13:00', '2026-12-21', '2026-12-22T00:00:00'],
    ['the first moment of a day', '2026-11-23T00:00', '2026-12-21', '2026-12-22T00:00:00'],
    ['summer time begins meanwhile', '2026-03-10T12:00', '2026-04-07', '2026-04-08T00:00:00'],
    ['the last day is the day on which summer time begins', '2026-03-01T12:00', '2026-03-29', '2026-03-30T00:00:00'],
    ['the last day is the day on which summer time ends', '2026-09-27T12:00', '2026-10-25', '2026-10-26T00:00:00'],
    ['across the turn of the year', '2026-12-15T12:00', '2027-01-12', '2027-01-13T00:00:00'],
    ['across the end of February', '2027-02-10T12:00', '2027-03-10', '2027-03-11T00:00:00'],
    ['across a leap day', '2028-02-10T12:00', '2028-03-09', '2028-03-10T00:00:00'],
  ])('%s', async (_, acceptedAt, lastDay, after) => {
    const ctx = testContext({ now: berlin(acceptedAt) })
    const [early, late] = [await aMember(ctx), await aMember(ctx)]
    await publishNext(ctx)
    await announceAndSend(ctx)
    const end = berlin(after)
    const lastMoment = at(ctx, new Date(end.getTime() - 1))
    expect(await governingVersion(lastMoment, early.accountId)).toMatchObject({ number: 1 })
    expect(await governingVersion(at(ctx, end), early.accountId)).toMatchObject({ number: 2, since: end })
    expect(await closeAnnouncements(as(lastMoment, duty))).toEqual({ inForce: 0 })
    expect(await object(lastMoment, early)).toEqual({ outcome: 'objected' })
    expect(await object(at(ctx, end), late)).toEqual({ outcome: 'too-late', lastDay })
    expect(await governingVersion(at(ctx, end), early.accountId)).toMatchObject({ number: 1 })
    expect(await governingVersion(at(ctx, end), late.accountId)).toMatchObject({ number: 2 })
  })

  it('an objection of the last second that holds the row is not closed over by the duty', async () => {
    const ctx = testContext()
    const member = await announcedTo(ctx)
    const afterwards = at(ctx, berlin('2026-12-22T00:00:01'))
    const { pool } = database()
    const client = await pool.connect()
    try {
      // The objection has come in and is not committed yet.
      await client.query('BEGIN')
      await client.query('SELECT 1 FROM account WHERE id = $1 FOR NO KEY UPDATE', [member.accountId])
      const others = (await ctx.db.policyAnnouncement.count()) - 1
      expect(await closeAnnouncements(as(afterwards, duty))).toEqual({ inForce: others })
      await client.query('UPDATE policy_announcement SET objected_at = $2 WHERE account_id = $1', [
        member.accountId,
        berlin('2026-12-21T23:59:59'),
      ])
      await client.query('COMMIT')
    } finally {
      client.release()
    }
    expect(await closeAnnouncements(as(afterwards, duty))).toEqual({ inForce: 0 })
    expect(await governingVersion(afterwards, member.accountId)).toMatchObject({ number: 1 })
  })

  it('an objection of the last second wins although the duty got to the row first', async () => {
    const ctx = testContext()
    const member = await announcedTo(ctx)
    await closeAnnouncements(as(at(ctx, berlin('2026-12-22T00:00:01')), duty))
    // Arrived at 23:59:59, held up on its way to the row.
    expect(await object(at(ctx, berlin('2026-12-21T23:59:59')), member)).toEqual({ outcome: 'objected' })
    expect(await governingVersion(inDays(ctx, 60), member.accountId)).toMatchObject({ number: 1 })
    expect(await ctx.db.policyAnnouncement.findFirst({ where: { accountId: member.accountId } })).toMatchObject({
      closedAt: null,
    })
  })
})

it('objections of the last second all win against duties that close the period at the same moment', async () => {
  const ctx = testContext()
  const members: CastMember[] = []
  for (let index = 0; index < 10; index++) members.push(await aMember(ctx))
  await publishNext(ctx)
  await announceAndSend(ctx)
  const lastMoment = at(ctx, berlin('2026-12-21T23:59:59'))
  const next = as(at(ctx, berlin('2026-12-22T00:00:00')), duty)
  const close = () => closeAnnouncements(next)
  const outcomes = await Promise.all([
    close(),
    ...members.flatMap((member) => [object(lastMoment, member), close()]),
    close(),
  ])
  expect(outcomes.filter((one) => 'outcome' in one && one.outcome === 'objected')).toHaveLength(10)
  await close()
  for (const { accountId } of members)
    expect(await governingVersion(inDays(ctx, 100), accountId)).toMatchObject({ number: 1 })
  expect(await ctx.db.policyAnnouncement.count({ where: { objectedAt: { not: null }, closedAt: { not: null } } })).toBe(
    0,
  )
})

describe('a letter, entered by staff', () => {
  it('counts from the day on which it arrived, also when it is entered after the last day', async () => {
    const ctx = testContext()
    const member = await announcedTo(ctx)
    const staff = await aStaffMember(ctx, 'admin')
    const entered = as(inDays(ctx, 40), staff)
    await closeAnnouncements(as(inDays(ctx, 35), duty))
    expect(await governingVersion(entered, member.accountId)).toMatchObject({ number: 2 })
    const letter = { accountId: member.accountId, versionNumber: 2 }
    expect(await objectToVersion(entered, { ...letter, receivedOn: '2026-12-22' })).toEqual({
      outcome: 'too-late',
      lastDay: '2026-12-21',
    })
    expect(await objectToVersion(entered, { ...letter, receivedOn: '2027-01-03' })).toEqual({
      outcome: 'received-in-future',
    })
    expect(await objectToVersion(entered, { ...letter, receivedOn: '2026-11-22' })).toEqual({
      outcome: 'received-before-publication',
    })
    expect(await objectToVersion(entered, { ...letter, receivedOn: '2026-12-21' })).toEqual({ outcome: 'objected' })
    expect(await governingVersion(entered, member.accountId)).toMatchObject({ number: 1 })
    expect(await ctx.db.policyObjection.findMany()).toMatchObject([{ enteredBy: staff.accountId }])
  })

  it('is entered by admins and the data protection officer only', async () => {
    const ctx = testContext()
    const member = await announcedTo(ctx)
    await expect(
      objectToVersion(as(ctx, ownActor(member)), {
        accountId: member.accountId,
        versionNumber: 2,
        receivedOn: '2026-11-23',
      }),
    ).rejects.toThrow('refused')
  })
})

describe('withdrawing an objection', () => {
  const withdraw = (ctx: PortalContext, member: CastMember) =>
    withdrawObjection(as(ctx, ownActor(member)), { accountId: member.accountId, versionNumber: 2 })

  it('within the time to object leaves everything as if nothing had been said', async () => {
    const ctx = testContext()
    const member = await announcedTo(ctx)
    await object(inDays(ctx, 1), member)
    expect(await withdraw(inDays(ctx, 2), member)).toEqual({ outcome: 'withdrawn', inForce: false })
    expect(await governingVersion(inDays(ctx, 28), member.accountId)).toMatchObject({ number: 1 })
    expect(await governingVersion(inDays(ctx, 29), member.accountId)).toMatchObject({ number: 2, reason: 'announced' })
    expect(await object(inDays(ctx, 28), member)).toEqual({ outcome: 'objected' })
    expect(await ctx.db.policyObjection.count()).toBe(2)
  })

  it('after it is the agreement, from that instant, with its wording', async () => {
    const ctx = testContext()
    const member = await announcedTo(ctx)
    await object(inDays(ctx, 1), member)
    const late = inDays(ctx, 100)
    expect(await withdraw(late, member)).toEqual({ outcome: 'withdrawn', inForce: true })
    expect(await governingVersion(late, member.accountId)).toMatchObject({
      number: 2,
      since: late.now(),
      reason: 'accepted',
    })
    expect(
      await ctx.db.policyAcceptance.findFirst({ where: { versionNumber: 2, accountId: member.accountId } }),
    ).toMatchObject({
      wording: withdrawalWording(2),
    })
    expect(await withdraw(late, member)).toEqual({ outcome: 'no-objection' })
    expect(await ctx.db.outgoingMail.count({ where: { template: 'objection-withdrawn' } })).toBe(1)
  })

  it('before the mail was accepted brings the announcement after all', async () => {
    const ctx = testContext()
    const member = await aMember(ctx)
    await publishNext(ctx)
    await announceAndSend(ctx, undefined)
    await ctx.db.$executeRaw`UPDATE policy_announcement SET accepted_at = NULL`
    await ctx.db.outgoingMail.deleteMany({ where: { template: 'policy-announcement' } })
    await object(ctx, member)
    await withdraw(inDays(ctx, 1), member)
    await announceAndSend(inDays(ctx, 2))
    expect(await governingVersion(inDays(ctx, 30), member.accountId)).toMatchObject({ number: 1 })
    expect(await governingVersion(inDays(ctx, 31), member.accountId)).toMatchObject({ number: 2 })
  })
})

describe('a withdrawal by letter, entered by staff', () => {
  const wording = 'Hiermit nehme ich meinen Widerspruch gegen Fassung 2 zurück.'

  async function objectedAnd(ctx: PortalContext) {
    const member = await announcedTo(ctx)
    await object(inDays(ctx, 2), member)
    const { id: objectionId } = await ctx.db.policyObjection.findFirstOrThrow()
    return { member, objectionId, staff: await aStaffMember(ctx, 'dpo') }
  }

  it('that arrived within the time to object leaves everything as if nothing had been said, also when it is entered later', async () => {
    const ctx = testContext()
    const { member, objectionId, staff } = await objectedAnd(ctx)
    const letter = { objectionId, receivedOn: '2026-12-21', wording }
    expect(await withdrawByLetter(as(inDays(ctx, 40), staff), letter)).toEqual({ outcome: 'withdrawn', inForce: true })
    expect(await governingVersion(inDays(ctx, 40), member.accountId)).toMatchObject({
      number: 2,
      reason: 'announced',
      since: berlin('2026-12-22T00:00'),
    })
    expect(await ctx.db.policyObjection.findMany()).toMatchObject([
      {
        withdrawnAt: inDays(ctx, 40).now(),
        withdrawalReceivedOn: new Date('2026-12-21T00:00:00Z'),
        withdrawalWording: wording,
        withdrawalEnteredBy: staff.accountId,
      },
    ])
  })

  it('that arrived after the last day is the agreement, with its wording, from the instant of its entry', async () => {
    const ctx = testContext()
    const { member, objectionId, staff } = await objectedAnd(ctx)
    const late = inDays(ctx, 40)
    const letter = { objectionId, receivedOn: '2026-12-22', wording }
    expect(await withdrawByLetter(as(late, staff), letter)).toEqual({ outcome: 'withdrawn', inForce: true })
    expect(await governingVersion(late, member.accountId)).toMatchObject({
      number: 2,
      reason: 'accepted',
      since: late.now(),
    })
    expect(
      await ctx.db.policyAcceptance.findFirst({ where: { versionNumber: 2, accountId: member.accountId } }),
    ).toMatchObject({ wording })
    expect(await withdrawByLetter(as(late, staff), letter)).toEqual({ outcome: 'no-objection' })
    expect(await ctx.db.auditEvent.findMany({ where: { act: 'policy.objection-withdrawn' } })).toMatchObject([
      {
        actorId: staff.accountId,
        subjectId: member.accountId,
        details: { version: 2, inForce: true, receivedOn: '2026-12-22' },
      },
    ])
    expect(await ctx.db.outgoingMail.findMany({ where: { template: 'objection-withdrawn' } })).toMatchObject([
      { accountId: member.accountId, props: { version: 2, inForce: true, receivedOn: '2026-12-22' } },
    ])
  })

  it('is refused before the objection came and for a day to come; members and moderators cannot enter it', async () => {
    const ctx = testContext()
    const { member, objectionId, staff } = await objectedAnd(ctx)
    const entered = (receivedOn: string) =>
      withdrawByLetter(as(inDays(ctx, 5), staff), { objectionId, receivedOn, wording })
    expect(await entered('2026-11-24')).toEqual({ outcome: 'received-before-objection' })
    expect(await entered('2026-11-29')).toEqual({ outcome: 'received-in-future' })
    for (const actor of [ownActor(member), { ...staff, role: 'moderator' as const }])
      await expect(
        withdrawByLetter(as(inDays(ctx, 5), actor), { objectionId, receivedOn: '2026-11-26', wording }),
      ).rejects.toThrow('refused')
    expect(await entered('2026-11-25')).toEqual({ outcome: 'withdrawn', inForce: false })
  })
})

describe('staff', () => {
  it('see the objections and record what is done about each', async () => {
    const ctx = testContext()
    const member = await announcedTo(ctx)
    const staff = as(ctx, await aStaffMember(ctx, 'admin'))
    await object(ctx, member)
    const { objections } = await listObjections(staff, { undecided: true })
    expect(objections).toMatchObject([{ accountId: member.accountId, versionNumber: 2, receivedOn: '2026-11-23' }])
    const objectionId = objections[0]?.id ?? ''
    expect(await loadObjection(staff, objectionId)).toMatchObject({ accountId: member.accountId })
    for (const actor of [ownActor(member), { ...staff.actor, role: 'moderator' } as Actor])
      await expect(loadObjection(as(ctx, actor), objectionId)).rejects.toThrow('refused')
    expect(await decideObjection(staff, { objectionId, decision: 'talk', note: 'Anruf am Montag' })).toEqual({
      outcome: 'decided',
    })
    // To talk is no decision: the examination goes on (DS-05).
    expect(await countUndecided(staff)).toBe(1)
    expect(await decideObjection(staff, { objectionId, decision: 'keep' })).toEqual({ outcome: 'decided' })
    expect(await countUndecided(staff)).toBe(0)
    expect(await ctx.db.policyObjection.findMany()).toMatchObject([{ decision: 'keep', decisionNote: null }])
    expect(await ctx.db.auditEvent.count({ where: { act: 'policy.objection-decided' } })).toBe(2)
    await expect(decideObjection(as(ctx, ownActor(member)), { objectionId, decision: 'keep' })).rejects.toThrow(
      'refused',
    )
  })
})
