import { afterEach, describe, expect, it } from 'vitest'
import { addDays, dayOfSqlDate, sqlDateOfDay, startOfDay } from '@/lib/dates'
import { lifecycleOf } from '@/lib/lifecycle/lifecycle-status'
import { lifecycleMailHooks } from '@/lib/lifecycle/mail-hooks'
import { notifyAgain } from '@/lib/lifecycle/notify-again'
import { renewLostNotices } from '@/lib/lifecycle/supersede-notices'
import { formatDay } from '@/lib/text'
import { aMember } from '../support/cast'
import { as, asSelf, at, testContext } from '../support/context'
import { expectInvariants } from '../support/invariants'
import { acceptingTransport, berlin, deliverMail, runSweep, system, unknownAddress } from '../support/lifecycle'
import { owner } from '../support/owner'

/** DS-05, first half: who is asked to sign in, when, and from when the time to answer runs. */
const ctx = testContext()

afterEach(() => expectInvariants(ctx))

describe('the notice', () => {
  // Last sign-in | still quiet | due; all Berlin wall clock. One year by the calendar, its last day complete (R-T1 to R-T3).
  it.each([
    ['2025-06-15T10:00', '2026-06-15T23:59', '2026-06-16T00:00'],
    ['2024-02-29T12:00', '2025-02-28T23:59', '2025-03-01T00:00'],
    ['2024-02-28T12:00', '2025-02-28T23:59', '2025-03-01T00:00'],
    ['2025-03-30T01:30', '2026-03-30T23:59', '2026-03-31T00:00'],
    ['2025-10-26T02:30', '2026-10-26T23:59', '2026-10-27T00:00'],
    ['2025-07-15T23:59', '2026-07-15T23:59', '2026-07-16T00:00'],
    ['2025-07-16T00:00', '2026-07-16T23:59', '2026-07-17T00:00'],
  ])('after a sign-in at %s is not due at %s, but at %s', async (signedIn, quiet, due) => {
    await aMember(ctx, { registeredAt: berlin('2023-05-05'), lastLoginAt: berlin(signedIn) })
    expect(await runSweep(at(ctx, berlin(quiet)))).toMatchObject({ outcome: 'finished', notified: 0 })
    expect(await runSweep(at(ctx, berlin(due)))).toMatchObject({ outcome: 'finished', notified: 1 })
  })

  it.each(['UTC', 'America/New_York', 'Asia/Tokyo'])('keeps to Berlin on a server in %s', async (zone) => {
    const own = process.env.TZ
    process.env.TZ = zone
    try {
      await aMember(ctx, { registeredAt: berlin('2023-05-05'), lastLoginAt: berlin('2025-01-15T23:59') })
      expect(await runSweep(at(ctx, berlin('2026-01-15T23:59')))).toMatchObject({ notified: 0 })
      expect(await runSweep(at(ctx, berlin('2026-01-16T00:00')))).toMatchObject({ notified: 1 })
    } finally {
      process.env.TZ = own
    }
  })

  it('that cannot be written ends the run with its error in the one row of that run; the next one goes on', async () => {
    await aMember(ctx, { lastLoginAt: berlin('2025-01-15T12:00') })
    const then = at(ctx, berlin('2026-02-01T04:15'))
    await owner().query(`CREATE FUNCTION no_notice() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION 'no notice'; END $$;
      CREATE TRIGGER no_notice BEFORE INSERT ON inactivity_notice FOR EACH ROW EXECUTE FUNCTION no_notice()`)
    try {
      await expect(runSweep(then)).rejects.toThrow('no notice')
    } finally {
      await owner().query('DROP TRIGGER no_notice ON inactivity_notice; DROP FUNCTION no_notice()')
    }
    expect(await ctx.db.sweepRun.findMany()).toMatchObject([
      { finishedAt: then.now(), error: expect.stringMatching(/./) },
    ])
    expect(await runSweep(then)).toMatchObject({ outcome: 'finished', notified: 1 })
  })

  it('counts from the registration for an account that never signed in (R-T6)', async () => {
    await aMember(ctx, { registeredAt: berlin('2025-05-05T09:00') })
    expect(await runSweep(at(ctx, berlin('2026-05-05T23:59')))).toMatchObject({ notified: 0 })
    expect(await runSweep(at(ctx, berlin('2026-05-06T00:00')))).toMatchObject({ notified: 1 })
  })

  it('goes out once: a second run the same day or a month later sends nothing (I3)', async () => {
    const { accountId } = await aMember(ctx, { registeredAt: berlin('2025-01-01') })
    await runSweep(at(ctx, berlin('2026-02-01')))
    for (const day of ['2026-02-01', '2026-03-05']) {
      expect(await runSweep(at(ctx, berlin(day)))).toMatchObject({ notified: 0, erased: 0 })
    }
    const notices = await ctx.db.inactivityNotice.findMany({ where: { accountId } })
    expect(notices).toHaveLength(1)
    expect(await ctx.db.outgoingMail.count({ where: { accountId, template: 'inactivity-notice' } })).toBe(1)
    expect(await ctx.db.auditEvent.findMany({ where: { act: 'lifecycle.notified' } })).toMatchObject([
      { subjectId: accountId, actorKind: 'system', actorId: 'lifecycle' },
    ])
  })

  it('also goes to staff, but not to unconfirmed registrations, suspended or held accounts', async () => {
    const registeredAt = berlin('2025-01-01')
    const suspended = await aMember(ctx, { registeredAt })
    await ctx.db.suspension.create({ data: { accountId: suspended.accountId, reason: 'test' } })
    const staff = await aMember(ctx, { registeredAt, role: 'moderator' })
    const held = await aMember(ctx, { registeredAt })
    await ctx.db.legalHold.create({ data: { accountId: held.accountId, reason: 'test' } })
    await aMember(ctx, { registeredAt, confirmed: false })
    expect(await runSweep(at(ctx, berlin('2026-02-01')))).toMatchObject({ notified: 1 })
    const notified = await ctx.db.inactivityNotice.findMany({ select: { accountId: true } })
    expect(notified).toEqual([{ accountId: staff.accountId }])
  })

  it('follows the version of the policy that governs the member, not the newest', async () => {
    const older = await aMember(ctx, { registeredAt: berlin('2025-06-01') })
    await ctx.db.policyVersion.create({
      data: {
        number: 2,
        inactivityPeriod: 'P6M',
        responsePeriod: 'P14D',
        objectionPeriod: 'P28D',
        body: 'Text',
        createdAt: berlin('2025-05-01'),
        publishedAt: berlin('2025-05-01'),
      },
    })
    const second = await aMember(ctx, { registeredAt: berlin('2025-06-01') })
    expect(await runSweep(at(ctx, berlin('2025-12-02')))).toMatchObject({ notified: 1 })
    await deliverMail(at(ctx, berlin('2025-12-02')))
    expect(await ctx.db.inactivityNotice.findMany()).toMatchObject([
      { accountId: second.accountId, policyVersion: 2, respondBy: sqlDateOfDay('2025-12-16') },
    ])
    expect(await runSweep(at(ctx, berlin('2026-06-02')))).toMatchObject({ notified: 1 })
    expect(await ctx.db.inactivityNotice.count({ where: { accountId: older.accountId, policyVersion: 1 } })).toBe(1)
  })
})

describe('the time to answer', () => {
  const noticeAt = berlin('2026-02-01T04:15')

  async function aNotice() {
    const member = await aMember(ctx, { registeredAt: berlin('2025-01-01') })
    await deliverMail(ctx)
    await runSweep(at(ctx, noticeAt))
    return member
  }

  it('does not run while the mail waits (no accepted notice, no erasure)', async () => {
    const { accountId } = await aNotice()
    expect(await runSweep(at(ctx, berlin('2027-01-01')))).toMatchObject({ erased: 0 })
    expect(await ctx.db.inactivityNotice.findMany({ where: { accountId } })).toMatchObject([
      { acceptedAt: null, respondBy: null, closedAt: null },
    ])
  })

  it.each([
    ['2026-02-01T04:15', '2026-03-01'],
    ['2026-03-10T02:30', '2026-04-07'],
    ['2026-10-10T02:30', '2026-11-07'],
    ['2026-01-31T23:50', '2026-02-28'],
  ])('runs from the day the provider accepted (%s) to the end of %s', async (accepted, respondBy) => {
    await aMember(ctx, { registeredAt: berlin('2024-12-01') })
    await runSweep(at(ctx, berlin('2026-01-15')))
    await deliverMail(at(ctx, berlin(accepted)))
    expect(await ctx.db.inactivityNotice.findMany()).toMatchObject([
      { acceptedAt: berlin(accepted), respondBy: sqlDateOfDay(respondBy) },
    ])
  })

  it('is never shorter than the day printed in the mail says, also at midnight (I14)', async () => {
    await aMember(ctx, { registeredAt: berlin('2024-12-01') })
    await runSweep(at(ctx, berlin('2026-01-15')))
    const transport = acceptingTransport()
    // The attempt could end after midnight: the text is made for the new day, and so is the clock.
    await deliverMail(at(ctx, berlin('2026-01-15T23:59')), transport)
    const notice = await ctx.db.inactivityNotice.findFirstOrThrow()
    expect(notice.respondBy).toEqual(sqlDateOfDay(addDays('2026-01-16', 28)))
    const mail = transport.sent.find(({ subject }) => subject.includes('melden'))
    expect(mail?.text).toContain('13. Februar 2026')
  })

  it('stands on the page of the member, with the last day to sign in, until that day is over', async () => {
    const { accountId } = await aNotice()
    await deliverMail(at(ctx, noticeAt))
    const { respondBy } = await ctx.db.inactivityNotice.findFirstOrThrow({ where: { accountId } })
    const lastDay = dayOfSqlDate(respondBy ?? new Date(0))
    const told = async (now: Date) => (await lifecycleOf(asSelf(at(ctx, now), accountId), accountId))?.text
    expect(await told(noticeAt)).toContain(`wenn Sie sich bis zum ${formatDay(lastDay)} anmelden`)
    expect(await told(new Date(startOfDay(addDays(lastDay, 1)).getTime() - 1))).toContain('wenn Sie sich bis zum')
    expect(await told(startOfDay(addDays(lastDay, 1)))).toContain(`am ${formatDay(lastDay)} abgelaufen`)
  })

  it('starts no clock when the mail cannot be delivered: the account goes to staff, and staff can let a new notice follow', async () => {
    const { accountId } = await aNotice()
    await deliverMail(at(ctx, noticeAt), acceptingTransport(unknownAddress))
    const [notice] = await ctx.db.inactivityNotice.findMany({ where: { accountId } })
    expect(notice).toMatchObject({ acceptedAt: null, respondBy: null, outcome: 'undeliverable' })
    expect(
      await ctx.db.auditEvent.count({ where: { act: 'lifecycle.notice-undeliverable', subjectId: accountId } }),
    ).toBe(1)
    expect(await runSweep(at(ctx, berlin('2027-03-01')))).toMatchObject({ notified: 0, erased: 0 })

    const admin = as(ctx, { kind: 'operator' })
    expect(await notifyAgain(admin, { noticeId: notice?.id ?? '' })).toEqual({ outcome: 'superseded' })
    expect(await notifyAgain(admin, { noticeId: notice?.id ?? '' })).toEqual({ outcome: 'not-undeliverable' })
    expect(await ctx.db.auditEvent.count({ where: { act: 'lifecycle.notice-superseded', subjectId: accountId } })).toBe(
      1,
    )
    expect(await runSweep(at(ctx, berlin('2027-03-02')))).toMatchObject({ notified: 1, erased: 0 })
  })

  it('stops when an accepted notice bounces later', async () => {
    const { accountId } = await aNotice()
    await deliverMail(at(ctx, noticeAt))
    const { mailId } = await ctx.db.inactivityNotice.findFirstOrThrow({ where: { accountId } })
    const hook = lifecycleMailHooks['inactivity-notice']
    await hook?.bounced?.(as(at(ctx, berlin('2026-02-03')), system), [{ id: mailId ?? '', accountId }])
    await hook?.bounced?.(as(at(ctx, berlin('2026-02-04')), system), [{ id: mailId ?? '', accountId }])
    expect(await ctx.db.inactivityNotice.findMany({ where: { accountId } })).toMatchObject([
      { closedAt: berlin('2026-02-03'), outcome: 'undeliverable' },
    ])
    expect(await runSweep(at(ctx, berlin('2026-04-01')))).toMatchObject({ notified: 0, erased: 0 })
  })

  it('begins anew with a new notice when the mail was lost', async () => {
    const { accountId } = await aNotice()
    await ctx.db.outgoingMail.deleteMany({ where: { accountId } })
    expect(await renewLostNotices(as(at(ctx, berlin('2026-05-01')), system))).toEqual({ renewedNotices: 1 })
    expect(await renewLostNotices(as(at(ctx, berlin('2026-05-01')), system))).toEqual({ renewedNotices: 0 })
    expect(await runSweep(at(ctx, berlin('2026-05-02')))).toMatchObject({ notified: 1 })
  })

  it('the mail is not sent when the member signs in, is sealed by a hold or is gone before its turn (R-L2, R-L3)', async () => {
    const [came, held, gone] = [
      await aNotice(),
      await aMember(ctx, { registeredAt: berlin('2025-01-02') }),
      await aMember(ctx, { registeredAt: berlin('2025-01-02') }),
    ]
    await deliverMail(at(ctx, berlin('2025-01-02')))
    await ctx.db.outgoingMail.deleteMany({ where: { template: 'confirm-registration' } })
    await runSweep(at(ctx, noticeAt))
    // A sign-in that left the mail in the queue, as if it had been claimed at that moment.
    await ctx.db.account.update({ where: { id: came.accountId }, data: { lastLoginAt: noticeAt } })
    const hold = await ctx.db.legalHold.create({ data: { accountId: held.accountId, reason: 'test' } })
    await ctx.db.account.delete({ where: { id: gone.accountId } })
    const transport = acceptingTransport()
    await deliverMail(at(ctx, noticeAt), transport)
    expect(transport.sent).toEqual([])
    await ctx.db.inactivityNotice.updateMany({
      where: { accountId: came.accountId },
      data: { closedAt: noticeAt, outcome: 'reactivated' },
    })
    await ctx.db.legalHold.update({ where: { id: hold.id }, data: { releasedAt: noticeAt } })
    await renewLostNotices(as(ctx, system))
  })
})
