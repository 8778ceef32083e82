import { Card } from '@/components/kern/card'
import { Text } from '@/components/kern/text'
import { publicationKindLabels, subjectLabels } from '@/lib/codes'
import { type ListedPublication } from '@/lib/publications/listed'
import { priceText, publisherText, statedTitle, whenText, whereText } from '@/lib/publications/words'

/** A publication in a list (DS-07): what it is, when, where, by whom. */
export function Entry({ publication, level }: { publication: ListedPublication; level?: 2 | 4 }) {
  const { id, kind, summary, subjects: keys } = publication
  const facts = [whenText(kind, publication), whereText(publication), priceText(publication)].filter(Boolean)
  return (
    <Card
      title={statedTitle(publication)}
      level={level}
      href={`/angebote/${id}`}
      preline={[publicationKindLabels[kind], ...keys.slice(0, 1).map((key) => subjectLabels[key])].join(' · ')}
      footer={
        <Text size="small" muted>
          {publisherText(publication.publisher)}
        </Text>
      }
    >
      {facts.length > 0 ? (
        <Text size="small" strong>
          {facts.join(' · ')}
        </Text>
      ) : null}
      <Text className="line-clamp-3">{summary}</Text>
    </Card>
  )
}
