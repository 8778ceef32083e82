import { PortalForm } from '@/components/forms/portal-form'
import { object, withdraw } from './actions'

type Props = { versionNumber: number }

export function ObjectionForm({ versionNumber, reason }: Props & { reason?: string }) {
  return (
    <PortalForm
      action={object}
      errorTitle="Widerspruch"
      submit={`Fassung ${versionNumber} widersprechen`}
      // Each form of the page has its own answer.
      page={`/datenschutz/widerspruch#stand-${versionNumber}`}
      prefix={`fassung-${versionNumber}`}
      known={{ versionNumber: String(versionNumber) }}
      asks={[
        {
          kind: 'lines',
          name: 'reason',
          label: 'Begründung',
          hint: 'Sie müssen keinen Grund nennen.',
          defaultValue: reason,
          rows: 4,
          optional: true,
        },
      ]}
    />
  )
}

export function WithdrawalForm({ versionNumber }: Props) {
  return (
    <PortalForm
      action={withdraw}
      errorTitle="Widerspruch"
      submit="Widerspruch zurückziehen"
      submitVariant="secondary"
      prefix={`zurueck-${versionNumber}`}
      known={{ versionNumber: String(versionNumber) }}
    />
  )
}
