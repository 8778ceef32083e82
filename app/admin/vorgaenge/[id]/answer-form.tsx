'use client'

import { PortalForm } from '@/components/forms/portal-form'
import { TextareaField } from '@/components/forms/textarea-field'
import { answerDataRequest, extendDataRequest } from '../actions'

type Props = { requestId: string; title: string }

export function AnswerRequestForm({ requestId, title }: Props) {
  return (
    <PortalForm action={answerDataRequest} errorTitle={title} submit="Antwort senden und schließen" prefix="antwort">
      {(state) => (
        <>
          <input type="hidden" name="requestId" value={requestId} />
          <TextareaField
            name="answer"
            label="Antwort"
            hint="Die Antwort geht an die gespeicherte Adresse. Anrede, Rechte und Kontakt stehen schon in der E-Mail."
            state={state}
            rows={8}
          />
        </>
      )}
    </PortalForm>
  )
}

export function ExtendRequestForm({ requestId, title }: Props) {
  return (
    <PortalForm
      action={extendDataRequest}
      errorTitle={title}
      submit="Frist um zwei Monate verlängern"
      submitVariant="secondary"
      prefix="verlaengern"
    >
      {(state) => (
        <>
          <input type="hidden" name="requestId" value={requestId} />
          <TextareaField
            name="extensionReason"
            label="Warum wir mehr Zeit brauchen"
            hint="Das Mitglied bekommt diesen Text per E-Mail (Art. 12 Abs. 3 DSGVO)."
            state={state}
            rows={3}
          />
        </>
      )}
    </PortalForm>
  )
}
