import { describe, expect, test } from 'vitest'
import { lookReason } from '@/lib/accounts/look-reasons'
import { nameMembers, recordLook } from '@/lib/accounts/name-members'
import {
  countMembersByState,
  exportMembers,
  type MemberSearch,
  memberIdsOf,
  searchMembers,
} from '@/lib/accounts/search-members'
import { setRole } from '@/lib/accounts/set-role'
import { viewMember } from '@/lib/accounts/view-member'
import { startSession } from '@/lib/auth/sessions'
import { type PortalContext } from '@/lib/context'
import { type Role } from '@/lib/db/generated/enums'
import { lifecycleOf } from '@/lib/lifecycle/lifecycle-status'
import { noticesOf } from '@/lib/lifecycle/list-notices'
import { measuresOf } from '@/lib/moderation/measures-of'
import { aMember } from '../support/cast'
import { as, asPortal, TEST_NOW, testContext } from '../support/context'

async function staff(role: Exclude<Role, 'member'> = 'admin'): Promise<PortalContext & { accountId: string }> {
  const ctx = testContext()
  const { accountId } = await aMember(ctx, { role, surname: 'Verwaltung' })
  return { ...as(ctx, { kind: 'member', accountId, role, sessionId: crypto.randomUUID() }), accountId }
}

/** Members that only a list needs: one statement instead of the front door with its password hash. */
async function manyMembers(ctx: PortalContext, count: number, surname = 'Liste'): Promise<void> {
  await ctx.db.$executeRaw`
    INSERT INTO account (email, surname, given_name, member_group, password_hash, registered_at, email_confirmed_at)
    SELECT lower(${surname}) || n || '@liste.test', ${surname}, 'Nr. ' || lpad(n::text, 5, '0'), 'private_person', 'x', ${TEST_NOW}, ${TEST_NOW}
    FROM generate_series(1, ${count}::int) n`
}

async function surnames(ctx: PortalContext, search: Partial<MemberSearch> = {}): Promise<string[]> {
  const { members } = await searchMembers(ctx, { reason: 'administration', ...search })
  return members.map(({ surname }) => surname)
}

describe('the list of members', () => {
  test('finds words in name, organisation and address, in any order and any case', async () => {
    const ctx = await staff()
    await aMember(testContext(), {
      surname: 'Übleis',
      givenName: 'Jörg',
      email: 'joerg@bildungswerk.test',
      memberGroup: 'training_provider',
      organisation: 'Bildungswerk Erfurt gGmbH',
      position: 'Leitung',
    })
    for (const text of ['übleis', 'JÖRG übl', 'erfurt', 'bildungswerk.test', 'Übleis  erfurt joerg@']) {
      expect(await surnames(ctx, { text }), text).toEqual(['Übleis'])
    }
    expect(await surnames(ctx, { text: 'übleis weimar' })).toEqual([])
  })

  test.each(['%', '_', '\\', "' OR 1=1 --", '%%%', '*'])('takes %j for a letter, not for a command', async (text) => {
    const ctx = await staff()
    expect(await surnames(ctx, { text })).toEqual([])
  })

  test('sorts as Germans do, and stays stable where names are equal', async () => {
    const ctx = await staff()
    for (const surname of ['Zander', 'Ärmel', 'Armel', 'Österreich', 'Otto']) await aMember(testContext(), { surname })
    expect(await surnames(ctx)).toEqual(['Armel', 'Ärmel', 'Österreich', 'Otto', 'Verwaltung', 'Zander'])
  })

  test('shows every member exactly once over all pages, 25 on each, also where all names are equal (S-L5)', async () => {
    const ctx = await staff()
    await ctx.db.$executeRaw`
      INSERT INTO account (email, surname, given_name, member_group, password_hash, email_confirmed_at)
      SELECT n || '@gleich.test', 'Gleich', 'Gleich', 'private_person', 'x', now() FROM generate_series(1, 60) n`
    const seen = new Set<string>()
    for (const page of [1, 2, 3]) {
      const list = await searchMembers(ctx, { text: 'gleich', page, reason: 'administration' })
      expect(list).toMatchObject({ page, pages: 3, found: 60, isMore: false })
      expect(list.members.length).toBeLessThanOrEqual(25)
      for (const { id } of list.members) seen.add(id)
    }
    expect(seen.size).toBe(60)
  })

  test.each([0, -5, 4, 100_000])('answers page %d with a page that exists (S-L5)', async (page) => {
    const ctx = await staff()
    await manyMembers(ctx, 30)
    const list = await searchMembers(ctx, { page, reason: 'administration' })
    expect(list.page).toBe(page < 1 ? 1 : 2)
    expect(list.members.length).toBeGreaterThan(0)
  })

  test('counts no further than ten thousand', async () => {
    const ctx = await staff()
    await manyMembers(ctx, 10_050)
    const list = await searchMembers(ctx, { text: 'liste', reason: 'administration', page: 400 })
    expect(list).toMatchObject({ found: 10_000, isMore: true, page: 400, pages: 400 })
    expect(list.members).toHaveLength(25)
  })

  test('filters by group, state and role', async () => {
    const ctx = await staff()
    await aMember(testContext(), {
      surname: 'Firma',
      memberGroup: 'company',
      organisation: 'Firma AG',
      position: 'Chefin',
    })
    await aMember(testContext(), { surname: 'Neu', confirmed: false })
    expect(await surnames(ctx, { memberGroup: 'company' })).toEqual(['Firma'])
    expect(await surnames(ctx, { state: 'unconfirmed' })).toEqual(['Neu'])
    expect(await surnames(ctx, { role: 'admin' })).toEqual(['Verwaltung'])
    expect(await surnames(ctx, { role: 'dpo' })).toEqual([])
  })

  test.each([
    ['Müller', ['Müller', 'Mueller', 'muller', 'MÜLLER', 'mull', 'Mu\u0308ller']],
    ['Mueller', ['Müller', 'mueller', 'muller']],
    ['Häuser', ['hauser', 'Haeuser', 'HÄUS']],
    ['Schäuble', ['Schauble', 'schaeuble']],
    ['Bäuerle', ['bauerle', 'baeuerle']],
    ['Strauß', ['strauss', 'STRAUSS', 'strauß', 'STRAUẞ']],
    ['Strauss', ['strauß']],
    ['Šimek', ['simek', 'ŠIMEK', 'šim']],
    ['Øster', ['oster', 'øster']],
    ['Łukasz', ['lukasz']],
    ["D'Été-Noël", ['ete', "d'ete", 'noel', 'été-no']],
    ['Nguyễn', ['nguyen']],
    ['İnan', ['inan']],
  ])('finds %s however it is written', async (surname, texts) => {
    const ctx = await staff()
    await aMember(testContext(), { surname, givenName: 'Xy' })
    for (const text of texts) expect(await surnames(ctx, { text }), text).toEqual([surname])
    expect(await surnames(ctx, { text: `${texts[0]}zzz` })).toEqual([])
  })

  test('tells names apart that are only alike', async () => {
    const ctx = await staff()
    for (const surname of ['Bauer', 'Barbara', 'Rau']) await aMember(testContext(), { surname, givenName: 'Xy' })
    expect(await surnames(ctx, { text: 'Bauer' })).toEqual(['Bauer'])
    expect(await surnames(ctx, { text: 'Raue' })).toEqual([])
  })

  test('never finds by the address where addresses are not seen (DS-08)', async () => {
    const moderator = await staff('moderator')
    const admin = await staff()
    await aMember(testContext(), { surname: 'Verborgen', email: 'geheim@firma.test' })
    expect(await surnames(moderator, { text: 'geheim' })).toEqual([])
    expect(await surnames(moderator, { domain: 'gibt-es-nicht.test' })).toHaveLength(3)
    expect(await surnames(admin, { text: 'GEHEIM@firma' })).toEqual(['Verborgen'])
  })

  test.each([
    ['firma.test', ['firma', 'unter']],
    ['@FIRMA.test', ['firma', 'unter']],
    ['unter.firma.test', ['unter']],
    ['irma.test', []],
    ['%', []],
  ])('filters by the domain %s', async (domain, found) => {
    const ctx = await staff()
    for (const [surname, email] of [
      ['firma', 'a@firma.test'],
      ['unter', 'b@unter.firma.test'],
      ['andere', 'firma.test@anders.test'],
    ] as const) {
      await aMember(testContext(), { surname, email })
    }
    expect(await surnames(ctx, { domain })).toEqual(found)
  })

  test('finds the number of an account and of a case, each only who may see such cases', async () => {
    const [admin, moderator] = [await staff(), await staff('moderator')]
    const { accountId } = await aMember(testContext(), { surname: 'Nummer' })
    const request = await admin.db.dataRequest.create({
      data: { accountId, kind: 'erasure', receivedOn: TEST_NOW, dueOn: TEST_NOW, enteredBy: admin.accountId },
      select: { id: true },
    })
    const moderation = await admin.db.moderationCase.create({
      data: { contentKind: 'profile', contentId: accountId, authorId: accountId, openedAt: TEST_NOW },
      select: { id: true },
    })
    for (const text of [accountId, accountId.toUpperCase(), request.id, moderation.id]) {
      expect(await surnames(admin, { text }), text).toEqual(['Nummer'])
    }
    expect(await surnames(admin, { text: crypto.randomUUID() })).toEqual([])
    expect(await surnames(moderator, { text: accountId })).toEqual(['Nummer'])
    expect(await surnames(moderator, { text: moderation.id })).toEqual(['Nummer'])
    expect(await surnames(moderator, { text: request.id })).toEqual([])
  })

  test('filters by verification, hold, day of registration and version', async () => {
    const ctx = await staff()
    const berlin = (at: string) => new Date(at)
    const { accountId } = await aMember(testContext(), { surname: 'Geprueft' })
    await ctx.db.account.update({
      where: { id: accountId },
      // 1 March in Berlin, still 28 February in UTC
      data: { verifiedAt: TEST_NOW, registeredAt: berlin('2026-02-28T23:30:00Z') },
    })
    await ctx.db.legalHold.create({ data: { accountId, reason: 'Rechtsstreit' } })
    await ctx.db.account.update({ where: { id: ctx.accountId }, data: { verifiedAt: null } })
    expect(await surnames(ctx, { isVerified: true })).toEqual(['Geprueft'])
    expect(await surnames(ctx, { isVerified: false })).toEqual(['Verwaltung'])
    expect(await surnames(ctx, { isHeld: true })).toEqual(['Geprueft'])
    expect(await surnames(ctx, { isHeld: false })).toEqual(['Verwaltung'])
    expect(await surnames(ctx, { registeredFrom: '2026-03-01', registeredUntil: '2026-03-01' })).toEqual(['Geprueft'])
    expect(await surnames(ctx, { registeredUntil: '2026-02-28' })).toEqual([])
    expect(await surnames(ctx, { version: 1 })).toEqual(['Geprueft', 'Verwaltung'])
    expect(await surnames(ctx, { version: 2 })).toEqual([])
  })

  test('finds by the version that governs exactly whom governing_version() names (DS-11)', async () => {
    const ctx = await staff()
    const days = (count: number) => new Date(ctx.now().getTime() - count * 86_400_000)
    const told = [undefined, 27, 28, 29, 30, 90].flatMap((daysAgo, place) =>
      [{}, { objectedAt: days(1) }, { bouncedAt: days(1) }].map((more) => ({ daysAgo, place, more })),
    )
    const accountIds: string[] = []
    // All of them accepted the first version: the others are newer.
    for (let count = 0; count < told.length + 3; count++) accountIds.push((await aMember(testContext())).accountId)
    const [old = '', young = '', newest = ''] = accountIds
    const { body } = await ctx.db.policyVersion.findUniqueOrThrow({ where: { number: 1 }, select: { body: true } })
    const periods = { inactivityPeriod: 'P1Y', responsePeriod: 'P28D', objectionPeriod: 'P28D' }
    for (const number of [2, 3]) {
      await ctx.db.policyVersion.create({ data: { number, ...periods, body, publishedAt: days(200 - number) } })
    }
    for (const [index, { daysAgo, place, more }] of told.entries()) {
      if (daysAgo === undefined) continue
      const accountId = accountIds[index + 3] ?? ''
      await ctx.db.policyAnnouncement.create({
        data: { accountId, versionNumber: 2 + (place % 2), acceptedAt: days(daysAgo), ...more },
      })
    }
    // Made by the operator: no acceptance, before and after the newer versions; and one that accepted the newest.
    await ctx.db.policyAcceptance.deleteMany({ where: { accountId: { in: [old, young] } } })
    await ctx.db.account.update({ where: { id: old }, data: { registeredAt: days(300) } })
    await ctx.db.account.update({ where: { id: young }, data: { registeredAt: days(5) } })
    await ctx.db.policyAcceptance.create({
      data: { accountId: newest, versionNumber: 3, acceptedAt: days(2), wording: 'x' },
    })
    let all = 0
    for (const version of [1, 2, 3, 4]) {
      const named = await ctx.db.$queryRaw<{ id: string }[]>`
        SELECT a.id FROM account a, governing_version(a, ${ctx.now()}) g WHERE g.number = ${version} ORDER BY a.id`
      expect(await memberIdsOf(ctx, { version }, 100), `version ${version}`).toEqual(named.map(({ id }) => id))
      expect(named.length > 0, `version ${version}`).toBe(version < 4)
      all += named.length
    }
    expect(all).toBe(await ctx.db.account.count())
  })

  test('finds who was not seen for a span of whole days, both sides of the boundary (DS-05)', async () => {
    const ctx = await staff()
    const now = new Date('2026-11-30T10:00:00Z')
    const later = { ...ctx, now: () => now }
    await ctx.db.account.update({ where: { id: ctx.accountId }, data: { lastLoginAt: now } })
    for (const [surname, lastLoginAt] of [
      ['Gestern', '2026-11-29T10:00:00Z'],
      ['JahrKnapp', '2025-11-30T00:00:00Z'],
      ['JahrVorbei', '2025-11-29T22:59:00Z'],
      ['Nie', null],
    ] as const) {
      const { accountId } = await aMember(testContext(), { surname })
      const at = lastLoginAt && new Date(lastLoginAt)
      await ctx.db.account.update({
        where: { id: accountId },
        data: { lastLoginAt: at, registeredAt: new Date('2025-01-01T00:00:00Z') },
      })
    }
    expect(await surnames(later, { unseenFor: { months: 12 } })).toEqual(['JahrVorbei', 'Nie'])
    expect(await surnames(later, { unseenFor: { months: 6 } })).toEqual(['JahrKnapp', 'JahrVorbei', 'Nie'])
    expect(await surnames(later, { unseenFor: 'never' })).toEqual(['Nie'])
  })

  test('is sorted by each column in both ways, and stays whole over its pages', async () => {
    const ctx = await staff()
    await manyMembers(ctx, 60, 'Gleich')
    for (const order of ['name', 'organisation', 'registered', 'verified', 'last-login'] as const) {
      for (const isDown of [false, true]) {
        const seen = new Set<string>()
        for (const page of [1, 2]) {
          const { members } = await searchMembers(ctx, { order, isDown, page, size: 50, reason: 'administration' })
          for (const { id } of members) seen.add(id)
        }
        expect(seen.size, `${order} ${isDown}`).toBe(61)
      }
    }
    expect((await surnames(ctx, { isDown: true }))[0]).toBe('Verwaltung')
  })

  test('means the same members to an act on all of them and to the file as to the page', async () => {
    const ctx = await staff()
    await manyMembers(ctx, 30)
    const search = { text: 'liste', memberGroup: 'private_person' } as const
    const { members } = await searchMembers(ctx, { ...search, size: 100, reason: 'administration' })
    const ids = members.map(({ id }) => id)
    expect((await exportMembers(ctx, { ...search, reason: 'administration' })).map(({ id }) => id)).toEqual(ids)
    expect((await memberIdsOf(ctx, search, 100)).sort()).toEqual([...ids].sort())
  })

  test('leaves as a file for those who may take it, and that is on record (DS-06)', async () => {
    const ctx = await staff()
    await manyMembers(ctx, 3)
    await exportMembers(ctx, { text: 'liste', reason: 'administration' })
    const events = await ctx.db.auditEvent.findMany({ where: { act: 'member.exported' } })
    expect(events).toMatchObject([
      { actorId: ctx.accountId, details: { reason: 'administration', by: ['text'], found: 3 } },
    ])
    for (const role of ['moderator', 'approver', 'dpo'] as const) {
      await expect(exportMembers(await staff(role), { reason: 'administration' })).rejects.toThrow('refused')
    }
  })

  test('is for staff only', async () => {
    const { accountId } = await aMember(testContext())
    const member = as(testContext(), { kind: 'member', accountId, role: 'member', sessionId: crypto.randomUUID() })
    for (const ctx of [testContext(), member]) {
      await expect(searchMembers(ctx, { reason: 'administration' })).rejects.toThrow('refused')
      await expect(viewMember(ctx, { accountId, reason: 'administration' })).rejects.toThrow('refused')
      await expect(nameMembers(ctx, { accountIds: [accountId], reason: 'administration' })).rejects.toThrow('refused')
    }
  })
})

describe('the state of an account', () => {
  test('is the first that applies of unconfirmed, held, suspended, restricted, notified, undeliverable, active', async () => {
    const ctx = await staff()
    const { accountId } = await aMember(testContext())
    const state = async () => {
      const viewed = await viewMember(ctx, { accountId, reason: 'administration' })
      return viewed.outcome === 'found' ? viewed.member.state : undefined
    }
    const { registeredAt: inactiveSince } = await ctx.db.account.findUniqueOrThrow({ where: { id: accountId } })
    expect(await state()).toBe('active')
    const notice = await ctx.db.inactivityNotice.create({ data: { accountId, inactiveSince, policyVersion: 1 } })
    expect(await state()).toBe('notified')
    await ctx.db.inactivityNotice.update({
      where: { id: notice.id },
      data: { closedAt: TEST_NOW, outcome: 'undeliverable' },
    })
    expect(await state()).toBe('undeliverable')
    const placedBy = crypto.randomUUID()
    await ctx.db.restriction.create({
      data: { accountId, ground: 'accuracy', reason: 'Bestritten', placedAt: TEST_NOW, placedBy },
    })
    expect(await state()).toBe('restricted')
    await ctx.db.suspension.create({ data: { accountId, reason: 'Missbrauch' } })
    expect(await state()).toBe('suspended')
    await ctx.db.legalHold.create({ data: { accountId, reason: 'Rechtsstreit' } })
    expect(await state()).toBe('held')
    await ctx.db.account.update({ where: { id: accountId }, data: { emailConfirmedAt: null } })
    expect(await state()).toBe('unconfirmed')
    expect(await countMembersByState(asPortal(ctx))).toEqual({
      unconfirmed: 1,
      held: 0,
      suspended: 0,
      restricted: 0,
      notified: 0,
      undeliverable: 0,
      active: 1,
    })
  })

  test('is active again after a sign-in, whatever happened to the notice before', async () => {
    const ctx = await staff()
    const { accountId } = await aMember(testContext())
    const { registeredAt: inactiveSince } = await ctx.db.account.findUniqueOrThrow({ where: { id: accountId } })
    await ctx.db.inactivityNotice.create({
      data: { accountId, inactiveSince, policyVersion: 1, closedAt: TEST_NOW, outcome: 'undeliverable' },
    })
    await ctx.db.account.update({
      where: { id: accountId },
      data: { lastLoginAt: new Date(inactiveSince.getTime() + 1000) },
    })
    expect(await surnames(ctx, { state: 'undeliverable' })).toEqual([])
  })
})

describe('moderators', () => {
  test('see and find members, but never by their address (DS-08)', async () => {
    const moderator = await staff('moderator')
    const { accountId, email } = await aMember(testContext(), { surname: 'Gesucht', email: 'geheim@adresse.test' })
    expect(await surnames(moderator, { text: 'gesucht' })).toEqual(['Gesucht'])
    expect(await surnames(moderator, { text: 'adresse.test' })).toEqual([])
    const list = await searchMembers(moderator, { reason: 'administration' })
    const viewed = await viewMember(moderator, { accountId, reason: 'administration' })
    expect(JSON.stringify([list, viewed])).not.toContain(email)
    const admin = await viewMember(await staff(), { accountId, reason: 'administration' })
    expect(JSON.stringify(admin)).toContain(email)
  })

  test('see nothing of sign-ins, neither by a filter nor by the order (DS-06, GDPR Art. 25)', async () => {
    const [moderator, admin] = [await staff('moderator'), await staff()]
    const early = await aMember(testContext(), { surname: 'Frueh', lastLoginAt: new Date('2025-01-01T10:00:00Z') })
    const late = await aMember(testContext(), { surname: 'Abend', lastLoginAt: new Date('2026-11-01T10:00:00Z') })
    await aMember(testContext(), { surname: 'Nie' })
    const names = async (ctx: PortalContext, search: Partial<MemberSearch>) =>
      (await searchMembers(ctx, { role: 'member', ...search, reason: 'administration' })).members.map(
        ({ surname }) => surname,
      )
    expect(await names(moderator, {})).toEqual(['Abend', 'Frueh', 'Nie'])
    const asked: Partial<MemberSearch>[] = [
      { unseenFor: 'never' },
      { unseenFor: { months: 12 } },
      { order: 'last-login' },
    ]
    for (const search of asked) expect(await names(moderator, search)).toEqual(['Abend', 'Frueh', 'Nie'])
    expect(await names(admin, { order: 'last-login' })).toEqual(['Frueh', 'Abend', 'Nie'])
    expect(await names(admin, { unseenFor: 'never' })).toEqual(['Nie'])
    await admin.db.inactivityNotice.create({
      data: { accountId: early.accountId, inactiveSince: TEST_NOW, policyVersion: 1, createdAt: TEST_NOW },
    })
    expect(await names(admin, { state: 'notified' })).toEqual(['Frueh'])
    expect(await names(moderator, { state: 'notified' })).toEqual([])
    expect(await names(moderator, { state: 'active' })).toEqual(['Abend', 'Frueh', 'Nie'])
    const { members } = await searchMembers(moderator, { reason: 'administration' })
    expect(members.map(({ lastLoginAt }) => lastLoginAt).filter(Boolean)).toEqual([])
    for (const { accountId } of [early, late]) {
      const viewed = await viewMember(moderator, { accountId, reason: 'administration' })
      expect(viewed).toMatchObject({ member: { state: 'active', lastLoginAt: null, openSessions: null } })
      await expect(noticesOf(moderator, accountId)).rejects.toThrow('refused')
      await expect(lifecycleOf(moderator, accountId)).rejects.toThrow('refused')
      expect(await measuresOf(moderator, accountId)).toEqual([])
    }
    expect(await viewMember(admin, { accountId: late.accountId, reason: 'administration' })).toMatchObject({
      member: { lastLoginAt: new Date('2026-11-01T10:00:00Z'), openSessions: 0 },
    })
  })
})

describe('looking is an act (S-D8)', () => {
  test('a search leaves who, why, which filters and whose rows, but not the text', async () => {
    const ctx = await staff()
    const { accountId } = await aMember(testContext(), { surname: 'Kanarienvogel' })
    await searchMembers(ctx, { text: 'kanarienvogel', memberGroup: 'private_person', reason: 'request' })
    const look = await ctx.db.auditEvent.findFirstOrThrow({ where: { act: 'member.searched' } })
    expect(look).toMatchObject({
      actorKind: 'staff',
      actorId: ctx.accountId,
      details: { reason: 'request', by: ['text', 'memberGroup'], found: 1, shown: [accountId] },
    })
    expect(JSON.stringify(look.details)).not.toMatch(/kanarienvogel/i)
  })

  test('a look at one member leaves who, whom and why', async () => {
    const ctx = await staff('dpo')
    const { accountId } = await aMember(testContext())
    await viewMember(ctx, { accountId, reason: 'inactivity' })
    const look = await ctx.db.auditEvent.findFirstOrThrow({ where: { act: 'member.viewed' } })
    expect(look).toMatchObject({ actorId: ctx.accountId, subjectId: accountId, details: { reason: 'inactivity' } })
  })

  test('a look at nobody leaves nothing, and finds nothing', async () => {
    const ctx = await staff()
    for (const accountId of ['x', crypto.randomUUID(), "' OR 1=1"]) {
      expect(await viewMember(ctx, { accountId, reason: 'administration' })).toEqual({ outcome: 'unknown-member' })
    }
    await recordLook(ctx, { shown: [], reason: 'mail' })
    expect(await ctx.db.auditEvent.count({ where: { act: { startsWith: 'member.' } } })).toBe(0)
  })

  test('without the audit row nothing is shown', async () => {
    const ctx = await staff()
    const { accountId } = await aMember(testContext())
    const failing = {
      ...ctx,
      db: new Proxy(ctx.db, {
        get: (db, name) =>
          name === 'auditEvent'
            ? { create: () => Promise.reject(new Error('audit is down')) }
            : Reflect.get(db, name, db),
      }),
    }
    await expect(viewMember(failing, { accountId, reason: 'administration' })).rejects.toThrow('audit is down')
    await expect(searchMembers(failing, { reason: 'administration' })).rejects.toThrow('audit is down')
  })

  test('names for a list are looked up and recorded, a hundred at most', async () => {
    const ctx = await staff()
    await manyMembers(ctx, 120)
    const ids = (await ctx.db.account.findMany({ where: { surname: 'Liste' }, select: { id: true } })).map(
      ({ id }) => id,
    )
    const names = await nameMembers(ctx, { accountIds: ids, reason: 'inactivity' })
    expect(names.size).toBe(100)
    const look = await ctx.db.auditEvent.findFirstOrThrow({ where: { act: 'member.searched' } })
    expect((look.details as { shown: string[] }).shown).toHaveLength(100)
  })

  test('knows four reasons and takes everything else for administration', () => {
    expect(lookReason('request')).toBe('request')
    expect(lookReason('<script>')).toBe('administration')
    expect(lookReason(undefined)).toBe('administration')
  })
})

describe('the operator gives an account another role', () => {
  const operator = () => as(testContext(), { kind: 'operator' })

  test('its sessions end and it is recorded; doing it again changes nothing', async () => {
    const ctx = testContext()
    const { accountId } = await aMember(ctx)
    await startSession(ctx, { accountId, role: 'member', device: 'Firefox auf Linux' })
    expect(await setRole(operator(), { accountId, role: 'moderator' })).toEqual({ outcome: 'changed' })
    expect(await setRole(operator(), { accountId, role: 'moderator' })).toEqual({ outcome: 'unchanged' })
    expect(await ctx.db.session.count({ where: { accountId } })).toBe(0)
    const events = await ctx.db.auditEvent.findMany({ where: { act: 'account.role-changed' } })
    expect(events).toMatchObject([{ subjectId: accountId, details: { from: 'member', to: 'moderator' } }])
    const nobody = crypto.randomUUID()
    expect(await setRole(operator(), { accountId: nobody, role: 'dpo' })).toEqual({ outcome: 'unknown-member' })
  })

  test.each(['admin', 'approver'] as const)('one %s stays, also of two at the same moment', async (role) => {
    const [one, two] = [await staff(role), await staff(role)]
    const results = await Promise.all(
      [one, two].map(({ accountId }) => setRole(operator(), { accountId, role: 'member' })),
    )
    expect(results.map(({ outcome }) => outcome).sort()).toEqual(['changed', 'last-one'])
    expect(await one.db.account.count({ where: { role } })).toBe(1)
  })

  test('nobody in the portal does it alone, whatever the role', async () => {
    const { accountId } = await aMember(testContext())
    const member = as(testContext(), { kind: 'member', accountId, role: 'member', sessionId: crypto.randomUUID() })
    const all = [
      testContext(),
      member,
      ...(await Promise.all((['moderator', 'admin', 'approver', 'dpo'] as const).map(staff))),
    ]
    for (const ctx of all) expect(() => setRole(ctx, { accountId, role: 'admin' })).toThrow('refused')
  })
})
