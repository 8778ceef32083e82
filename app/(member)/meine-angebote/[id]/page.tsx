import { ErrorPage } from '@/app/_edge/error-page'
import { verifiedPage } from '@/app/_edge/page'
import { ActionButton } from '@/components/admin/action-button'
import { PublicationArticle } from '@/components/content/publication-article'
import { Accordion } from '@/components/kern/accordion'
import { Alert } from '@/components/kern/alert'
import { Breadcrumb } from '@/components/kern/breadcrumb'
import { ButtonLink } from '@/components/kern/button-link'
import { Heading } from '@/components/kern/heading'
import { Text } from '@/components/kern/text'
import { Title } from '@/components/layout/title'
import { loadProfile } from '@/lib/accounts/load-profile'
import { eventStateLabels, publicationKindLabels } from '@/lib/codes'
import { berlinDay, daysBetween } from '@/lib/dates'
import { type KeptWork } from '@/lib/exchange'
import { loadOwn, type OwnPublication } from '@/lib/publications/list-own'
import { CONFIRMATION_PERIOD, REMINDER_DAYS } from '@/lib/publications/periods'
import { endDay } from '@/lib/publications/status'
import { formatDay, formatDayOf, formatInstant, formatPeriod } from '@/lib/text'
import { changePlan, confirmStillValid, correct, remove, takeBack } from '../actions'
import { formOfContent } from '../parts/form-values'
import { StatusBadges } from '../parts/status-badge'
import { ownTrail } from '../parts/trail'
import { DraftForm } from './form'

/** One's own publication: its state, the text that is open for changes, and what can be done with it (DS-07). */
export default verifiedPage(async ({ ctx, member, params }) => {
  const own = await loadOwn(ctx, params.id)
  if (!own) return <ErrorPage status={404} />
  const { working } = own
  const profile = await loadProfile(ctx, member.accountId)
  const publisher = { organisation: profile?.organisation ?? null, name: `${member.givenName} ${member.surname}` }
  const isOpen = working && working.status !== 'submitted'
  const heading = isOpen ? `${publicationKindLabels[own.kind]} bearbeiten` : own.content.title || 'Ohne Titel'
  return (
    <>
      <Breadcrumb trail={ownTrail} />
      <Heading level={1}>{heading}</Heading>
      <State own={own} now={ctx.now()} />
      {isOpen ? (
        <DraftForm
          kind={own.kind}
          id={working.id}
          page={own.id}
          revision={working.revision}
          isCorrection={working.id !== own.id}
          savedAt={`Zuletzt gespeichert: ${formatInstant(working.savedAt)}`}
          values={formOfContent(working.content)}
          hasOrganisation={publisher.organisation !== null}
          undatedFor={formatPeriod(CONFIRMATION_PERIOD)}
        />
      ) : (
        <Accordion title={working ? 'Eingereichter Text' : 'Text'} open>
          <div className="flex flex-col gap-6">
            <PublicationArticle
              kind={own.kind}
              content={(working ?? own).content}
              publisher={{ ...publisher, name: (working ?? own).content.showName ? publisher.name : null }}
            />
          </div>
        </Accordion>
      )}
      <Acts own={own} />
      <Title>{heading}</Title>
    </>
  )
}, giveBack)

/** Without scripts, when the session has ended: the form with what was written, and nothing else. */
function giveBack(values: KeptWork) {
  const { kind = 'offer', publicationId = '', page = '', revision = '1', ...fields } = values
  return (
    <>
      <Heading level={1}>Entwurf bearbeiten</Heading>
      <DraftForm
        kind={kind === 'event' || kind === 'notice' ? kind : 'offer'}
        id={publicationId}
        page={page}
        revision={Number(revision) || 1}
        isCorrection={false}
        savedAt="Noch nicht gespeichert"
        values={fields}
        hasOrganisation
        undatedFor={formatPeriod(CONFIRMATION_PERIOD)}
      />
    </>
  )
}

function State({ own, now }: { own: OwnPublication; now: Date }) {
  const { working, status, shownUntil, hiddenReason, content, kind } = own
  const returned = working?.returnReason
  const days = shownUntil ? daysBetween(berlinDay(now), shownUntil) : 0
  const isUndated = endDay(kind, content) === null
  const isEnding = status === 'expired' || (status === 'published' && days <= REMINDER_DAYS.undated)
  return (
    <>
      <StatusBadges
        status={status}
        correction={working?.id === own.id ? undefined : working?.status}
        hiddenReason={hiddenReason}
        eventState={own.eventState}
      />
      {hiddenReason === null ? null : (
        <Alert variant="danger" title="Die Moderation hat dies verborgen">
          <Text className="whitespace-pre-line">{hiddenReason || 'Außer Ihnen sieht es zurzeit niemand.'}</Text>
        </Alert>
      )}
      {working?.status === 'returned' && returned ? (
        <Alert variant="warning" title="Bitte ändern Sie noch etwas">
          <Text className="whitespace-pre-line">{returned}</Text>
        </Alert>
      ) : null}
      {working?.submittedAt ? (
        <Alert title="Wir prüfen Ihren Text">
          <Text>
            Eingereicht am {formatInstant(working.submittedAt)}. Meist dauert es ein bis zwei Arbeitstage. Sie bekommen
            eine E-Mail.
            {status === 'published' ? ' Bis dahin sehen andere den bisherigen Text.' : ''}
          </Text>
        </Alert>
      ) : null}
      {status === 'published' && shownUntil && own.publishedAt ? (
        <Text>
          Veröffentlicht am {formatDayOf(own.publishedAt)}, zu sehen bis {formatDay(shownUntil)}.
        </Text>
      ) : null}
      {isUndated && isEnding ? (
        <Alert variant="warning" title={status === 'expired' ? 'Das ist abgelaufen' : 'Gilt alles noch?'}>
          <Text>
            Bestätigen Sie, dass der Inhalt stimmt. Dann ist er noch einmal {formatPeriod(CONFIRMATION_PERIOD)} zu
            sehen.
          </Text>
          <ActionButton
            action={confirmStillValid}
            fields={{ publicationId: own.id }}
            submit="Gilt weiter"
            variant="primary"
            prefix="gilt"
          />
        </Alert>
      ) : null}
    </>
  )
}

function Acts({ own }: { own: OwnPublication }) {
  const { id, status, working } = own
  const isSubmitted = working?.status === 'submitted'
  const isCorrection = working !== undefined && working.id !== id
  return (
    <section aria-label="Was Sie tun können" className="flex flex-col gap-4 border-t border-line pt-6">
      {status === 'published' ? (
        <p>
          <ButtonLink href={`/angebote/${id}`} variant="secondary">
            So sehen es andere
          </ButtonLink>
        </p>
      ) : null}
      {own.publishedAt && !working ? (
        <ActionButton
          action={correct}
          fields={{ publicationId: id }}
          submit="Ändern"
          variant="primary"
          prefix="aendern"
        />
      ) : null}
      {isSubmitted ? (
        <ActionButton
          action={takeBack}
          fields={{ publicationId: working.id }}
          submit="Einreichung zurücknehmen und ändern"
          prefix="zuruecknehmen"
        />
      ) : null}
      {isCorrection ? (
        <ActionButton
          action={remove}
          fields={{ publicationId: working.id }}
          submit="Änderungen verwerfen"
          prefix="verwerfen"
        />
      ) : null}
      {status === 'published' && own.kind === 'event' ? <Plans own={own} /> : null}
      {status === 'published' ? (
        <ActionButton action={takeBack} fields={{ publicationId: id }} submit="Zurückziehen" prefix="zurueckziehen" />
      ) : null}
      <Accordion title="Endgültig löschen">
        <Text>Der Text ist danach weg und kann nicht wiederhergestellt werden.</Text>
        <div className="mt-4">
          <ActionButton
            action={remove}
            fields={{ publicationId: id }}
            submit="Endgültig löschen"
            variant="danger"
            prefix="loeschen"
          />
        </div>
      </Accordion>
    </section>
  )
}

/** What everybody should know about an event that is published already. */
function Plans({ own: { id, eventState } }: { own: OwnPublication }) {
  const plans = [
    { plan: 'cancelled', submit: 'Fällt aus' },
    { plan: 'postponed', submit: 'Ist verschoben' },
    { plan: 'planned', submit: 'Findet wie geplant statt' },
  ].filter(({ plan }) => plan !== (eventState ?? 'planned'))
  return (
    <Accordion title="Fällt aus oder ist verschoben?" open={eventState !== null}>
      <Text>
        {eventState ? `Alle lesen zurzeit: ${eventStateLabels[eventState]}. ` : ''}Die Veranstaltung bleibt zu sehen,
        und Kalender, die den Termin übernommen haben, erfahren davon.
      </Text>
      <div className="mt-4 flex flex-wrap gap-4">
        {plans.map(({ plan, submit }) => (
          <ActionButton
            key={plan}
            action={changePlan}
            fields={{ publicationId: id, plan }}
            submit={submit}
            prefix={plan}
          />
        ))}
      </div>
    </Accordion>
  )
}
