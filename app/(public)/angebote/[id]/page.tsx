import { headers } from 'next/headers'
import { ErrorPage } from '@/app/_edge/error-page'
import { publicPage } from '@/app/_edge/page'
import { ContactLink } from '@/components/content/contact-link'
import { PublicationArticle } from '@/components/content/publication-article'
import { ReportLink } from '@/components/content/report-link'
import { Breadcrumb } from '@/components/kern/breadcrumb'
import { ButtonLink } from '@/components/kern/button-link'
import { Heading } from '@/components/kern/heading'
import { Preline, Text } from '@/components/kern/text'
import { Title } from '@/components/layout/title'
import { publicationKindLabels } from '@/lib/codes'
import { setStatus } from '@/lib/exchange'
import { showPublication, wasPublished } from '@/lib/publications/shown'
import { structuredData } from '@/lib/publications/structured-data'
import { publisherText } from '@/lib/publications/words'
import { formatDayOf } from '@/lib/text'

const trail = [{ href: '/angebote', label: 'Angebote' }]

/** One publication for everybody (DS-07): the publisher as organisation, contact through the portal, never an address (DS-08). */
export default publicPage(async ({ ctx, params }) => {
  const shown = await showPublication(ctx, params.id)
  if (!shown) return (await wasPublished(ctx, params.id)) ? <Gone /> : <ErrorPage status={404} />
  const publisher = publisherText(shown.publisher)
  return (
    <>
      <Breadcrumb trail={trail} />
      <article className="flex flex-col gap-6">
        <div className="flex flex-col gap-1">
          <Preline>{publicationKindLabels[shown.kind]}</Preline>
          <Heading level={1}>{shown.title}</Heading>
        </div>
        <PublicationArticle kind={shown.kind} content={shown} publisher={shown.publisher} />
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
      <link rel="canonical" href={`${ctx.mail.appUrl}/angebote/${shown.id}`} />
      <Title>{shown.title}</Title>
    </>
  )
})

/** The address stays known, so that a kept link does not look broken; nothing of the text is told. */
function Gone() {
  const heading = 'Dieses Angebot gibt es nicht mehr'
  setStatus(410, { 'cache-control': 'no-store' })
  return (
    <>
      <Title>{heading}</Title>
      <Heading level={1}>{heading}</Heading>
      <Text>Es ist abgelaufen oder wurde zurückgezogen. Vielleicht finden Sie ein anderes, das zu Ihnen passt.</Text>
      <p>
        <ButtonLink href="/angebote">Zu allen Angeboten</ButtonLink>
      </p>
    </>
  )
}

async function nonce(): Promise<string | undefined> {
  return (await headers()).get('content-security-policy')?.match(/'nonce-([^']+)'/)?.[1]
}
