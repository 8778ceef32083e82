'use client'

import { PortalForm } from '@/components/forms/portal-form'
import { TextField } from '@/components/forms/text-field'
import { setFirstReviews } from '../actions'

export function ReviewSettingForm({ current }: { current: string }) {
  return (
    <PortalForm
      action={setFirstReviews}
      errorTitle="Moderation – Verwaltung"
      submit="Anzahl speichern"
      submitVariant="secondary"
      prefix="erste"
    >
      {(state) => (
        <TextField
          name="firstPublications"
          label="Wie viele erste Angebote werden geprüft?"
          hint="0 bis 99. Gilt für alles, was ab jetzt eingereicht wird."
          state={state}
          defaultValue={current}
          autoComplete="off"
        />
      )}
    </PortalForm>
  )
}
