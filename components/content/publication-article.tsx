import { subjectLabels } from '@/lib/codes'
import { type DrawnContent } from '@/lib/publications/content'
import { priceText, publisherText, whenText, whereText } from '@/lib/publications/words'
import { readableHost } from '@/lib/writing/addresses'
import { DescriptionList } from '../kern/description-list'
import { Link } from '../kern/link'
import { Text } from '../kern/text'
import { MemberText } from './member-text'

type Props = {
  kind: Parameters<typeof whenText>[0]
  content: DrawnContent
  publisher: Parameters<typeof publisherText>[0]
}

/** A publication as readers see it, below its title: on its page, in the preview of its author, and for whoever reviews it. */
export function PublicationArticle({ kind, content, publisher }: Props) {
  const { summary, body, drawn, link } = content
  return (
    <>
      <Text size="large">{summary}</Text>
      <DescriptionList items={factsOf({ kind, content, publisher })} />
      {body ? <MemberText text={body} drawn={drawn} /> : null}
      {link ? (
        <Text>
          Mehr dazu:{' '}
          <span className="named">
            <Link href={link} rel="nofollow ugc noopener noreferrer">
              {readableHost(link)}
            </Link>
          </span>{' '}
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
    [content.subjects.length > 1 ? 'Themen' : 'Thema', content.subjects.map((key) => subjectLabels[key]).join(', ')],
    ['Veröffentlicht von', publisherText(publisher)],
  ]
  return facts.flatMap(([term, value]) => (value ? [{ term, value }] : []))
}
