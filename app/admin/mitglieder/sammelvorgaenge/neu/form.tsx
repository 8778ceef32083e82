'use client'

import { PortalForm } from '@/components/forms/portal-form'
import { RadioField } from '@/components/forms/radio-field'
import { RevealFor } from '@/components/forms/reveal-for'
import { TextareaField } from '@/components/forms/textarea-field'
import { Text } from '@/components/kern/text'
import { bulkKindLabels } from '@/lib/codes'
import { prepareBulk } from '../actions'

type Props = {
  /** The search behind "by search", as the query of its address. */
  search: string
  /** What it finds, in words. */
  found: string
  /** Numbers of the accounts that were ticked in the list. */
  chosen: string[]
}

const kinds = Object.entries(bulkKindLabels).map(([value, label]) => ({ value, label }))

export function BulkActForm({ search, found, chosen }: Props) {
  return (
    <PortalForm
      action={prepareBulk}
      title="Sammelvorgang vorbereiten"
      submit="Vorschau zeigen"
      intro={
        <Text>
          Es geschieht noch nichts. Sie sehen zuerst eine Vorschau, danach entscheidet eine zweite Person. Wer eine
          Rolle in der Verwaltung hat, ist nie dabei.
        </Text>
      }
    >
      {(state) => (
        <>
          <input type="hidden" name="search" value={search} />
          <RadioField name="kind" label="Was soll geschehen?" options={kinds} state={state} />
          <RadioField
            name="by"
            label="Wen betrifft es?"
            options={[
              { value: 'search', label: found },
              { value: 'list', label: 'Nur die Mitglieder einer Liste', reveals: true },
            ]}
            state={state}
            defaultValue={chosen.length > 0 ? 'list' : 'search'}
          />
          <RevealFor>
            <TextareaField
              name="list"
              label="Liste"
              hint="E-Mail-Adressen oder Nummern von Konten, eine je Zeile."
              state={state}
              defaultValue={chosen.join('\n')}
              rows={4}
              optional
            />
          </RevealFor>
          <TextareaField
            name="reason"
            label="Grund"
            hint="Ohne Namen und Adressen. Bei einer Sperre steht er in der Auskunft des Mitglieds."
            state={state}
            rows={2}
          />
        </>
      )}
    </PortalForm>
  )
}
