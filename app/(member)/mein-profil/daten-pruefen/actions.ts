'use server'

import { ownAction } from '@/app/_edge/action'
import { goTo, success } from '@/app/_edge/flash'
import { dataCurrentSchema } from '@/lib/accounts/schema'
import { confirmDataCurrent } from '@/lib/lifecycle/confirm-data-current'

export const confirmCurrent = ownAction('confirmCurrent', dataCurrentSchema, async ({ ctx, member: { accountId } }) => {
  const { outcome } = await confirmDataCurrent(ctx, { accountId })
  if (outcome === 'gone') return { farewell: 'erased' }
  return goTo('/mein-profil', success('Danke. Ihre Daten gelten als aktuell.'))
})
