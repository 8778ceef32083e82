import { describeContent } from '@/app/_content/describe'
import { ErrorPage } from '@/app/_edge/error-page'
import { publicPage } from '@/app/_edge/page'
import { Alert } from '@/components/kern/alert'
import { Heading } from '@/components/kern/heading'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { Title } from '@/components/layout/title'
import { contentLabels, reportCategoryLabels } from '@/lib/codes'
import { type ContentDescription, contentSlugs, readContentQuery } from '@/lib/content'
import { ReportForm } from './form'

/** Report of abuse, for members and visitors (DS-07; DSA Art. 16). */
export default publicPage(async ({ ctx, member, query }) => {
  if (query.gesendet === 'ja' || query.gesendet === 'schon') return <Sent isNew={query.gesendet === 'ja'} />
  const ref = readContentQuery(query)
  const content = ref && (await describeContent(ctx, ref))
  if (!ref || !content) return <ErrorPage status={404} />
  return (
    <ReportForm
      art={contentSlugs[ref.kind]}
      id={ref.id}
      title={`${contentLabels[ref.kind]} melden`}
      isVisitor={!member}
      categories={Object.entries(reportCategoryLabels).map(([value, label]) => ({ value, label }))}
      intro={<Intro content={content} kind={contentLabels[ref.kind]} isMember={Boolean(member)} />}
    />
  )
})

function Intro({ content, kind, isMember }: { content: ContentDescription; kind: string; isMember: boolean }) {
  return (
    <>
      <Text>
        Es geht um: <strong>{content.title}</strong> ({kind}
        {content.author && content.author !== content.title ? `, von ${content.author}` : ''})
      </Text>
      <Text>
        Ein Mensch aus unserem Team prüft jede Meldung nach den <Link href="/nutzungsregeln">Nutzungsregeln</Link> und
        dem Gesetz. Wer den Inhalt eingestellt hat, erfährt nicht, von wem die Meldung kommt.{' '}
        {isMember
          ? 'Bestätigung und Ergebnis schicken wir an Ihre E-Mail-Adresse.'
          : 'Sie brauchen dafür kein Konto und müssen Ihren Namen nicht nennen.'}
      </Text>
    </>
  )
}

function Sent({ isNew }: { isNew: boolean }) {
  const title = isNew ? 'Ihre Meldung ist angekommen.' : 'Sie haben diesen Inhalt schon gemeldet.'
  return (
    <>
      <Title>{isNew ? 'Meldung gesendet' : 'Schon gemeldet'}</Title>
      <Heading level={1}>Vielen Dank</Heading>
      <Alert variant={isNew ? 'success' : 'info'} title={title} role="status" id="gesendet" focusable autoFocus>
        <Text>
          {isNew
            ? 'Wir prüfen den Inhalt so bald wie möglich. Haben wir eine E-Mail-Adresse von Ihnen, schreiben wir Ihnen, wie wir entschieden haben.'
            : 'Ihre frühere Meldung ist noch nicht entschieden. Sie brauchen nichts weiter zu tun.'}
        </Text>
      </Alert>
      <Text>
        <Link href="/">Zur Startseite</Link>
      </Text>
    </>
  )
}
