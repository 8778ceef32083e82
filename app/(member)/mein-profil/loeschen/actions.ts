'use server'

import { redirect } from 'next/navigation'
import { publicAction, requireOwnFactor, throttled } from '@/app/_edge/action'
import { checkOwnPassword } from '@/lib/accounts/check-own-password'
import { erasureSchema } from '@/lib/accounts/schema'
import { removeSessionCookie } from '@/lib/auth/session'
import { eraseAccount } from '@/lib/erasure/erase-account'
import { isErased } from '@/lib/erasure/is-erased'
import { setStatus } from '@/lib/exchange'
import { ownerOf } from '../owner'

// Public only in form: `ownerOf` lets nobody through but the member whose page it was.
export const eraseOwnAccount = publicAction(erasureSchema, async ({ ctx, member, input }) => {
  const owner = await ownerOf({ ctx, member, account: input.account })
  await requireOwnFactor(owner)
  const { accountId } = owner
  const check = await checkOwnPassword(ctx, { accountId, password: input.currentPassword })
  if (check.outcome === 'throttled') return throttled(check.retryAfterSeconds)
  if (check.outcome === 'wrong' && !(await isErased(ctx, accountId))) {
    return { errors: { currentPassword: 'Das Passwort ist nicht richtig.' } }
  }
  const { outcome } = await eraseAccount(ctx, { accountId, reason: 'self' })
  if (outcome === 'held') {
    return {
      problem:
        'Ihr Konto ist ab sofort verschlossen und für niemanden mehr sichtbar. Endgültig gelöscht wird es von selbst, sobald eine gesetzliche Pflicht zur Aufbewahrung endet.',
    }
  }
  await removeSessionCookie()
  setStatus(303, { 'clear-site-data': '"cache", "storage"' })
  redirect('/konto-geloescht')
})
