'use server'

import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { publicAction } from '@/app/_edge/action'
import { SECOND_STEP_PAGE } from '@/app/_edge/page'
import { throttled } from '@/app/_edge/throttled'
import { currentPasswordField, emailField } from '@/lib/accounts/schema'
import { deviceOf } from '@/lib/auth/device'
import { SIGN_IN_REFUSED } from '@/lib/auth/messages'
import { clientNetwork } from '@/lib/auth/network'
import { signInWithNextAuth } from '@/lib/auth/next-auth'
import { returnPath } from '@/lib/auth/return-path'
import { currentDeviceProof, currentSessionId, setSessionCookie } from '@/lib/auth/session'
import { endSession } from '@/lib/auth/sessions'
import { signIn as signInMember } from '@/lib/auth/sign-in'
import { noteExchange } from '@/lib/exchange'
import { hidden } from '@/lib/fields'
import { reactivate } from '@/lib/lifecycle/reactivate'
import { afterSignIn } from './parts/after-sign-in'

const signInSchema = z.strictObject({
  email: emailField,
  password: currentPasswordField,
  weiter: hidden(2_000).optional(),
})

export const signIn = publicAction(signInSchema, async ({ ctx, input }) => {
  const request = await headers()
  const formerSessionId = await currentSessionId()
  const credentials = {
    email: input.email,
    password: input.password,
    network: clientNetwork(request),
    device: deviceOf(request.get('user-agent')),
    formerSessionId,
    deviceProof: await currentDeviceProof(),
  }
  const { result, cookie } = await signInWithNextAuth(ctx, () => signInMember(ctx, credentials, { reactivate }))
  if (result.outcome === 'throttled') return throttled(result.retryAfterSeconds)
  if (result.outcome === 'refused' || !cookie) {
    noteExchange({ hasFailedSignIn: true })
    return { problem: SIGN_IN_REFUSED, status: 401 }
  }
  await setSessionCookie(cookie)
  if (result.outcome === 'second-factor') {
    redirect(`${SECOND_STEP_PAGE}?weiter=${encodeURIComponent(returnPath(input.weiter))}`)
  }
  redirect(await afterSignIn(ctx, result, input.weiter))
})

/** Ends the session, in the database first (S-C1). */
export const signOut = publicAction(z.strictObject({}), async ({ ctx, member }) => {
  if (member) await endSession(ctx, member)
  return { farewell: 'signed-out' }
})
