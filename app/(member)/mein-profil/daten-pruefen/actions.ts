'use server'

import { redirect } from 'next/navigation'
import { publicAction } from '@/app/_edge/action'
import { dataCurrentSchema } from '@/lib/accounts/schema'
import { confirmDataCurrent } from '@/lib/lifecycle/confirm-data-current'
import { ownerOf } from '../owner'

// Public only in form: `ownerOf` lets nobody through but the member whose page it was.
export const confirmCurrent = publicAction(dataCurrentSchema, async ({ ctx, member, input }) => {
  const { accountId } = await ownerOf({ ctx, member, account: input.account })
  const { outcome } = await confirmDataCurrent(ctx, { accountId })
  redirect(outcome === 'gone' ? '/konto-geloescht' : '/mein-profil?geprueft=ja')
})
