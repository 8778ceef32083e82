import { createCipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { generateSync } from 'otplib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { evidenceFingerprint, issueEvidence, verifyEvidence } from '@/lib/accountability/evidence-package'
import {
  confirmAuthenticator,
  isRightCode,
  offerAuthenticator,
  readOffer,
  resealAuthenticators,
} from '@/lib/auth/authenticator'
import { isRightRecoveryCode, issueRecoveryCodes } from '@/lib/auth/recovery-codes'
import { openSessionId, sealSessionId } from '@/lib/auth/session-cookie'
import { signIn } from '@/lib/auth/sign-in'
import { inTransaction } from '@/lib/context'
import { readEndLink } from '@/lib/end-mails'
import { settings } from '@/lib/env'
import { appendToLog, readLog } from '@/lib/erasure/log-file'
import { reactivate } from '@/lib/lifecycle/reactivate'
import { endQuery } from '@/lib/mail/end-link'
import { openLinks, sealLinks } from '@/lib/mail/sealed-links'
import { seal, unseal } from '@/lib/seal'
import { keyedHash, keyedHashes, presentKey, secretId } from '@/lib/secret-ring'
import { rotateSecrets } from '@/scripts/lib/environment'
import { aMember } from '../support/cast'
import { asPortal, asSelf, at, TEST_NOW, testContext } from '../support/context'

/** The secret of the portal has an id and can be changed: what was made with an earlier one goes on working (DS-06, ASVS 13.3.1). */
const ctx = testContext()
const FIRST = 'first-nextauth-secret-0123456789abcdef'
const SECOND = 'second-nextauth-secret-0123456789abcde'
const THIRD = 'third-nextauth-secret-0123456789abcdef'
const before = { ...settings() }

function use(present: string, ...old: string[]): void {
  Object.assign(settings(), { nextAuthSecret: present, oldSecrets: old })
}

beforeEach(() => use(FIRST))
afterEach(() => use(before.nextAuthSecret, ...before.oldSecrets))

/** The present one changes: twice known, and unknown. */
const changes: [string, () => void, boolean][] = [
  ['after a change', () => use(SECOND, FIRST), true],
  ['after two changes', () => use(THIRD, SECOND, FIRST), true],
  ['where the change was undone', () => use(FIRST, SECOND), true],
  ['not once the earlier secret is gone', () => use(SECOND), false],
]

const throws = (run: () => unknown) => {
  try {
    run()
    return false
  } catch {
    return true
  }
}

describe.each(changes)('%s', (_, change, is) => {
  test('a sealed secret opens', () => {
    const sealed = seal('geheim', 'authenticator', 'a')
    change()
    expect(throws(() => unseal(sealed, 'authenticator', 'a'))).toBe(!is)
    expect(throws(() => unseal(sealed, 'authenticator', 'b'))).toBe(true)
    expect(throws(() => unseal(sealed, 'other', 'a'))).toBe(true)
  })

  test('one from before the ids opens too', () => {
    const key = Buffer.from(hkdfSync('sha256', FIRST, '', 'portal authenticator', 32))
    const nonce = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from('a'))
    const text = Buffer.concat([cipher.update('geheim', 'utf8'), cipher.final()])
    change()
    const sealed = Buffer.concat([nonce, cipher.getAuthTag(), text])
    if (is) expect(unseal(sealed, 'authenticator', 'a')).toBe('geheim')
    else expect(() => unseal(sealed, 'authenticator', 'a')).toThrow()
  })

  test('a link that waits in the queue can be sent', () => {
    const mail = { accountId: '1', recipient: 'a@b.test' }
    const sealed = sealLinks({ url: 'https://portal.test/x?token=1' }, mail)
    change()
    expect(throws(() => openLinks(sealed, mail))).toBe(!is)
  })

  test('a session stays', async () => {
    const id = '01900000-0000-7000-8000-000000000000'
    const cookie = await sealSessionId(id, undefined)
    change()
    expect(await openSessionId(cookie)).toBe(is ? id : undefined)
  })

  test('a link to end a subscription works', () => {
    const konto = '01900000-0000-7000-8000-000000000000'
    const link = Object.fromEntries(new URLSearchParams(endQuery(konto, { kind: 'forum' })))
    change()
    expect(readEndLink(link) !== undefined).toBe(is)
    expect(readEndLink({ ...link, art: 'messages' })).toBeUndefined()
  })

  test('a hash from before its purpose had a key of its own is found', () => {
    const hash = createHmac('sha256', FIRST).update('recovery-code\nx').digest('base64url')
    change()
    expect(keyedHashes('recovery-code', 'x').includes(hash)).toBe(is)
  })

  test('lines of erasures.log are proven', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'portal-ring-'))
    try {
      const file = path.join(folder, 'erasures.log')
      const entry = { accountId: '01900000-0000-7000-8000-000000000001', erasedAt: ctx.now(), reason: 'self' as const }
      await appendToLog(file, [entry])
      change()
      await appendToLog(file, [entry])
      const counts = { proven: 0, unproven: 0 }
      for await (const batch of readLog(file)) {
        counts.proven += batch.proven.length
        counts.unproven += batch.unproven.length
      }
      expect(counts).toEqual(is ? { proven: 2, unproven: 0 } : { proven: 1, unproven: 1 })
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })

  test('app and recovery codes prove the second factor, and the app is sealed anew once', async () => {
    const member = await aMember(ctx)
    const { accountId } = member
    const credentials = { email: member.email, password: member.password, network: '203.0.113.7', device: 'Firefox' }
    const signedIn = await signIn(ctx, credentials, { reactivate })
    if (!('sessionId' in signedIn)) throw new Error(signedIn.outcome)
    const { sessionId } = signedIn
    await offerAuthenticator(asSelf(ctx, accountId), { accountId, sessionId })
    const secret = (await readOffer(asSelf(ctx, accountId), { accountId, sessionId }))?.secret ?? ''
    const code = (minutes: number) => generateSync({ secret, epoch: TEST_NOW.getTime() / 1000 + minutes * 60 })
    await confirmAuthenticator(asSelf(ctx, accountId), { accountId, sessionId, code: code(0) })
    const [recovery = ''] = await issueRecoveryCodes(asSelf(ctx, accountId), { accountId, sessionId })
    change()
    const right = (minutes: number) =>
      inTransaction(at(ctx, new Date(TEST_NOW.getTime() + minutes * 60_000)), (tx) =>
        isRightCode(tx, { accountId, code: code(minutes) }),
      )
    if (!is) return expect(right(5)).rejects.toThrow()
    expect(await right(5)).toBe(true)
    const isPresent = settings().nextAuthSecret === FIRST
    expect(await resealAuthenticators(ctx)).toBe(isPresent ? 0 : 1)
    expect(await resealAuthenticators(ctx)).toBe(0)
    expect(await ctx.db.auditEvent.count({ where: { act: 'factor.resealed' } })).toBe(isPresent ? 0 : 1)
    const used = (text: string) => inTransaction(ctx, (tx) => isRightRecoveryCode(tx, { accountId, code: text }))
    expect(await used(recovery)).toBe(true)
    expect(await used(recovery)).toBe(false)
    // From here on the earlier secrets are needed no more.
    use(settings().nextAuthSecret)
    expect(await right(10)).toBe(true)
  })
})

test('an evidence package stays genuine, and is signed with the present secret', async () => {
  const zip = await issueEvidence(asPortal(ctx), { from: '2026-11-01', until: '2026-11-23' })
  const fingerprint = evidenceFingerprint()
  use(SECOND, FIRST)
  expect(verifyEvidence(zip)).toEqual([])
  expect(evidenceFingerprint()).not.toBe(fingerprint)
  use(SECOND)
  expect(verifyEvidence(zip)).toEqual([{ problem: 'other-key', fingerprint }])
})

describe('keys', () => {
  test('differ by purpose and by secret; what is sealed names its secret', () => {
    const keys = ['portal a', 'portal b'].flatMap((label) => {
      use(FIRST)
      const one = presentKey(label).key.toString('hex')
      use(SECOND)
      return [one, presentKey(label).key.toString('hex')]
    })
    expect(new Set(keys).size).toBe(4)
    expect(
      Buffer.from(seal('x', 'a', 'b'))
        .subarray(1, 5)
        .toString('hex'),
    ).toBe(secretId(SECOND))
    expect(keyedHash('a', 'x')).not.toBe(keyedHash('b', 'x'))
  })
})

describe('the secret that the portal made for itself', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'portal-rotate-'))
  const file = path.join(folder, 'secrets.json')
  const read = () => JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>
  afterEach(() => rmSync(file, { force: true }))

  test('is changed, keeps the earlier ones in their order, and nothing else changes', () => {
    writeFileSync(file, JSON.stringify({ NEXTAUTH_SECRET: FIRST, CRON_SECRET: 'c', POSTGRES_PASSWORD: 'p' }))
    expect(rotateSecrets(folder, FIRST)).toBe(true)
    const { NEXTAUTH_SECRET: second = '' } = read()
    expect(read()).toMatchObject({ NEXTAUTH_SECRET_OLD: FIRST, CRON_SECRET: 'c', POSTGRES_PASSWORD: 'p' })
    expect(second).toHaveLength(43)
    // A server that has not been started again still has the first one: once is enough.
    expect(rotateSecrets(folder, FIRST)).toBe(false)
    expect(rotateSecrets(folder, second)).toBe(true)
    expect(read().NEXTAUTH_SECRET_OLD).toBe(`${second} ${FIRST}`)
  })

  test('is left alone where it is another one, or there is none', () => {
    expect(rotateSecrets(folder, FIRST)).toBe(false)
    writeFileSync(file, JSON.stringify({ NEXTAUTH_SECRET: SECOND }))
    expect(rotateSecrets(folder, FIRST)).toBe(false)
    expect(read()).toEqual({ NEXTAUTH_SECRET: SECOND })
  })
})
