import { describe, expect, it } from 'vitest'
import { type PortalContext } from '@/lib/context'
import { addDays, sqlDateOfDay, startOfDay } from '@/lib/dates'
import { ensureFirstVersion } from '@/lib/policies/ensure-first-version'
import { governingVersion } from '@/lib/policies/governing-version'
import { acceptanceWording, recordAcceptance } from '@/lib/policies/record-acceptance'
import { at, TEST_NOW, testContext } from '../support/context'
import { governingOf, lastDayToObject, type PolicyFacts } from '../support/governing-version'
import { owner } from '../support/owner'

/** DS-01, DS-11: which version governs a member, since when and why. */

describe('the version that governs a member', () => {
  it('is the one accepted at registration, from that instant', async () => {
    const ctx = testContext()
    const accountId = await anAccount(ctx)
    await recordAcceptance(ctx, { accountId, versionNumber: 1, wording: acceptanceWording(1) })
    expect(await governingVersion(ctx, accountId)).toEqual({
      number: 1,
      inactivityPeriod: 'P1Y',
      responsePeriod: 'P28D',
      objectionPeriod: 'P28D',
      since: TEST_NOW,
      reason: 'accepted',
    })
  })

  it('does not change when a version is published that was not announced to the member', async () => {
    const ctx = testContext()
    const accountId = await aMemberUnderVersion1(ctx)
    await publish(ctx, 2)
    expect(await governingVersion(inDays(ctx, 400), accountId)).toMatchObject({ number: 1, reason: 'accepted' })
  })

  it('does not change while the announcement is queued, bounced or never accepted by the provider', async () => {
    const ctx = testContext()
    const accountId = await aMemberUnderVersion1(ctx)
    await publish(ctx, 2)
    await announce(ctx, accountId, 2, null)
    expect(await governingVersion(inDays(ctx, 400), accountId)).toMatchObject({ number: 1 })
  })

  it('changes at the end of the 28th day in Berlin after the announcement was accepted, not a moment earlier', async () => {
    const ctx = testContext({ now: new Date('2026-03-01T22:59:59Z') })
    const accountId = await aMemberUnderVersion1(ctx)
    await publish(ctx, 2)
    // 1 March, 23:59:59 in Berlin; the last day is 29 March, on which the clocks change.
    await announce(ctx, accountId, 2, ctx.now())
    const end = new Date('2026-03-29T22:00:00Z')
    expect(await governingVersion(at(ctx, new Date(end.getTime() - 1)), accountId)).toMatchObject({ number: 1 })
    expect(await governingVersion(at(ctx, end), accountId)).toMatchObject({
      number: 2,
      since: end,
      reason: 'announced',
    })
  })

  it('stays the one that governed before for a member who objects', async () => {
    const ctx = testContext()
    const accountId = await aMemberUnderVersion1(ctx)
    await publish(ctx, 2)
    await announce(ctx, accountId, 2, ctx.now(), ctx.now())
    expect(await governingVersion(inDays(ctx, 400), accountId)).toMatchObject({ number: 1 })
  })

  it('never shortens the time to object to itself: the longest objection period so far counts', async () => {
    const ctx = testContext()
    const accountId = await aMemberUnderVersion1(ctx)
    await publish(ctx, 2, 'P7D')
    await announce(ctx, accountId, 2, ctx.now())
    expect(await governingVersion(inDays(ctx, 28), accountId)).toMatchObject({ number: 1 })
    expect(await governingVersion(inDays(ctx, 29), accountId)).toMatchObject({ number: 2 })
  })

  it('of an account that the operator made is the newest one published before, else the first', async () => {
    const ctx = testContext()
    await publish(ctx, 2)
    await publish(inDays(ctx, 10), 3)
    const early = await anAccount(at(ctx, new Date('2019-05-05T10:00:00Z')))
    const late = await anAccount(inDays(ctx, 1))
    expect(await governingVersion(inDays(ctx, 20), early)).toMatchObject({ number: 1, reason: 'created-by-operator' })
    expect(await governingVersion(inDays(ctx, 20), late)).toMatchObject({ number: 2, reason: 'created-by-operator' })
  })

  it('ignores drafts', async () => {
    const ctx = testContext()
    await ctx.db.policyVersion.create({
      data: { ...periods('P28D'), number: 2, body: 'Entwurf', createdAt: ctx.now() },
    })
    const accountId = await anAccount(inDays(ctx, 1))
    expect(await governingVersion(inDays(ctx, 2), accountId)).toMatchObject({ number: 1 })
  })

  it('is unknown for an account that does not exist', async () => {
    expect(await governingVersion(testContext(), '01900000-0000-7000-8000-000000000000')).toBeUndefined()
  })

  it('is the same in SQL and in the pure rule, for 300 random histories with outages', async () => {
    const ctx = testContext()
    const outages = [
      outage('2026-02-10', 12),
      outage('2026-03-05', 2),
      outage('2026-07-29', 40),
      outage('2026-09-06', 1),
    ]
    await ctx.db.outage.createMany({ data: outages.map(({ row }) => row) })
    await publish(ctx, 2, 'P1M')
    await publish(ctx, 3, 'P7D')
    await publish(ctx, 4, 'P6W')
    const published = (await ctx.db.policyVersion.findMany()).map(({ number, objectionPeriod, publishedAt }) => ({
      number,
      objectionPeriod,
      publishedAt: publishedAt as Date,
    }))
    const random = randomNumbers(20261123)
    for (let round = 0; round < 300; round++) {
      const facts = { ...randomFacts(random, published), outages: outages.map(({ days }) => days) }
      const accountId = await anAccount(at(ctx, facts.registeredAt))
      for (const { versionNumber, acceptedAt } of facts.acceptances) {
        await recordAcceptance(at(ctx, acceptedAt), {
          accountId,
          versionNumber,
          wording: acceptanceWording(versionNumber),
        })
      }
      for (const { versionNumber, acceptedAt, objectedAt } of facts.announcements) {
        await announce(ctx, accountId, versionNumber, acceptedAt, objectedAt)
      }
      const edge = facts.announcements.find(({ acceptedAt }) => acceptedAt)
      const now = edge?.acceptedAt
        ? new Date(
            startOfDay(addDays(lastDayToObject(edge.acceptedAt, edge.versionNumber, facts), 1)).getTime() +
              Math.round((random() - 0.5) * 4),
          )
        : ctx.now()
      const bySql = await governingVersion(at(ctx, now), accountId)
      expect(
        bySql && { number: bySql.number, since: bySql.since, reason: bySql.reason },
        JSON.stringify({ facts, now }),
      ).toEqual(governingOf(facts, now))
    }
  })
})

describe('an acceptance (DS-01)', () => {
  it('holds the version, the time and the wording that the person saw', async () => {
    const ctx = testContext()
    const accountId = await anAccount(ctx)
    const input = { accountId, versionNumber: 1, wording: acceptanceWording(1) }
    expect(await recordAcceptance(ctx, input)).toEqual({ outcome: 'recorded' })
    expect(await ctx.db.policyAcceptance.findMany()).toMatchObject([{ ...input, acceptedAt: TEST_NOW }])
    expect(await ctx.db.auditEvent.findMany({ where: { act: 'policy.accepted' } })).toMatchObject([
      { subjectId: accountId, details: { version: 1 } },
    ])
  })

  it('is recorded once: a second call changes nothing', async () => {
    const ctx = testContext()
    const accountId = await anAccount(ctx)
    const input = { accountId, versionNumber: 1, wording: acceptanceWording(1) }
    await recordAcceptance(ctx, input)
    expect(await recordAcceptance(inDays(ctx, 1), input)).toEqual({ outcome: 'already-recorded' })
    expect(await ctx.db.policyAcceptance.findMany()).toMatchObject([{ acceptedAt: TEST_NOW }])
    expect(await ctx.db.auditEvent.count({ where: { act: 'policy.accepted' } })).toBe(1)
  })

  it('of a draft or of an unknown version is not recorded', async () => {
    const ctx = testContext()
    const accountId = await anAccount(ctx)
    await ctx.db.policyVersion.create({
      data: { ...periods('P28D'), number: 2, body: 'Entwurf', createdAt: ctx.now() },
    })
    for (const versionNumber of [2, 99]) {
      expect(await recordAcceptance(ctx, { accountId, versionNumber, wording: 'x' })).toEqual({
        outcome: 'not-published',
      })
    }
    expect(await ctx.db.policyAcceptance.count()).toBe(0)
  })
})

describe('the first version', () => {
  it('is published once, however many servers start at the same time', async () => {
    const ctx = testContext()
    await owner().query('TRUNCATE policy_version CASCADE')
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => ensureFirstVersion(ctx)))
    expect(outcomes.filter(({ outcome }) => outcome === 'published')).toHaveLength(1)
    expect(await ctx.db.policyVersion.count()).toBe(1)
    expect(await ctx.db.auditEvent.findMany({ where: { act: 'policy.published' } })).toMatchObject([
      { actorKind: 'system', details: { version: 1 } },
    ])
  })

  it('cannot be changed or deleted once it is published', async () => {
    const ctx = testContext()
    await expect(ctx.db.$executeRaw`UPDATE policy_version SET response_period = 'P1D'`).rejects.toThrow(/append-only/)
    await expect(ctx.db.$executeRaw`DELETE FROM policy_version`).rejects.toThrow(/append-only/)
  })
})

let accounts = 0

/** An account row by itself: these tests are about what governs it, not about how it came to be. */
async function anAccount(ctx: PortalContext): Promise<string> {
  const { id } = await ctx.db.account.create({
    data: {
      email: `mitglied-${++accounts}@example.org`,
      surname: 'Muster',
      givenName: 'Erika',
      memberGroup: 'private_person',
      passwordHash: 'x',
      registeredAt: ctx.now(),
    },
  })
  return id
}

async function aMemberUnderVersion1(ctx: PortalContext): Promise<string> {
  const accountId = await anAccount(ctx)
  await recordAcceptance(ctx, { accountId, versionNumber: 1, wording: acceptanceWording(1) })
  return accountId
}

async function publish(ctx: PortalContext, number: number, objectionPeriod = 'P28D'): Promise<void> {
  await ctx.db.policyVersion.create({
    data: {
      ...periods(objectionPeriod),
      number,
      body: `Fassung ${number}`,
      createdAt: ctx.now(),
      publishedAt: ctx.now(),
    },
  })
}

async function announce(
  ctx: PortalContext,
  accountId: string,
  versionNumber: number,
  acceptedAt: Date | null,
  objectedAt: Date | null = null,
): Promise<void> {
  await ctx.db.policyAnnouncement.create({
    data: { accountId, versionNumber, createdAt: ctx.now(), acceptedAt, objectedAt },
  })
}

function outage(firstDay: string, days: number) {
  const [beganAt, endedAt] = [startOfDay(firstDay), startOfDay(addDays(firstDay, days - 1))]
  return {
    row: { cause: 'silence', beganAt, endedAt, firstDay: sqlDateOfDay(firstDay), days, noticedAt: endedAt },
    days: { firstDay, lastDay: addDays(firstDay, days - 1) },
  }
}

function periods(objectionPeriod: string) {
  return { inactivityPeriod: 'P1Y', responsePeriod: 'P28D', objectionPeriod }
}

function inDays(ctx: PortalContext, days: number): PortalContext {
  return at(ctx, new Date(ctx.now().getTime() + days * 86_400_000))
}

function randomFacts(random: () => number, published: PolicyFacts['published']): PolicyFacts {
  const instant = () =>
    new Date(Date.UTC(2026, Math.floor(random() * 14), Math.floor(random() * 31), 22 + Math.floor(random() * 3)))
  const some = published.filter(() => random() < 0.4).map(({ number }) => number)
  return {
    registeredAt: instant(),
    published,
    acceptances: some.slice(0, 2).map((versionNumber) => ({ versionNumber, acceptedAt: instant() })),
    announcements: published
      .filter(() => random() < 0.6)
      .map(({ number }) => ({
        versionNumber: number,
        acceptedAt: random() < 0.7 ? instant() : null,
        objectedAt: random() < 0.2 ? instant() : null,
      })),
  }
}

/** Repeatable pseudo-random numbers in [0, 1) (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
