import { Client } from 'pg'
import { describe, expect, test, vi } from 'vitest'
import { answerAsked } from '@/lib/accounts/answer-asked'
import { confirmRegistration, readRegistrationLink } from '@/lib/accounts/confirm-registration'
import { askToRegister, CONFIRMATION_PERIOD, registerMember } from '@/lib/accounts/register-member'
import { tidyRegistrations } from '@/lib/accounts/registrations'
import { verifyPassword } from '@/lib/auth/password'
import { inspectToken } from '@/lib/auth/token'
import { type PortalContext } from '@/lib/context'
import { acceptanceWording } from '@/lib/policies/record-acceptance'
import { aMember, aRegistration, CAST_PASSWORD, secretFromMail } from '../support/cast'
import { asPortal, at, TEST_NOW, testContext } from '../support/context'

const later = (ctx: PortalContext, seconds: number) => at(ctx, new Date(ctx.now().getTime() + seconds * 1000))
const mailsOf = (ctx: PortalContext) =>
  ctx.db.outgoingMail.findMany({ orderBy: { id: 'asc' }, select: { template: true, accountId: true, recipient: true } })

describe('a new registration (DS-03)', () => {
  test('stores what was asked for, the agreement with version, time and wording, and queues one mail', async () => {
    const ctx = testContext()
    const registration = {
      ...(await aRegistration(ctx)),
      memberGroup: 'chamber' as const,
      organisation: 'Kammer Süd',
      position: 'Referat Bildung',
    }
    expect(await registerMember(ctx, registration)).toEqual({ outcome: 'check-your-mail' })
    const account = await ctx.db.account.findUniqueOrThrow({
      where: { email: registration.email },
      include: { acceptances: true, registrations: true },
    })
    expect(account).toMatchObject({
      surname: 'Muster',
      givenName: 'Erika',
      memberGroup: 'chamber',
      organisation: 'Kammer Süd',
      position: 'Referat Bildung',
      role: 'member',
      registeredAt: TEST_NOW,
      emailConfirmedAt: null,
      lastLoginAt: null,
      verifiedAt: null,
    })
    expect(account.passwordHash, 'nobody has proved the address yet').toBeNull()
    expect(account.acceptances).toEqual([])
    expect(account.registrations).toMatchObject([
      { surname: 'Muster', versionNumber: 1, requestedAt: TEST_NOW, wording: acceptanceWording(1) },
    ])
    expect(await mailsOf(asPortal(ctx))).toEqual([
      { template: 'confirm-registration', accountId: account.id, recipient: null },
    ])
    const acts = await ctx.db.auditEvent.findMany({ where: { subjectId: account.id }, select: { act: true } })
    expect(acts.map(({ act }) => act)).toEqual(['account.registered'])
    const then = later(ctx, 3_600)
    const secret = await secretFromMail(ctx, account.id)
    expect(await confirmRegistration(then, { secret, password: CAST_PASSWORD })).toEqual({ outcome: 'complete' })
    const confirmed = await ctx.db.account.findUniqueOrThrow({
      where: { id: account.id },
      include: { acceptances: true, registrations: true },
    })
    expect(confirmed).toMatchObject({ registeredAt: TEST_NOW, emailConfirmedAt: then.now(), registrations: [] })
    expect(confirmed.acceptances).toMatchObject([
      { versionNumber: 1, acceptedAt: TEST_NOW, wording: acceptanceWording(1) },
    ])
    expect(await verifyPassword(CAST_PASSWORD, confirmed.passwordHash ?? undefined)).toBe(true)
  })

  test('keeps no usable secret: the token is stored as a hash (S-H1)', async () => {
    const ctx = testContext()
    const { accountId } = await aMember(ctx, { confirmed: false })
    const secret = await secretFromMail(ctx, accountId)
    const [token] = await ctx.db.accountToken.findMany({ where: { accountId } })
    expect(token?.tokenHash).toMatch(/^[0-9a-f]{64}$/)
    expect(JSON.stringify(token)).not.toContain(secret)
  })

  test('an old policy version is refused, and nothing is stored (S-E8)', async () => {
    const ctx = testContext()
    const registration = await aRegistration(ctx)
    const { body, ...periods } = await ctx.db.policyVersion.findUniqueOrThrow({
      where: { number: 1 },
      select: { body: true, inactivityPeriod: true, responsePeriod: true, objectionPeriod: true },
    })
    await ctx.db.policyVersion.create({ data: { number: 2, body, ...periods, publishedAt: TEST_NOW } })
    expect(await registerMember(ctx, registration)).toEqual({ outcome: 'policy-changed', newest: 2 })
    expect(await registerMember(ctx, { ...registration, policyVersion: 3 })).toMatchObject({
      outcome: 'policy-changed',
    })
    expect(await ctx.db.account.count()).toBe(0)
    expect(await mailsOf(asPortal(ctx))).toEqual([])
  })

  test('a password that is short or made of own data is refused, and nothing is stored (S-B1, S-B4)', async () => {
    const ctx = testContext()
    const registration = await aRegistration(ctx)
    for (const password of ['vierzehn Zeich', 'passwort12345678', 'erika muster erika muster']) {
      expect(await registerMember(ctx, { ...registration, password }), password).toMatchObject({
        outcome: 'password-refused',
      })
    }
    expect(await ctx.db.account.count()).toBe(0)
  })

  test('text with quotes, SQL and HTML is stored as it is', async () => {
    const ctx = testContext()
    const surname = `x'); DROP TABLE account; -- <img src=x onerror=alert(1)> $1 %s \${x}`
    const { accountId } = await aMember(ctx, { surname })
    expect(await ctx.db.account.findUniqueOrThrow({ where: { id: accountId } })).toMatchObject({ surname })
  })
})

describe('an address that is known already gets the same answer (S-A3)', () => {
  test('the owner of a registered address gets a mail that says so; nothing else changes', async () => {
    const ctx = testContext()
    const member = await aMember(ctx)
    const before = await ctx.db.account.findMany()
    await ctx.db.outgoingMail.deleteMany()
    const again = {
      ...(await aRegistration(ctx)),
      email: member.email,
      surname: 'Fremd',
      password: 'Ganz anderes Kennwort 7',
    }
    expect(await registerMember(later(ctx, 600), again)).toEqual({ outcome: 'check-your-mail' })
    expect(await ctx.db.account.findMany()).toEqual(before)
    expect(await mailsOf(asPortal(ctx))).toEqual([
      { template: 'already-registered', accountId: member.accountId, recipient: null },
    ])
    // A double click sends no second mail, an hour later it does.
    await registerMember(later(ctx, 630), again)
    expect(await mailsOf(asPortal(ctx))).toHaveLength(1)
    await registerMember(later(ctx, 4_200), again)
    expect(await mailsOf(asPortal(ctx))).toHaveLength(2)
  })

  test('a waiting registration stays as it is beside a later one: each has its own link and its own data', async () => {
    const ctx = testContext()
    const first = await aMember(ctx, { confirmed: false })
    const own = await secretFromMail(ctx, first.accountId)
    const again = { ...(await aRegistration(ctx)), email: first.email, surname: 'Fremd' }
    const then = later(ctx, 10)
    expect(await registerMember(then, again)).toEqual({ outcome: 'check-your-mail' })
    expect(await ctx.db.account.findUniqueOrThrow({ where: { email: first.email } })).toMatchObject({
      surname: 'Muster',
      registeredAt: then.now(),
    })
    expect(await mailsOf(asPortal(ctx))).toHaveLength(2)
    const foreign = await secretFromMail(ctx, first.accountId)
    expect(await readRegistrationLink(then, foreign)).toMatchObject({ registration: { surname: 'Fremd' } })
    expect(await readRegistrationLink(then, own)).toMatchObject({ registration: { surname: 'Muster' } })
    expect(await confirmRegistration(then, { secret: own, password: CAST_PASSWORD })).toEqual({ outcome: 'complete' })
    expect(await ctx.db.account.findUniqueOrThrow({ where: { email: first.email } })).toMatchObject({
      surname: 'Muster',
      registeredAt: TEST_NOW,
    })
    expect(await confirmRegistration(then, { secret: foreign, password: CAST_PASSWORD })).toEqual({ outcome: 'taken' })
    expect(await ctx.db.registration.count()).toBe(0)
    expect(await mailsOf(asPortal(ctx)), 'neither link asks for anything any more').toEqual([])
  })

  test('the link of a later registration works its full time, although the first has run out; then the place is given up', async () => {
    const ctx = testContext()
    const first = await aMember(ctx, { confirmed: false })
    await registerMember(later(ctx, 86_400), { ...(await aRegistration(ctx)), email: first.email, surname: 'Zweit' })
    const between = later(ctx, CONFIRMATION_PERIOD + 60)
    expect(await tidyRegistrations(between)).toEqual({ registrations: 1 })
    expect(await ctx.db.account.findMany()).toMatchObject([{ surname: 'Zweit' }])
    const secret = await secretFromMail(ctx, first.accountId)
    expect(await readRegistrationLink(between, secret)).toMatchObject({ outcome: 'open' })
    expect(await tidyRegistrations(later(ctx, CONFIRMATION_PERIOD + 86_400))).toEqual({ registrations: 1 })
  })

  test('twenty registrations of one address at the same moment make one account and one mail (S-A13, S-M1)', async () => {
    const ctx = testContext()
    const registration = await aRegistration(ctx)
    const answers = await Promise.all(Array.from({ length: 20 }, () => registerMember(ctx, registration)))
    expect(new Set(answers.map(({ outcome }) => outcome))).toEqual(new Set(['check-your-mail']))
    expect(await ctx.db.account.count()).toBe(1)
    expect(await ctx.db.registration.count()).toBe(1)
    expect(await mailsOf(asPortal(ctx))).toHaveLength(1)
  })

  test('twenty tries of a registered address at the same moment send its owner one mail', async () => {
    const ctx = testContext()
    const { email } = await aMember(ctx)
    const registration = { ...(await aRegistration(ctx)), email }
    await ctx.db.outgoingMail.deleteMany()
    await Promise.all(Array.from({ length: 20 }, () => registerMember(ctx, registration)))
    expect(await mailsOf(asPortal(ctx))).toHaveLength(1)
  })

  test('whoever asks waits for the same work, whatever the address is: one row, answered behind it (S-A4)', async () => {
    const ctx = testContext()
    const confirmed = await aMember(ctx)
    const waiting = await aMember(ctx, { confirmed: false })
    const fresh = (await aRegistration(ctx)).email
    await ctx.db.outgoingMail.deleteMany()
    const statements = vi.spyOn(Client.prototype, 'query')
    const work: number[] = []
    for (const email of [confirmed.email, waiting.email, fresh]) {
      const asked = { ...(await aRegistration(ctx)), email, surname: 'Anders' }
      statements.mockClear()
      expect(await askToRegister(ctx, asked)).toEqual({ outcome: 'check-your-mail' })
      work.push(statements.mock.calls.length)
    }
    statements.mockRestore()
    expect(new Set(work).size, work.join()).toBe(1)
    expect(await mailsOf(asPortal(ctx))).toEqual([])
    expect(JSON.stringify(await ctx.db.askedAddress.findMany())).not.toContain(CAST_PASSWORD)
    expect(await answerAsked(ctx)).toEqual({ answered: 3 })
    expect(await ctx.db.askedAddress.count()).toBe(0)
    expect((await mailsOf(asPortal(ctx))).map(({ template }) => template)).toEqual([
      'already-registered',
      'confirm-registration',
      'confirm-registration',
    ])
  })

  test('of any number of servers one answers; what fails is tried again and holds up nobody', async () => {
    const ctx = testContext()
    const broken = { ...(await aRegistration(ctx)), organisation: 'x' }
    await askToRegister(ctx, broken)
    for (let n = 0; n < 5; n += 1) await askToRegister(ctx, await aRegistration(ctx))
    const runs = await Promise.allSettled([answerAsked(ctx), answerAsked(ctx), answerAsked(ctx)])
    expect(runs.some(({ status }) => status === 'rejected')).toBe(true)
    expect(await mailsOf(asPortal(ctx))).toHaveLength(5)
    expect(await ctx.db.askedAddress.findMany()).toMatchObject([{ email: broken.email }])
  })
})

describe('the address is confirmed (DS-03, double opt-in)', () => {
  const password = CAST_PASSWORD

  test('looking at the link changes nothing; the button confirms, once (S-F4, S-H2)', async () => {
    const ctx = testContext()
    const { accountId } = await aMember(ctx, { confirmed: false })
    const secret = await secretFromMail(ctx, accountId)
    for (let look = 0; look < 3; look += 1) {
      expect(await inspectToken(ctx, { secret, purpose: 'confirm_registration' })).toMatchObject({ outcome: 'open' })
    }
    expect(await ctx.db.account.findMany({ select: { emailConfirmedAt: true } })).toEqual([{ emailConfirmedAt: null }])
    const then = later(ctx, 60)
    const passwords = [1, 2, 3, 4].map((n) => `${CAST_PASSWORD} ${n}`)
    const answers = await Promise.all(passwords.map((password) => confirmRegistration(then, { secret, password })))
    expect(new Set(answers.map(({ outcome }) => outcome))).toEqual(new Set(['complete']))
    const { emailConfirmedAt, passwordHash } = await ctx.db.account.findUniqueOrThrow({ where: { id: accountId } })
    expect(emailConfirmedAt).toEqual(then.now())
    expect(await ctx.db.auditEvent.count({ where: { act: 'account.email-confirmed' } })).toBe(1)
    const working = await Promise.all(passwords.map((each) => verifyPassword(each, passwordHash ?? undefined)))
    expect(working.filter(Boolean), 'one password is set, and no second press replaces it').toHaveLength(1)
    await confirmRegistration(then, { secret, password: 'Ganz anderes Kennwort 7' })
    expect((await ctx.db.account.findUniqueOrThrow({ where: { id: accountId } })).passwordHash).toBe(passwordHash)
  })

  test.each(['', 'kurz', 'passwort12345678', 'erika muster erika muster', 'x'.repeat(5_000)])(
    'the press counts although the password is %j; the account has none until a good one is typed behind the same link',
    async (password) => {
      const ctx = testContext()
      const { accountId } = await aMember(ctx, { confirmed: false })
      const secret = await secretFromMail(ctx, accountId)
      expect(await confirmRegistration(ctx, { secret, password })).toMatchObject({ outcome: 'password-missing' })
      const confirmed = { outcome: 'confirmed', maySignIn: true }
      expect(await readRegistrationLink(ctx, secret)).toEqual({ ...confirmed, needsPassword: true, asksPassword: true })
      expect(await ctx.db.account.findMany()).toMatchObject([{ emailConfirmedAt: TEST_NOW, passwordHash: null }])
      const then = later(ctx, CONFIRMATION_PERIOD - 1)
      expect(await confirmRegistration(then, { secret, password: CAST_PASSWORD })).toEqual({ outcome: 'complete' })
      expect(await readRegistrationLink(then, secret)).toEqual({
        ...confirmed,
        needsPassword: false,
        asksPassword: false,
      })
    },
  )

  test('the link works until the end of the seventh day, to the second', async () => {
    const ctx = testContext()
    const { accountId } = await aMember(ctx, { confirmed: false })
    const secret = await secretFromMail(ctx, accountId)
    expect(await confirmRegistration(later(ctx, CONFIRMATION_PERIOD), { secret, password })).toEqual({
      outcome: 'expired',
    })
    expect(await confirmRegistration(later(ctx, CONFIRMATION_PERIOD - 1), { secret, password })).toEqual({
      outcome: 'complete',
    })
  })

  test('a secret of another kind, or no secret, confirms nothing (S-H4)', async () => {
    const ctx = testContext()
    const { accountId } = await aMember(ctx, { confirmed: false })
    const secret = await secretFromMail(ctx, accountId)
    await ctx.db.accountToken.updateMany({ data: { purpose: 'reset_password' } })
    for (const wrong of [secret, '', 'x'.repeat(200), '\u0000', "' OR 1=1"]) {
      expect(await confirmRegistration(ctx, { secret: wrong, password })).toEqual({ outcome: 'invalid' })
    }
  })
})
