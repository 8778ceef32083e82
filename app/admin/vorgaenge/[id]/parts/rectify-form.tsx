import { type MemberValues } from '@/components/account/member-fields'
import { PortalForm } from '@/components/forms/portal-form'
import { type Option } from '@/components/forms/select-field'
import { profileFieldLabels as labels } from '@/lib/codes'
import { rectifyData } from '../../actions'

type Props = { requestId: string; title: string; values: MemberValues; seen: string; groups: readonly Option[] }

/** The registration data as they are stored; staff put right what is wrong (GDPR Art. 16). */
export function RectifyForm({ requestId, title, values, seen, groups }: Props) {
  const line = (name: 'surname' | 'givenName' | 'organisation' | 'position') =>
    ({ kind: 'line', name, label: labels[name], defaultValue: values[name] ?? undefined, autoComplete: 'off' }) as const
  return (
    <PortalForm
      action={rectifyData}
      errorTitle={title}
      submit="Berichtigen und schließen"
      prefix="berichtigen"
      known={{ requestId, seen }}
      asks={[
        line('surname'),
        line('givenName'),
        {
          kind: 'list',
          name: 'memberGroup',
          label: labels.memberGroup,
          options: groups,
          defaultValue: values.memberGroup,
        },
        { kind: 'revealed', asks: [line('organisation'), line('position')] },
        {
          kind: 'lines',
          name: 'note',
          label: 'Hinweis an das Mitglied',
          hint: 'Steht in der E-Mail unter den geänderten Angaben.',
          rows: 2,
          optional: true,
        },
      ]}
    />
  )
}
