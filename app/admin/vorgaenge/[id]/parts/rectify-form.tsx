'use client'

import { type MemberValues } from '@/components/account/member-fields'
import { PortalForm } from '@/components/forms/portal-form'
import { RevealFor } from '@/components/forms/reveal-for'
import { type Option, SelectField } from '@/components/forms/select-field'
import { TextField } from '@/components/forms/text-field'
import { TextareaField } from '@/components/forms/textarea-field'
import { profileFieldLabels as labels } from '@/lib/codes'
import { rectifyData } from '../../actions'

type Props = { requestId: string; title: string; values: MemberValues; seen: string; groups: readonly Option[] }

/** The registration data as they are stored; staff put right what is wrong (GDPR Art. 16). */
export function RectifyForm({ requestId, title, values, seen, groups }: Props) {
  return (
    <PortalForm action={rectifyData} errorTitle={title} submit="Berichtigen und schließen" prefix="berichtigen">
      {(state) => (
        <>
          <input type="hidden" name="requestId" value={requestId} />
          <input type="hidden" name="seen" value={seen} />
          <TextField
            name="surname"
            label={labels.surname}
            state={state}
            defaultValue={values.surname}
            autoComplete="off"
          />
          <TextField
            name="givenName"
            label={labels.givenName}
            state={state}
            defaultValue={values.givenName}
            autoComplete="off"
          />
          <SelectField
            name="memberGroup"
            label={labels.memberGroup}
            state={state}
            options={groups}
            defaultValue={values.memberGroup}
          />
          <RevealFor>
            <TextField
              name="organisation"
              label={labels.organisation}
              state={state}
              defaultValue={values.organisation ?? undefined}
              autoComplete="off"
            />
            <TextField
              name="position"
              label={labels.position}
              state={state}
              defaultValue={values.position ?? undefined}
              autoComplete="off"
            />
          </RevealFor>
          <TextareaField
            name="note"
            label="Hinweis an das Mitglied"
            hint="Steht in der E-Mail unter den geänderten Angaben."
            state={state}
            rows={2}
            optional
          />
        </>
      )}
    </PortalForm>
  )
}
