import { afterEach, describe, expect, it } from 'vitest'
import { mailHooks } from '@/lib/duties'
import { eraseAccount } from '@/lib/erasure/erase-account'
import { recordBounce } from '@/lib/mail/record-bounce'
import { announceAgain } from '@/lib/policies/announce-again'
import { announceVersions } from '@/lib/policies/announce-versions'
import { countLedger, ledgerOf, listLedger } from '@/lib/policies/announcement-ledger'
import { closeAnnouncements } from '@/lib/policies/close-announcements'
import { confirmAnnouncement } from '@/lib/policies/confirm-announcement'
import { governingVersion } from '@/lib/policies/governing-version'
import { noticesForVisitors, noticesOf } from '@/lib/policies/notice'
import { showAnnouncementOnce } from '@/lib/policies/show-announcement-once'
import { aMember } from '../support/cast'
import { as, at, TEST_NOW, testContext } from '../support/context'
import { acceptingTransport, berlin, unknownAddress } from '../support/lifecycle'
import { expectQueueFits } from '../support/outbox'
import { announceAndSend, aStaffMember, duty, inDays, ownActor, publishNext } from '../support/policies'

afterEach(() => expectQueueFits(testContext()))

/** DS-11: a new version is announced to every member by e-mail and on every page; four weeks of their own follow. */

describe('the announcement by e-mail', () => {
  it('goes once to every member, with the summary, the difference, the last day and how to object', async () => {
    const ctx = testContext()
    const member = await aMember(ctx)
    await publishNext(ctx, { changeSummary: 'Protokolle werden kürzer aufbewahrt.' })
    const transport = acceptingTransport()
    // Two staff members of the cast are members too.
    expect(await announceAndSend(ctx, transport)).toMatchObject({ announced: 3, accepted: expect.any(Number) })
    const mail = transport.sent.filter(({ to, subject }) => to === member.email && /widersprechen/.test(subject))
    expect(mail).toHaveLength(1)
    expect(mail[0]?.subject).toBe('Wir ändern die Datenschutzerklärung: Sie können bis 21. Dezember 2026 widersprechen')
    expect(mail[0]?.text).toContain('Protokolle werden kürzer aufbewahrt.')
    expect(mail[0]?.text).toContain('http://portal.test/datenschutz/versionen/2/aenderungen')
    expect(mail[0]?.text).toContain('http://portal.test/datenschutz/widerspruch')
    expect(mail[0]?.text).toContain('bis einschließlich 21. Dezember 2026')
    expect(await ctx.db.policyAnnouncement.findFirst({ where: { accountId: member.accountId } })).toMatchObject({
      versionNumber: 2,
      acceptedAt: TEST_NOW,
    })
    expect(await announceAndSend(inDays(ctx, 1), transport)).toMatchObject({ announced: 0, accepted: 0 })
  })

  it('leaves out who accepted the version at registration, who has not confirmed the address, and who is under a hold', async () => {
    const ctx = testContext()
    const unconfirmed = await aMember(inDays(ctx, -1), { confirmed: false })
    const held = await aMember(ctx)
    await ctx.db.legalHold.create({ data: { accountId: held.accountId, reason: 'Rechtsstreit', placedAt: ctx.now() } })
    await publishNext(ctx)
    const newcomer = await aMember(inDays(ctx, 1))
    await announceAndSend(inDays(ctx, 1))
    const told = (await ctx.db.policyAnnouncement.findMany()).map(({ accountId }) => accountId)
    for (const { accountId } of [unconfirmed, held, newcomer]) expect(told).not.toContain(accountId)
    // Both are told as soon as they can be.
    await ctx.db.account.update({ where: { id: unconfirmed.accountId }, data: { emailConfirmedAt: ctx.now() } })
    await ctx.db.legalHold.updateMany({ data: { releasedAt: ctx.now() } })
    expect(await announceVersions(as(inDays(ctx, 2), duty))).toMatchObject({ announced: 2 })
  })

  it('goes out once although ten processes announce at the same time', async () => {
    const ctx = testContext()
    for (let index = 0; index < 12; index++) await aMember(ctx)
    await publishNext(ctx)
    const runs = await Promise.all(Array.from({ length: 10 }, () => announceVersions(as(ctx, duty), { batch: 3 })))
    await announceVersions(as(ctx, duty))
    expect(runs.reduce((sum, { announced }) => sum + announced, 0)).toBeLessThanOrEqual(14)
    expect(await ctx.db.policyAnnouncement.count()).toBe(14)
    expect(await ctx.db.outgoingMail.count({ where: { template: 'policy-announcement' } })).toBe(14)
  })

  it('is dropped for an account that is erased meanwhile', async () => {
    const ctx = testContext()
    const member = await aMember(ctx)
    await publishNext(ctx)
    await announceVersions(as(ctx, duty))
    await eraseAccount(ctx, { accountId: member.accountId, reason: 'self' })
    const transport = acceptingTransport()
    await announceAndSend(ctx, transport)
    expect(transport.sent.filter(({ to, subject }) => to === member.email && /widersprechen/.test(subject))).toEqual([])
  })

  it('waits while the account is restricted, also if it was queued before, and comes afterwards', async () => {
    const ctx = testContext()
    const member = await aMember(ctx)
    const { accountId } = member
    await publishNext(ctx)
    await announceVersions(as(ctx, duty))
    const { id } = await ctx.db.restriction.create({
      data: { accountId, ground: 'accuracy', reason: 'Prüfung', placedAt: ctx.now(), placedBy: accountId },
      select: { id: true },
    })
    const transport = acceptingTransport()
    const announced = () =>
      transport.sent.filter(({ to, subject }) => to === member.email && /widersprechen/.test(subject))
    await announceAndSend(ctx, transport)
    await announceAndSend(inDays(ctx, 1), transport)
    expect(announced()).toEqual([])
    await ctx.db.restriction.delete({ where: { id } })
    await announceAndSend(inDays(ctx, 2), transport)
    expect(announced()).toHaveLength(1)
  })

  it('that is sent at midnight never prints a later day than the one that counts', async () => {
    const ctx = testContext({ now: berlin('2026-11-23T23:59:30') })
    const member = await aMember(ctx)
    await publishNext(ctx)
    const transport = acceptingTransport()
    await announceAndSend(ctx, transport)
    const printed = transport.sent.find(({ to, subject }) => to === member.email && /widersprechen/.test(subject))
    expect(printed?.subject).toContain('bis 22. Dezember 2026')
    const governing = (instant: Date) => governingVersion(at(ctx, instant), member.accountId)
    expect(await governing(berlin('2026-12-22T23:59:59'))).toMatchObject({ number: 1 })
    expect(await governing(berlin('2026-12-23T00:00:00'))).toMatchObject({ number: 2, reason: 'announced' })
  })

  it('takes the longest period so far where the new version shortens the time to object', async () => {
    const ctx = testContext()
    const member = await aMember(ctx)
    await publishNext(ctx, { objectionPeriod: 'P7D' })
    const transport = acceptingTransport()
    await announceAndSend(ctx, transport)
    expect(
      transport.sent.find(({ to, subject }) => to === member.email && /widersprechen/.test(subject))?.subject,
    ).toContain('21. Dezember 2026')
  })
})

describe('an announcement that does not arrive', () => {
  it.each([
    ['refused at once', 'recipient'],
    ['returned later', 'webhook'],
  ])('%s does not bring the version into force; staff see it and let it be sent again', async (_, how) => {
    const ctx = testContext()
    const member = await aMember(ctx)
    const staff = await aStaffMember(ctx, 'admin')
    await publishNext(ctx)
    if (how === 'recipient') {
      await announceAndSend(ctx, acceptingTransport(unknownAddress))
    } else {
      let count = 0
      const transport = acceptingTransport()
      const numbered = {
        ...transport,
        send: async (messages: unknown[]) =>
          messages.map(() => ({ outcome: 'accepted' as const, providerId: `p${++count}` })),
      }
      await announceAndSend(ctx, numbered)
      const { providerId } = await ctx.db.outgoingMail.findFirstOrThrow({
        where: { accountId: member.accountId, template: 'policy-announcement' },
      })
      await recordBounce(inDays(ctx, 3), { providerId: providerId ?? '', error: 'bounced' }, mailHooks)
    }
    expect(await governingVersion(inDays(ctx, 400), member.accountId)).toMatchObject({ number: 1 })
    const unreached = await listLedger(as(ctx, staff), { versionNumber: 2, state: 'bounced' })
    expect(unreached.map(({ accountId }) => accountId)).toContain(member.accountId)

    const again = { accountId: member.accountId, versionNumber: 2 }
    await expect(announceAgain(as(inDays(ctx, 5), ownActor(member)), again)).rejects.toThrow('refused')
    expect(await announceAgain(as(inDays(ctx, 5), staff), again)).toEqual({ outcome: 'queued' })
    expect(await announceAgain(as(inDays(ctx, 5), staff), again)).toEqual({ outcome: 'not-undeliverable' })
    await announceAndSend(inDays(ctx, 5))
    expect(await governingVersion(inDays(ctx, 33), member.accountId)).toMatchObject({ number: 1 })
    expect(await governingVersion(inDays(ctx, 34), member.accountId)).toMatchObject({ number: 2 })
  })

  it('never accepted by the provider changes nothing, however long it lasts', async () => {
    const ctx = testContext()
    const member = await aMember(ctx)
    await publishNext(ctx)
    await announceVersions(as(ctx, duty))
    expect(await closeAnnouncements(as(inDays(ctx, 400), duty))).toEqual({ inForce: 0 })
    expect(await governingVersion(inDays(ctx, 400), member.accountId)).toMatchObject({ number: 1 })
  })
})

describe('the ledger', () => {
  it('says per member what became of the announcement', async () => {
    const ctx = testContext()
    const staff = await aStaffMember(ctx, 'admin')
    const { accountId } = await aMember(ctx)
    await publishNext(ctx)
    await announceVersions(as(ctx, duty))
    expect(await countLedger(as(ctx, staff), 2)).toMatchObject({ queued: 4, running: 0, 'in-force': 0 })
    await announceAndSend(ctx)
    expect(await countLedger(as(ctx, staff), 2)).toMatchObject({ queued: 0, running: 4 })
    const own = await ledgerOf(as(ctx, staff), accountId)
    expect(own).toMatchObject([
      { versionNumber: 2, state: 'running', queuedAt: TEST_NOW, acceptedAt: TEST_NOW, bouncedAt: null },
    ])
    await expect(ledgerOf(as(ctx, ownActor({ accountId })), accountId)).rejects.toThrow('refused')
    expect(await closeAnnouncements(as(inDays(ctx, 28), duty))).toEqual({ inForce: 0 })
    expect(await closeAnnouncements(as(inDays(ctx, 29), duty))).toEqual({ inForce: 4 })
    expect(await closeAnnouncements(as(inDays(ctx, 30), duty))).toEqual({ inForce: 0 })
    expect(await countLedger(as(ctx, staff), 2)).toMatchObject({ running: 0, 'in-force': 4 })
    expect(await ctx.db.auditEvent.count({ where: { act: 'policy.in-force' } })).toBe(4)
    expect(await ctx.db.auditEvent.findMany({ where: { act: 'policy.announced' } })).toMatchObject([
      { actorKind: 'system', actorId: 'announcements', details: { version: 2, members: 4 } },
    ])
  })
})

describe('the notice on every page', () => {
  it('stands for a member from the publication until it is confirmed, and confirming agrees to nothing', async () => {
    const ctx = testContext()
    const { accountId } = await aMember(ctx)
    expect(await noticesOf(ctx, accountId)).toEqual([])
    await publishNext(ctx)
    // Before its mail is queued too.
    expect(await noticesOf(ctx, accountId)).toMatchObject([{ versionNumber: 2, state: 'announced' }])
    await announceAndSend(ctx)
    expect(await noticesOf(ctx, accountId)).toMatchObject([{ state: 'open', lastDay: '2026-12-21' }])
    const own = as(ctx, ownActor({ accountId }))
    expect(await confirmAnnouncement(own, { accountId, versionNumber: 2 })).toEqual({ outcome: 'confirmed' })
    expect(await confirmAnnouncement(own, { accountId, versionNumber: 2 })).toEqual({ outcome: 'already-confirmed' })
    expect(await noticesOf(ctx, accountId)).toEqual([])
    expect(await governingVersion(inDays(ctx, 1), accountId)).toMatchObject({ number: 1 })
  })

  it('is confirmed before the mail was queued: the mail still comes', async () => {
    const ctx = testContext()
    const { accountId } = await aMember(ctx)
    await publishNext(ctx)
    await confirmAnnouncement(as(ctx, ownActor({ accountId })), { accountId, versionNumber: 2 })
    await announceAndSend(ctx)
    expect(await ctx.db.policyAnnouncement.findFirst({ where: { accountId } })).toMatchObject({ acceptedAt: TEST_NOW })
  })

  it('ends for a member with the last day, and nobody confirms for somebody else', async () => {
    const ctx = testContext()
    const { accountId } = await aMember(ctx)
    const other = await aMember(ctx)
    await publishNext(ctx)
    await announceAndSend(ctx)
    expect(await noticesOf(inDays(ctx, 28), accountId)).toHaveLength(1)
    expect(await noticesOf(inDays(ctx, 29), accountId)).toEqual([])
    await expect(confirmAnnouncement(as(ctx, ownActor(other)), { accountId, versionNumber: 2 })).rejects.toThrow(
      'refused',
    )
  })

  it('stands for visitors while a member who was told at once could object', async () => {
    const ctx = testContext()
    await publishNext(ctx)
    expect(await noticesForVisitors(inDays(ctx, 28))).toMatchObject([{ versionNumber: 2 }])
    expect(await noticesForVisitors(inDays(ctx, 29))).toEqual([])
  })

  it('does not meet whoever registers under the new version', async () => {
    const ctx = testContext()
    await publishNext(ctx)
    const { accountId } = await aMember(inDays(ctx, 1))
    expect(await noticesOf(inDays(ctx, 1), accountId)).toEqual([])
  })

  it('is shown after a sign-in once, also when two sign-ins come at the same moment', async () => {
    const ctx = testContext()
    const { accountId } = await aMember(ctx)
    await publishNext(ctx)
    const outcomes = await Promise.all([showAnnouncementOnce(ctx, accountId), showAnnouncementOnce(ctx, accountId)])
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['nothing-new', 'show'])
    expect(await showAnnouncementOnce(ctx, accountId)).toEqual({ outcome: 'nothing-new' })
    expect(await noticesOf(ctx, accountId)).toHaveLength(1)
  })
})
