'use client'

import { PortalForm } from '@/components/forms/portal-form'
import { confirmErasure } from './actions'

export function ConfirmRequestForm({ secret, isErasure }: { secret: string; isErasure: boolean }) {
  return (
    <PortalForm
      action={confirmErasure}
      errorTitle={isErasure ? 'Löschung bestätigen' : 'Anliegen bestätigen'}
      submit={isErasure ? 'Konto endgültig löschen' : 'Anliegen bestätigen'}
      submitVariant={isErasure ? 'danger' : 'primary'}
    >
      {() => <input type="hidden" name="token" value={secret} />}
    </PortalForm>
  )
}
