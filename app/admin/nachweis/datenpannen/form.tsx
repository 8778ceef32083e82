'use client'

import { CheckboxField } from '@/components/forms/checkbox-field'
import { PortalForm } from '@/components/forms/portal-form'
import { RadioField } from '@/components/forms/radio-field'
import { RevealFor } from '@/components/forms/reveal-for'
import { SelectField } from '@/components/forms/select-field'
import { DateField, MomentField, TextField } from '@/components/forms/text-field'
import { TextareaField } from '@/components/forms/textarea-field'
import { Fieldset } from '@/components/kern/fieldset'
import { breachLossLabels, breachSourceLabels, optionsOf } from '@/lib/codes'
import { openBreachCase, recordBreachFinding } from './actions'

const page = 'Datenpannen – Verwaltung'
const sources = optionsOf(breachSourceLabels)
const losses = optionsOf(breachLossLabels)
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

type FindingProps = {
  breachId: string
  /** Findings that whoever writes has seen. */
  known: number
  /** What is known by now; empty where nothing is. */
  values: Partial<Record<string, string>>
}

/** Everything that is known by now, to be completed: what is left empty is not known yet (Art. 33(3), (4)). */
export function FindingForm({ breachId, known, values }: FindingProps) {
  const of = (name: string) => ({ name, defaultValue: values[name] })
  return (
    <PortalForm
      action={recordBreachFinding}
      errorTitle={page}
      submit="Neuen Stand festhalten"
      prefix="stand"
      known={{ breachId, known: String(known) }}
    >
      {(state) => (
        <>
          <SelectField {...of('source')} label="Wie wurde es bekannt?" options={sources} state={state} />
          <TextField
            {...of('happened')}
            label="Wann ist es geschehen?"
            hint="Zeitpunkt oder Zeitraum, auch ungefähr"
            state={state}
            optional
          />
          <TextareaField
            {...of('nature')}
            label="Was ist geschehen?"
            hint="Ohne Namen und Adressen"
            state={state}
            rows={5}
          />
          <Fieldset id="stand-verletzt" legend="Was ist verletzt?">
            {losses.map(({ value, label }) => (
              <CheckboxField
                key={value}
                name={value}
                label={label}
                defaultChecked={values[value] === 'yes'}
                state={state}
                optional
              />
            ))}
          </Fieldset>
          <TextField
            {...of('personCategories')}
            label="Welche Gruppen von Personen betrifft es?"
            hint="Zum Beispiel: Mitglieder, Personen, die einen Inhalt gemeldet haben"
            state={state}
            optional
          />
          <TextField
            {...of('persons')}
            label="Ungefähre Zahl der Personen"
            inputMode="numeric"
            state={state}
            optional
          />
          <TextField
            {...of('recordCategories')}
            label="Welche Arten von Daten betrifft es?"
            hint="Zum Beispiel: Namen, E-Mail-Adressen"
            state={state}
            optional
          />
          <TextField
            {...of('records')}
            label="Ungefähre Zahl der Datensätze"
            inputMode="numeric"
            state={state}
            optional
          />
          <TextareaField
            {...of('consequences')}
            label="Welche Folgen sind für die Personen wahrscheinlich?"
            state={state}
            rows={4}
            optional
          />
          <TextareaField
            {...of('measures')}
            label="Was wurde getan, was ist geplant?"
            hint="Auch Maßnahmen, die mögliche Folgen mildern"
            state={state}
            rows={4}
            optional
          />
        </>
      )}
    </PortalForm>
  )
}
