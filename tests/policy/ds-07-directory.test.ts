import { Client } from 'pg'
import { describe, expect, test, vi } from 'vitest'
import { fingerprintOf, updateProfile } from '@/lib/accounts/update-profile'
import { type PortalContext } from '@/lib/context'
import { describeProfile } from '@/lib/directory/describe-profile'
import { readEntry, readOwnEntry } from '@/lib/directory/read-entry'
import { saveEntry } from '@/lib/directory/save-entry'
import { type EntryChange, entrySchema } from '@/lib/directory/schema'
import { type DirectorySearch, searchDirectory } from '@/lib/directory/search-directory'
import { eraseAccount } from '@/lib/erasure/erase-account'
import { aMember, type CastMember } from '../support/cast'
import { as, TEST_NOW, testContext } from '../support/context'

/** DS-07: members find each other, and each decides what is shown beyond the organisation. */
const nothing: EntryChange = {
  isListed: false,
  showName: false,
  showPosition: false,
  showGroup: false,
  subjects: [],
  introduction: null,
  website: null,
}

const self = (ctx: PortalContext, { accountId }: CastMember) =>
  as(ctx, { kind: 'member', accountId, role: 'member', sessionId: accountId })

async function aCompany(ctx: PortalContext, organisation: string, given: object = {}) {
  const member = { memberGroup: 'company', position: 'Personalleitung', verified: true } as const
  return aMember(ctx, { ...member, organisation, ...given })
}

async function titles(ctx: PortalContext, search: DirectorySearch = {}) {
  const reader = await aMember(ctx, { verified: true })
  return (await searchDirectory(self(ctx, reader), search)).entries.map(({ title }) => title)
}

describe('who appears', () => {
  test('organisations of verified members, with nothing beyond the organisation', async () => {
    const ctx = testContext()
    const member = await aCompany(ctx, 'Holzwerk Rhön GmbH', { surname: 'Trautmann' })
    await aCompany(ctx, 'Noch nicht geprüft GmbH', { verified: false })
    expect(await titles(ctx)).toEqual(['Holzwerk Rhön GmbH'])
    const entry = await readEntry(self(ctx, member), member.accountId)
    expect(entry).toMatchObject({ title: 'Holzwerk Rhön GmbH', name: null, position: null, introduction: null })
    expect(entry?.memberGroup).toBeNull()
    expect(await titles(ctx, { memberGroup: 'company' })).toEqual([])
    expect(JSON.stringify(entry)).not.toMatch(/Trautmann|Personalleitung|@/)
  })

  test('private persons and staff only if they choose so', async () => {
    const ctx = testContext()
    const lena = await aMember(ctx, { verified: true, givenName: 'Lena', surname: 'Winter' })
    await aMember(ctx, { role: 'admin', memberGroup: 'public_body', organisation: 'GFAW', position: 'Leitung' })
    expect(await titles(ctx)).toEqual([])
    await saveEntry(self(ctx, lena), { ...nothing, isListed: true })
    expect(await titles(ctx)).toEqual(['Lena Winter'])
    await saveEntry(self(ctx, lena), nothing)
    expect(await titles(ctx)).toEqual([])
  })

  test('nobody who is suspended, sealed by a legal hold, hidden by the moderation or erased', async () => {
    const ctx = testContext()
    const [suspended, held, hidden, erased] = await Promise.all(
      ['Eins', 'Zwei', 'Drei', 'Vier'].map((name) => aCompany(ctx, name)),
    )
    await ctx.db.suspension.create({ data: { accountId: suspended?.accountId ?? '', reason: 'Probe' } })
    await ctx.db.legalHold.create({ data: { accountId: held?.accountId ?? '', reason: 'Probe' } })
    const measure = { contentKind: 'profile', act: 'hide', startedAt: TEST_NOW, startedBy: TEST_STAFF }
    await ctx.db.contentMeasure.create({ data: { ...measure, contentId: hidden?.accountId ?? '' } })
    await eraseAccount(ctx, { accountId: erased?.accountId ?? '', reason: 'self' })
    expect(await titles(ctx)).toEqual([])
    expect(await ctx.db.directoryWords.count({ where: { words: { contains: 'Vier' } } })).toBe(0)
  })

  test('to members only', async () => {
    const ctx = testContext()
    await expect(searchDirectory(ctx, {})).rejects.toThrow('refused')
    expect(await describeProfile(ctx, TEST_STAFF)).toBeUndefined()
  })
})

const TEST_STAFF = '01930000-0000-7000-8000-00000000abcd'

describe('what a member shows', () => {
  test('is exactly what they chose, and what they take back cannot be found any more', async () => {
    const ctx = testContext()
    const member = await aCompany(ctx, 'Aydın Pflegedienste', { givenName: 'Mehmet', surname: 'Aydın' })
    const shown: EntryChange = {
      ...nothing,
      showName: true,
      showGroup: true,
      subjects: ['care'],
      introduction: 'Wir suchen Partner für die **Praxisanleitung**.',
    }
    await saveEntry(self(ctx, member), shown)
    const [entry] = (await searchDirectory(self(ctx, member), { text: 'Mehmet' })).entries
    expect(entry).toMatchObject({
      name: 'Mehmet Aydın',
      position: null,
      memberGroup: 'company',
      excerpt: 'Wir suchen Partner für die Praxisanleitung.',
    })
    expect(await titles(ctx, { text: 'Personalleitung' })).toEqual([])
    await saveEntry(self(ctx, member), { ...shown, showName: false, showGroup: false, introduction: null })
    expect(await titles(ctx, { memberGroup: 'company' })).toEqual([])
    expect((await readEntry(self(ctx, member), member.accountId))?.memberGroup).toBeNull()
    expect(await titles(ctx, { text: 'Mehmet' })).toEqual([])
    expect(await titles(ctx, { text: 'Praxisanleitung' })).toEqual([])
  })

  test('follows the profile at once', async () => {
    const ctx = testContext()
    const member = await aCompany(ctx, 'Alter Name GmbH')
    const { surname, givenName } = member
    const before = {
      surname,
      givenName,
      memberGroup: 'company',
      organisation: 'Alter Name GmbH',
      position: 'Personalleitung',
    } as const
    await updateProfile(self(ctx, member), {
      accountId: member.accountId,
      ...before,
      organisation: 'Neuer Name GmbH',
      seen: fingerprintOf(before),
    })
    await ctx.db.account.update({ where: { id: member.accountId }, data: { verifiedAt: TEST_NOW } })
    expect(await titles(ctx, { text: 'Neuer' })).toEqual(['Neuer Name GmbH'])
    expect(await titles(ctx, { text: 'Alter' })).toEqual([])
  })

  test('is recorded once, by the names of what changed, without its words', async () => {
    const ctx = testContext()
    const member = await aCompany(ctx, 'Glaswerk Jena')
    await saveEntry(self(ctx, member), { ...nothing, introduction: 'Kanarienvogel' })
    await saveEntry(self(ctx, member), { ...nothing, introduction: 'Kanarienvogel' })
    const events = await ctx.db.auditEvent.findMany({ where: { act: 'directory.entry-saved' } })
    expect(events.map(({ details }) => details)).toEqual([{ fields: ['introduction'] }])
  })

  test.each([
    ['', null],
    ['www.beispiel.de', 'https://www.beispiel.de/'],
    ['http://beispiel.de/kurse?a=1', 'http://beispiel.de/kurse?a=1'],
    ['javascript:alert(1)', 'refused'],
    ['mailto:jo@beispiel.de', 'refused'],
    ['https://jo:geheim@beispiel.de', 'refused'],
    ['intern', 'refused'],
  ])('a website is an address of the web: %s', (website, expected) => {
    const parsed = entrySchema.safeParse({ introduction: '', website })
    expect(parsed.success ? parsed.data.website : 'refused').toBe(expected)
  })

  test('is described for a report or a message as the directory shows it; staff see it also while it is hidden', async () => {
    const ctx = testContext()
    const member = await aCompany(ctx, 'Bildungswerk Saale e. V.', { givenName: 'Birgit', surname: 'Heyder' })
    const reader = self(ctx, await aMember(ctx, { verified: true }))
    const described = await describeProfile(reader, member.accountId)
    expect(described).toMatchObject({ author: 'Bildungswerk Saale e. V.', authorId: member.accountId })
    expect(JSON.stringify(described)).not.toMatch(/Heyder|@/)
    await ctx.db.contentMeasure.create({
      data: {
        contentKind: 'profile',
        contentId: member.accountId,
        act: 'hide',
        startedAt: TEST_NOW,
        startedBy: TEST_STAFF,
      },
    })
    expect(await describeProfile(reader, member.accountId)).toBeUndefined()
    const moderator = await aMember(ctx, { role: 'moderator' })
    const asModerator = as(ctx, {
      kind: 'member',
      accountId: moderator.accountId,
      role: 'moderator',
      sessionId: moderator.accountId,
    })
    expect(await describeProfile(asModerator, member.accountId)).toMatchObject({ author: 'Bildungswerk Saale e. V.' })
    expect(await readOwnEntry(self(ctx, member))).toMatchObject({ appears: false })
  })
})

describe('search', () => {
  test('finds German words by their stem and with a mistake of spelling, and filters', async () => {
    const ctx = testContext()
    const jena = await aCompany(ctx, 'Lernstatt Jena gGmbH', { memberGroup: 'training_provider' })
    const gera = await aCompany(ctx, 'Akademie Gera')
    await saveEntry(self(ctx, jena), {
      ...nothing,
      showGroup: true,
      subjects: ['digital'],
      introduction: 'Kurse für Ausbilder',
    })
    await saveEntry(self(ctx, gera), { ...nothing, subjects: ['commerce'] })
    expect(await titles(ctx, { text: 'Kurs' })).toEqual(['Lernstatt Jena gGmbH'])
    expect(await titles(ctx, { text: 'Lernstadt' })).toEqual(['Lernstatt Jena gGmbH'])
    expect(await titles(ctx, { text: 'akademie gera' })).toEqual(['Akademie Gera'])
    expect(await titles(ctx, { memberGroup: 'training_provider' })).toEqual(['Lernstatt Jena gGmbH'])
    expect(await titles(ctx, { subject: 'commerce' })).toEqual(['Akademie Gera'])
    // Signs alone are no search.
    expect(await titles(ctx, { text: `"' & | ! ( : *` })).toEqual(['Akademie Gera', 'Lernstatt Jena gGmbH'])
    expect(await titles(ctx)).toEqual(['Akademie Gera', 'Lernstatt Jena gGmbH'])
  })

  test('comes in pages', async () => {
    const ctx = testContext()
    const member = await aCompany(ctx, 'Betrieb 00')
    await ctx.db.$executeRaw`
      INSERT INTO account (email, surname, given_name, member_group, organisation, position, password_hash, email_confirmed_at, verified_at)
      SELECT 'betrieb' || n || '@beispiel.test', 'Muster', 'Kim', 'company', 'Betrieb ' || lpad(n::text, 2, '0'), 'Chef', 'x', now(), now()
      FROM generate_series(1, 24) n`
    const first = await searchDirectory(self(ctx, member), {})
    const second = await searchDirectory(self(ctx, member), { page: 2 })
    expect(first).toMatchObject({ found: 25, pages: 2, page: 1 })
    expect(second.entries.map(({ title }) => title)).toEqual([20, 21, 22, 23, 24].map((n) => `Betrieb ${n}`))
    for (const page of [3, 99, Number.POSITIVE_INFINITY])
      expect(await searchDirectory(self(ctx, member), { page })).toEqual(second)
    expect(await searchDirectory(self(ctx, member), { page: -1 })).toEqual(first)
    expect(await searchDirectory(self(ctx, member), { text: 'Betrieb', page: 2 })).toMatchObject({ found: 25, page: 2 })
    const statements = vi.spyOn(Client.prototype, 'query')
    await searchDirectory(self(ctx, member), { text: 'Betrieb' })
    expect(statements).toHaveBeenCalledTimes(1)
    statements.mockRestore()
  })
})
