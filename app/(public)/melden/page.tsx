import { describeContent } from '@/app/_content/describe'
import { ErrorPage } from '@/app/_edge/error-page'
import { publicPage } from '@/app/_edge/page'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { contentLabels, reportCategoryLabels } from '@/lib/codes'
import { type ContentDescription, contentSlugs, readContentQuery } from '@/lib/content'
import { ReportForm } from './form'

/** Report of abuse, for members and visitors (DS-07; DSA Art. 16). */
export default publicPage(async ({ ctx, member, query }) => {
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
