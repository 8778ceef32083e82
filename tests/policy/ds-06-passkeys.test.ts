import { beforeEach, describe, expect, test } from 'vitest'
import { addPasskey, askForPasskey, isRightPasskey, offerPasskey } from '@/lib/auth/passkeys'
import { pendingCodes } from '@/lib/auth/recovery-codes'
import { startSession } from '@/lib/auth/sessions'
import { inTransaction } from '@/lib/context'
import { aMember } from '../support/cast'
import { as, TEST_NOW, testContext } from '../support/context'
import { aSoftwareKey, type SoftwareKey } from '../support/software-key'

/** Passkeys as a second factor (DS-06, S-A8): the right key of the right account for the challenge of this session, here, once. */
const ctx = testContext()
const { appUrl } = ctx.mail
type Owner = { accountId: string; sessionId: string }
let owner: Owner
let key: SoftwareKey

async function aSession(): Promise<Owner> {
  const { accountId } = await aMember(ctx)
  const started = await startSession(ctx, { accountId, role: 'member', device: 'Firefox' })
  return { accountId, sessionId: started }
}

async function added(who: Owner, software: SoftwareKey, seen?: Parameters<SoftwareKey['create']>[1]) {
  const { challenge } = await offerPasskey(own(who), who)
  return addPasskey(own(who), { ...who, name: 'Schlüssel', answer: software.create(challenge, seen) })
}

/** As the edge calls them: the person for themself. */
const own = ({ accountId, sessionId }: Owner) => as(ctx, { kind: 'member', accountId, role: 'member', sessionId })

const isRight = (who: Owner, answer: ReturnType<SoftwareKey['sign']>) =>
  inTransaction(ctx, (tx) => isRightPasskey(tx, { ...who, answer }))

beforeEach(async () => {
  owner = await aSession()
  key = aSoftwareKey(appUrl)
})

describe('a new passkey', () => {
  test('is kept with how it can be reached, proves the session and brings recovery codes', async () => {
    expect(await added(owner, key)).toEqual({ outcome: 'added' })
    expect(await ctx.db.passkey.findMany()).toMatchObject([
      { accountId: owner.accountId, credentialId: key.id, transports: ['usb', 'nfc'], createdAt: TEST_NOW },
    ])
    const session = await ctx.db.session.findUniqueOrThrow({ where: { id: owner.sessionId } })
    expect(session).toMatchObject({ factorAt: TEST_NOW, challenge: null })
    expect(await pendingCodes(own(owner), owner)).not.toHaveLength(0)
  })

  test('is named to the browser from then on: to sign with, and not to be made again', async () => {
    await added(owner, key)
    const credential = { id: key.id, transports: ['usb', 'nfc'] }
    expect((await askForPasskey(own(owner), owner)).allowCredentials).toMatchObject([credential])
    expect((await offerPasskey(own(owner), owner)).excludeCredentials).toMatchObject([credential])
  })

  test.each([
    ['another website', { origin: 'https://portal.example.evil' }],
    ['another host behind the same address', { host: 'evil.example' }],
  ])('made for %s is refused', async (_, seen) => {
    expect(await added(owner, key, seen)).toEqual({ outcome: 'refused' })
    expect(await ctx.db.passkey.count()).toBe(0)
  })

  test('for another challenge, or for one that was answered, is refused', async () => {
    const { challenge } = await offerPasskey(own(owner), owner)
    const other = aSoftwareKey(appUrl).create(Buffer.from('another challenge').toString('base64url'))
    expect(await addPasskey(own(owner), { ...owner, name: 'x', answer: other })).toEqual({ outcome: 'refused' })
    expect(await addPasskey(own(owner), { ...owner, name: 'x', answer: key.create(challenge) })).toEqual({
      outcome: 'refused',
    })
  })

  test('that stands at an account already is not added to another one', async () => {
    await added(owner, key)
    const other = await aSession()
    expect(await added(other, key)).toEqual({ outcome: 'refused' })
    const { factorAt } = await ctx.db.session.findUniqueOrThrow({ where: { id: other.sessionId } })
    expect(factorAt).toBeNull()
  })
})

describe('a signature', () => {
  beforeEach(() => added(owner, key))

  test('of the key over the challenge of this session is right, once, and its counter is kept', async () => {
    const { challenge } = await askForPasskey(own(owner), owner)
    const answer = key.sign(challenge, { counter: 7 })
    expect(await isRight(owner, answer)).toBe(true)
    expect(await ctx.db.passkey.findFirstOrThrow()).toMatchObject({ counter: 7n, lastUsedAt: TEST_NOW })
    expect(await isRight(owner, answer), 'a second time').toBe(false)
  })

  const wrong: Record<string, (challenge: string) => ReturnType<SoftwareKey['sign']>> = {
    'by another key under the same name': (challenge) => ({
      ...aSoftwareKey(appUrl).sign(challenge),
      id: key.id,
      rawId: key.id,
    }),
    'by a key that nobody knows': (challenge) => aSoftwareKey(appUrl).sign(challenge),
    'over another challenge': () => key.sign(Buffer.from('another challenge').toString('base64url')),
    'given to another website': (challenge) => key.sign(challenge, { origin: 'https://portal.example.evil' }),
    'given to another host': (challenge) => key.sign(challenge, { host: 'evil.example' }),
    'that was cut': (challenge) => {
      const answer = key.sign(challenge)
      return { ...answer, response: { ...answer.response, signature: answer.response.signature.slice(0, -8) } }
    },
    'that is none': (challenge) => {
      const answer = key.sign(challenge)
      return { ...answer, response: { ...answer.response, signature: '' } }
    },
  }
  test.each(Object.keys(wrong))('%s is wrong, and the challenge is spent', async (name) => {
    const { challenge } = await askForPasskey(own(owner), owner)
    expect(await isRight(owner, wrong[name]?.(challenge) as never)).toBe(false)
    expect(await ctx.db.passkey.findFirstOrThrow()).toMatchObject({ counter: 0n, lastUsedAt: null })
    expect(await isRight(owner, key.sign(challenge))).toBe(false)
  })

  test('whose counter goes back comes from a copy of the key', async () => {
    const first = await askForPasskey(own(owner), owner)
    expect(await isRight(owner, key.sign(first.challenge, { counter: 7 }))).toBe(true)
    const second = await askForPasskey(own(owner), owner)
    expect(await isRight(owner, key.sign(second.challenge, { counter: 6 }))).toBe(false)
  })

  test('does not open another account, nor another session of the same one', async () => {
    const other = await aSession()
    const { challenge } = await askForPasskey(own(other), other)
    expect(await isRight(other, key.sign(challenge))).toBe(false)
    const { challenge: next } = await askForPasskey(own(owner), owner)
    expect(await isRight({ ...owner, sessionId: other.sessionId }, key.sign(next))).toBe(false)
  })
})
