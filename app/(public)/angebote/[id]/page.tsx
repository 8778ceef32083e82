import { headers } from 'next/headers'
import { ErrorPage } from '@/app/_edge/error-page'
import { publicPage } from '@/app/_edge/page'
import { ContactLink } from '@/components/content/contact-link'
import { PublicationArticle } from '@/components/content/publication-article'
import { ReportLink } from '@/components/content/report-link'
import { Alert } from '@/components/kern/alert'
import { Breadcrumb } from '@/components/kern/breadcrumb'
import { ButtonLink } from '@/components/kern/button-link'
import { Heading } from '@/components/kern/heading'
import { Link } from '@/components/kern/link'
import { Preline, Text } from '@/components/kern/text'
import { Description } from '@/components/layout/description'
import { Title } from '@/components/layout/title'
import { type PublicationKind, publicationKindLabels } from '@/lib/codes'
import { setStatus } from '@/lib/exchange'
import { type ShownPublication, showGone, showPublication } from '@/lib/publications/shown'
import { structuredData } from '@/lib/publications/structured-data'
import { publisherText, statedTitle, whenText, whereText } from '@/lib/publications/words'
import { formatDayOf } from '@/lib/text'

const trail = [{ href: '/angebote', label: 'Angebote' }]

/** One publication for everybody (DS-07): the publisher as organisation, contact through the portal, never an address (DS-08). */
export default publicPage(async ({ ctx, params }) => {
  const shown = await showPublication(ctx, params.id)
  if (!shown) {
    const gone = await showGone(ctx, params.id)
    return gone ? <Gone kind={gone.kind} isWithdrawn={gone.withdrawnAt !== null} /> : <ErrorPage status={404} />
  }
  const url = `${ctx.mail.appUrl}/angebote/${shown.id}`
  const publisher = publisherText(shown.publisher)
  return (
    <>
      <Breadcrumb trail={trail} />
      <article className="flex flex-col gap-6">
        <div className="flex flex-col gap-1">
          <Preline>{publicationKindLabels[shown.kind]}</Preline>
          <Heading level={1}>{shown.title}</Heading>
        </div>
        {shown.eventState ? (
          <Alert variant="warning" title={stateTitles[shown.eventState]}>
            <Text>{stateTexts[shown.eventState]}</Text>
          </Alert>
        ) : null}
        <PublicationArticle kind={shown.kind} content={shown} publisher={shown.publisher} />
        {shown.publisher.organisation ? (
          <Text size="small" className="no-print">
            <Link href={`/angebote?${new URLSearchParams({ anbieter: shown.publisher.organisation })}`}>
              Alle Angebote von {shown.publisher.organisation}
            </Link>
          </Text>
        ) : null}
        <Text size="small" muted>
          Veröffentlicht am {formatDayOf(shown.publishedAt)}
          {shown.correctedAt ? `, zuletzt geändert am ${formatDayOf(shown.correctedAt)}` : ''}. Für den Inhalt ist
          verantwortlich, wer ihn veröffentlicht hat.
        </Text>
      </article>
      <div className="no-print flex flex-wrap items-center gap-x-6 gap-y-4">
        <ContactLink kind="publication" id={shown.id} name={publisher} asButton />
        {shown.kind === 'event' ? (
          <ButtonLink href={`/angebote/${shown.id}/kalender.ics`} variant="secondary" icon="download">
            Termin in den Kalender
          </ButtonLink>
        ) : null}
        <ReportLink kind="publication" id={shown.id} />
      </div>
      <script
        type="application/ld+json"
        nonce={await nonce()}
        // biome-ignore lint/security/noDangerouslySetInnerHtml: JSON with every < and & escaped (structured-data.ts)
        dangerouslySetInnerHTML={{ __html: structuredData(shown, { appUrl: ctx.mail.appUrl }) }}
      />
      <Description title={statedTitle(shown)} url={url} type="article">
        {descriptionOf(shown)}
      </Description>
      <Title>{statedTitle(shown)}</Title>
    </>
  )
})

const stateTitles = { cancelled: 'Diese Veranstaltung fällt aus', postponed: 'Diese Veranstaltung ist verschoben' }
const stateTexts = {
  cancelled: 'Sie findet nicht statt. Der Text bleibt zu lesen, damit alle davon erfahren.',
  postponed: 'Sie findet nicht an dem Tag statt, der hier steht. Ein neuer Termin ist noch nicht bekannt.',
}

/** When, where, and what it is about: what somebody sees who is sent the link. */
function descriptionOf(shown: ShownPublication): string {
  const facts = [whenText(shown.kind, shown), whereText(shown)].filter(Boolean).join(', ')
  return [facts, shown.summary].filter(Boolean).join(': ').slice(0, 300)
}

/** The address stays known, so that a kept link does not look broken; nothing of the text is told. */
function Gone({ kind, isWithdrawn }: { kind: PublicationKind; isWithdrawn: boolean }) {
  const heading = `Diese${kind === 'offer' ? 's Angebot' : kind === 'event' ? ' Veranstaltung' : ' Information'} gibt es nicht mehr`
  const pronoun = kind === 'offer' ? 'Es' : 'Sie'
  setStatus(410, { 'cache-control': 'no-store' })
  return (
    <>
      <Title>{heading}</Title>
      <Heading level={1}>{heading}</Heading>
      <Text>
        {isWithdrawn ? `${pronoun} wurde zurückgezogen.` : `${pronoun} ist abgelaufen oder nicht mehr zu sehen.`}{' '}
        Vielleicht finden Sie etwas anderes, das zu Ihnen passt.
      </Text>
      <p>
        <ButtonLink href="/angebote">Zu allen Angeboten</ButtonLink>
      </p>
    </>
  )
}

async function nonce(): Promise<string | undefined> {
  return (await headers()).get('content-security-policy')?.match(/'nonce-([^']+)'/)?.[1]
}
