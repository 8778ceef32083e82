import { describe, expect, it } from 'vitest'
import { closeAnnouncements } from '@/lib/policies/close-announcements'
import { isGovernedBySql } from '@/lib/policies/governed-by'
import { governingVersion } from '@/lib/policies/governing-version'
import { aMember } from '../support/cast'
import { at, testContext } from '../support/context'
import { berlin, deliverMail, runSweep } from '../support/lifecycle'
import { announceAndSend, publishNext } from '../support/policies'

/** Nobody is erased, and no version comes into force, before every configured mailbox has been read since the period ended (DS-05, DS-11). */
const ctx = testContext()

const aMailbox = (drainedAt: Date | null, isConfigured = true) =>
  ctx.db.inboundWay.create({
    data: { name: `imap-${crypto.randomUUID()}`, isConfigured, configuredAt: berlin('2026-01-01'), drainedAt },
  })

describe('after a notice whose last day is 12 February', () => {
  async function aNotice(): Promise<void> {
    await aMember(ctx, { registeredAt: berlin('2024-12-01') })
    await ctx.db.outgoingMail.deleteMany()
    const then = at(ctx, berlin('2026-01-15T09:00'))
    expect(await runSweep(then)).toMatchObject({ notified: 1 })
    await deliverMail(then)
    expect(await ctx.db.inactivityNotice.findFirst()).toMatchObject({ respondBy: new Date('2026-02-12') })
  }

  it.each([
    ['never been read', null, 0],
    ['been read to the last minute of that day', berlin('2026-02-12T23:59'), 0],
    ['been read on the day after', berlin('2026-02-13T00:00'), 1],
  ])('and a mailbox that has %s', async (_, drainedAt, erased) => {
    await aNotice()
    await aMailbox(berlin('2026-02-14T08:00'))
    await aMailbox(drainedAt)
    expect(await runSweep(at(ctx, berlin('2026-02-14T09:00')))).toMatchObject({ erased })
  })

  it('a mailbox that is no longer configured is not waited for', async () => {
    await aNotice()
    await aMailbox(null, false)
    expect(await runSweep(at(ctx, berlin('2026-02-14T09:00')))).toMatchObject({ erased: 1 })
  })
})

it('a version governs a member only when the mailbox has been read since the last day to object', async () => {
  const { accountId } = await aMember(ctx, { registeredAt: berlin('2025-12-01') })
  const told = at(ctx, berlin('2026-01-15T09:00'))
  await publishNext(told)
  await announceAndSend(told)
  const { acceptedAt } = await ctx.db.policyAnnouncement.findFirstOrThrow({ where: { accountId } })
  expect(acceptedAt).not.toBeNull()
  const later = at(ctx, berlin('2026-03-01T09:00'))
  const { name } = await aMailbox(berlin('2026-02-12T12:00'))
  const read = async () => {
    await closeAnnouncements(later)
    const { closedAt } = await ctx.db.policyAnnouncement.findFirstOrThrow({ where: { accountId } })
    const governed = await ctx.db.$queryRaw<
      { id: string }[]
    >`SELECT a.id FROM account a WHERE ${isGovernedBySql(2, later.now())}`
    return [
      (await governingVersion(later, accountId))?.number,
      closedAt !== null,
      governed.some(({ id }) => id === accountId),
    ]
  }
  expect(await read()).toEqual([1, false, false])
  await ctx.db.inboundWay.update({ where: { name }, data: { drainedAt: berlin('2026-02-28T12:00') } })
  expect(await read()).toEqual([2, true, true])
})
