'use client'

import { PortalForm } from '@/components/forms/portal-form'
import { RadioField } from '@/components/forms/radio-field'
import { DateField, TextField } from '@/components/forms/text-field'
import { TextareaField } from '@/components/forms/textarea-field'
import { closeBreachCase, openBreachCase, tellAuthority } from './actions'

const page = 'Datenpannen – Verwaltung'
const moment = 'Ortszeit, zum Beispiel 2026-11-22T14:05'
const kinds = [
  { value: 'all', label: 'Alle Mitglieder' },
  { value: 'registered', label: 'Mitglieder, die sich in einem Zeitraum registriert haben' },
  { value: 'signed-in', label: 'Mitglieder, die sich in einem Zeitraum angemeldet haben' },
]

export function OpenBreachForm() {
  return (
    <PortalForm action={openBreachCase} errorTitle={page} submit="Fall eröffnen" prefix="eroeffnen">
      {(state) => (
        <>
          <TextField name="noticedAt" label="Bekannt geworden am" hint={moment} state={state} />
          <TextareaField
            name="description"
            label="Was ist geschehen?"
            hint="Ohne Namen und Adressen. Betroffene ermittelt die Abfrage."
            state={state}
            rows={4}
          />
          <RadioField name="kind" label="Wen betrifft es?" options={kinds} state={state} />
          <DateField name="from" label="Zeitraum von" state={state} optional />
          <DateField name="until" label="Zeitraum bis" state={state} optional />
        </>
      )}
    </PortalForm>
  )
}

export function TellAuthorityForm({ breachId }: { breachId: string }) {
  return (
    <PortalForm
      action={tellAuthority}
      errorTitle={page}
      submit="Meldung eintragen"
      submitVariant="secondary"
      prefix={`melden-${breachId}`}
    >
      {(state) => (
        <>
          <input type="hidden" name="breachId" value={breachId} />
          <TextField name="toldAt" label="Der Aufsichtsbehörde gemeldet am" hint={moment} state={state} />
          <TextareaField name="delayReason" label="Grund einer Verspätung" state={state} rows={2} optional />
        </>
      )}
    </PortalForm>
  )
}

export function CloseBreachForm({ breachId }: { breachId: string }) {
  return (
    <PortalForm
      action={closeBreachCase}
      errorTitle={page}
      submit="Fall schließen"
      submitVariant="secondary"
      prefix={`schliessen-${breachId}`}
    >
      {(state) => (
        <>
          <input type="hidden" name="breachId" value={breachId} />
          <TextareaField name="outcome" label="Auswirkungen und Maßnahmen" state={state} rows={3} />
        </>
      )}
    </PortalForm>
  )
}
