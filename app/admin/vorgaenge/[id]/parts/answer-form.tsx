'use client'

import { ActionForm } from '@/components/admin/action-form'
import { TextareaField } from '@/components/forms/textarea-field'
import { answerDataRequest, extendDataRequest } from '../../actions'

type Props = { requestId: string; title: string }

export function AnswerRequestForm({ requestId, title }: Props) {
  return (
    <ActionForm
      action={answerDataRequest}
      page={title}
      submit="Antwort senden und schließen"
      prefix="antwort"
      fields={{ requestId }}
    >
      {(state) => (
        <TextareaField
          name="answer"
          label="Antwort"
          hint="Die Antwort geht an die gespeicherte Adresse. Anrede, Rechte und Kontakt stehen schon in der E-Mail."
          state={state}
          rows={8}
        />
      )}
    </ActionForm>
  )
}

export function ExtendRequestForm({ requestId, title }: Props) {
  return (
    <ActionForm
      action={extendDataRequest}
      page={title}
      submit="Frist um zwei Monate verlängern"
      variant="secondary"
      prefix="verlaengern"
      fields={{ requestId }}
    >
      {(state) => (
        <TextareaField
          name="extensionReason"
          label="Warum wir mehr Zeit brauchen"
          hint="Das Mitglied bekommt diesen Text per E-Mail (Art. 12 Abs. 3 DSGVO)."
          state={state}
          rows={3}
        />
      )}
    </ActionForm>
  )
}
