import { afterEach, describe, expect, it } from 'vitest'
import { type PortalContext } from '@/lib/context'
import { mailHooks } from '@/lib/duties'
import { recordBounce } from '@/lib/mail/record-bounce'
import { announceAgain } from '@/lib/policies/announce-again'
import { announceVersions } from '@/lib/policies/announce-versions'
import { listLedger } from '@/lib/policies/announcement-ledger'
import { closeAnnouncements } from '@/lib/policies/close-announcements'
import { confirmAnnouncement } from '@/lib/policies/confirm-announcement'
import { governingVersion } from '@/lib/policies/governing-version'
import { announcementsOf } from '@/lib/policies/member-announcements'
import { noticesForVisitors, noticesOf } from '@/lib/policies/notice'
import { objectToVersion } from '@/lib/policies/object-to-version'
import { showAnnouncementOnce } from '@/lib/policies/show-announcement-once'
import { withdrawObjection } from '@/lib/policies/withdraw-objection'
import { aMember, type CastMember } from '../support/cast'
import { as, asSelf, testContext } from '../support/context'
import { acceptingTransport, unknownAddress } from '../support/lifecycle'
import { expectQueueFits } from '../support/outbox'
import { announceAndSend, aStaffMember, duty, inDays, ownActor, publishNext } from '../support/policies'
import { waitingOf } from '../support/work'

afterEach(() => expectQueueFits(testContext()))

/**
 * DS-11: a second new version is published while the four weeks of the first still run. Each version has its own announcement, its own
 * four weeks and its own objections; the newest one that has come into force for a member governs.
 */

/** Version 2 on day 0, version 3 on day 10; both mails are accepted on the day. Version 2 from day 29, version 3 from day 39. */
async function twoAnnounced(ctx: PortalContext): Promise<CastMember> {
  const member = await aMember(ctx)
  await publishNext(ctx, { changeSummary: 'Kürzere Protokolle.' })
  await announceAndSend(ctx)
  await publishNext(inDays(ctx, 10), { changeSummary: 'Neue Anschrift.' })
  await announceAndSend(inDays(ctx, 10))
  return member
}

const object = (ctx: PortalContext, { accountId }: CastMember, versionNumber: number) =>
  objectToVersion(as(ctx, ownActor({ accountId })), { accountId, versionNumber })
const withdraw = (ctx: PortalContext, { accountId }: CastMember, versionNumber: number) =>
  withdrawObjection(as(ctx, ownActor({ accountId })), { accountId, versionNumber })

describe('two versions announced at once: which one governs', () => {
  type Deed = [day: number, deed: typeof object | typeof withdraw, versionNumber: number]
  // The version that governs on these days.
  const days = [28, 29, 38, 39, 100]
  it.each<[string, Deed[], number[]]>([
    ['who is silent comes under each when its own four weeks are over', [], [1, 2, 2, 3, 3]],
    ['who objects to the first stays where he is until the second comes into force', [[5, object, 2]], [1, 1, 1, 3, 3]],
    ['who objects to the second stays under the first', [[12, object, 3]], [1, 2, 2, 2, 2]],
    [
      'who objects to both stays under the version that governed before both',
      [
        [12, object, 2],
        [12, object, 3],
      ],
      [1, 1, 1, 1, 1],
    ],
    [
      'who objects to the second after the first has come into force stays under the first',
      [[35, object, 3]],
      [1, 2, 2, 2, 2],
    ],
    [
      'who withdraws the objection to the first in time comes under both',
      [
        [5, object, 2],
        [20, withdraw, 2],
      ],
      [1, 2, 2, 3, 3],
    ],
    [
      'who withdraws the objection to the first between the two last days comes under it at once',
      [
        [5, object, 2],
        [38, withdraw, 2],
      ],
      [1, 1, 2, 3, 3],
    ],
    [
      'who withdraws the objection to the first after the second came into force stays under the second',
      [
        [5, object, 2],
        [60, withdraw, 2],
      ],
      [1, 1, 1, 3, 3],
    ],
    [
      'who withdraws both objections late comes under the second',
      [
        [5, object, 2],
        [12, object, 3],
        [60, withdraw, 2],
        [61, withdraw, 3],
      ],
      [1, 1, 1, 1, 3],
    ],
  ])('%s', async (_, deeds, expected) => {
    const ctx = testContext()
    const member = await twoAnnounced(ctx)
    const seen: number[] = []
    const waiting = [...deeds]
    for (const day of days) {
      for (; waiting[0] && waiting[0][0] <= day; waiting.shift()) {
        const [when, deed, versionNumber] = waiting[0]
        await deed(inDays(ctx, when), member, versionNumber)
      }
      await closeAnnouncements(as(inDays(ctx, day), duty))
      seen.push((await governingVersion(inDays(ctx, day), member.accountId))?.number ?? 0)
    }
    expect(seen).toEqual(expected)
  })

  it('the second counts also for whom the mail about the first came back', async () => {
    const ctx = testContext()
    const member = await twoAnnounced(ctx)
    await ctx.db.policyAnnouncement.updateMany({
      where: { accountId: member.accountId, versionNumber: 2 },
      data: { bouncedAt: ctx.now() },
    })
    expect(await governingVersion(inDays(ctx, 38), member.accountId)).toMatchObject({ number: 1 })
    expect(await governingVersion(inDays(ctx, 39), member.accountId)).toMatchObject({ number: 3 })
    // Nothing is left to announce: the newer version governs.
    const staff = as(inDays(ctx, 40), await aStaffMember(ctx, 'admin'))
    expect(await announceAgain(staff, { accountId: member.accountId, versionNumber: 2 })).toEqual({
      outcome: 'superseded',
    })
    expect(await listLedger(staff, { versionNumber: 2, state: 'bounced' })).toMatchObject([
      { accountId: member.accountId, governing: 3 },
    ])
    expect(await waitingOf(inDays(ctx, 38), 'undelivered-announcement')).toBe(1)
    expect(await waitingOf(inDays(ctx, 39), 'undelivered-announcement')).toBe(0)
  })

  it('the first governs, and its four weeks end, although the mail about the second came back', async () => {
    const ctx = testContext()
    const member = await aMember(ctx)
    await publishNext(ctx)
    await announceAndSend(ctx)
    await publishNext(inDays(ctx, 10))
    await announceAndSend(inDays(ctx, 10), acceptingTransport(unknownAddress))
    expect(await governingVersion(inDays(ctx, 100), member.accountId)).toMatchObject({ number: 2 })
  })

  it('a mail about the first that is accepted after the one about the second brings nobody back to the first', async () => {
    const ctx = testContext()
    const member = await twoAnnounced(ctx)
    await ctx.db.policyAnnouncement.updateMany({
      where: { accountId: member.accountId, versionNumber: 2 },
      data: { acceptedAt: inDays(ctx, 20).now() },
    })
    expect(await governingVersion(inDays(ctx, 39), member.accountId)).toMatchObject({ number: 3 })
    expect(await governingVersion(inDays(ctx, 60), member.accountId)).toMatchObject({ number: 3 })
    await closeAnnouncements(as(inDays(ctx, 60), duty))
    const rows = await ctx.db.auditEvent.findMany({
      where: { act: 'policy.in-force', subjectId: member.accountId },
      orderBy: { seq: 'asc' },
    })
    expect(rows.map(({ details }) => details)).toMatchObject([
      { version: 2, governing: 3 },
      { version: 3, governing: 3 },
    ])
  })

  it('who registers between the two publications is told about the second only', async () => {
    const ctx = testContext()
    await publishNext(ctx)
    const newcomer = await aMember(inDays(ctx, 5))
    await publishNext(inDays(ctx, 10))
    await announceAndSend(inDays(ctx, 10))
    expect(
      (
        await ctx.db.policyAnnouncement.findMany({ where: newcomer.accountId ? { accountId: newcomer.accountId } : {} })
      ).map(({ versionNumber }) => versionNumber),
    ).toEqual([3])
    expect(await governingVersion(inDays(ctx, 39), newcomer.accountId)).toMatchObject({ number: 3 })
  })
})

describe('two versions announced at once: what members read', () => {
  it('the mail about the second names what the first adds for whom it does not govern, and compares with the version that does', async () => {
    const ctx = testContext()
    const member = await aMember(ctx)
    await publishNext(ctx, { changeSummary: 'Kürzere Protokolle.' })
    const newcomer = await aMember(inDays(ctx, 1))
    await announceAndSend(inDays(ctx, 1))
    await publishNext(inDays(ctx, 10), { changeSummary: 'Neue Anschrift.' })
    const transport = acceptingTransport()
    await announceAndSend(inDays(ctx, 10), transport)
    const mailTo = ({ email }: CastMember) => transport.sent.find(({ to }) => to === email)?.text ?? ''
    const toMember = mailTo(member).replace(/\s+/g, ' ')
    expect(toMember).toContain('Neue Anschrift.')
    expect(toMember).toContain('Für Sie gilt zurzeit Fassung 1.')
    expect(toMember).toContain('Fassung 2: Kürzere Protokolle.')
    expect(toMember).toContain('http://portal.test/datenschutz/versionen/vergleich?von=1&bis=3')
    expect(toMember).toContain('Ein Widerspruch gegen eine frühere Fassung gilt nicht für Fassung 3.')
    const toNewcomer = mailTo(newcomer)
    expect(toNewcomer).toContain('http://portal.test/datenschutz/versionen/3/aenderungen')
    expect(toNewcomer).not.toContain('Kürzere Protokolle.')
  })

  it('each member gets one mail for each version, also when neither had left the queue', async () => {
    const ctx = testContext()
    const member = await aMember(ctx)
    await publishNext(ctx)
    await announceVersions(as(ctx, duty))
    await publishNext(inDays(ctx, 1))
    const transport = acceptingTransport()
    await announceAndSend(inDays(ctx, 1), transport)
    const subjects = transport.sent
      .filter(({ to }) => to === member.email)
      .map(({ text }) => /\(Fassung (\d)\)/.exec(text)?.[1])
    expect(subjects.filter(Boolean).sort()).toEqual(['2', '3'])
  })

  it('both notices stand on the pages, each until its own end; taking note of what is shown takes note of both', async () => {
    const ctx = testContext()
    const member = await twoAnnounced(ctx)
    const { accountId } = member
    expect(await noticesOf(inDays(ctx, 10), accountId)).toMatchObject([
      { versionNumber: 3, lastDay: '2026-12-31', governing: 1 },
      { versionNumber: 2, lastDay: '2026-12-21', governing: 1 },
    ])
    expect((await noticesForVisitors(inDays(ctx, 10))).map(({ versionNumber }) => versionNumber)).toEqual([3, 2])
    expect(await noticesOf(inDays(ctx, 29), accountId)).toMatchObject([{ versionNumber: 3, governing: 2 }])
    expect(await noticesOf(inDays(ctx, 39), accountId)).toEqual([])
    const own = as(inDays(ctx, 10), ownActor(member))
    expect(await confirmAnnouncement(own, { accountId, versionNumber: 3 })).toEqual({ outcome: 'confirmed' })
    expect(await noticesOf(own, accountId)).toEqual([])
    expect(
      await ctx.db.auditEvent.count({ where: { act: 'policy.announcement-confirmed', subjectId: accountId } }),
    ).toBe(2)
  })

  it('taking note of the first alone leaves the second', async () => {
    const ctx = testContext()
    const member = await aMember(ctx)
    const { accountId } = member
    await publishNext(ctx)
    await announceAndSend(ctx)
    const own = as(ctx, ownActor(member))
    expect(await confirmAnnouncement(own, { accountId, versionNumber: 2 })).toEqual({ outcome: 'confirmed' })
    await publishNext(inDays(ctx, 10))
    expect(await noticesOf(inDays(ctx, 10), accountId)).toMatchObject([{ versionNumber: 3 }])
  })

  it('whoever signs in is shown the second once although the first was shown before', async () => {
    const ctx = testContext()
    const member = await aMember(ctx)
    await publishNext(ctx)
    expect(await showAnnouncementOnce(ctx, member.accountId)).toEqual({ outcome: 'show' })
    await publishNext(inDays(ctx, 1))
    expect(await showAnnouncementOnce(inDays(ctx, 1), member.accountId)).toEqual({ outcome: 'show' })
    expect(await showAnnouncementOnce(inDays(ctx, 1), member.accountId)).toEqual({ outcome: 'nothing-new' })
  })

  it('a version that a newer one has replaced is not announced any more, and withdrawing an objection to it changes nothing', async () => {
    const ctx = testContext()
    const member = await twoAnnounced(ctx)
    await object(inDays(ctx, 5), member, 2)
    const late = inDays(ctx, 60)
    expect(await announcementsOf(asSelf(late, member.accountId), member.accountId)).toMatchObject([
      { versionNumber: 3, state: 'over', governing: 3 },
      { versionNumber: 2, state: 'objected', governing: 3 },
    ])
    expect(await withdraw(late, member, 2)).toEqual({ outcome: 'superseded' })
    expect(await ctx.db.outgoingMail.count({ where: { template: 'objection-withdrawn' } })).toBe(0)
  })

  it('a mail about the first that is still waiting when the second governs is not sent, and not queued again', async () => {
    const ctx = testContext()
    const member = await twoAnnounced(ctx)
    const of = { accountId: member.accountId, versionNumber: 2 }
    await ctx.db.policyAnnouncement.updateMany({ where: of, data: { acceptedAt: null, mailId: null } })
    const transport = acceptingTransport()
    expect(await announceAndSend(inDays(ctx, 39), transport)).toMatchObject({ announced: 0 })
    expect(transport.sent).toEqual([])
  })

  it('a bounce of one mail concerns its version only', async () => {
    const ctx = testContext()
    const member = await aMember(ctx)
    await publishNext(ctx)
    let sent = 0
    const numbered = {
      ...acceptingTransport(),
      send: async (messages: unknown[]) =>
        messages.map(() => ({ outcome: 'accepted' as const, providerId: `mail-${++sent}` })),
    }
    await announceAndSend(ctx, numbered)
    await publishNext(inDays(ctx, 10))
    await announceAndSend(inDays(ctx, 10), numbered)
    const { mailId } = await ctx.db.policyAnnouncement.findFirstOrThrow({
      where: { accountId: member.accountId, versionNumber: 3 },
    })
    const { providerId } = await ctx.db.outgoingMail.findUniqueOrThrow({ where: { id: mailId ?? '' } })
    await recordBounce(inDays(ctx, 11), { providerId: providerId ?? '', error: 'bounced' }, mailHooks)
    expect(await governingVersion(inDays(ctx, 100), member.accountId)).toMatchObject({ number: 2 })
  })
})
