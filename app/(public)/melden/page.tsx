import { describeContent } from '@/app/_content/describe'
import { ErrorPage } from '@/app/_edge/error-page'
import { publicPage } from '@/app/_edge/page'
import { PortalForm } from '@/components/forms/portal-form'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { contentLabels, reportCategoryLabels } from '@/lib/codes'
import { type ContentDescription, contentSlugs, readContentQuery } from '@/lib/content'
import { report } from './actions'

const aboutContent = [
  {
    kind: 'choice',
    name: 'category',
    label: 'Worum geht es?',
    options: Object.entries(reportCategoryLabels).map(([value, label]) => ({ value, label })),
  },
  {
    kind: 'lines',
    name: 'explanation',
    label: 'Was ist nicht in Ordnung?',
    hint: 'Höchstens 3.000 Zeichen. Je genauer Sie die Stelle und den Grund nennen, desto schneller können wir entscheiden.',
    rows: 6,
  },
] as const
const aboutVisitor = [
  { kind: 'line', name: 'name', label: 'Ihr Name', optional: true, autoComplete: 'name' },
  {
    kind: 'email',
    name: 'email',
    label: 'Ihre E-Mail-Adresse',
    hint: 'Dorthin schicken wir eine Bestätigung und das Ergebnis. Wer den Inhalt eingestellt hat, erfährt sie nicht.',
    optional: true,
  },
] as const
const goodFaith = {
  kind: 'tick',
  name: 'goodFaith',
  label: 'Meine Angaben sind nach bestem Wissen richtig und vollständig.',
} as const

/** Report of abuse, for members and visitors (DS-07; DSA Art. 16). */
export default publicPage(async ({ ctx, member, query }) => {
  const ref = readContentQuery(query)
  const content = ref && (await describeContent(ctx, ref))
  if (!ref || !content) return <ErrorPage status={404} />
  return (
    <PortalForm
      action={report}
      title={`${contentLabels[ref.kind]} melden`}
      intro={<Intro content={content} kind={contentLabels[ref.kind]} isMember={Boolean(member)} />}
      submit="Meldung senden"
      afterwards={{ title: 'Vielen Dank', more: <Link href="/">Zur Startseite</Link> }}
      known={{ art: contentSlugs[ref.kind], id: ref.id }}
      asks={[...aboutContent, ...(member ? [] : aboutVisitor), goodFaith]}
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
