import { staffPage } from '@/app/_edge/page'
import { ButtonLink } from '@/components/kern/button-link'
import { DescriptionList } from '@/components/kern/description-list'
import { Heading } from '@/components/kern/heading'
import { Text } from '@/components/kern/text'
import { Section } from '@/components/layout/page'
import { listBreaches, reportByOf } from '@/lib/accountability/breach-case'
import { mayDo, pageRoles } from '@/lib/auth/permissions'
import { formatInstant } from '@/lib/text'
import { AdminPage } from '../../_frame/admin-page'
import { CloseBreachForm, OpenBreachForm, TellAuthorityForm } from './forms'

const trail = [{ href: '/admin/nachweis', label: 'Nachweis' }]

export default staffPage(pageRoles['/admin/nachweis/datenpannen'], async ({ ctx, member, query }) => {
  const breaches = await listBreaches(ctx)
  return (
    <AdminPage heading="Datenpannen" member={member} part="/admin/nachweis" trail={trail} notice={query.meldung}>
      <Text className="max-w-2xl">
        Eine Verletzung des Schutzes personenbezogener Daten wird der Aufsichtsbehörde innerhalb von 72 Stunden
        gemeldet, nachdem sie bekannt geworden ist (Art. 33 DSGVO).
      </Text>
      {breaches.map((breach) => (
        <Section key={breach.id} labelledBy={breach.id}>
          <Heading level={2} size="medium" id={breach.id}>
            {`Fall vom ${formatInstant(breach.noticedAt)}`}
          </Heading>
          <DescriptionList
            items={[
              { term: 'Was geschehen ist', value: breach.description },
              { term: 'Meldung fällig bis', value: formatInstant(reportByOf(breach.noticedAt)) },
              {
                term: 'Gemeldet',
                value: breach.authorityToldAt ? formatInstant(breach.authorityToldAt) : 'noch nicht',
              },
              { term: 'Geschlossen', value: breach.closedAt ? formatInstant(breach.closedAt) : 'noch nicht' },
              ...(breach.outcome ? [{ term: 'Auswirkungen und Maßnahmen', value: breach.outcome }] : []),
            ]}
          />
          {breach.closedAt ? null : (
            <div className="flex max-w-2xl flex-col gap-6">
              <p>
                <ButtonLink variant="secondary" href={`/admin/nachweis/datenpannen/betroffene?fall=${breach.id}`}>
                  Betroffene Mitglieder als Liste
                </ButtonLink>
              </p>
              {breach.authorityToldAt ? null : <TellAuthorityForm breachId={breach.id} />}
              {mayDo(member.role, 'closeBreachCase') ? <CloseBreachForm breachId={breach.id} /> : null}
            </div>
          )}
        </Section>
      ))}
      <Section labelledBy="neu">
        <Heading level={2} size="medium" id="neu">
          Neuer Fall
        </Heading>
        <div className="flex max-w-2xl flex-col gap-6">
          <OpenBreachForm />
        </div>
      </Section>
    </AdminPage>
  )
})
