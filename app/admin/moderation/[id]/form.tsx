'use client'

import { OnwardButton } from '@/components/case/onward-button'
import { PortalForm } from '@/components/forms/portal-form'
import { RadioField } from '@/components/forms/radio-field'
import { SelectField } from '@/components/forms/select-field'
import { TextareaField } from '@/components/forms/textarea-field'
import { Text } from '@/components/kern/text'
import { decideOnAppeal, decideOnCase, endCaseMeasure, enterAuthorsAppeal, suspendAuthor } from '../actions'

const page = 'Vorgang der Moderation – Verwaltung'
const grounds = [
  { value: 'terms', label: 'Unsere Nutzungsregeln' },
  { value: 'law', label: 'Ein Gesetz (nennen Sie es in der Begründung)' },
]
const reasonHint =
  'Geht per E-Mail an die Person, die den Inhalt eingestellt hat, und an alle, die ihn gemeldet haben: Was ist geschehen, gegen welche Regel verstößt es? Nennen Sie keine Namen.'

type Option = { value: string; label: string }

type DecisionProps = { caseId: string; acts: readonly Option[]; categories: readonly Option[] }

export function DecisionForm({ caseId, acts, categories }: DecisionProps) {
  return (
    <PortalForm
      action={decideOnCase}
      errorTitle={page}
      submit="Entscheiden"
      prefix="entscheiden"
      aside={<OnwardButton />}
    >
      {(state) => (
        <>
          <input type="hidden" name="caseId" value={caseId} />
          <RadioField name="act" label="Was soll geschehen?" options={acts} state={state} />
          {categories.length > 0 ? (
            <SelectField
              name="categoryId"
              label="Neuer Bereich"
              hint="Nur beim Verschieben."
              options={categories}
              state={state}
              optional
            />
          ) : null}
          <RadioField name="ground" label="Auf welcher Grundlage?" options={grounds} state={state} />
          <TextareaField name="reason" label="Begründung" hint={reasonHint} state={state} rows={4} />
        </>
      )}
    </PortalForm>
  )
}

export function SuspendForm({ caseId }: { caseId: string }) {
  return (
    <PortalForm
      action={suspendAuthor}
      errorTitle={page}
      submit="Konto sperren"
      submitVariant="danger"
      prefix="sperren"
      intro={<Text>Das Mitglied wird sofort abgemeldet und kann sich nicht mehr anmelden.</Text>}
    >
      {(state) => (
        <>
          <input type="hidden" name="caseId" value={caseId} />
          <RadioField name="ground" label="Grundlage der Sperre" options={grounds} state={state} />
          <TextareaField name="reason" label="Begründung der Sperre" hint={reasonHint} state={state} rows={4} />
        </>
      )}
    </PortalForm>
  )
}

type OfMeasure = { caseId: string; measureId: string }

export function EndForm({ caseId, measureId, submit }: OfMeasure & { submit: string }) {
  return (
    <PortalForm
      action={endCaseMeasure}
      errorTitle={page}
      submit={submit}
      submitVariant="secondary"
      prefix={`aufheben-${measureId}`}
    >
      {(state) => (
        <>
          <input type="hidden" name="caseId" value={caseId} />
          <input type="hidden" name="measureId" value={measureId} />
          <TextareaField name="reason" label="Warum heben Sie die Maßnahme auf?" state={state} rows={2} />
        </>
      )}
    </PortalForm>
  )
}

export function EnterAppealForm({ caseId, measureId }: OfMeasure) {
  return (
    <PortalForm
      action={enterAuthorsAppeal}
      errorTitle={page}
      submit="Beschwerde eintragen"
      submitVariant="secondary"
      prefix={`eintragen-${measureId}`}
    >
      {(state) => (
        <>
          <input type="hidden" name="caseId" value={caseId} />
          <input type="hidden" name="measureId" value={measureId} />
          <TextareaField
            name="text"
            label="Beschwerde per Brief oder E-Mail"
            hint="Für Mitglieder, die sich nicht anmelden können."
            state={state}
            rows={3}
          />
        </>
      )}
    </PortalForm>
  )
}

export function AppealDecisionForm({ caseId, appealId }: { caseId: string; appealId: string }) {
  return (
    <PortalForm
      action={decideOnAppeal}
      errorTitle={page}
      submit="Über die Beschwerde entscheiden"
      prefix={`beschwerde-${appealId}`}
    >
      {(state) => (
        <>
          <input type="hidden" name="caseId" value={caseId} />
          <input type="hidden" name="appealId" value={appealId} />
          <RadioField
            name="decision"
            label="Wie entscheiden Sie über die Beschwerde?"
            options={[
              { value: 'upheld', label: 'Die Beschwerde hat Erfolg: Die Maßnahme endet sofort.' },
              { value: 'rejected', label: 'Die Maßnahme bleibt bestehen.' },
            ]}
            state={state}
          />
          <TextareaField name="answer" label="Antwort auf die Beschwerde" state={state} rows={4} />
        </>
      )}
    </PortalForm>
  )
}
