import { staffPage } from '@/app/_edge/page'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { Section } from '@/components/layout/page'
import { RecordTable } from '@/components/list/record-table'
import { type ListedBreach, listBreaches } from '@/lib/accountability/load-breach'
import { mayDo } from '@/lib/auth/permissions'
import { formatInstant } from '@/lib/text'
import { AdminPage } from '../../parts/admin-page'
import { OpenBreachForm } from './form'
import { Clock } from './parts/breach-facts'

const trail = [{ href: '/admin/nachweis', label: 'Nachweis' }]

/** The breaches, the newest first, and the form that opens a case (GDPR Art. 33). */
export default staffPage('/admin/nachweis/datenpannen', async ({ ctx, member }) => {
  const breaches = await listBreaches(ctx)
  return (
    <AdminPage heading="Datenpannen" member={member} part="/admin/nachweis" trail={trail}>
      <Text className="max-w-2xl">
        Eine Verletzung des Schutzes personenbezogener Daten wird der Aufsichtsbehörde innerhalb von 72 Stunden
        gemeldet, nachdem sie bekannt geworden ist (Art. 33 DSGVO).
      </Text>
      {breaches.length > 0 ? (
        <RecordTable<ListedBreach>
          caption="Datenpannen"
          rows={breaches}
          rowKey={({ id }) => id}
          columns={[
            {
              title: 'Fall',
              heading: true,
              cell: ({ id, noticedAt }) => (
                <Link href={`/admin/nachweis/datenpannen/${id}`}>Fall vom {formatInstant(noticedAt)}</Link>
              ),
            },
            { title: 'Was geschehen ist', cell: ({ description }) => description },
            { title: 'Meldung fällig bis', cell: (breach) => <Clock breach={breach} now={ctx.now()} /> },
            {
              title: 'Geschlossen',
              cell: ({ closedAt }) => (closedAt ? formatInstant(closedAt) : 'noch nicht'),
            },
          ]}
        />
      ) : null}
      {mayDo(member.role, 'openBreachCase') ? (
        <Section id="neu" title="Neuer Fall">
          <div className="flex max-w-2xl flex-col gap-6">
            <OpenBreachForm />
          </div>
        </Section>
      ) : null}
    </AdminPage>
  )
})
