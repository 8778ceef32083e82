import { describe, expect, it } from 'vitest'
import { confirmRegistration } from '@/lib/accounts/confirm-registration'
import { type PortalContext } from '@/lib/context'
import { addDays, berlinDay, dayOfSqlDate, lastDayAfterOutages, type OutageDays, startOfDay } from '@/lib/dates'
import { runDuty } from '@/lib/duties'
import { giveSignOfLife } from '@/lib/duty-lease'
import { dryRun } from '@/lib/lifecycle/dry-run'
import { lifecycleOf } from '@/lib/lifecycle/lifecycle-status'
import { keepWatch, type NoticedOutage, noticeOutage } from '@/lib/lifecycle/notice-outage'
import { fileAppeal } from '@/lib/moderation/file-appeal'
import { ownMeasures } from '@/lib/moderation/own-measures'
import { closeAnnouncements } from '@/lib/policies/close-announcements'
import { governingVersion } from '@/lib/policies/governing-version'
import { announcementsOf } from '@/lib/policies/member-announcements'
import { objectToVersion } from '@/lib/policies/object-to-version'
import { aMember, CAST_PASSWORD, type CastMember, secretFromMail } from '../support/cast'
import { as, asPortal, asSelf, at, testContext } from '../support/context'
import { expectInvariants } from '../support/invariants'
import { afterFirstRun, berlin, notifiedMember, runSweep, signInAs, system } from '../support/lifecycle'
import { announceAndSend, ownActor, publishNext } from '../support/policies'

/** DS-05, DS-03, DS-11: periods run only while people can answer; the days of an outage are credited (decision 0028). */
const ctx = testContext()
const HOUR = 3_600_000
/** Notices go out here: accepted on 1 February, respond by 1 March, erased from 2 March on. */
const noticeAt = berlin('2026-02-01T04:15')

describe('an outage is noticed', () => {
  const lastSign = berlin('2026-02-10T12:00')

  it.each([
    ['23 hours 59 minutes', 24 * HOUR - 60_000, 'none'],
    ['exactly a day', 24 * HOUR, 'none'],
    ['a day and a millisecond', 24 * HOUR + 1, 'noticed'],
    ['24 hours 1 minute', 24 * HOUR + 60_000, 'noticed'],
  ])('after %s without a sign of life: %s', async (_, silence, outcome) => {
    await giveSignOfLife(ctx, lastSign)
    expect(await watch(at(ctx, new Date(lastSign.getTime() + silence)))).toMatchObject({ outcome })
    expect(await ctx.db.outage.count()).toBe(outcome === 'noticed' ? 1 : 0)
  })

  it.each([
    // In the night of the clock change a Berlin day has 23 or 25 hours; a day of silence has 24.
    ['2026-03-28T12:00', '2026-03-29T12:59', 'none'],
    ['2026-03-28T12:00', '2026-03-29T13:01', 'noticed'],
    ['2026-10-24T12:00', '2026-10-25T11:00', 'none'],
    ['2026-10-24T12:00', '2026-10-25T11:01', 'noticed'],
  ])('on days of a clock change by hours that passed: %s to %s: %s', async (from, to, outcome) => {
    await giveSignOfLife(ctx, berlin(from))
    expect(await watch(at(ctx, berlin(to)))).toMatchObject({ outcome })
  })

  it('not by a portal that never gave a sign', async () => {
    expect(await watch(ctx)).toEqual({ outcome: 'none' })
  })

  it('once, whoever looks at the same time, with an audit row and a mail to staff', async () => {
    const admin = await aMember(ctx, { role: 'admin' })
    await ctx.db.outgoingMail.deleteMany()
    await giveSignOfLife(ctx, lastSign)
    const then = at(as(ctx, system), berlin('2026-02-15T09:00'))
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => watch(then)))
    expect(outcomes.filter(({ outcome }) => outcome === 'noticed')).toHaveLength(1)
    expect(await watch(then)).toEqual({ outcome: 'none' })
    expect(await ctx.db.outage.findMany()).toMatchObject([
      { cause: 'silence', beganAt: lastSign, endedAt: then.now(), days: 6, noticedAt: then.now() },
    ])
    expect(await ctx.db.auditEvent.count({ where: { act: 'portal.outage-noticed' } })).toBe(1)
    const mails = await ctx.db.outgoingMail.findMany({ where: { template: 'staff-alert' } })
    expect(mails.map(({ accountId }) => accountId)).toEqual([admin.accountId])
  })

  it('not while portal and database disagree about the time', async () => {
    await giveSignOfLife(ctx, lastSign)
    const then = at(ctx, berlin('2026-04-01T12:00'))
    expect(await noticeOutage(then, { databaseNow: new Date(then.now().getTime() - 61_000) })).toEqual({
      outcome: 'clock-differs',
    })
    expect(await ctx.db.outage.count()).toBe(0)
    expect(await noticeOutage(then, { databaseNow: new Date(then.now().getTime() - 60_000) })).toMatchObject({
      outcome: 'noticed',
    })
  })

  it('by every duty before anything else of it acts, and the duty gives a sign of life', async () => {
    // Duties live in the time of the machine.
    await giveSignOfLife(ctx, new Date(Date.now() - 3 * 24 * HOUR))
    await runDuty('announcements', 'cron')
    expect(await ctx.db.outage.findMany()).toMatchObject([{ cause: 'silence', days: 4 }])
    await runDuty('mail', 'cron')
    expect(await ctx.db.outage.count()).toBe(1)
  })

  it('not where every twenty hours a server looks or a duty runs: each gives a sign of life', async () => {
    const now = Date.now()
    for (const look of [() => keepWatch(at(ctx, new Date(now))), () => runDuty('announcements', 'cron')]) {
      await giveSignOfLife(ctx, new Date(now - 20 * HOUR))
      await look()
      expect(await watch(at(ctx, new Date(now + 20 * HOUR)))).toEqual({ outcome: 'none' })
    }
  })

  it('as a clock that was put back: nothing is credited, but the next run only notifies', async () => {
    const member = await aMember(ctx, { lastLoginAt: berlin('2025-01-30') })
    await afterFirstRun(at(ctx, berlin('2026-01-01')))
    await notifiedMember(ctx, member, noticeAt)
    await giveSignOfLife(ctx, berlin('2026-06-01'))
    const then = at(ctx, berlin('2026-03-02T04:15'))
    expect(await runSweep(then)).toMatchObject({ restraint: 'after-outage', erased: 0 })
    expect(await ctx.db.outage.findMany()).toMatchObject([{ cause: 'clock-back', days: 0 }])
    expect(await ctx.db.auditEvent.findFirst({ where: { act: 'portal.outage-noticed' } })).toMatchObject({
      details: { days: 0, notices: 0, links: 0, restrictions: 0 },
    })
    expect(await runSweep(then)).toMatchObject({ restraint: 'none', erased: 1 })
  })

  it('after a restore as such', async () => {
    await giveSignOfLife(ctx, lastSign)
    await ctx.db.restoration.create({
      data: { cause: 'restored', foundAt: berlin('2026-02-14'), reopenedAt: berlin('2026-02-15') },
    })
    expect(await watch(at(ctx, berlin('2026-02-15T13:00')))).toMatchObject({ cause: 'restored', days: 6 })
  })
})

describe('a member who was asked to sign in', () => {
  async function notified(): Promise<CastMember> {
    await afterFirstRun(at(ctx, berlin('2026-01-01')))
    const member = await aMember(ctx, { lastLoginAt: berlin('2025-01-30') })
    const { respondBy } = await notifiedMember(ctx, member, noticeAt)
    expect(respondBy && dayOfSqlDate(respondBy)).toBe('2026-03-01')
    return member
  }

  it('is not erased after an outage of the four weeks, and has them still', async () => {
    const member = await notified()
    await outage('2026-02-01T05:00', '2026-03-09T04:15')
    const first = at(ctx, berlin('2026-03-09T04:15'))
    expect(await dryRun(asPortal(first), clockOf(first))).toMatchObject({
      restraint: 'after-outage',
      does: { erasures: 0 },
    })
    expect(await runSweep(first)).toMatchObject({ outcome: 'finished', restraint: 'after-outage', erased: 0 })
    // 36 days were touched, 2 February to 9 March; the day of the acceptance is no part of the four weeks.
    const lastDay = '2026-04-06'
    expect(await lifecycleOf(asSelf(first, member.accountId), member.accountId)).toMatchObject({
      status: 'answer-awaited',
      respondBy: lastDay,
      text: expect.stringContaining('Der Tag liegt später als in der E-Mail'),
    })
    expect(await ctx.db.auditEvent.findMany({ where: { act: 'lifecycle.notice-extended' } })).toMatchObject([
      { subjectId: member.accountId, details: { days: 36, until: lastDay } },
    ])
    expect(await aliveSweep(at(ctx, new Date(startOfDay('2026-04-07').getTime() - 1)))).toMatchObject({ erased: 0 })
    expect(await aliveSweep(at(ctx, startOfDay('2026-04-07')))).toMatchObject({ restraint: 'none', erased: 1 })
    await expectInvariants(ctx)
  })

  it('reads that the next run erases nothing yet while it only notifies, and only then', async () => {
    const member = await notified()
    const textAt = async (then: PortalContext) =>
      (await lifecycleOf(asSelf(then, member.accountId), member.accountId))?.text
    const over = berlin('2026-03-02T12:00')
    await giveSignOfLife(ctx, over)
    expect(await textAt(at(ctx, over))).toContain('Das Konto wird mit dem nächsten Lauf gelöscht.')
    // Its time was over before the outage: nothing is credited, but the first run erases nobody.
    await outage('2026-03-02T12:00', '2026-03-05T12:00')
    const back = at(ctx, berlin('2026-03-05T12:00'))
    expect(await textAt(back)).toContain('Nach einem Ausfall des Portals löscht der nächste Lauf noch nichts')
    expect(await aliveSweep(back)).toMatchObject({ erased: 0 })
    expect(await textAt(at(ctx, berlin('2026-03-05T13:00')))).toContain('mit dem nächsten Lauf gelöscht')
    expect(await aliveSweep(at(ctx, berlin('2026-03-06T04:15')))).toMatchObject({ erased: 1 })
  })

  it('reads nothing of an outage that the letter knew already', async () => {
    await outage('2026-01-10T12:00', '2026-01-20T12:00')
    const member = await notified()
    expect((await lifecycleOf(asSelf(at(ctx, noticeAt), member.accountId), member.accountId))?.text).not.toContain(
      'ausgefallen',
    )
  })

  it('can sign in on the last day that is shown', async () => {
    const member = await notified()
    await outage('2026-02-20T12:00', '2026-02-24T12:00')
    await aliveSweep(at(ctx, berlin('2026-02-25T04:15')))
    expect(await signInAs(at(ctx, berlin('2026-03-06T23:59')), member)).toMatchObject({ outcome: 'signed-in' })
    expect(await aliveSweep(at(ctx, berlin('2026-03-07T04:15')))).toMatchObject({ erased: 0 })
  })

  it.each([
    ['before the notice was accepted', '2026-01-20T12:00', '2026-01-25T12:00', '2026-03-01'],
    [
      'that begins before the notice was accepted: the days from then on',
      '2026-01-20T12:00',
      '2026-02-03T12:00',
      '2026-03-03',
    ],
    ['that ends on the day of the acceptance', '2026-01-20T12:00', '2026-02-01T12:00', '2026-03-01'],
    ['within the period', '2026-02-10T12:00', '2026-02-12T12:00', '2026-03-04'],
    ['that begins on the last day', '2026-03-01T23:00', '2026-03-03T01:00', '2026-03-04'],
    ['that begins on the day after', '2026-03-02T00:30', '2026-03-05T01:00', '2026-03-01'],
    ['over the change of clocks', '2026-03-01T12:00', '2026-03-30T12:00', '2026-03-31'],
  ])('with an outage %s', async (_, from, to, lastDay) => {
    const { accountId } = await notified()
    await outage(from, to)
    const { respondBy } = await ctx.db.inactivityNotice.findFirstOrThrow({ where: { accountId } })
    expect(respondBy && dayOfSqlDate(respondBy)).toBe(lastDay)
    // Stored and computed ends follow the same rule.
    expect(lastDayAfterOutages(await recorded(), '2026-02-01', '2026-03-01')).toBe(lastDay)
  })

  it('gets the days of two outages, the second of which the first one made possible', async () => {
    const { accountId } = await notified()
    await outage('2026-02-25T12:00', '2026-02-27T12:00')
    await outage('2026-03-04T12:00', '2026-03-06T12:00')
    const { respondBy } = await ctx.db.inactivityNotice.findFirstOrThrow({ where: { accountId } })
    expect(respondBy && dayOfSqlDate(respondBy)).toBe('2026-03-07')
    expect(lastDayAfterOutages(await recorded(), '2026-02-01', '2026-03-01')).toBe('2026-03-07')
  })

  it('whose time was over before the outage is erased by the second run only', async () => {
    await notified()
    await outage('2026-03-02T12:00', '2026-03-10T12:00')
    const then = at(ctx, berlin('2026-03-10T12:00'))
    expect(await runSweep(then)).toMatchObject({ restraint: 'after-outage', erased: 0 })
    expect(await runSweep(then)).toMatchObject({ restraint: 'none', erased: 1 })
  })

  it('stays after an outage although the first run died', async () => {
    await notified()
    await outage('2026-03-02T12:00', '2026-03-10T12:00')
    const then = at(ctx, berlin('2026-03-10T12:00'))
    await ctx.db.sweepRun.create({ data: { trigger: 'cron', startedAt: then.now() } })
    await ctx.db.sweepRun.create({
      data: { trigger: 'cron', startedAt: then.now(), finishedAt: then.now(), error: 'Error' },
    })
    expect(await runSweep(then)).toMatchObject({ restraint: 'after-outage', erased: 0 })
  })
})

describe('a registration that nobody confirmed (DS-03)', () => {
  const registeredAt = berlin('2026-02-05T10:00')

  it.each([
    ['none', undefined, undefined, '2026-02-12T10:00'],
    ['within the seven days', '2026-02-06T12:00', '2026-02-09T12:00', '2026-02-17T00:00'],
    ['that begins on its last day', '2026-02-12T09:00', '2026-02-20T12:00', '2026-02-22T00:00'],
    ['after its end', '2026-02-13T12:00', '2026-02-16T12:00', '2026-02-16T12:00'],
  ])('with an outage %s', async (_, from, to, erasedFrom) => {
    await afterFirstRun(at(ctx, berlin('2026-01-01')))
    const { accountId } = await aMember(ctx, { confirmed: false, registeredAt })
    const secret = await secretFromMail(ctx, accountId)
    if (from && to) {
      await outage(from, to)
      expect(await runSweep(at(ctx, berlin(to)))).toMatchObject({ unconfirmed: 0 })
    }
    const end = berlin(erasedFrom)
    if (end > berlin(to ?? '2026-01-01')) {
      expect(await aliveSweep(at(ctx, new Date(end.getTime() - 1)))).toMatchObject({ unconfirmed: 0 })
    }
    const erased = await aliveSweep(at(ctx, new Date(end.getTime() + 1)))
    expect(erased).toMatchObject({ unconfirmed: 1 })
    expect(await confirmRegistration(at(ctx, end), { secret, password: CAST_PASSWORD })).toEqual({ outcome: 'gone' })
  })

  it('can be confirmed after the outage by its link, and the mail that still waits says so', async () => {
    const { accountId } = await aMember(ctx, { confirmed: false, registeredAt })
    const secret = await secretFromMail(ctx, accountId)
    const was = await expiryInMail(accountId)
    await outage('2026-02-06T12:00', '2026-02-27T12:00')
    expect((await expiryInMail(accountId)) - was).toBe(22 * 24 * HOUR)
    const lastMoment = at(ctx, new Date(was + 22 * 24 * HOUR - 1))
    expect(await confirmRegistration(lastMoment, { secret, password: CAST_PASSWORD })).toEqual({ outcome: 'complete' })
  })

  it.each(['failed', 'bounced'] as const)(
    'a mail that has %s names the new end when staff repeat it',
    async (state) => {
      const { accountId } = await aMember(ctx, { confirmed: false, registeredAt })
      const was = await expiryInMail(accountId)
      await ctx.db.outgoingMail.updateMany({ where: { accountId }, data: { state } })
      await outage('2026-02-06T12:00', '2026-02-27T12:00')
      expect((await expiryInMail(accountId)) - was).toBe(22 * 24 * HOUR)
    },
  )

  async function expiryInMail(accountId: string): Promise<number> {
    const { props } = await ctx.db.outgoingMail.findFirstOrThrow({
      where: { accountId, template: 'confirm-registration' },
    })
    return new Date((props as { expiresAt: string }).expiresAt).getTime()
  }
})

describe('the time to object to a new version (DS-11)', () => {
  it('is longer by the outage, on every page and for the version that governs', async () => {
    const member = await aMember(at(ctx, berlin('2025-12-01')))
    const published = at(ctx, berlin('2026-02-01T09:00'))
    const number = await publishNext(published)
    await announceAndSend(published)
    expect((await announcementsOf(asSelf(published, member.accountId), member.accountId))[0]).toMatchObject({
      lastDay: '2026-03-01',
    })
    await outage('2026-02-10T12:00', '2026-03-20T12:00')
    const lastDay = '2026-04-09'
    const back = at(as(ctx, system), berlin('2026-03-20T12:00'))
    expect((await announcementsOf(asSelf(back, member.accountId), member.accountId))[0]).toMatchObject({
      state: 'open',
      lastDay,
    })
    expect(await closeAnnouncements(back)).toEqual({ inForce: 0 })
    const lastMoment = at(ctx, new Date(startOfDay(addDays(lastDay, 1)).getTime() - 1))
    expect(await governingVersion(lastMoment, member.accountId)).toMatchObject({ number: number - 1 })
    expect(await governingVersion(at(ctx, startOfDay(addDays(lastDay, 1))), member.accountId)).toMatchObject({ number })
    const objected = await objectToVersion(as(lastMoment, ownActor(member)), {
      accountId: member.accountId,
      versionNumber: number,
    })
    expect(objected).toEqual({ outcome: 'objected' })
  })
})

describe('the time to appeal against a measure (DS-07)', () => {
  it('is longer by the outage for the author, and as long stops the clock', async () => {
    const { accountId } = await aMember(ctx, { registeredAt: berlin('2025-12-01') })
    const startedAt = berlin('2026-01-10')
    const { id: measureId } = await ctx.db.contentMeasure.create({
      data: {
        contentKind: 'post',
        contentId: accountId,
        act: 'hide',
        ground: 'terms',
        authorId: accountId,
        startedAt,
        startedBy: accountId,
      },
      select: { id: true },
    })
    await outage('2026-03-02T12:00', '2026-03-11T12:00')
    const lastDay = '2026-07-20'
    const end = startOfDay(addDays(lastDay, 1))
    const then = as(at(ctx, new Date(end.getTime() - 1)), ownActor({ accountId }))
    expect(await ownMeasures(asSelf(then, accountId), accountId)).toMatchObject([
      { appealUntil: lastDay, mayAppeal: true },
    ])
    const standing = await ctx.db.$queryRaw<{ until: Date }[]>`
      SELECT appeal_until AS until FROM account_standing WHERE account_id = ${accountId}::uuid`
    expect(standing).toEqual([{ until: end }])
    expect(await fileAppeal(at(then, end), { measureId, text: 'Zu spät.' })).toEqual({ outcome: 'too-late' })
    expect(await fileAppeal(then, { measureId, text: 'Das stimmt nicht.' })).toEqual({ outcome: 'filed' })
  })
})

/** The portal gives its last sign at one time and the next at another; what notices it is the watch of a server. */
async function outage(from: string, to: string): Promise<void> {
  await ctx.db.dutyLease.deleteMany()
  await giveSignOfLife(ctx, berlin(from))
  expect(await watch(at(ctx, berlin(to)))).toMatchObject({ outcome: 'noticed' })
}

/** A run of a portal that has been there all the time. */
async function aliveSweep(then: PortalContext) {
  await giveSignOfLife(then, then.now())
  return runSweep(then)
}

function watch(then: PortalContext): Promise<NoticedOutage> {
  return noticeOutage(as(then, system), { databaseNow: then.now() })
}

function clockOf(then: PortalContext) {
  return { readDatabaseClock: async () => then.now() }
}

async function recorded(): Promise<OutageDays[]> {
  const rows = await ctx.db.outage.findMany({ orderBy: { beganAt: 'asc' } })
  return rows.map(({ beganAt, endedAt }) => ({ firstDay: berlinDay(beganAt), lastDay: berlinDay(endedAt) }))
}
