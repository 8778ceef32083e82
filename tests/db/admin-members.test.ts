import { describe, expect, test } from 'vitest'
import { lookReason } from '@/lib/accounts/look-reasons'
import { nameMembers, recordLook } from '@/lib/accounts/name-members'
import { countMembersByState, type MemberSearch, searchMembers } from '@/lib/accounts/search-members'
import { setRole } from '@/lib/accounts/set-role'
import { viewMember } from '@/lib/accounts/view-member'
import { startSession } from '@/lib/auth/sessions'
import { type PortalContext } from '@/lib/context'
import { type Role } from '@/lib/db/generated/enums'
import { aMember } from '../support/cast'
import { as, TEST_NOW, testContext } from '../support/context'

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
    expect(await countMembersByState(ctx)).toEqual({
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
