'use client'

import { PortalForm } from '@/components/forms/portal-form'
import { endRestriction } from '../actions'

export function EndRestrictionForm({ account }: { account: string }) {
  return (
    <PortalForm
      action={endRestriction}
      errorTitle="Mein Profil"
      prefix="einschraenkung"
      submit="Einschränkung beenden"
      submitVariant="secondary"
    >
      {() => <input type="hidden" name="account" value={account} />}
    </PortalForm>
  )
}
