'use client'

import { useActionState } from 'react'
import { ActionForm } from '@/components/admin/action-form'
import { FactorField } from '@/components/forms/factor-field'
import { DateField, TextField } from '@/components/forms/text-field'
import { TextareaField } from '@/components/forms/textarea-field'
import { Alert } from '@/components/kern/alert'
import { Button } from '@/components/kern/button'
import { recordHandOver, rejectCourtOrder, releaseCourtOrder, setSecrecy } from '../actions'

type Props = { disclosureId: string }
const page = 'Herausgabe – Verwaltung'

/** Stays on the page after the release: only its answer holds the password. */
export function ReleaseForm({ disclosureId, isOpen }: Props & { isOpen: boolean }) {
  const [state, send, isPending] = useActionState(releaseCourtOrder, {})
  return (
    <>
      {state.done ? (
        <Alert variant="success" title={state.done} role="status" id="passwort">
          <p>
            Passwort des Archivs: <code className="font-semibold break-all">{state.values?.archiveSecret}</code>
          </p>
          <p>
            Es ist nur jetzt sichtbar und nirgends gespeichert. Schreiben Sie es auf und übergeben Sie es auf einem
            anderen Weg als das Archiv.
          </p>
        </Alert>
      ) : null}
      {state.problem ? <Alert variant="danger" title={state.problem} role="alert" /> : null}
      {isOpen && !state.done ? (
        <form action={send} className="flex flex-col gap-4">
          <input type="hidden" name="disclosureId" value={disclosureId} />
          <FactorField state={state} />
          <div>
            <Button aria-disabled={isPending || undefined}>Freigeben und Archiv erstellen</Button>
          </div>
        </form>
      ) : null}
    </>
  )
}

export function RejectForm({ disclosureId }: Props) {
  return (
    <ActionForm
      action={rejectCourtOrder}
      page={page}
      submit="Ablehnen"
      variant="secondary"
      prefix="ablehnen"
      fields={{ disclosureId }}
    >
      {(state) => <TextareaField name="reason" label="Grund der Ablehnung" state={state} rows={2} />}
    </ActionForm>
  )
}

export function HandOverForm({ disclosureId, today }: Props & { today: string }) {
  return (
    <ActionForm
      action={recordHandOver}
      page={page}
      submit="Übergabe eintragen"
      prefix="uebergabe"
      fields={{ disclosureId }}
    >
      {(state) => (
        <>
          <TextField name="handedOverTo" label="Übergeben an" state={state} />
          <DateField name="handedOverOn" label="Übergeben am" state={state} defaultValue={today} />
        </>
      )}
    </ActionForm>
  )
}

export function SecrecyForm({ disclosureId, tellFrom }: Props & { tellFrom: string | null }) {
  return (
    <ActionForm
      action={setSecrecy}
      page={page}
      submit="Tag speichern"
      variant="secondary"
      prefix="geheimhaltung"
      fields={{ disclosureId }}
    >
      {(state) => (
        <DateField
          name="tellFrom"
          label="In der Auskunft sichtbar ab"
          hint="Leer: Die Person erfährt nichts, auch nicht in ihrer Auskunft."
          state={state}
          defaultValue={tellFrom ?? ''}
          optional
        />
      )}
    </ActionForm>
  )
}
