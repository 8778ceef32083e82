'use client'

import { PortalForm } from '@/components/forms/portal-form'
import { confirm } from './actions'

export function ConfirmationForm({ secret }: { secret: string }) {
  return (
    <PortalForm action={confirm} errorTitle="Registrierung bestätigen" submit="Registrierung bestätigen">
      {() => <input type="hidden" name="token" value={secret} />}
    </PortalForm>
  )
}
