import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { answerAsked } from '@/lib/accounts/answer-asked'
import { changeEmail } from '@/lib/accounts/change-email'
import { changePassword } from '@/lib/accounts/change-password'
import { confirmEmailChange, readEmailChangeLink } from '@/lib/accounts/confirm-email-change'
import { confirmRegistration, readRegistrationLink } from '@/lib/accounts/confirm-registration'
import { registerMember } from '@/lib/accounts/register-member'
import { requestPasswordReset as ask } from '@/lib/accounts/request-password-reset'
import { readResetLink, resetPassword } from '@/lib/accounts/reset-password'
import { factorsOf } from '@/lib/auth/factors'
import { findMember, startSession } from '@/lib/auth/sessions'
import { signIn } from '@/lib/auth/sign-in'
import { issueToken } from '@/lib/auth/token'
import { countUnaskedMail } from '@/lib/auth/unasked-mail'
import { inTransaction, type PortalContext } from '@/lib/context'
import { settings } from '@/lib/env'
import { eraseAccount } from '@/lib/erasure/erase-account'
import { unprovenHooks } from '@/lib/erasure/erase-unproven'
import { withdrawRegistration } from '@/lib/erasure/withdraw-registration'
import { reactivate } from '@/lib/lifecycle/reactivate'
import { openLinks } from '@/lib/mail/sealed-links'
import { aMember, aRegistration, CAST_PASSWORD, type CastMember, secretFromMail } from '../support/cast'
import { as, asSelf, at, TEST_NOW, testContext } from '../support/context'
import { emptyOutbox, readMail, sendMail } from '../support/outbox'

/** As a person meets it: asked, and answered by the mail duty. */
async function requestPasswordReset(on: PortalContext, asked: { email: string; network: string }) {
  const answer = await ask(on, asked)
  await answerAsked(on)
  return answer
}

/** Links from our mails: what they do, what they say afterwards, and who wins where several want one address (DS-03, DS-04, DS-06). */
const network = '203.0.113.7'
const newPassword = 'Brotdose Kiesel Wanderstock'
const MINUTE = 60_000
const later = (ctx: PortalContext, ms: number) => at(ctx, new Date(ctx.now().getTime() + ms))
const enter = (ctx: PortalContext, email: string, password: string) =>
  signIn(ctx, { email, password, network, device: 'x' }, { reactivate })

/** Two people enter the same address; the links as their mails carry them. */
async function twoRegistrations(ctx: PortalContext) {
  const first = await aMember(ctx, { confirmed: false, surname: 'Inhaber' })
  const own = await secretFromMail(ctx, first.accountId)
  const stranger = { ...(await aRegistration(ctx)), email: first.email, surname: 'Fremd' }
  await registerMember(ctx, { ...stranger, password: 'Gletscherzunge Morgenkaffee Dampf' })
  const foreign = await secretFromMail(ctx, first.accountId)
  return { ...first, own, foreign }
}

/** A member asks for an address; the link as its mail carries it. */
async function aChange(ctx: PortalContext, newEmail: string): Promise<CastMember & { secret: string }> {
  const member = await aMember(ctx)
  await changeEmail(asSelf(ctx, member.accountId), {
    accountId: member.accountId,
    newEmail,
    currentPassword: CAST_PASSWORD,
  })
  return { ...member, secret: await secretFromMail(ctx, member.accountId, 'confirm-email-change') }
}

const confirmChange = (ctx: PortalContext, secret: string, password: string | undefined = CAST_PASSWORD) =>
  confirmEmailChange(ctx, { secret, password }, unprovenHooks)
const confirm = (ctx: PortalContext, secret: string, password = CAST_PASSWORD) =>
  confirmRegistration(ctx, { secret, password })

describe('a password is set by whoever has the mailbox', () => {
  test('the password of the registration form opens nothing: not before, not after, not that of a stranger', async () => {
    const ctx = testContext()
    const { email, own } = await twoRegistrations(ctx)
    const chosen = 'Fichtenwald Regenbogen Laterne'
    const all = [CAST_PASSWORD, 'Gletscherzunge Morgenkaffee Dampf']
    for (const each of all) expect(await enter(ctx, email, each)).toEqual({ outcome: 'refused' })
    expect(await confirm(ctx, own, chosen)).toEqual({ outcome: 'complete' })
    for (const each of all) expect(await enter(ctx, email, each)).toEqual({ outcome: 'refused' })
    expect(await enter(ctx, email, chosen)).toMatchObject({ outcome: 'signed-in' })
  })

  test('what somebody had set up before the proof is gone with it: sessions, factors, a password', async () => {
    const ctx = testContext()
    const { accountId, email, own } = await twoRegistrations(ctx)
    await ctx.db.account.update({ where: { id: accountId }, data: { passwordHash: 'x' } })
    await ctx.db.authenticator.create({
      data: { accountId, secret: Buffer.from('x'), createdAt: TEST_NOW, confirmedAt: TEST_NOW },
    })
    const sessionId = await inTransaction(ctx, (tx) => startSession(tx, { accountId, role: 'member', device: 'x' }))
    await confirm(ctx, own, '')
    expect(await ctx.db.session.count({ where: { id: sessionId } })).toBe(0)
    expect((await factorsOf(ctx, accountId)).app).toBeUndefined()
    expect(await enter(ctx, email, CAST_PASSWORD)).toEqual({ outcome: 'refused' })
  })

  test.each([
    { setUp: -1, left: 0 },
    { setUp: 0, left: 1 },
    { setUp: 1, left: 1 },
  ])(
    'a reset by mail drops a factor set up $setUp ms from the proof of the mailbox: $left left',
    async ({ setUp, left }) => {
      const ctx = testContext()
      const { accountId, email } = await aMember(ctx)
      const createdAt = new Date(TEST_NOW.getTime() + setUp)
      await ctx.db.authenticator.create({
        data: { accountId, secret: Buffer.from('x'), createdAt, confirmedAt: createdAt },
      })
      await ctx.db.passkey.create({
        data: { accountId, name: 'x', credentialId: 'x', publicKey: Buffer.from('x'), counter: 0, createdAt },
      })
      await ctx.db.recoveryCode.create({ data: { accountId, codeHash: 'x' } })
      await requestPasswordReset(ctx, { email, network })
      const secret = await secretFromMail(ctx, accountId, 'password-reset')
      expect(await resetPassword(ctx, { secret, newPassword, network })).toEqual({ outcome: 'reset' })
      const factors = await factorsOf(ctx, accountId)
      expect([factors.app, ...factors.passkeys].filter(Boolean)).toHaveLength(left * 2)
      expect(factors.recoveryCodes).toBe(left)
      expect(await ctx.db.outgoingMail.count({ where: { accountId, template: 'second-factor-changed' } })).toBe(
        1 - left,
      )
      expect(await enter(ctx, email, newPassword)).toMatchObject({ outcome: left ? 'second-factor' : 'signed-in' })
    },
  )

  test('a stranger who registers an address within a second keeps nobody else from doing so', async () => {
    const ctx = testContext()
    const { own, foreign } = await twoRegistrations(ctx)
    expect(await readRegistrationLink(ctx, own)).toMatchObject({ registration: { surname: 'Inhaber' } })
    expect(await readRegistrationLink(ctx, foreign)).toMatchObject({ registration: { surname: 'Fremd' } })
  })
})

test('a link that confirmed an address sets the missing password as long as it works, and no later', async () => {
  const ctx = testContext()
  const { accountId, email } = await aMember(ctx, { confirmed: false })
  const secret = await secretFromMail(ctx, accountId)
  const { expiresAt } = await ctx.db.accountToken.findFirstOrThrow({ where: { accountId } })
  expect(await confirm(ctx, secret, 'kurz')).toMatchObject({ outcome: 'password-missing' })
  const over = at(ctx, expiresAt)
  expect(await readRegistrationLink(over, secret)).toMatchObject({ needsPassword: true, asksPassword: false })
  expect(await confirm(over, secret)).toEqual({ outcome: 'expired' })
  expect(await ctx.db.account.findUnique({ where: { email } })).toMatchObject({ passwordHash: null })
  const last = later(over, -1)
  expect(await readRegistrationLink(last, secret)).toMatchObject({ needsPassword: true, asksPassword: true })
  expect(await confirm(last, secret)).toEqual({ outcome: 'complete' })
})

describe('an address that several want: what nobody has proved never wins against what somebody has proved', () => {
  test.each(['own', 'foreign'] as const)(
    'of two registrations the %s one may be confirmed; the other is over',
    async (which) => {
      const ctx = testContext()
      const people = await twoRegistrations(ctx)
      const other = people[which === 'own' ? 'foreign' : 'own']
      expect(await confirm(ctx, people[which])).toEqual({ outcome: 'complete' })
      for (const on of [ctx, later(ctx, MINUTE), later(ctx, 6 * 86_400_000)]) {
        expect(await confirm(on, other, newPassword)).toEqual({ outcome: 'taken' })
        expect(await readRegistrationLink(on, other)).toEqual({ outcome: 'taken' })
      }
      const surname = which === 'own' ? 'Inhaber' : 'Fremd'
      expect(await ctx.db.account.findMany()).toMatchObject([{ surname, email: people.email }])
    },
  )

  test('of two registrations that are confirmed at the same moment one wins, whole', async () => {
    const ctx = testContext()
    for (let round = 0; round < 10; round += 1) {
      const { email, own, foreign } = await twoRegistrations(ctx)
      const passwords = ['Kickelhahn im Winter 7', 'Wartburg im Sommer 8'] as const
      const answers = await Promise.all([confirm(ctx, own, passwords[0]), confirm(ctx, foreign, passwords[1])])
      expect(answers.map(({ outcome }) => outcome).toSorted()).toEqual(['complete', 'taken'])
      const winner = answers[0].outcome === 'complete' ? 0 : 1
      expect(await ctx.db.account.findUnique({ where: { email } })).toMatchObject({
        surname: ['Inhaber', 'Fremd'][winner],
      })
      expect(await enter(ctx, email, passwords[winner] ?? '')).toMatchObject({ outcome: 'signed-in' })
      expect(await enter(ctx, email, passwords[1 - winner] ?? '')).toEqual({ outcome: 'refused' })
    }
  })

  test('a change of address wins over registrations that nobody confirmed, and they are gone', async () => {
    const ctx = testContext()
    const { email, accountId, own, foreign } = await twoRegistrations(ctx)
    const change = await aChange(ctx, email)
    expect(await confirmChange(ctx, change.secret)).toEqual({ outcome: 'changed' })
    expect(await ctx.db.account.findUnique({ where: { email } })).toMatchObject({ id: change.accountId })
    expect(await ctx.db.erasure.findMany()).toMatchObject([{ accountId, reason: 'unconfirmed' }])
    for (const secret of [own, foreign]) expect(await confirm(ctx, secret)).toEqual({ outcome: 'taken' })
    expect(await ctx.db.registration.count()).toBe(0)
  })

  test('registrations that something keeps are not over: their links work on, and the change says so', async () => {
    const ctx = testContext()
    const { email, accountId, own, foreign } = await twoRegistrations(ctx)
    const hold = await ctx.db.legalHold.create({ data: { accountId, reason: 'Klage' } })
    const change = await aChange(ctx, email)
    for (const _ of [1, 2]) expect(await confirmChange(ctx, change.secret)).toEqual({ outcome: 'place-kept' })
    for (const secret of [own, foreign])
      expect(await readRegistrationLink(ctx, secret)).toMatchObject({ outcome: 'open' })
    expect(await readEmailChangeLink(ctx, change.secret)).toMatchObject({ outcome: 'open', newEmail: email })
    await ctx.db.legalHold.update({ where: { id: hold.id }, data: { releasedAt: ctx.now() } })
    expect(await confirmChange(ctx, change.secret)).toEqual({ outcome: 'changed' })
  })

  test('a registration that is confirmed wins over a change that is not', async () => {
    const ctx = testContext()
    const { email, own } = await twoRegistrations(ctx)
    const change = await aChange(ctx, email)
    expect(await confirm(ctx, own)).toEqual({ outcome: 'complete' })
    for (let click = 0; click < 3; click += 1)
      expect(await confirmChange(ctx, change.secret)).toEqual({ outcome: 'taken' })
    expect(await readEmailChangeLink(ctx, change.secret)).toEqual({ outcome: 'taken' })
    expect(await ctx.db.account.findUnique({ where: { id: change.accountId } })).toMatchObject({ email: change.email })
  })

  test('a registration and a change that are confirmed at the same moment: one wins, the other says so', async () => {
    const ctx = testContext()
    for (let round = 0; round < 10; round += 1) {
      const { email, own } = await twoRegistrations(ctx)
      const change = await aChange(ctx, email)
      const [registration, changed] = await Promise.all([confirm(ctx, own), confirmChange(ctx, change.secret)])
      const owner = await ctx.db.account.findUniqueOrThrow({ where: { email } })
      const isChanged = owner.id === change.accountId
      expect(changed.outcome).toBe(isChanged ? 'changed' : 'taken')
      expect(registration.outcome).toBe(isChanged ? 'taken' : 'complete')
      expect(owner.emailConfirmedAt).not.toBeNull()
    }
  })

  test('an address that is registered and confirmed stays with its owner, whatever is asked for it', async () => {
    const ctx = testContext()
    const owner = await aMember(ctx)
    await ctx.db.outgoingMail.deleteMany()
    await registerMember(later(ctx, MINUTE), { ...(await aRegistration(ctx)), email: owner.email })
    const other = await aMember(ctx)
    await changeEmail(asSelf(ctx, other.accountId), {
      accountId: other.accountId,
      newEmail: owner.email,
      currentPassword: CAST_PASSWORD,
    })
    const letters = await ctx.db.outgoingMail.findMany({ where: { accountId: owner.accountId } })
    expect(letters.filter((mail) => JSON.stringify(openLinks(mail.props as object, mail)).includes('token'))).toEqual(
      [],
    )
    expect(await enter(ctx, owner.email, owner.password)).toMatchObject({ outcome: 'signed-in' })
  })

  test("nobody is given somebody else's account: the change needs the member, signed in or by the password", async () => {
    const ctx = testContext()
    const change = await aChange(ctx, 'opfer@beispiel.test')
    const stranger = await aMember(ctx)
    const signedIn = (accountId: string) =>
      as(ctx, { kind: 'member', accountId, role: 'member', sessionId: crypto.randomUUID() })
    const attempts = [ctx, signedIn(stranger.accountId)]
    for (const on of attempts) {
      expect(await confirmChange(on, change.secret, '')).toEqual({ outcome: 'password-missing' })
      expect(await confirmChange(on, change.secret, 'falsch geraten, leider')).toEqual({ outcome: 'wrong-password' })
      expect(await readEmailChangeLink(on, change.secret)).toMatchObject({ outcome: 'open', isOwn: false })
    }
    const own = signedIn(change.accountId)
    expect(await readEmailChangeLink(own, change.secret)).toMatchObject({ outcome: 'open', isOwn: true })
    expect(await confirmChange(own, change.secret, '')).toEqual({ outcome: 'changed' })
  })
})

describe('"Das war ich nicht"', () => {
  test('ends this registration at once, with all it said, and stops such mails for a week', async () => {
    const ctx = testContext()
    const { email, accountId, own, foreign } = await twoRegistrations(ctx)
    expect(await withdrawRegistration(ctx, { secret: own })).toEqual({ outcome: 'withdrawn' })
    expect(await ctx.db.account.findMany()).toMatchObject([{ surname: 'Fremd' }])
    expect(await readRegistrationLink(ctx, foreign)).toMatchObject({ outcome: 'open' })
    expect(await withdrawRegistration(ctx, { secret: foreign })).toEqual({ outcome: 'withdrawn' })
    expect(await ctx.db.account.count()).toBe(0)
    expect(readFileSync(settings().erasuresLog ?? '', 'utf8'), 'a restore brings nobody back (DS-04)').toContain(
      accountId,
    )
    expect(await ctx.db.outgoingMail.count()).toBe(0)
    for (const secret of [own, foreign]) {
      expect(await confirm(ctx, secret)).toEqual({ outcome: 'withdrawn' })
      expect(await withdrawRegistration(later(ctx, MINUTE), { secret })).toEqual({ outcome: 'withdrawn' })
    }
    expect(await countUnaskedMail(ctx, email)).toMatchObject({ outcome: 'throttled' })
  })

  test('and the confirmation at the same moment: one of both', async () => {
    const ctx = testContext()
    for (let round = 0; round < 10; round += 1) {
      const { accountId } = await aMember(ctx, { confirmed: false })
      const secret = await secretFromMail(ctx, accountId)
      const [confirmed, withdrawn] = await Promise.all([confirm(ctx, secret), withdrawRegistration(ctx, { secret })])
      const isThere = (await ctx.db.account.count({ where: { id: accountId } })) === 1
      expect(confirmed.outcome).toBe(isThere ? 'complete' : 'withdrawn')
      expect(withdrawn.outcome).toBe(isThere ? 'done' : 'withdrawn')
    }
  })
})

/** Every kind of link, what makes it end, and what its page says from then on. */
describe('a link tells what became of it, on each visit', () => {
  const asked = async (ctx: PortalContext) => {
    const member = await aMember(ctx)
    await requestPasswordReset(ctx, { email: member.email, network: crypto.randomUUID() })
    return { ...member, secret: await secretFromMail(ctx, member.accountId, 'password-reset') }
  }
  const waiting = async (ctx: PortalContext) => {
    const member = await aMember(ctx, { confirmed: false })
    return { ...member, secret: await secretFromMail(ctx, member.accountId) }
  }
  const change = (ctx: PortalContext) => aChange(ctx, `neu-${crypto.randomUUID()}@beispiel.test`)
  type Linked = CastMember & { secret: string }
  type Case = [
    name: string,
    begin: (ctx: PortalContext) => Promise<Linked>,
    end: (ctx: PortalContext, of: Linked) => Promise<unknown>,
    read: (ctx: PortalContext, secret: string) => Promise<object>,
    says: object,
  ]
  const erase = (ctx: PortalContext, { accountId }: Linked) => eraseAccount(ctx, { accountId, reason: 'self' })
  const suspend = (ctx: PortalContext, { accountId }: Linked) =>
    ctx.db.suspension.create({ data: { accountId, reason: 'x' } })
  const newPasswordOf = (ctx: PortalContext, { accountId }: Linked) =>
    changePassword(asSelf(ctx, accountId), {
      accountId,
      sessionId: crypto.randomUUID(),
      currentPassword: CAST_PASSWORD,
      newPassword,
      network,
    })
  const reset = (ctx: PortalContext, { secret }: Linked) => resetPassword(ctx, { secret, newPassword, network })

  test.each<Case>([
    [
      'a registration that was confirmed',
      waiting,
      (ctx, { secret }) => confirm(ctx, secret),
      readRegistrationLink,
      { outcome: 'confirmed', needsPassword: false, asksPassword: false, maySignIn: true },
    ],
    [
      'a registration whose member is suspended since',
      waiting,
      async (ctx, of) => [await confirm(ctx, of.secret), await suspend(ctx, of)],
      readRegistrationLink,
      { outcome: 'confirmed', needsPassword: false, asksPassword: false, maySignIn: false },
    ],
    [
      'a registration whose account is gone since',
      waiting,
      async (ctx, of) => [await confirm(ctx, of.secret), await erase(ctx, of)],
      readRegistrationLink,
      { outcome: 'gone' },
    ],
    [
      'a registration that was erased unconfirmed',
      waiting,
      (ctx, { accountId }) => eraseAccount(ctx, { accountId, reason: 'unconfirmed' }),
      readRegistrationLink,
      { outcome: 'gone' },
    ],
    ['a reset that set a password', asked, reset, readResetLink, { outcome: 'done', maySignIn: true }],
    [
      'a reset of somebody who is suspended since',
      asked,
      async (ctx, of) => [await reset(ctx, of), await suspend(ctx, of)],
      readResetLink,
      { outcome: 'done', maySignIn: false },
    ],
    ['a reset before another password was set', asked, newPasswordOf, readResetLink, { outcome: 'void' }],
    [
      'a reset before a newer one',
      asked,
      (ctx, { email }) => requestPasswordReset(ctx, { email, network: 'n' }),
      readResetLink,
      { outcome: 'superseded' },
    ],
    ['a reset of an account that is gone', asked, erase, readResetLink, { outcome: 'gone' }],
    [
      'a change of address that happened',
      change,
      (ctx, { secret }) => confirmChange(ctx, secret),
      readEmailChangeLink,
      { outcome: 'done', maySignIn: true },
    ],
    [
      'a change of address of somebody who is suspended since',
      change,
      async (ctx, of) => [await confirmChange(ctx, of.secret), await suspend(ctx, of)],
      readEmailChangeLink,
      { outcome: 'done', maySignIn: false },
    ],
    [
      'a change of address before a newer one',
      change,
      (ctx, { accountId }) =>
        changeEmail(asSelf(ctx, accountId), { accountId, newEmail: 'x@beispiel.test', currentPassword: CAST_PASSWORD }),
      readEmailChangeLink,
      { outcome: 'superseded' },
    ],
    ['a change of address before a new password', change, newPasswordOf, readEmailChangeLink, { outcome: 'void' }],
    ['a change of address of an account that is gone', change, erase, readEmailChangeLink, { outcome: 'gone' }],
  ])('%s', async (_name, begin, end, read, says) => {
    const ctx = testContext()
    const of = await begin(ctx)
    await end(ctx, of)
    for (const ms of [0, MINUTE, 20 * 86_400_000]) expect(await read(later(ctx, ms), of.secret)).toEqual(says)
    // A click does nothing more and says the same.
    const clicks = [confirm, confirmChange, (on: PortalContext, secret: string) => reset(on, { ...of, secret })]
    const before = await ctx.db.account.findMany()
    for (const click of clicks) await click(ctx, of.secret)
    expect(await ctx.db.account.findMany()).toEqual(before)
    expect(await read(ctx, of.secret)).toEqual(says)
  })

  test('a link of one kind is none of another, and a foreign text none at all', async () => {
    const ctx = testContext()
    const { accountId } = await aMember(ctx)
    const secret = await issueToken(ctx, { accountId, purpose: 'confirm_request', ttl: 60 })
    for (const text of [secret, '', '\u0000', 'x'.repeat(500)])
      for (const read of [readRegistrationLink, readResetLink, readEmailChangeLink])
        expect(await read(ctx, text)).toEqual({ outcome: 'invalid' })
  })
})

test('a mail to an address that nobody has proved carries no word of who entered it', async () => {
  await emptyOutbox()
  const ctx = testContext()
  const canary = 'Kanarienvogel'
  const words = { surname: `${canary} gewonnen`, givenName: `Sie haben ${canary}` }
  const registration = { ...(await aRegistration(ctx)), ...words, memberGroup: 'company' as const }
  await registerMember(ctx, { ...registration, organisation: canary, position: canary })
  const member = await aMember(ctx, words)
  const newEmail = 'fremd@beispiel.test'
  await changeEmail(asSelf(ctx, member.accountId), {
    accountId: member.accountId,
    newEmail,
    currentPassword: CAST_PASSWORD,
  })
  await sendMail(ctx)
  for (const to of [registration.email, newEmail]) {
    const mails = await readMail({ to })
    expect(mails.length).toBeGreaterThan(0)
    for (const { subject, text, html } of mails) expect([subject, text, html].join(' ')).not.toContain(canary)
  }
})

test('an address that somebody enters gets at most five mails a day and ten a week, whatever they are about', async () => {
  const ctx = testContext()
  const email = 'viel@beispiel.test'
  const five = async () => Promise.all([1, 2, 3, 4, 5].map(() => countUnaskedMail(ctx, email)))
  const nextDay = () => ctx.db.throttle.deleteMany({ where: { key: { startsWith: 'unasked-mail-day' } } })
  for (let day = 0; day < 2; day += 1) {
    expect((await five()).map(({ outcome }) => outcome)).toEqual(Array(5).fill('allowed'))
    expect(await countUnaskedMail(ctx, email)).toMatchObject({ outcome: 'throttled' })
    await nextDay()
  }
  expect(await countUnaskedMail(ctx, email), 'the eleventh of the week').toMatchObject({ outcome: 'throttled' })
  const { accountId } = await aMember(ctx)
  expect(
    await changeEmail(asSelf(ctx, accountId), { accountId, newEmail: email, currentPassword: CAST_PASSWORD }),
  ).toMatchObject({
    outcome: 'throttled',
  })
})

test('sessions that were open before a reset are closed by it', async () => {
  const ctx = testContext()
  const { accountId, email } = await aMember(ctx)
  const sessionId = await inTransaction(ctx, (tx) => startSession(tx, { accountId, role: 'member', device: 'x' }))
  await requestPasswordReset(ctx, { email, network })
  await resetPassword(ctx, { secret: await secretFromMail(ctx, accountId, 'password-reset'), newPassword, network })
  expect(await findMember(ctx, sessionId)).toBeUndefined()
})
