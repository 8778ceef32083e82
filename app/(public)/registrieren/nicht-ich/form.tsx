'use client'

import { PortalForm } from '@/components/forms/portal-form'
import { refuse } from './actions'

export function RefusalForm({ secret }: { secret: string }) {
  return (
    <PortalForm
      action={refuse}
      errorTitle="Registrierung löschen"
      submit="Das war ich nicht: löschen"
      submitVariant="danger"
    >
      {() => <input type="hidden" name="token" value={secret} />}
    </PortalForm>
  )
}
