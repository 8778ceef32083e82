import { DescriptionList } from '@/components/kern/description-list'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { renderMarkdown } from '@/lib/markdown'
import { type PublicationContent } from '@/lib/publications/content'
import { priceText, publisherText, whenText, whereText } from '@/lib/publications/words'
import { subjects } from '@/lib/subjects'

type Props = {
  kind: Parameters<typeof whenText>[0]
  content: PublicationContent
  publisher: Parameters<typeof publisherText>[0]
}

/** A publication as readers see it, below its title: on its page, in the preview of its author, and for whoever reviews it. */
export function PublicationArticle({ kind, content, publisher }: Props) {
  const { summary, body, link } = content
  return (
    <>
      <Text size="large">{summary}</Text>
      <DescriptionList items={factsOf({ kind, content, publisher })} />
      {body ? (
        // biome-ignore lint/security/noDangerouslySetInnerHtml: cleaned against a list of what may stand there (lib/markdown.ts)
        <div className="prose" dangerouslySetInnerHTML={{ __html: renderMarkdown(body) }} />
      ) : null}
      {link ? (
        <Text>
          Mehr dazu:{' '}
          <Link href={link} rel="nofollow ugc noopener noreferrer">
            {new URL(link).hostname}
          </Link>{' '}
          (führt aus dem Portal heraus)
        </Text>
      ) : null}
    </>
  )
}

function factsOf({ kind, content, publisher }: Props) {
  const when = whenText(kind, content)
  const facts: [string, string | null][] = [
    [kind === 'notice' ? 'Gültigkeit' : 'Termin', when],
    ['Ort', [whereText(content), content.venue].filter(Boolean).join(', ')],
    ['Umfang', content.duration],
    ['Preis', priceText(content)],
    ['Zielgruppe', content.targetGroup],
    ['Förderung', content.funding],
    [content.subjects.length > 1 ? 'Themen' : 'Thema', content.subjects.map((key) => subjects[key]).join(', ')],
    ['Veröffentlicht von', publisherText(publisher)],
  ]
  return facts.flatMap(([term, value]) => (value ? [{ term, value }] : []))
}
