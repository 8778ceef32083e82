import { beforeEach, describe, expect, test, vi } from 'vitest'
import { POST } from '@/app/(member)/mein-profil/daten/herunterladen/route'
import { type Member } from '@/lib/auth/session'
import { startSession } from '@/lib/auth/sessions'
import { aMember, CAST_PASSWORD } from '../support/cast'
import { testContext } from '../support/context'
import { said } from '../support/said'

/** What is stored about me, to take along (DS-12): for the owner alone, and only with the password typed just now (S-A9). */
const { visit } = vi.hoisted(() => ({ visit: { member: undefined as Member | undefined } }))
vi.mock('next/headers', () => ({ headers: async () => new Headers(), cookies: async () => ({ get: () => undefined }) }))
vi.mock('@/lib/auth/session', () => ({ currentMember: async () => visit.member, pendingMember: async () => undefined }))

const ctx = testContext()
const page = '/mein-profil/daten'

beforeEach(() => {
  visit.member = undefined
})

async function aSignedIn() {
  const member = await aMember(ctx, { organisation: 'Nur bei mir', position: 'Leitung', memberGroup: 'company' })
  visit.member = {
    accountId: member.accountId,
    role: 'member',
    sessionId: await startSession(ctx, { accountId: member.accountId, role: 'member', device: 'Firefox' }),
    factorAt: null,
  } as Member
  return member
}

function ask(currentPassword?: string): Promise<Response> {
  const body = new URLSearchParams(currentPassword === undefined ? {} : { currentPassword })
  return POST(new Request(`http://portal.test${page}/herunterladen`, { method: 'POST', body }))
}

const compiled = () => ctx.db.auditEvent.count({ where: { act: 'report.compiled' } })

describe('the download of the own data', () => {
  test('comes as one file after the right password, and holds the own data and nobody else’s', async () => {
    const other = await aMember(ctx)
    const { email } = await aSignedIn()
    const answer = await ask(CAST_PASSWORD)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('application/zip')
    expect(answer.headers.get('content-disposition')).toMatch(/attachment; filename="auskunft-\d{4}-\d{2}-\d{2}\.zip"/)
    expect(answer.headers.get('cache-control')).toContain('no-store')
    const zip = Buffer.from(await answer.arrayBuffer())
    for (const part of ['auskunft.html', 'auskunft.json', 'csv/account.csv', email, 'Nur bei mir']) {
      expect(zip.includes(part), part).toBe(true)
    }
    expect(zip.includes(other.email)).toBe(false)
    expect(await compiled()).toBe(1)
  })

  test.each([undefined, '', 'nicht das richtige Passwort', 'x'.repeat(2_000)])(
    'is not made for %j',
    async (password) => {
      await aSignedIn()
      const answer = await ask(password)
      expect([answer.status, answer.headers.get('location')]).toEqual([303, page])
      expect(await said(ctx, visit.member?.sessionId)).toContain('Das Passwort ist nicht richtig.')
      expect(await compiled()).toBe(0)
    },
  )

  test('is not for visitors: they are sent to the sign-in', async () => {
    await aSignedIn()
    visit.member = undefined
    const answer = await ask(CAST_PASSWORD)
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/anmelden?weiter=%2Fmein-profil%2Fdaten'])
    expect(await compiled()).toBe(0)
  })

  test('stops after ten wrong passwords, also for the right one', async () => {
    await aSignedIn()
    for (let tries = 0; tries < 10; tries += 1) await ask('nicht das richtige Passwort')
    await said(ctx, visit.member?.sessionId)
    const answer = await ask(CAST_PASSWORD)
    expect(answer.headers.get('location')).toBe(page)
    expect(await said(ctx, visit.member?.sessionId)).toContain('Zu viele Versuche.')
    expect(await compiled()).toBe(0)
  })

  test('of an account that is gone leads to the page that says so', async () => {
    const { accountId } = await aSignedIn()
    await ctx.db.account.delete({ where: { id: accountId } })
    expect((await ask(CAST_PASSWORD)).status).toBe(303)
    expect(await compiled()).toBe(0)
  })
})
