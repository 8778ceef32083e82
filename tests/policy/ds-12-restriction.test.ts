import { beforeEach, describe, expect, test } from 'vitest'
import { confirmRequest } from '@/lib/access-requests/confirm-request'
import {
  announceLift,
  endOwnRestriction,
  liftDueRestrictions,
  withdrawLift,
} from '@/lib/access-requests/lift-restriction'
import { requestsOf } from '@/lib/access-requests/list-requests'
import { requestMailHooks } from '@/lib/access-requests/mail-hooks'
import { openRequest } from '@/lib/access-requests/open-request'
import { restrictAccount } from '@/lib/access-requests/restrict-account'
import { openRestriction } from '@/lib/access-requests/restrictions'
import { listVerifications } from '@/lib/accounts/list-verifications'
import { remindVerifiers } from '@/lib/accounts/remind-verifiers'
import { requestStaffChange } from '@/lib/accounts/request-staff-change'
import { askAgain } from '@/lib/accounts/request-verification'
import { setRole } from '@/lib/accounts/set-role'
import { suspendMember } from '@/lib/accounts/suspend-member'
import { verifyMember } from '@/lib/accounts/verify-member'
import { viewMember } from '@/lib/accounts/view-member'
import { type RequestKind } from '@/lib/codes'
import { type PortalContext } from '@/lib/context'
import { Prisma } from '@/lib/db/generated/client'
import { isShownSql } from '@/lib/db/standing'
import { completeErasures } from '@/lib/erasure/complete-erasure'
import { eraseAccount } from '@/lib/erasure/erase-account'
import { lifecycleOf } from '@/lib/lifecycle/lifecycle-status'
import { announceVersions } from '@/lib/policies/announce-versions'
import { aMember, secretFromMail } from '../support/cast'
import { as, asPortal, asSelf, at, testContext } from '../support/context'
import { berlin, deliverMail, runSweep, signInAs } from '../support/lifecycle'
import { emptyOutbox, readMail, sendMail } from '../support/outbox'
import { duty, publishNext } from '../support/policies'

/** GDPR Art. 18 (DS-12): restricted data are stored and not used, and nobody is let out of it without having been told. */
beforeEach(emptyOutbox)

const reason = 'Sie bestreiten, dass Ihr Arbeitgeber richtig gespeichert ist.'

async function aRequest(
  kind: RequestKind = 'restriction',
  { confirmed = true, lastLoginAt = undefined as Date | undefined, before = async (_: PortalContext) => {} } = {},
) {
  const ctx = testContext()
  const staff = await aMember(ctx, { role: 'admin' })
  const admin = as(ctx, { kind: 'member', accountId: staff.accountId, role: 'admin', sessionId: staff.accountId })
  const member = await aMember(ctx, {
    verified: true,
    ...(lastLoginAt ? { registeredAt: berlin('2023-05-05'), lastLoginAt } : {}),
  })
  await before(ctx)
  const opened = await openRequest(admin, { accountId: member.accountId, kind, receivedOn: '2026-11-20' })
  if (opened.outcome !== 'opened') throw new Error(opened.outcome)
  const { requestId } = opened
  if (confirmed) await confirmRequest(ctx, { secret: await secretFromMail(ctx, member.accountId, 'request-received') })
  return { ctx, admin, member, accountId: member.accountId, requestId }
}

async function aRestricted(options: { lastLoginAt?: Date } = {}) {
  const cast = await aRequest('restriction', options)
  expect(await restrictAccount(cast.admin, { requestId: cast.requestId, ground: 'accuracy', reason })).toEqual({
    outcome: 'restricted',
  })
  return cast
}

async function isShown(ctx: PortalContext, accountId: string): Promise<boolean> {
  const rows = await ctx.db.$queryRaw<unknown[]>(
    Prisma.sql`SELECT FROM account a WHERE a.id = ${accountId}::uuid AND ${isShownSql}`,
  )
  return rows.length > 0
}

describe('a request for restriction', () => {
  test('is carried out by one act: the account disappears for others, the person learns why and what it means', async () => {
    const { ctx, admin, accountId, member } = await aRestricted()
    expect(await isShown(ctx, accountId)).toBe(false)
    expect(await openRestriction(asSelf(ctx, accountId), accountId)).toMatchObject({
      ground: 'accuracy',
      reason,
      endsOn: null,
    })
    expect(await requestsOf(admin, accountId)).toMatchObject([{ state: 'carried-out', answer: reason }])
    await sendMail(ctx)
    const [mail] = await readMail({ to: member.email })
    expect(mail?.subject).toBe('Die Verarbeitung Ihrer Daten ist jetzt eingeschränkt')
    expect(mail?.text).toContain('Die Richtigkeit der Daten wird geprüft')
    expect(mail?.text).toContain(reason)
    expect(mail?.text).toContain('Bevor wir die Einschränkung aufheben, teilen wir Ihnen das mit.')
    const acts = await ctx.db.auditEvent.findMany({
      where: { subjectId: accountId, act: { startsWith: 'restriction.' } },
    })
    expect(acts).toMatchObject([{ act: 'restriction.placed', actorKind: 'staff' }])
    expect(JSON.stringify(acts, (_, value) => (typeof value === 'bigint' ? String(value) : value))).not.toContain(
      'Arbeitgeber',
    )
  })

  test('needs the confirmation of the person, and is done once', async () => {
    const { admin, requestId } = await aRequest('restriction', { confirmed: false })
    const wish = { requestId, ground: 'accuracy', reason } as const
    expect(await restrictAccount(admin, wish)).toEqual({ outcome: 'not-confirmed' })
    const done = await aRestricted()
    expect(await restrictAccount(done.admin, { ...wish, requestId: done.requestId })).toEqual({ outcome: 'not-open' })
  })

  test('an objection stays open while it is examined (Art. 18(1)(d))', async () => {
    const { admin, accountId, requestId } = await aRequest('objection')
    expect(await restrictAccount(admin, { requestId, ground: 'objection', reason })).toEqual({ outcome: 'restricted' })
    expect(await restrictAccount(admin, { requestId, ground: 'objection', reason })).toEqual({
      outcome: 'already-restricted',
    })
    expect(await requestsOf(admin, accountId)).toMatchObject([{ state: 'waits-for-staff' }])
  })

  test('is for admins and the data protection officer', async () => {
    const { ctx, requestId, accountId } = await aRequest()
    await expect(async () => restrictAccount(ctx, { requestId, ground: 'claims', reason })).rejects.toThrow('refused')
    await expect(async () => announceLift(ctx, { accountId, reason })).rejects.toThrow('refused')
    await expect(async () => withdrawLift(ctx, { accountId })).rejects.toThrow('refused')
  })
})

describe('while processing is restricted', () => {
  test('the sweep neither notifies nor erases, however long it lasts', async () => {
    const { ctx, accountId } = await aRestricted({ lastLoginAt: berlin('2024-01-15') })
    for (const day of ['2026-12-01', '2027-12-01', '2029-01-01']) {
      expect(await runSweep(at(ctx, berlin(day)))).toMatchObject({ outcome: 'finished', erased: 0 })
    }
    expect(await ctx.db.inactivityNotice.count({ where: { accountId } })).toBe(0)
    expect(await lifecycleOf(asSelf(ctx, accountId), accountId)).toMatchObject({
      status: 'rests',
      stops: [{ cause: 'restriction', lastDay: null }],
    })
  })

  test('a running notice ends, also one whose mail is still under way; after the end of the restriction everything begins anew', async () => {
    const { ctx, admin, accountId, requestId } = await aRequest('restriction', {
      lastLoginAt: berlin('2025-11-01'),
      before: async (ctx) => {
        await runSweep(at(ctx, berlin('2026-11-23')))
        await deliverMail(at(ctx, berlin('2026-11-23')))
      },
    })
    expect(await ctx.db.inactivityNotice.count({ where: { closedAt: null, accountId } })).toBe(1)
    await restrictAccount(admin, { requestId, ground: 'claims', reason })
    expect(await runSweep(at(ctx, berlin('2026-12-23')))).toMatchObject({ notified: 0, erased: 0, superseded: 1 })
    expect(await ctx.db.inactivityNotice.findMany({ where: { accountId } })).toMatchObject([{ outcome: 'superseded' }])
    await endOwnRestriction(asSelf(ctx, accountId), { accountId })
    expect(await runSweep(at(ctx, berlin('2026-12-24')))).toMatchObject({ notified: 1, erased: 0 })
  })

  test('no new version of the policy is announced; it is afterwards (DS-11)', async () => {
    const { ctx, accountId } = await aRestricted()
    await publishNext(ctx)
    const later = as(at(ctx, berlin('2026-11-30')), duty)
    await announceVersions(later)
    expect(await ctx.db.policyAnnouncement.count({ where: { accountId } })).toBe(0)
    await endOwnRestriction(asSelf(ctx, accountId), { accountId })
    await announceVersions(later)
    expect(await ctx.db.policyAnnouncement.count({ where: { accountId } })).toBe(1)
  })

  test('the person goes on signing in and may delete the account; staff see that it is restricted', async () => {
    const { ctx, admin, member, accountId } = await aRestricted()
    expect(await signInAs(ctx, member)).toMatchObject({ outcome: 'signed-in' })
    expect(await viewMember(admin, { accountId, reason: 'request' })).toMatchObject({ member: { state: 'restricted' } })
    expect(await eraseAccount(ctx, { accountId, reason: 'self' })).toEqual({ outcome: 'erased' })
    expect(await ctx.db.restriction.count()).toBe(0)
  })

  test('nobody else has the account erased; what staff decided waits for the end', async () => {
    const { ctx, admin, accountId } = await aRestricted()
    expect(await eraseAccount(admin, { accountId, reason: 'staff' })).toEqual({ outcome: 'held' })
    expect(await completeErasures(asPortal(ctx))).toEqual({ completedErasures: 0 })
    await endOwnRestriction(asSelf(ctx, accountId), { accountId })
    expect(await completeErasures(asPortal(ctx))).toEqual({ completedErasures: 1 })
  })

  test('nobody gets another role, not even from the operator; losing one protects others and stays possible', async () => {
    const { ctx, admin, member, accountId } = await aRestricted()
    const operator = as(ctx, { kind: 'operator' })
    const wish = { person: { email: member.email }, kind: 'role', reason: 'Vertretung' } as const
    expect(await requestStaffChange(admin, { ...wish, role: 'moderator' })).toEqual({ outcome: 'restricted' })
    expect(await setRole(operator, { accountId, role: 'dpo' })).toEqual({ outcome: 'restricted' })
    await ctx.db.account.update({ where: { id: accountId }, data: { role: 'moderator' } })
    expect(await requestStaffChange(admin, { ...wish, role: 'member' })).toMatchObject({ outcome: 'requested' })
    expect(await setRole(operator, { accountId, role: 'member' })).toEqual({ outcome: 'changed' })
    await endOwnRestriction(asSelf(ctx, accountId), { accountId })
    expect(await setRole(operator, { accountId, role: 'moderator' })).toEqual({ outcome: 'changed' })
  })

  test('a verification waits, out of sight of staff, and is decided afterwards', async () => {
    const { ctx, admin, accountId } = await aRestricted()
    await ctx.db.account.update({ where: { id: accountId }, data: { verifiedAt: null } })
    await askAgain(asSelf(ctx, accountId), { accountId, note: 'Ich bin neu beim Bildungswerk.' })
    const waiting = await ctx.db.verification.findFirstOrThrow({ where: { accountId, decidedAt: null } })
    const decision = { verificationId: waiting.id, decision: 'verified', reason: 'Passt.' } as const
    expect(await listVerifications(admin)).toMatchObject({ members: [], found: 0 })
    expect(await remindVerifiers(at(ctx, berlin('2026-12-23')))).toEqual({ waitingTooLong: 0 })
    expect(await verifyMember(admin, decision)).toEqual({ outcome: 'not-waiting' })
    await endOwnRestriction(asSelf(ctx, accountId), { accountId })
    expect(await listVerifications(admin)).toMatchObject({ found: 1 })
    expect(await verifyMember(admin, decision)).toEqual({ outcome: 'verified' })
  })

  test('others may still be protected from abuse (Art. 18(2))', async () => {
    const { admin, accountId } = await aRestricted()
    expect(await suspendMember(admin, { accountId, reason: 'Missbrauch' })).toEqual({ outcome: 'suspended' })
  })
})

describe('the end of a restriction', () => {
  const because = 'Der Arbeitgeber ist berichtigt.'

  test('seven whole days after the mail about it was accepted, and not before (Art. 18(3))', async () => {
    const { ctx, admin, member, accountId } = await aRestricted()
    expect(await announceLift(admin, { accountId, reason: because })).toEqual({ outcome: 'announced' })
    // No accepted mail, no end.
    expect(await liftDueRestrictions(at(ctx, berlin('2027-11-23')))).toEqual({ restrictionsLifted: 0 })
    await sendMail(at(ctx, berlin('2026-11-25')), requestMailHooks)
    const [mail] = await readMail({ to: member.email })
    expect(mail?.subject).toBe('Die Einschränkung Ihrer Daten endet nach dem 2. Dezember 2026')
    expect(mail?.text).toContain(because)
    expect(await openRestriction(asSelf(ctx, accountId), accountId)).toMatchObject({ endsOn: '2026-12-02' })
    expect(await announceLift(admin, { accountId, reason: because })).toEqual({ outcome: 'already-told' })
    expect(await liftDueRestrictions(at(ctx, berlin('2026-12-02T23:59')))).toEqual({ restrictionsLifted: 0 })
    expect(await isShown(ctx, accountId)).toBe(false)
    expect(await liftDueRestrictions(at(ctx, berlin('2026-12-03T00:00')))).toEqual({ restrictionsLifted: 1 })
    expect(await liftDueRestrictions(at(ctx, berlin('2026-12-03T00:01')))).toEqual({ restrictionsLifted: 0 })
    expect(await isShown(ctx, accountId)).toBe(true)
  })

  test('a mail that bounces tells nobody: the restriction goes on, and staff tell by letter', async () => {
    const { ctx, admin, accountId } = await aRestricted()
    await announceLift(admin, { accountId, reason: because })
    await sendMail(ctx, requestMailHooks)
    const mail = await ctx.db.outgoingMail.findFirstOrThrow({ where: { template: 'restriction-ends' } })
    await requestMailHooks['restriction-ends']?.bounced?.(ctx, [{ id: mail.id, accountId }])
    expect(await openRestriction(asSelf(ctx, accountId), accountId)).toMatchObject({
      endsOn: null,
      toldAt: null,
      liftAnnouncedAt: null,
    })
    expect(await ctx.db.outgoingMail.count({ where: { template: 'staff-alert' } })).toBe(1)
    expect(await announceLift(admin, { accountId, reason: because, toldByLetterOn: '2026-11-24' })).toEqual({
      outcome: 'letter-in-future',
    })
    expect(await announceLift(admin, { accountId, reason: because, toldByLetterOn: '2026-11-23' })).toEqual({
      outcome: 'announced',
    })
    expect(await openRestriction(asSelf(ctx, accountId), accountId)).toMatchObject({ endsOn: '2026-11-30' })
  })

  test('a mail that staff repeat announces the same end again, unless they have announced it anew (Art. 18(3))', async () => {
    const { ctx, admin, accountId } = await aRestricted()
    await announceLift(admin, { accountId, reason: because })
    const { id } = await ctx.db.outgoingMail.findFirstOrThrow({ where: { template: 'restriction-ends' } })
    const hook = requestMailHooks['restriction-ends']
    await hook?.bounced?.(ctx, [{ id, accountId }])
    await hook?.revived?.(admin, [{ id, accountId }])
    expect(await ctx.db.restriction.findFirst()).toMatchObject({
      liftMailId: id,
      liftReason: because,
      liftAnnouncedBy: admin.actor.kind === 'member' ? admin.actor.accountId : '',
      toldAt: null,
    })
    await sendMail(at(ctx, berlin('2026-11-25')), requestMailHooks)
    expect(await openRestriction(asSelf(ctx, accountId), accountId)).toMatchObject({ endsOn: '2026-12-02' })
    await hook?.bounced?.(ctx, [{ id, accountId }])
    await announceLift(admin, { accountId, reason: 'Neuer Grund', toldByLetterOn: '2026-11-23' })
    await hook?.revived?.(admin, [{ id, accountId }])
    expect(await ctx.db.restriction.findFirst()).toMatchObject({ liftMailId: null, liftReason: 'Neuer Grund' })
  })

  test.each(['mail', 'letter'])(
    'the days of an outage since the %s are added, though it is on record first',
    async (by) => {
      const { ctx, admin, accountId } = await aRestricted()
      const [told, back] = [berlin('2026-11-24'), berlin('2026-12-08')]
      const outage = { cause: 'silence', firstDay: new Date('2026-11-25'), days: 14 }
      await ctx.db.outage.create({ data: { ...outage, beganAt: told, endedAt: back, noticedAt: back } })
      await announceLift(at(admin, back), {
        accountId,
        reason: because,
        ...(by === 'letter' && { toldByLetterOn: '2026-11-24' }),
      })
      if (by === 'mail') {
        const mail = await ctx.db.outgoingMail.findFirstOrThrow({ where: { template: 'restriction-ends' } })
        const accepted = { id: mail.id, accountId, acceptedAt: told, countsFrom: '2026-11-24' }
        await requestMailHooks['restriction-ends']?.accepted?.(ctx, [accepted])
      }
      expect(await openRestriction(asSelf(ctx, accountId), accountId)).toMatchObject({ endsOn: '2026-12-15' })
    },
  )

  test('can be withdrawn by staff, and the person who had been told learns it', async () => {
    const { ctx, admin, member, accountId } = await aRestricted()
    expect(await withdrawLift(admin, { accountId })).toEqual({ outcome: 'not-announced' })
    await announceLift(admin, { accountId, reason: because })
    await sendMail(ctx, requestMailHooks)
    expect(await withdrawLift(admin, { accountId })).toEqual({ outcome: 'goes-on' })
    await sendMail(ctx)
    expect((await readMail({ to: member.email })).map(({ subject }) => subject)).toContain(
      'Die Verarbeitung Ihrer Daten bleibt eingeschränkt',
    )
    expect(await liftDueRestrictions(at(ctx, berlin('2027-01-01')))).toEqual({ restrictionsLifted: 0 })
  })

  test('the person ends it at once', async () => {
    const { ctx, accountId } = await aRestricted()
    expect(await endOwnRestriction(asSelf(ctx, accountId), { accountId })).toEqual({ outcome: 'ended' })
    expect(await endOwnRestriction(asSelf(ctx, accountId), { accountId })).toEqual({ outcome: 'not-restricted' })
    expect(await isShown(ctx, accountId)).toBe(true)
  })

  test('the database itself refuses an end that nobody was told of', async () => {
    const { ctx, accountId } = await aRestricted()
    await expect(
      ctx.db.restriction.updateMany({ where: { accountId }, data: { liftedAt: ctx.now() } }),
    ).rejects.toThrow('restriction_told_before_end')
  })
})
