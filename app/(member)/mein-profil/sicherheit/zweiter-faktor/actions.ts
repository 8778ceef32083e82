'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { ownAction } from '@/app/_edge/action'
import { goTo, success } from '@/app/_edge/flash'
import { FACTOR_PAGE } from '@/app/_edge/page'
import { throttled } from '@/app/_edge/throttled'
import { checkOwnPassword } from '@/lib/accounts/check-own-password'
import { currentPasswordField } from '@/lib/accounts/schema'
import { confirmAuthenticator, offerAuthenticator } from '@/lib/auth/authenticator'
import { removeApp, removePasskey } from '@/lib/auth/factors'
import { APP_BLOCKED } from '@/lib/auth/messages'
import { addPasskey, type NewPasskey, type PasskeyAnswer } from '@/lib/auth/passkeys'
import { type FactorProof } from '@/lib/auth/prove-factor'
import { confirmRecoveryCodes, issueRecoveryCodes } from '@/lib/auth/recovery-codes'
import { returnPath } from '@/lib/auth/return-path'
import { codeField, passkeyAnswerField, passkeyNameField, returnField } from '@/lib/auth/schema'
import { type Member, setSessionCookie } from '@/lib/auth/session'
import { sealSessionId } from '@/lib/auth/session-cookie'
import { proveAgain } from '@/lib/auth/step-up'
import { type PortalContext } from '@/lib/context'
import { id as idField } from '@/lib/fields'

const WRONG_PASSWORD = 'Das Passwort ist nicht richtig.'
const WRONG_CODE = 'Dieser Code gilt nicht oder nicht mehr. Bitte warten Sie auf den nächsten.'

const appSchema = z.strictObject({ currentPassword: currentPasswordField, weiter: returnField })
const waySchema = z.strictObject({ weiter: returnField })
const codeSchema = z.strictObject({ code: codeField, weiter: returnField })
const passkeySchema = z.strictObject({
  currentPassword: currentPasswordField,
  name: passkeyNameField,
  answer: passkeyAnswerField,
  weiter: returnField,
})

/**
 * The password first: who finds an open session must not lock its owner out with a factor of their own (S-A9), nor see a secret that the
 * owner sets up later.
 */
export const showSecret = ownAction('showSecret', appSchema, async ({ ctx, member, input }) => {
  const refusal = await refusalOf(ctx, member, input.currentPassword)
  if (refusal) return refusal
  await offerAuthenticator(ctx, member)
  redirect(ownPage(input.weiter))
})

/** The first right code, in the session that has given the password. */
export const setUpApp = ownAction('setUpApp', codeSchema, async ({ ctx, member, input }) => {
  const result = await confirmAuthenticator(ctx, { ...member, code: input.code })
  switch (result.outcome) {
    case 'throttled':
      return throttled(result.retryAfterSeconds)
    case 'wrong-code':
      return { errors: { code: WRONG_CODE } }
    case 'expired':
    case 'already-there':
      // The page shows how it stands.
      return redirect(ownPage(input.weiter))
    case 'confirmed':
      return goTo(codesPage(input.weiter), setUp)
  }
})

export const setUpPasskey = ownAction('setUpPasskey', passkeySchema, async ({ ctx, member, input }) => {
  const refusal = await refusalOf(ctx, member, input.currentPassword)
  if (refusal) return refusal
  const answer = input.answer as unknown as NewPasskey
  const result = await addPasskey(ctx, { ...member, name: input.name, answer })
  if (result.outcome === 'refused')
    return { problem: 'Der Passkey wurde nicht angenommen. Bitte laden Sie die Seite neu.' }
  return goTo(codesPage(input.weiter), setUp)
})

const removed = success('Der zweite Faktor ist entfernt.')
const setUp = success('Ihr zweiter Faktor ist eingerichtet.')

export const removeOwnApp = ownAction('removeOwnApp', z.strictObject({}), async ({ ctx, member }) => {
  await removeApp(ctx, member.accountId)
  return goTo(FACTOR_PAGE, removed)
})

export const removeOwnPasskey = ownAction(
  'removeOwnPasskey',
  z.strictObject({ passkeyId: idField() }),
  async ({ ctx, member, input }) => {
    await removePasskey(ctx, { accountId: member.accountId, passkeyId: input.passkeyId })
    return goTo(FACTOR_PAGE, removed)
  },
)

/** The next page shows them. */
export const newRecoveryCodes = ownAction('newRecoveryCodes', waySchema, async ({ ctx, member, input }) => {
  if (!member.factorAt) redirect(FACTOR_PAGE)
  await issueRecoveryCodes(ctx, member)
  return goTo(codesPage(input.weiter))
})

export const keepRecoveryCodes = ownAction(
  'keepRecoveryCodes',
  waySchema.extend({ kept: z.literal('yes').optional() }),
  async ({ ctx, member, input: { kept, weiter } }) => {
    // The browser asks for the tick; without it the codes stay.
    if (!kept) return goTo(codesPage(weiter))
    await confirmRecoveryCodes(ctx, member)
    return goTo(returnPath(weiter, FACTOR_PAGE))
  },
)

export const proveWithCode = ownAction('proveWithCode', codeSchema, async ({ ctx, member, input }) =>
  prove(ctx, member, { code: input.code }, input.weiter),
)

export const proveWithPasskey = ownAction(
  'proveWithPasskey',
  z.strictObject({ answer: passkeyAnswerField, weiter: returnField }),
  async ({ ctx, member, input }) =>
    prove(ctx, member, { passkey: input.answer as unknown as PasskeyAnswer }, input.weiter),
)

async function prove(ctx: PortalContext, member: Member, proof: FactorProof, weiter: string | undefined) {
  const result = await proveAgain(ctx, { member, proof })
  if (result.outcome === 'throttled') return throttled(result.retryAfterSeconds)
  if (result.outcome === 'confirmed') {
    await setSessionCookie(await sealSessionId(result.sessionId, member.accountId))
    redirect(returnPath(weiter, FACTOR_PAGE))
  }
  if (result.outcome === 'app-blocked') return { errors: { code: APP_BLOCKED } }
  return 'code' in proof ? { errors: { code: WRONG_CODE } } : { problem: 'Dieser Passkey gehört nicht zu Ihrem Konto.' }
}

async function refusalOf(ctx: PortalContext, member: Member, password: string) {
  const check = await checkOwnPassword(ctx, { accountId: member.accountId, password })
  if (check.outcome === 'throttled') return throttled(check.retryAfterSeconds)
  return check.outcome === 'wrong' ? { errors: { currentPassword: WRONG_PASSWORD } } : undefined
}

function ownPage(weiter: string | undefined): string {
  return `${FACTOR_PAGE}?weiter=${encodeURIComponent(returnPath(weiter, FACTOR_PAGE))}`
}

function codesPage(weiter: string | undefined): string {
  return `${FACTOR_PAGE}/codes?weiter=${encodeURIComponent(returnPath(weiter, FACTOR_PAGE))}`
}
