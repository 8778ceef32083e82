import {
  type AuthenticationResponseJSON,
  type AuthenticatorTransport,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import { z } from 'zod'
import { inTransaction, type PortalContext } from '../context'
import { rowOf } from '../db/rows'
import { may } from '../may'
import { issueFirstCodes } from './recovery-codes'
import { tellFactorChange } from './tell-factor-change'

/**
 * The second factor as a passkey (WebAuthn). The browser binds it to the origin of the portal, so a copy of the sign-in page elsewhere
 * gets nothing. The random challenge lies in the session and works once.
 */
export type PasskeyAnswer = AuthenticationResponseJSON
export type NewPasskey = RegistrationResponseJSON
export type PasskeyCreation = PublicKeyCredentialCreationOptionsJSON
export type PasskeyRequest = PublicKeyCredentialRequestOptionsJSON

const PORTAL = 'QualiService Thüringen'
type Owner = { accountId: string; sessionId: string }

/** What the browser needs to make a passkey; keeps the challenge in the session. */
export async function offerPasskey(ctx: PortalContext, { accountId, sessionId }: Owner): Promise<PasskeyCreation> {
  may.own(ctx, accountId)
  const { email, givenName, surname } = await ctx.db.account.findUniqueOrThrow({ where: { id: accountId } })
  const options = await generateRegistrationOptions({
    rpName: PORTAL,
    rpID: hostOf(ctx),
    userID: Uint8Array.from(Buffer.from(accountId)),
    userName: email,
    userDisplayName: `${givenName} ${surname}`,
    attestationType: 'none',
    excludeCredentials: await credentialsOf(ctx, accountId),
    authenticatorSelection: { residentKey: 'discouraged', userVerification: 'preferred' },
  })
  await keepChallenge(ctx, sessionId, options.challenge)
  return options
}

/** What the browser needs to let an existing passkey sign; keeps the challenge in the session. */
export async function askForPasskey(ctx: PortalContext, { accountId, sessionId }: Owner): Promise<PasskeyRequest> {
  const options = await generateAuthenticationOptions({
    rpID: hostOf(ctx),
    allowCredentials: await credentialsOf(ctx, accountId),
    userVerification: 'preferred',
  })
  await keepChallenge(ctx, sessionId, options.challenge)
  return options
}

type AddOutcome = { outcome: 'added' | 'refused' }

/** Stores a new passkey. The session counts as proved. */
export async function addPasskey(
  ctx: PortalContext,
  { accountId, sessionId, name, answer }: Owner & { name: string; answer: NewPasskey },
): Promise<AddOutcome> {
  may.own(ctx, accountId)
  return inTransaction(ctx, async (tx) => {
    const challenge = await takeChallenge(tx, { accountId, sessionId })
    if (!challenge) return { outcome: 'refused' }
    const result = await verifyRegistrationResponse({ response: answer, ...expected(tx, challenge) }).catch(
      () => undefined,
    )
    if (!result?.verified) return { outcome: 'refused' }
    const { credential } = result.registrationInfo
    const [added] = await tx.db.passkey.createManyAndReturn({
      data: [
        {
          accountId,
          name,
          credentialId: credential.id,
          publicKey: credential.publicKey,
          counter: BigInt(credential.counter),
          transports: credential.transports ?? [],
          createdAt: tx.now(),
        },
      ],
      skipDuplicates: true,
      select: { id: true },
    })
    if (!added) return { outcome: 'refused' }
    await tx.db.session.updateMany({ where: { id: sessionId, accountId }, data: { factorAt: tx.now() } })
    await issueFirstCodes(tx, { accountId, sessionId })
    await tellFactorChange(tx, { accountId, isAdded: true, kind: 'passkey', passkeyId: added.id })
    return { outcome: 'added' }
  })
}

/** Is this the signature of a passkey of the account over the challenge of this session? */
export async function isRightPasskey(
  tx: PortalContext,
  { accountId, sessionId, answer }: Owner & { answer: PasskeyAnswer },
): Promise<boolean> {
  const challenge = await takeChallenge(tx, { accountId, sessionId })
  const passkey = await tx.db.passkey.findFirst({ where: { accountId, credentialId: answer.id } })
  if (!challenge || !passkey) return false
  const result = await verifyAuthenticationResponse({
    response: answer,
    ...expected(tx, challenge),
    credential: { id: passkey.credentialId, publicKey: passkey.publicKey, counter: Number(passkey.counter) },
  }).catch(() => undefined)
  if (!result?.verified) return false
  await tx.db.passkey.update({
    where: { id: passkey.id },
    data: { counter: BigInt(result.authenticationInfo.newCounter), lastUsedAt: tx.now() },
    select: { id: true },
  })
  return true
}

function expected(ctx: PortalContext, expectedChallenge: string) {
  return {
    expectedChallenge,
    expectedOrigin: ctx.mail.appUrl,
    expectedRPID: hostOf(ctx),
    requireUserVerification: false,
  }
}

async function keepChallenge(ctx: PortalContext, sessionId: string, challenge: string): Promise<void> {
  await ctx.db.session.updateMany({ where: { id: sessionId }, data: { challenge } })
}

const challengeRow = z.strictObject({ challenge: z.string().nullable() })

/** Of two answers to one challenge one counts. */
async function takeChallenge(tx: PortalContext, { accountId, sessionId }: Owner): Promise<string | null> {
  const row = await rowOf(tx, challengeRow)`
    UPDATE session s SET challenge = NULL
    FROM (SELECT id, challenge FROM session WHERE id = ${sessionId}::uuid AND account_id = ${accountId}::uuid FOR UPDATE) old
    WHERE s.id = old.id RETURNING old.challenge`
  return row?.challenge ?? null
}

async function credentialsOf(ctx: PortalContext, accountId: string) {
  const passkeys = await ctx.db.passkey.findMany({
    where: { accountId },
    select: { credentialId: true, transports: true },
  })
  return passkeys.map(({ credentialId, transports }) => ({
    id: credentialId,
    transports: transports as AuthenticatorTransport[],
  }))
}

function hostOf({ mail }: PortalContext): string {
  return new URL(mail.appUrl).hostname
}
