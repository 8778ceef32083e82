'use client'

import { PortalForm } from '@/components/forms/portal-form'
import { SelectField } from '@/components/forms/select-field'
import { inboundOutcomeLabels, isCodeOf, requestKindLabels } from '@/lib/codes'
import { settleInboundMail } from './actions'

type Props = { inboundId: string; title: string; decisions: readonly string[] }

const labelOf = (decision: string) =>
  isCodeOf(requestKindLabels, decision)
    ? `Anliegen eintragen: ${requestKindLabels[decision]}`
    : isCodeOf(inboundOutcomeLabels, decision)
      ? inboundOutcomeLabels[decision]
      : decision

export function SettleForm({ inboundId, title, decisions }: Props) {
  return (
    <PortalForm action={settleInboundMail} errorTitle={title} submit="Entscheiden" prefix={`entscheiden-${inboundId}`}>
      {(state) => (
        <>
          <input type="hidden" name="inboundId" value={inboundId} />
          <SelectField
            name="decision"
            label="Was ist zu tun?"
            options={decisions.map((value) => ({ value, label: labelOf(value) }))}
            placeholder="Bitte auswählen"
            state={state}
          />
        </>
      )}
    </PortalForm>
  )
}
