'use client'

import { PortalForm } from '@/components/forms/portal-form'
import { confirmErasure } from './actions'

export function ConfirmErasureForm({ secret }: { secret: string }) {
  return (
    <PortalForm
      action={confirmErasure}
      errorTitle="Löschung bestätigen"
      submit="Konto endgültig löschen"
      submitVariant="danger"
    >
      {() => <input type="hidden" name="token" value={secret} />}
    </PortalForm>
  )
}
