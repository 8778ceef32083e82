'use client'

import { ActionForm } from '@/components/admin/action-form'
import { PortalForm } from '@/components/forms/portal-form'
import { RadioField } from '@/components/forms/radio-field'
import { RevealFor } from '@/components/forms/reveal-for'
import { DateField, MomentField } from '@/components/forms/text-field'
import { TextareaField } from '@/components/forms/textarea-field'
import { closeBreachCase, openBreachCase, tellAuthority } from './actions'

const page = 'Datenpannen – Verwaltung'
const kinds = [
  { value: 'all', label: 'Alle Mitglieder' },
  { value: 'registered', label: 'Mitglieder, die sich in einem Zeitraum registriert haben', reveals: true },
  { value: 'signed-in', label: 'Mitglieder, die sich in einem Zeitraum angemeldet haben', reveals: true },
]

export function OpenBreachForm() {
  return (
    <PortalForm action={openBreachCase} errorTitle={page} submit="Fall eröffnen" prefix="eroeffnen">
      {(state) => (
        <>
          <MomentField
            name="noticedAt"
            label="Bekannt geworden am"
            hint="Ab hier laufen die 72 Stunden."
            state={state}
          />
          <TextareaField
            name="description"
            label="Was ist geschehen?"
            hint="Ohne Namen und Adressen. Betroffene ermittelt die Abfrage."
            state={state}
            rows={4}
          />
          <RadioField name="kind" label="Wen betrifft es?" options={kinds} state={state} />
          <RevealFor>
            <DateField name="from" label="Zeitraum von" state={state} optional />
            <DateField name="until" label="Zeitraum bis" state={state} optional />
          </RevealFor>
        </>
      )}
    </PortalForm>
  )
}

export function TellAuthorityForm({ breachId }: { breachId: string }) {
  return (
    <ActionForm
      action={tellAuthority}
      page={page}
      submit="Meldung eintragen"
      variant="secondary"
      prefix={`melden-${breachId}`}
      fields={{ breachId }}
    >
      {(state) => (
        <>
          <MomentField name="toldAt" label="Der Aufsichtsbehörde gemeldet am" state={state} />
          <TextareaField
            name="delayReason"
            label="Grund einer Verspätung"
            hint="Nur wenn die 72 Stunden verstrichen waren."
            state={state}
            rows={2}
            optional
          />
        </>
      )}
    </ActionForm>
  )
}

export function CloseBreachForm({ breachId }: { breachId: string }) {
  return (
    <ActionForm
      action={closeBreachCase}
      page={page}
      submit="Fall schließen"
      variant="secondary"
      prefix={`schliessen-${breachId}`}
      fields={{ breachId }}
    >
      {(state) => <TextareaField name="outcome" label="Auswirkungen und Maßnahmen" state={state} rows={3} />}
    </ActionForm>
  )
}
