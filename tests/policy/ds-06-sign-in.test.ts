import { hash } from '@node-rs/argon2'
import { beforeEach, describe, expect, test } from 'vitest'
import { deviceProof, isKnownDevice } from '@/lib/auth/known-device'
import { isKnownNetwork } from '@/lib/auth/known-network'
import { KNOWN_NETWORK_PERIOD, MOST_SESSIONS } from '@/lib/auth/limits'
import { openDeviceProof, openSessionId, sealSessionId } from '@/lib/auth/session-cookie'
import { endAllSessions, endSession, findMember, listSessions, removeEndedSessions } from '@/lib/auth/sessions'
import { type Credentials, signIn } from '@/lib/auth/sign-in'
import { tidyAuth } from '@/lib/auth/tidy'
import { eraseAccount } from '@/lib/erasure/erase-account'
import { reactivate } from '@/lib/lifecycle/reactivate'
import { aMember, type CastMember } from '../support/cast'
import { asSelf, at, TEST_NOW, testContext } from '../support/context'

const ctx = testContext()
const HOUR = 3_600_000
let member: CastMember

beforeEach(async () => {
  member = await aMember(ctx)
})

const later = (ms: number) => at(ctx, new Date(TEST_NOW.getTime() + ms))

function attempt(changes: Partial<Credentials> = {}, on = ctx) {
  const credentials = {
    email: member.email,
    password: member.password,
    network: '203.0.113.7',
    device: 'Firefox auf Linux',
  }
  return signIn(on, { ...credentials, ...changes }, { reactivate })
}

async function session(on = ctx): Promise<string> {
  const result = await attempt({}, on)
  if (result.outcome !== 'signed-in') throw new Error(result.outcome)
  return result.sessionId
}

async function accountNow() {
  return ctx.db.account.findUniqueOrThrow({ where: { id: member.accountId } })
}

describe('signing in', () => {
  test('DS-05 is what counts as last login, together with its session', async () => {
    const sessionId = await session()
    expect((await accountNow()).lastLoginAt).toEqual(TEST_NOW)
    expect(await findMember(ctx, sessionId)).toEqual({
      accountId: member.accountId,
      sessionId,
      role: 'member',
      givenName: member.givenName,
      surname: member.surname,
      memberGroup: 'private_person',
      isVerified: false,
      factorAt: null,
      hasFlash: false,
    })
  })

  test('DS-05 reactivates: the open notice is closed and the person is asked to check the data', async () => {
    await ctx.db.inactivityNotice.create({
      data: { accountId: member.accountId, inactiveSince: TEST_NOW, policyVersion: 1, createdAt: TEST_NOW },
    })
    expect(await attempt()).toMatchObject({ outcome: 'signed-in', isReactivated: true })
    expect(await attempt()).toMatchObject({ outcome: 'signed-in', isReactivated: false })
  })

  test('DS-05 leaves no trace of itself when reactivation fails', async () => {
    const reactivateFails = { reactivate: () => Promise.reject(new Error('broken')) }
    const credentials = { email: member.email, password: member.password, network: 'n', device: 'd' }
    await expect(signIn(ctx, credentials, reactivateFails)).rejects.toThrow('broken')
    expect((await accountNow()).lastLoginAt).toBeNull()
    expect(await ctx.db.session.count()).toBe(0)
  })

  test('S-N3 success and failure are in the audit record, without address or network', async () => {
    await attempt({ password: 'falsch geraten, leider' })
    await attempt()
    const events = await ctx.db.auditEvent.findMany({
      where: { act: { startsWith: 'session.' } },
      orderBy: { seq: 'asc' },
    })
    expect(events.map(({ act, subjectId }) => [act, subjectId])).toEqual([
      ['session.refused', member.accountId],
      ['session.started', member.accountId],
    ])
    expect(JSON.stringify(events.map(({ details }) => details))).toBe('[{},{}]')
  })

  test('S-B7 renews a hash that was made with older parameters', async () => {
    const old = await hash(member.password, { memoryCost: 8192, timeCost: 1 })
    await ctx.db.account.update({ where: { id: member.accountId }, data: { passwordHash: old } })
    await session()
    expect((await accountNow()).passwordHash).toMatch(/m=65536,t=3/)
    expect(await attempt()).toMatchObject({ outcome: 'signed-in' })
  })
})

describe('S-A1 the answer is the same', () => {
  const refused = { outcome: 'refused' }

  test('for a wrong password, an unknown address and an erased account', async () => {
    expect(await attempt({ password: 'falsch geraten, leider' })).toEqual(refused)
    expect(await attempt({ email: 'niemand@beispiel.test' })).toEqual(refused)
    await eraseAccount(ctx, { accountId: member.accountId, reason: 'self' })
    expect(await attempt()).toEqual(refused)
  })

  test('for an account that is not confirmed', async () => {
    member = await aMember(ctx, { confirmed: false })
    expect(await attempt()).toEqual(refused)
  })

  test('for a suspended account, until the suspension ends', async () => {
    const { id } = await ctx.db.suspension.create({ data: { accountId: member.accountId, reason: 'x' } })
    expect(await attempt()).toEqual(refused)
    await ctx.db.suspension.update({ where: { id }, data: { endedAt: TEST_NOW } })
    expect(await attempt()).toMatchObject({ outcome: 'signed-in' })
  })

  test('for an account under a legal hold (DS-10)', async () => {
    await ctx.db.legalHold.create({ data: { accountId: member.accountId, reason: 'x' } })
    expect(await attempt()).toEqual(refused)
    expect((await accountNow()).lastLoginAt).toBeNull()
  })

  test('S-A2 and it takes the same time whether or not the account exists', async () => {
    const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] }
    for (let i = 0; i < 40; i += 1) {
      // In turns, so that what the first of a pair does to the second meets both.
      for (const kind of i % 2 === 0 ? (['known', 'unknown'] as const) : (['unknown', 'known'] as const)) {
        const email = kind === 'known' ? member.email : `niemand.${i}@beispiel.test`
        const began = performance.now()
        await attempt({ email, password: 'falsch geraten, leider', network: `n${i}` })
        times[kind].push(performance.now() - began)
        // Otherwise the tenth try is the last one that costs a hash.
        if (i % 8 === 7) await ctx.db.throttle.deleteMany({ where: { key: { startsWith: 'sign-in-' } } })
      }
    }
    // Pair by pair, so that other work on the machine meets both.
    const differences = times.known.map((time, index) => time - (times.unknown[index] ?? 0))
    const slower = differences.filter((difference) => difference > 0).length
    // On a busy machine the pairs scatter: then a difference counts when one side is the slower one more often than chance
    // has it in one run of a thousand (sign test, 40 pairs).
    const isChance = slower >= 10 && slower <= 30
    expect(isChance ? 0 : Math.abs(median(differences)), `${slower} of ${differences.length} slower`).toBeLessThan(5)
    expect(median(times.unknown)).toBeGreaterThan(5)
  })
})

describe('S-A7 guessing passwords', () => {
  const wrong = { password: 'falsch geraten, leider' }

  test('S-L1 one account can be tried ten times in a quarter of an hour, from wherever', async () => {
    for (let i = 0; i < 10; i += 1)
      expect(await attempt({ ...wrong, network: `n${i}` })).toEqual({ outcome: 'refused' })
    const result = await attempt({ ...wrong, network: 'n99' })
    expect(result).toMatchObject({ outcome: 'throttled' })
    expect(result.outcome === 'throttled' && result.retryAfterSeconds).toBeGreaterThan(800)
    expect(await attempt({ network: 'n100' })).toMatchObject({ outcome: 'throttled' })
  })

  test('a reached limit is in the audit record, once for each window, without whom it met (ASVS 16.3.3)', async () => {
    for (let i = 0; i < 14; i += 1) await attempt({ ...wrong, network: `n${i}` })
    const rows = await ctx.db.auditEvent.findMany({ where: { act: 'limit.reached' } })
    expect(rows.map(({ subjectId, details }) => ({ subjectId, details }))).toEqual([
      { subjectId: null, details: { limit: 'sign-in-account' } },
    ])
  })

  test('S-A1 an address that nobody registered is throttled in the same way', async () => {
    const email = 'niemand@beispiel.test'
    for (let i = 0; i < 10; i += 1) await attempt({ email, network: `n${i}` })
    expect(await attempt({ email, network: 'n99' })).toMatchObject({ outcome: 'throttled' })
  })

  test('nobody can lock the owner out of a network where the owner has signed in before', async () => {
    await session()
    for (let i = 0; i < 20; i += 1) await attempt({ ...wrong, network: `n${i}` })
    expect(await attempt({ network: 'n99' })).toMatchObject({ outcome: 'throttled' })
    expect(await attempt()).toMatchObject({ outcome: 'signed-in' })
  })

  test('a network is remembered for its period, and forgotten then', async () => {
    await session()
    const { passwordHash } = await ctx.db.account.findUniqueOrThrow({ where: { id: member.accountId } })
    const place = { accountId: member.accountId, passwordHash: passwordHash ?? '', network: '203.0.113.7' }
    const end = TEST_NOW.getTime() + KNOWN_NETWORK_PERIOD * 1000
    await tidyAuth(ctx)
    expect(await isKnownNetwork(at(ctx, new Date(end - 1)), place)).toBe(true)
    expect(await isKnownNetwork(at(ctx, new Date(end)), place)).toBe(false)
    expect(await isKnownNetwork(ctx, { ...place, network: 'another' })).toBe(false)
  })

  test('the end of one session is in the record as that of many; of none there is nothing to say', async () => {
    await session()
    expect(await endAllSessions(ctx, member.accountId)).toBe(1)
    expect(await endAllSessions(ctx, member.accountId)).toBe(0)
    expect(await ctx.db.auditEvent.findMany({ where: { act: 'session.ended' } })).toMatchObject([
      { subjectId: member.accountId, details: { sessions: 1 } },
    ])
  })

  test('a colleague in the same network cannot lock out a browser that carries the session cookie of the owner', async () => {
    await session()
    const own = deviceProof(member.accountId)
    for (let i = 0; i < 110; i += 1)
      await attempt({ ...wrong, deviceProof: i % 2 ? deviceProof(crypto.randomUUID()) : undefined })
    expect(await attempt()).toMatchObject({ outcome: 'throttled' })
    expect(await attempt({ deviceProof: deviceProof(crypto.randomUUID()) })).toMatchObject({ outcome: 'throttled' })
    expect(await attempt({ deviceProof: own })).toMatchObject({ outcome: 'signed-in' })
    for (let i = 0; i < 10; i += 1)
      expect(await attempt({ ...wrong, deviceProof: own })).toEqual({ outcome: 'refused' })
    expect(await attempt({ deviceProof: own })).toMatchObject({ outcome: 'throttled' })
  })

  test('the proof of a known device lies in the session cookie, opens for nobody else, and is no session', async () => {
    const cookie = await sealSessionId(crypto.randomUUID(), member.accountId)
    const proof = await openDeviceProof(cookie)
    expect(isKnownDevice(proof, member.accountId)).toBe(true)
    expect(isKnownDevice(proof, crypto.randomUUID())).toBe(false)
    expect(isKnownDevice(proof, undefined)).toBe(false)
    expect(proof).not.toContain(member.accountId)
    expect(await openDeviceProof(await sealSessionId(crypto.randomUUID(), undefined))).toBeUndefined()
    for (const value of [undefined, '', 'x', `${cookie.slice(0, -2)}xx`])
      expect(await openDeviceProof(value)).toBeUndefined()
  })

  test('a known network has a limit too', async () => {
    await session()
    for (let i = 0; i < 10; i += 1) await attempt(wrong)
    expect(await attempt()).toMatchObject({ outcome: 'throttled' })
  })

  test('S-L1 one network can fail a hundred times an hour; signing in does not count', async () => {
    for (let i = 0; i < 3; i += 1) await session()
    await Promise.all(Array.from({ length: 100 }, (_, i) => attempt({ email: `niemand.${i}@beispiel.test` })))
    expect(await attempt()).toMatchObject({ outcome: 'throttled' })
    expect(await attempt({ network: 'another' })).toMatchObject({ outcome: 'signed-in' })
  })

  test('S-L1 the counters hold neither address nor network in clear', async () => {
    await attempt()
    await attempt(wrong)
    const rows = JSON.stringify((await ctx.db.throttle.findMany()).map(({ key }) => key))
    expect(rows).not.toContain('203.0.113')
    expect(rows).not.toContain(member.email)
    expect(rows).not.toContain(member.accountId)
  })
})

describe('a session', () => {
  test('S-C1 that was ended is void at once', async () => {
    const sessionId = await session()
    expect(await endSession(asSelf(ctx, member.accountId), { accountId: member.accountId, sessionId })).toEqual({
      outcome: 'ended',
    })
    expect(await findMember(ctx, sessionId)).toBeUndefined()
    expect(await endSession(asSelf(ctx, member.accountId), { accountId: member.accountId, sessionId })).toEqual({
      outcome: 'already-ended',
    })
  })

  test('S-C2 ends with the account, a suspension or a legal hold, and shows a new role at once', async () => {
    const sessionId = await session()
    await ctx.db.account.update({ where: { id: member.accountId }, data: { role: 'moderator' } })
    expect(await findMember(ctx, sessionId)).toMatchObject({ role: 'moderator' })
    const { id } = await ctx.db.suspension.create({ data: { accountId: member.accountId, reason: 'x' } })
    expect(await findMember(ctx, sessionId)).toBeUndefined()
    await ctx.db.suspension.delete({ where: { id } })
    const hold = await ctx.db.legalHold.create({ data: { accountId: member.accountId, reason: 'x' } })
    expect(await findMember(ctx, sessionId)).toBeUndefined()
    await ctx.db.legalHold.delete({ where: { id: hold.id } })
    await eraseAccount(ctx, { accountId: member.accountId, reason: 'self' })
    expect(await findMember(ctx, sessionId)).toBeUndefined()
  })

  test('S-C3 gets a new id at every sign-in, and the one this browser had ends', async () => {
    const first = await session()
    const result = await attempt({ formerSessionId: first })
    expect(result).toMatchObject({ outcome: 'signed-in' })
    expect(result.outcome === 'signed-in' && result.sessionId).not.toBe(first)
    expect(await findMember(ctx, first)).toBeUndefined()
  })

  test.each([
    { role: 'member', idle: 24, absolute: 7 * 24 },
    { role: 'admin', idle: 1, absolute: 12 },
    { role: 'dpo', idle: 1, absolute: 12 },
  ] as const)(
    'S-C4 of a $role ends after $idle h without use and $absolute h in all',
    async ({ role, idle, absolute }) => {
      await ctx.db.account.update({ where: { id: member.accountId }, data: { role } })
      const unused = await session()
      expect(await findMember(later(idle * HOUR), unused)).toBeUndefined()
      const used = await session()
      for (let hour = idle * 0.9; hour < absolute; hour += idle * 0.9) {
        expect(await findMember(later(hour * HOUR), used)).toBeDefined()
      }
      expect(await findMember(later(absolute * HOUR - 1), used)).toBeDefined()
      expect(await findMember(later(absolute * HOUR), used)).toBeUndefined()
    },
  )

  test('S-C4 that has been idle too long does not come back to life by being asked for', async () => {
    const sessionId = await session()
    expect(await findMember(later(25 * HOUR), sessionId)).toBeUndefined()
    expect(await findMember(later(25 * HOUR + 1000), sessionId)).toBeUndefined()
    expect(await listSessions(asSelf(later(25 * HOUR), member.accountId), member.accountId)).toEqual([])
    expect(await removeEndedSessions(later(23 * HOUR))).toBe(0)
    expect(await removeEndedSessions(later(25 * HOUR))).toBe(1)
  })

  test('DS-05 never outlives seven days, so whoever uses the portal has signed in within a week', async () => {
    await session()
    const { expiresAt } = await ctx.db.session.findFirstOrThrow()
    expect(expiresAt.getTime() - TEST_NOW.getTime()).toBe(7 * 24 * HOUR)
  })

  test('is noted as seen every five minutes, without waiting for a lock', async () => {
    const sessionId = await session()
    const seen = async () => (await ctx.db.session.findUniqueOrThrow({ where: { id: sessionId } })).lastSeenAt
    await findMember(later(4 * 60_000), sessionId)
    expect(await seen()).toEqual(TEST_NOW)
    const client = await locked(sessionId)
    expect(await findMember(later(10 * 60_000), sessionId)).toBeDefined()
    await client.release()
    await findMember(later(11 * 60_000), sessionId)
    expect(await seen()).toEqual(new Date(TEST_NOW.getTime() + 11 * 60_000))
  })

  test('S-C8 is listed for its owner, who can end one or all others', async () => {
    const [first, second, third] = [await session(), await session(later(1000)), await session(later(2000))]
    const own = await listSessions(asSelf(ctx, member.accountId), member.accountId)
    expect(own.map(({ id }) => id)).toEqual([third, second, first])
    expect(own[0]?.device).toBe('Firefox auf Linux')
    await endSession(asSelf(ctx, member.accountId), { accountId: member.accountId, sessionId: first })
    expect(await endAllSessions(ctx, member.accountId, { except: third })).toBe(1)
    expect((await listSessions(asSelf(ctx, member.accountId), member.accountId)).map(({ id }) => id)).toEqual([third])
  })

  test('of twenty more than one more ends the oldest, also at the same moment; not those that wait for a factor', async () => {
    const first = await session(later(-2000))
    const second = await session(later(-1000))
    for (let i = 0; i < 18; i += 1) await session()
    expect(await findMember(ctx, first)).toBeDefined()
    await Promise.all([session(later(1000)), session(later(1000))])
    expect(await findMember(ctx, first)).toBeUndefined()
    expect(await findMember(ctx, second)).toBeUndefined()
    expect(await ctx.db.session.count({ where: { accountId: member.accountId } })).toBe(MOST_SESSIONS)
  })

  test('S-D2 of somebody else cannot be ended', async () => {
    const sessionId = await session()
    const other = await aMember(ctx)
    expect(await endSession(asSelf(ctx, other.accountId), { accountId: other.accountId, sessionId })).toEqual({
      outcome: 'already-ended',
    })
    expect(await findMember(ctx, sessionId)).toBeDefined()
  })

  test('S-C6 cannot be made up', async () => {
    for (const value of ['x', 'eyJhbGciOiJub25lIn0.eyJzaWQiOiJ4In0.', '', undefined]) {
      expect(await openSessionId(value)).toBeUndefined()
    }
  })
})

describe('S-M2 signing in while the account is erased', () => {
  test('ends as member or as gone, never in between, whatever comes first', async () => {
    for (let i = 0; i < 30; i += 1) {
      member = await aMember(ctx)
      const delay = Math.random() * 40
      const [entry, erasure] = await Promise.all([
        attempt(),
        new Promise((resolve) => setTimeout(resolve, delay)).then(() =>
          eraseAccount(ctx, { accountId: member.accountId, reason: 'self' }),
        ),
      ])
      expect(erasure).toMatchObject({ outcome: 'erased' })
      expect(['signed-in', 'refused']).toContain(entry.outcome)
      expect(await ctx.db.session.count({ where: { accountId: member.accountId } })).toBe(0)
      expect(await ctx.db.account.count({ where: { id: member.accountId } })).toBe(0)
    }
  })
})

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

/** Another transaction holds the session row. */
async function locked(sessionId: string) {
  const { database } = await import('@/lib/db/client')
  const client = await database().pool.connect()
  await client.query('BEGIN')
  await client.query('SELECT FROM session WHERE id = $1 FOR UPDATE', [sessionId])
  return {
    release: async () => {
      await client.query('COMMIT')
      client.release()
    },
  }
}
