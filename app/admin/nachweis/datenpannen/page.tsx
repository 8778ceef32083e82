import { staffPage } from '@/app/_edge/page'
import { Badge } from '@/components/kern/badge'
import { ButtonLink } from '@/components/kern/button-link'
import { DescriptionList } from '@/components/kern/description-list'
import { Heading } from '@/components/kern/heading'
import { Text } from '@/components/kern/text'
import { Section } from '@/components/layout/page'
import { listBreaches, reportByOf } from '@/lib/accountability/breach-case'
import { mayDo } from '@/lib/auth/permissions'
import { formatDayOf, formatInstant, formatNumber } from '@/lib/text'
import { AdminPage } from '../../parts/admin-page'
import { CloseBreachForm, OpenBreachForm, TellAuthorityForm } from './form'

const trail = [{ href: '/admin/nachweis', label: 'Nachweis' }]

export default staffPage('/admin/nachweis/datenpannen', async ({ ctx, member }) => {
  const breaches = await listBreaches(ctx)
  return (
    <AdminPage heading="Datenpannen" member={member} part="/admin/nachweis" trail={trail}>
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
              { term: 'Betroffen', value: affectedText(breach) },
              { term: 'Meldung fällig bis', value: <Clock breach={breach} now={ctx.now()} /> },
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
              {!breach.authorityToldAt && mayDo(member.role, 'tellAuthority') ? (
                <TellAuthorityForm breachId={breach.id} />
              ) : null}
              {mayDo(member.role, 'closeBreachCase') ? <CloseBreachForm breachId={breach.id} /> : null}
            </div>
          )}
        </Section>
      ))}
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

type Breach = Awaited<ReturnType<typeof listBreaches>>[number]

function affectedText({ affectedKind, affectedFrom, affectedUntil }: Breach): string {
  if (affectedKind === 'all' || !affectedFrom || !affectedUntil) return 'alle Mitglieder'
  const span = `${formatDayOf(affectedFrom)} bis ${formatDayOf(new Date(affectedUntil.getTime() - 1))}`
  return `Mitglieder, die sich in diesem Zeitraum ${affectedKind === 'registered' ? 'registriert' : 'angemeldet'} haben: ${span}`
}

/** The 72 hours: until when, and how much of them is left while nobody has told the authority. */
function Clock({ breach: { noticedAt, authorityToldAt, closedAt }, now }: { breach: Breach; now: Date }) {
  const by = reportByOf(noticedAt)
  const hours = Math.floor((by.getTime() - now.getTime()) / 3_600_000)
  const isRunning = !authorityToldAt && !closedAt
  return (
    <span className="flex flex-wrap items-center gap-2">
      {formatInstant(by)}
      {isRunning && hours < 0 ? <Badge variant="danger">Die 72 Stunden sind verstrichen</Badge> : null}
      {isRunning && hours >= 0 ? (
        <Badge variant={hours < 24 ? 'warning' : 'info'}>{`noch ${formatNumber(hours)} Stunden`}</Badge>
      ) : null}
    </span>
  )
}
