import { beforeEach, describe, expect, test, vi } from 'vitest'
import { STEP_UP_PERIOD } from '@/lib/auth/limits'
import { type Member } from '@/lib/auth/session'
import { startSession } from '@/lib/auth/sessions'
import { mustProve } from '@/lib/auth/step-up'
import { inTransaction } from '@/lib/context'
import { aMember, CAST_PASSWORD } from '../support/cast'
import { TEST_NOW, testContext } from '../support/context'

/** Credentials change, an account ends and all data leave only with a fresh second factor, if there is one (DS-06, S-A9). */
const { visit } = vi.hoisted(() => ({ visit: { member: undefined as Member | undefined } }))
vi.mock('@/lib/auth/session', () => ({
  currentMember: async () => visit.member,
  pendingMember: async () => undefined,
  removeSessionCookie: async () => {},
}))
vi.mock('next/headers', () => ({ headers: async () => new Headers({ 'x-portal-path': '/von-hier' }) }))
vi.mock('next/cache', () => ({ revalidatePath: () => {} }))

const ctx = testContext()
let member: Member

beforeEach(async () => {
  const { accountId, givenName, surname } = await aMember(ctx)
  const sessionId = crypto.randomUUID()
  member = { accountId, role: 'member', sessionId, givenName, surname, memberGroup: 'private_person' } as Member
})

const ago = (seconds: number) => new Date(Date.now() - seconds * 1000)

function form(fields: Record<string, string>): FormData {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) data.set(name, value)
  return data
}

/** Where the answer leads, or what it says. */
async function answerTo(run: () => Promise<unknown>): Promise<string> {
  try {
    return JSON.stringify(await run())
  } catch (error) {
    return decodeURIComponent(String((error as { digest?: string }).digest ?? error))
  }
}

const currentPassword = CAST_PASSWORD
const acts: Record<string, () => Promise<unknown>> = {
  'a change of the address': async () => {
    const { requestEmailChange } = await import('@/app/(member)/mein-profil/actions')
    return requestEmailChange({}, form({ email: 'neu@beispiel.test', currentPassword, account: member.accountId }))
  },
  'a change of the password': async () => {
    const { changeOwnPassword } = await import('@/app/(member)/mein-profil/sicherheit/actions')
    return changeOwnPassword({}, form({ currentPassword, newPassword: 'Nebelmeer über der Saale 9' }))
  },
  'the erasure of the account': async () => {
    const { eraseOwnAccount } = await import('@/app/(member)/mein-profil/loeschen/actions')
    return eraseOwnAccount({}, form({ currentPassword, account: member.accountId }))
  },
}

describe('the end of sessions', () => {
  const end = async (fields: Record<string, string>) => {
    const { endSessions } = await import('@/app/(member)/mein-profil/sicherheit/actions')
    return answerTo(() => endSessions({}, form(fields)))
  }
  const left = () => ctx.db.session.count({ where: { accountId: member.accountId } })

  beforeEach(async () => {
    await inTransaction(ctx, (tx) =>
      startSession(tx, { accountId: member.accountId, role: 'member', device: 'Firefox' }),
    )
  })

  test.each([
    { proof: 'without a password', factorAt: null, fields: {}, ends: false },
    { proof: 'with a wrong password', factorAt: null, fields: { currentPassword: 'falsch geraten' }, ends: false },
    { proof: 'with the password', factorAt: null, fields: { currentPassword }, ends: true },
    { proof: 'with a stale factor', factorAt: ago(STEP_UP_PERIOD + 1), fields: { currentPassword }, ends: false },
    { proof: 'with a fresh factor', factorAt: ago(10), fields: {}, ends: true },
  ])('$proof: $ends', async ({ factorAt, fields, ends }) => {
    visit.member = { ...member, factorAt }
    await end({ which: 'alle', ...(fields as Record<string, string>) })
    expect(await left()).toBe(ends ? 0 : 1)
  })
})

describe.each(Object.keys(acts))('%s', (name) => {
  const act = acts[name] as () => Promise<unknown>
  const state = async () => [
    await ctx.db.account.findUnique({ where: { id: member.accountId } }),
    await ctx.db.accountToken.count({ where: { accountId: member.accountId, purpose: 'change_email' } }),
  ]

  test.each([
    { factor: 'proved a second too long ago', factorAt: ago(STEP_UP_PERIOD + 1) },
    { factor: 'proved three hours ago', factorAt: ago(3 * 3600) },
  ])('asks for a factor that was $factor, and does nothing', async ({ factorAt }) => {
    visit.member = { ...member, factorAt }
    const before = await state()
    const answer = await answerTo(act)
    expect(answer).toContain('factorCode')
    expect(answer).not.toContain(CAST_PASSWORD)
    expect(await state()).toEqual(before)
  })

  test.each([
    { factor: 'a fresh factor', factorAt: ago(STEP_UP_PERIOD - 300) },
    { factor: 'no factor at all', factorAt: null },
  ])('is done with $factor', async ({ factorAt }) => {
    visit.member = { ...member, factorAt }
    const before = await state()
    expect(await answerTo(act)).not.toContain('factorCode')
    expect(await state()).not.toEqual(before)
  })
})

test('all data leave only with a fresh factor', async () => {
  const { POST } = await import('@/app/(member)/mein-profil/daten/herunterladen/route')
  const ask = () =>
    POST(
      new Request('http://portal.test/mein-profil/daten/herunterladen', {
        method: 'POST',
        body: form({ currentPassword }),
      }),
    )
  visit.member = { ...member, factorAt: ago(STEP_UP_PERIOD + 1) }
  expect((await ask()).headers.get('location')).toBe(
    '/mein-profil/sicherheit/zweiter-faktor/bestaetigen?weiter=%2Fmein-profil%2Fdaten',
  )
  visit.member = { ...member, factorAt: null }
  expect((await ask()).headers.get('content-type')).toBe('application/zip')
})

test('a factor is asked for after fifteen minutes, of those who have one', () => {
  const before = (ms: number) => ({ factorAt: new Date(TEST_NOW.getTime() - ms) })
  expect(mustProve({ factorAt: null }, TEST_NOW)).toBe(false)
  expect(mustProve(before(STEP_UP_PERIOD * 1000), TEST_NOW)).toBe(false)
  expect(mustProve(before(STEP_UP_PERIOD * 1000 + 1), TEST_NOW)).toBe(true)
})
