'use server'

import { ownAction } from '@/app/_edge/action'
import { throttled } from '@/app/_edge/throttled'
import { checkOwnPassword } from '@/lib/accounts/check-own-password'
import { erasureSchema } from '@/lib/accounts/schema'
import { eraseOwnAccount as erase } from '@/lib/erasure/erase-account'
import { isErased } from '@/lib/erasure/is-erased'

export const eraseOwnAccount = ownAction(
  'eraseOwnAccount',
  erasureSchema,
  async ({ ctx, member: { accountId }, input }) => {
    const check = await checkOwnPassword(ctx, { accountId, password: input.currentPassword })
    if (check.outcome === 'throttled') return throttled(check.retryAfterSeconds)
    if (check.outcome === 'wrong' && !(await isErased(ctx, accountId))) {
      return { errors: { currentPassword: 'Das Passwort ist nicht richtig.' } }
    }
    const { outcome } = await erase(ctx)
    if (outcome === 'held') {
      return {
        problem:
          'Ihr Konto ist ab sofort verschlossen und für niemanden mehr sichtbar. Endgültig gelöscht wird es von selbst, sobald eine gesetzliche Pflicht zur Aufbewahrung endet.',
      }
    }
    return { farewell: 'erased' }
  },
)
