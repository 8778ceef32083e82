import { describe, expect, test } from 'vitest'
import { confirmRegistration } from '@/lib/accounts/confirm-registration'
import { CONFIRMATION_PERIOD, registerMember } from '@/lib/accounts/register-member'
import { verifyPassword } from '@/lib/auth/password'
import { inSteadyTime } from '@/lib/auth/steady-time'
import { inspectToken } from '@/lib/auth/token'
import { type PortalContext } from '@/lib/context'
import { acceptanceWording } from '@/lib/policies/record-acceptance'
import { aMember, aRegistration, CAST_PASSWORD, secretFromMail } from '../support/cast'
import { at, TEST_NOW, testContext } from '../support/context'

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
      include: { acceptances: true, tokens: true },
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
    expect(account.passwordHash).toMatch(/^\$argon2id\$v=19\$/)
    expect(await verifyPassword(CAST_PASSWORD, account.passwordHash)).toBe(true)
    expect(account.acceptances).toMatchObject([
      { versionNumber: 1, acceptedAt: TEST_NOW, wording: acceptanceWording(1) },
    ])
    expect(await mailsOf(ctx)).toEqual([{ template: 'confirm-registration', accountId: account.id, recipient: null }])
    const acts = await ctx.db.auditEvent.findMany({ where: { subjectId: account.id }, select: { act: true } })
    expect(acts.map(({ act }) => act)).toEqual(expect.arrayContaining(['account.registered', 'policy.accepted']))
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
    expect(await mailsOf(ctx)).toEqual([])
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
    expect(await mailsOf(ctx)).toEqual([
      { template: 'already-registered', accountId: member.accountId, recipient: null },
    ])
    // A double click sends no second mail, an hour later it does.
    await registerMember(later(ctx, 630), again)
    expect(await mailsOf(ctx)).toHaveLength(1)
    await registerMember(later(ctx, 4_200), again)
    expect(await mailsOf(ctx)).toHaveLength(2)
  })

  test('a waiting registration is replaced by the newer one, and its link dies', async () => {
    const ctx = testContext()
    const first = await aMember(ctx, { confirmed: false })
    const oldSecret = await secretFromMail(ctx, first.accountId)
    const again = {
      ...(await aRegistration(ctx)),
      email: first.email,
      surname: 'Neu',
      password: 'Ganz anderes Kennwort 7',
    }
    const then = later(ctx, 3_600)
    expect(await registerMember(then, again)).toEqual({ outcome: 'check-your-mail' })
    const account = await ctx.db.account.findUniqueOrThrow({ where: { email: first.email } })
    expect(account).toMatchObject({ surname: 'Neu', registeredAt: then.now() })
    expect(await verifyPassword('Ganz anderes Kennwort 7', account.passwordHash)).toBe(true)
    expect(await ctx.db.policyAcceptance.findMany()).toMatchObject([{ acceptedAt: then.now() }])
    expect(await mailsOf(ctx)).toHaveLength(1)
    expect(await confirmRegistration(then, { secret: oldSecret })).toEqual({ outcome: 'invalid' })
    const secret = await secretFromMail(ctx, account.id)
    expect(await confirmRegistration(then, { secret })).toMatchObject({ outcome: 'confirmed' })
  })

  test('twenty registrations of one address at the same moment make one account and one mail (S-A13, S-M1)', async () => {
    const ctx = testContext()
    const registration = await aRegistration(ctx)
    const answers = await Promise.all(Array.from({ length: 20 }, () => registerMember(ctx, registration)))
    expect(new Set(answers.map(({ outcome }) => outcome))).toEqual(new Set(['check-your-mail']))
    expect(await ctx.db.account.count()).toBe(1)
    expect(await ctx.db.policyAcceptance.count()).toBe(1)
    expect(await mailsOf(ctx)).toHaveLength(1)
  })

  test('twenty tries of a registered address at the same moment send its owner one mail', async () => {
    const ctx = testContext()
    const { email } = await aMember(ctx)
    const registration = { ...(await aRegistration(ctx)), email }
    await ctx.db.outgoingMail.deleteMany()
    await Promise.all(Array.from({ length: 20 }, () => registerMember(ctx, registration)))
    expect(await mailsOf(ctx)).toHaveLength(1)
  })

  test('the time of the answer does not tell either: medians differ by less than 20 ms', async () => {
    const ctx = testContext()
    const { email } = await aMember(ctx)
    const fresh: number[] = []
    const known: number[] = []
    for (let round = 0; round < 9; round += 1) {
      fresh.push(await timeOf(async () => registerMember(ctx, await aRegistration(ctx))))
      known.push(await timeOf(async () => registerMember(ctx, { ...(await aRegistration(ctx)), email })))
    }
    expect(Math.abs(median(fresh) - median(known))).toBeLessThan(20)
  })
})

describe('the address is confirmed (DS-03, double opt-in)', () => {
  test('looking at the link changes nothing; the button confirms, once (S-F4, S-H2)', async () => {
    const ctx = testContext()
    const { accountId } = await aMember(ctx, { confirmed: false })
    const secret = await secretFromMail(ctx, accountId)
    for (let look = 0; look < 3; look += 1) {
      expect(await inspectToken(ctx, { secret, purpose: 'confirm_registration' })).toMatchObject({ outcome: 'open' })
    }
    expect(await ctx.db.account.findMany({ select: { emailConfirmedAt: true } })).toEqual([{ emailConfirmedAt: null }])
    const then = later(ctx, 60)
    const answers = await Promise.all([1, 2, 3, 4].map(() => confirmRegistration(then, { secret })))
    expect(answers.map(({ outcome }) => outcome).sort()).toEqual([
      'already-confirmed',
      'already-confirmed',
      'already-confirmed',
      'confirmed',
    ])
    expect(await ctx.db.account.findMany({ select: { emailConfirmedAt: true } })).toEqual([
      { emailConfirmedAt: then.now() },
    ])
    expect(await ctx.db.auditEvent.count({ where: { act: 'account.email-confirmed' } })).toBe(1)
  })

  test('the link works until the end of the seventh day, to the second', async () => {
    const ctx = testContext()
    const { accountId } = await aMember(ctx, { confirmed: false })
    const secret = await secretFromMail(ctx, accountId)
    expect(await confirmRegistration(later(ctx, CONFIRMATION_PERIOD), { secret })).toEqual({ outcome: 'expired' })
    expect(await confirmRegistration(later(ctx, CONFIRMATION_PERIOD - 1), { secret })).toMatchObject({
      outcome: 'confirmed',
    })
  })

  test('a secret of another kind, or no secret, confirms nothing (S-H4)', async () => {
    const ctx = testContext()
    const { accountId } = await aMember(ctx, { confirmed: false })
    const secret = await secretFromMail(ctx, accountId)
    await ctx.db.accountToken.updateMany({ data: { purpose: 'reset_password' } })
    for (const wrong of [secret, '', 'x'.repeat(200), '\u0000', "' OR 1=1"]) {
      expect(await confirmRegistration(ctx, { secret: wrong })).toEqual({ outcome: 'invalid' })
    }
  })
})

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  // As the action does it.
  await inSteadyTime(250, work)
  return performance.now() - started
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}
