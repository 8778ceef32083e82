import { staffPage } from '@/app/_edge/page'
import { PortalForm } from '@/components/forms/portal-form'
import { optionsOf, requestKindLabels } from '@/lib/codes'
import { berlinDay } from '@/lib/dates'
import { AdminPage } from '../../../parts/admin-page'
import { openOutsideRequest } from '../actions'

const trail = [
  { href: '/admin/vorgaenge', label: 'Vorgänge' },
  { href: '/admin/vorgaenge/ohne-konto', label: 'Ohne Konto' },
]

export default staffPage('/admin/vorgaenge/ohne-konto/neu', ({ ctx, member }) => (
  <AdminPage
    heading="Anliegen ohne Konto eintragen"
    named={false}
    member={member}
    part="/admin/vorgaenge"
    trail={trail}
  >
    <div className="flex max-w-2xl flex-col gap-6">
      <PortalForm
        action={openOutsideRequest}
        title="Anliegen ohne Konto eintragen"
        submit="Anliegen eintragen"
        asks={[
          {
            kind: 'list',
            name: 'kind',
            label: 'Worum geht es?',
            options: optionsOf(requestKindLabels),
          },
          { kind: 'line', name: 'name', label: 'Name der Person', autoComplete: 'off' },
          {
            kind: 'email',
            name: 'email',
            label: 'E-Mail-Adresse',
            hint: 'Dorthin gehen Eingangsbestätigung und Antwort.',
            autoComplete: 'off',
            optional: true,
          },
          {
            kind: 'lines',
            name: 'address',
            label: 'Anschrift',
            hint: 'Wenn die Person per Brief geschrieben hat',
            rows: 3,
            optional: true,
          },
          {
            kind: 'day',
            name: 'receivedOn',
            label: 'Tag des Eingangs',
            hint: 'An diesem Tag beginnt die Frist von einem Monat.',
            defaultValue: berlinDay(ctx.now()),
          },
          { kind: 'lines', name: 'note', label: 'Vermerk', rows: 3, optional: true },
        ]}
      />
    </div>
  </AdminPage>
))
