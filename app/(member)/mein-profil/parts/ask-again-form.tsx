'use client'

import { PortalForm } from '@/components/forms/portal-form'
import { TextareaField } from '@/components/forms/textarea-field'
import { askForVerification } from '../actions'

export function AskAgainForm({ account }: { account: string }) {
  return (
    <PortalForm
      action={askForVerification}
      errorTitle="Mein Profil"
      submit="Antworten und erneut prüfen lassen"
      submitVariant="secondary"
      prefix="pruefung"
    >
      {(state) => (
        <>
          <input type="hidden" name="account" value={account} />
          <TextareaField
            name="note"
            label="Ihre Nachricht an uns"
            hint="Was sollen wir wissen? Stimmen Ihre Angaben nicht mehr, ändern Sie sie zuerst unten."
            state={state}
            rows={3}
          />
        </>
      )}
    </PortalForm>
  )
}
