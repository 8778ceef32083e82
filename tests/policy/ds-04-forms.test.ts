import { beforeEach, describe, expect, test, vi } from 'vitest'
import { type FormState } from '@/app/_edge/form-state'
import { saveProfile } from '@/app/(member)/mein-profil/actions'
import { confirmCurrent } from '@/app/(member)/mein-profil/daten-pruefen/actions'
import { eraseOwnAccount } from '@/app/(member)/mein-profil/loeschen/actions'
import { register } from '@/app/(public)/registrieren/actions'
import { answerAsked } from '@/lib/accounts/answer-asked'
import { loadProfile } from '@/lib/accounts/load-profile'
import { sealSessionId, sessionCookieName } from '@/lib/auth/session-cookie'
import { startSession } from '@/lib/auth/sessions'
import { inTransaction, type PortalContext } from '@/lib/context'
import { aMember, CAST_PASSWORD, type CastMember } from '../support/cast'
import { asSelf, testContext } from '../support/context'

/** The forms of registration, profile and erasure, called as the framework calls them (S-E1, S-D2, S-D3). */
const browser = vi.hoisted(() => ({ cookies: new Map<string, string>(), farewell: undefined as string | undefined }))
vi.mock('next/headers', () => ({
  headers: async () => new Headers(),
  cookies: async () => ({
    get: (name: string) => (browser.cookies.has(name) ? { name, value: browser.cookies.get(name) } : undefined),
    set: (name: string, value: string) => (value ? browser.cookies.set(name, value) : browser.cookies.delete(name)),
  }),
}))
vi.mock('next/cache', () => ({ revalidatePath: () => {} }))
vi.mock('@/lib/exchange', async (original) => ({
  ...(await original<object>()),
  keepFarewell: (farewell: string) => {
    browser.farewell = farewell
    return true
  },
}))

type Action = (state: FormState, form: FormData) => Promise<FormState>
type Entries = [name: string, value: string | Blob][]

const registration = {
  surname: 'Muster',
  givenName: 'Erika',
  email: 'erika@beispiel.test',
  memberGroup: 'private_person',
  organisation: '',
  position: '',
  password: CAST_PASSWORD,
  acceptPolicy: 'yes',
  policyVersion: '1',
}

beforeEach(() => browser.cookies.clear())

/** Where the form leads to, or what it says. */
async function submit(action: Action, entries: Entries): Promise<FormState | string> {
  const form = new FormData()
  for (const [name, value] of entries) form.append(name, value)
  try {
    return await action({}, form)
  } catch (error) {
    const [kind, , target] = (error as { digest?: string }).digest?.split(';') ?? []
    if (kind === 'NEXT_REDIRECT' && target) return target
    throw error
  }
}

async function signedIn(ctx: PortalContext, { accountId }: CastMember): Promise<void> {
  const sessionId = await inTransaction(ctx, (tx) => startSession(tx, { accountId, role: 'member', device: 'Test' }))
  browser.cookies.set(sessionCookieName(), await sealSessionId(sessionId, undefined))
}

// The session is asked for with the clock of the process.
const now = () => testContext({ now: new Date() })

describe('the form "Registrieren"', () => {
  test('gives the same answer for a new and for a known address', async () => {
    for (let round = 0; round < 2; round += 1) {
      expect(await submit(register, Object.entries(registration))).toMatchObject({ done: expect.any(String) })
    }
    await answerAsked(now())
    expect(await now().db.account.count()).toBe(1)
  })

  test.each<[string, Entries]>([
    ['a doubled field', [['surname', 'Zweiter']]],
    ['a role', [['role', 'admin']]],
    ['a confirmation', [['emailConfirmedAt', '2026-01-01']]],
    ['__proto__', [['__proto__', 'x']]],
    ['constructor', [['constructor', 'x']]],
    ['a file', [['surname2', new Blob(['x'])]]],
  ])('%s more is refused, and nothing is stored', async (_what, more) => {
    const answer = await submit(register, [...Object.entries(registration), ...more])
    expect(answer).toHaveProperty('problem')
    expect(JSON.stringify(answer)).not.toContain(CAST_PASSWORD)
    expect(await now().db.account.count()).toBe(0)
    expect(await now().db.outgoingMail.count()).toBe(0)
  })

  test('errors come in the order of the page, entries are kept, the password is not sent back', async () => {
    const answer = await submit(
      register,
      Object.entries({ ...registration, surname: '', memberGroup: 'company', password: '' }),
    )
    expect(answer).toMatchObject({ values: { givenName: 'Erika', email: 'erika@beispiel.test' } })
    const { errors, values } = answer as FormState
    expect(Object.keys(errors ?? {})).toEqual(['surname', 'organisation', 'position', 'password'])
    expect(values).not.toHaveProperty('password')
  })

  test('an agreement to an outdated version must be given anew', async () => {
    expect(await submit(register, Object.entries({ ...registration, policyVersion: '9' }))).toMatchObject({
      errors: { acceptPolicy: expect.stringContaining('Fassung 1') },
    })
    expect(await now().db.account.count()).toBe(0)
  })
})

describe('the forms below "Mein Profil" act only for the member whose page it was', () => {
  test('visitors are told that their session has ended, keep what they typed, and nothing changes', async () => {
    const ctx = now()
    const { accountId } = await aMember(ctx)
    const before = await ctx.db.account.findMany()
    for (const [action, entries] of formsOf(accountId)) {
      expect(await submit(action, entries)).toMatchObject({
        problem: expect.stringContaining('Sitzung ist abgelaufen'),
      })
    }
    expect(await ctx.db.account.findMany()).toEqual(before)
  })

  test("a form with somebody else's account changes neither account (S-D2)", async () => {
    const ctx = now()
    const member = await aMember(ctx)
    const victim = await aMember(ctx)
    await signedIn(ctx, member)
    const before = await ctx.db.account.findMany({ orderBy: { id: 'asc' } })
    for (const [action, entries] of formsOf(victim.accountId))
      expect(await submit(action, entries)).toBe('/mein-profil')
    expect(await ctx.db.account.findMany({ orderBy: { id: 'asc' } })).toEqual(before)
  })

  test.each(['role', 'email', 'emailConfirmedAt', 'lastLoginAt', 'id', 'passwordHash'])(
    'a profile with %s is refused (S-D3)',
    async (field) => {
      const ctx = now()
      const member = await aMember(ctx)
      await signedIn(ctx, member)
      const before = await ctx.db.account.findMany()
      const entries = await profileEntries(ctx, member)
      expect(await submit(saveProfile, [...entries, [field, 'admin']])).toHaveProperty('problem')
      expect(await ctx.db.account.findMany()).toEqual(before)
      expect(await submit(saveProfile, entries)).toEqual({
        done: expect.stringMatching(/^Ihre Änderungen sind gespeichert\./),
      })
    },
  )
})

describe('the form "Account löschen"', () => {
  test('a wrong password erases nothing', async () => {
    const ctx = now()
    const member = await aMember(ctx)
    await signedIn(ctx, member)
    expect(await submit(eraseOwnAccount, erasureEntries(member.accountId, 'falsch'))).toMatchObject({
      errors: { currentPassword: 'Das Passwort ist nicht richtig.' },
    })
    expect(await ctx.db.account.count()).toBe(1)
    expect(browser.cookies.size).toBe(1)
  })

  test('double click and two tabs: one erasure, the same last word, no cookie left (S-M1, S-M2)', async () => {
    const ctx = now()
    const member = await aMember(ctx)
    await signedIn(ctx, member)
    const cookie = new Map(browser.cookies)
    const entries = erasureEntries(member.accountId, CAST_PASSWORD)
    const answers = await Promise.all(Array.from({ length: 8 }, () => submit(eraseOwnAccount, entries)))
    expect(answers).toEqual(Array(8).fill({}))
    expect(browser.farewell).toBe('erased')
    expect(browser.cookies.size).toBe(0)
    // A tab that was left open, with and without the cookie of before.
    for (const cookies of [cookie, new Map<string, string>()]) {
      browser.cookies = new Map(cookies)
      for (const [action, form] of formsOf(member.accountId)) {
        browser.farewell = undefined
        expect(await submit(action, form)).toEqual({})
        expect(browser.farewell).toBe('erased')
      }
    }
    expect(await ctx.db.erasure.count()).toBe(1)
    expect(await ctx.db.outgoingMail.findMany({ select: { template: true } })).toEqual([{ template: 'erased-self' }])
  })
})

function erasureEntries(account: string, currentPassword: string): Entries {
  return [
    ['currentPassword', currentPassword],
    ['account', account],
  ]
}

async function profileEntries(ctx: PortalContext, { accountId }: CastMember): Promise<Entries> {
  const seen = (await loadProfile(asSelf(ctx, accountId), accountId))?.seen ?? ''
  const fields = { surname: 'Neumann', givenName: 'Ida', memberGroup: 'private_person', organisation: '', position: '' }
  return Object.entries({ ...fields, seen, account: accountId })
}

function formsOf(account: string): [Action, Entries][] {
  const fields = { surname: 'Fremd', givenName: 'Fremd', memberGroup: 'private_person', seen: 'x', account }
  return [
    [saveProfile, Object.entries(fields)],
    [confirmCurrent, [['account', account]]],
    [eraseOwnAccount, erasureEntries(account, CAST_PASSWORD)],
  ]
}
