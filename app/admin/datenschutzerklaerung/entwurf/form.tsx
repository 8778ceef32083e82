'use client'

import { PortalForm } from '@/components/forms/portal-form'
import { TextField } from '@/components/forms/text-field'
import { TextareaField } from '@/components/forms/textarea-field'
import { returnPolicyDraft, savePolicyDraft } from '../actions'

const TITLE = 'Entwurf – Verwaltung'

type Values = Record<
  'inactivityPeriod' | 'responsePeriod' | 'objectionPeriod' | 'accessLogPeriod' | 'changeSummary' | 'body',
  string
>
type Revision = { number: string; revision: string }

export function DraftForm({ number, revision, values }: Revision & { values: Values }) {
  return (
    <PortalForm action={savePolicyDraft} errorTitle={TITLE} submit="Speichern und Vorschau zeigen">
      {(state) => (
        <>
          <input type="hidden" name="number" value={number} />
          <input type="hidden" name="revision" value={revision} />
          <TextField
            name="inactivityPeriod"
            label="Zeit ohne Anmeldung, nach der ein Konto als inaktiv gilt"
            hint="Zum Beispiel: 1 Jahr, 6 Monate"
            state={state}
            defaultValue={values.inactivityPeriod}
          />
          <TextField
            name="responsePeriod"
            label="Zeit für die Antwort auf den Hinweis"
            hint="Zum Beispiel: 4 Wochen"
            state={state}
            defaultValue={values.responsePeriod}
          />
          <TextField
            name="objectionPeriod"
            label="Zeit für den Widerspruch gegen eine neue Fassung"
            hint="Gegen diese Fassung gilt mindestens die längste bisherige Frist."
            state={state}
            defaultValue={values.objectionPeriod}
          />
          <TextField
            name="accessLogPeriod"
            label="Aufbewahrung der Protokolldateien"
            hint="Zum Beispiel: 7 Tage"
            state={state}
            defaultValue={values.accessLogPeriod}
          />
          <TextareaField
            name="changeSummary"
            label="Was sich ändert"
            hint="Steht in der E-Mail an alle Mitglieder. Bitte kurz und verständlich."
            state={state}
            defaultValue={values.changeSummary}
            rows={5}
            optional
          />
          <TextareaField
            name="body"
            label="Text der Datenschutzerklärung"
            hint="Markdown mit Platzhaltern in doppelten geschweiften Klammern"
            state={state}
            defaultValue={values.body}
            rows={30}
          />
        </>
      )}
    </PortalForm>
  )
}

export function ReturnForm({ number, revision, submit }: Revision & { submit: string }) {
  return (
    <PortalForm
      action={returnPolicyDraft}
      errorTitle={TITLE}
      submit={submit}
      submitVariant="secondary"
      prefix="zurueckgeben"
    >
      {(state) => (
        <>
          <input type="hidden" name="number" value={number} />
          <input type="hidden" name="revision" value={revision} />
          <TextareaField name="reason" label="Grund" state={state} rows={3} />
        </>
      )}
    </PortalForm>
  )
}
