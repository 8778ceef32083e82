'use server'

import { redirect } from 'next/navigation'
import { ownAction } from '@/app/_edge/action'
import { dataCurrentSchema } from '@/lib/accounts/schema'
import { confirmDataCurrent } from '@/lib/lifecycle/confirm-data-current'

export const confirmCurrent = ownAction('confirmCurrent', dataCurrentSchema, async ({ ctx, member: { accountId } }) => {
  const { outcome } = await confirmDataCurrent(ctx, { accountId })
  redirect(outcome === 'gone' ? '/konto-geloescht' : '/mein-profil?geprueft=ja')
})
