import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { pageOfPost, topicPath } from '@/lib/forum/addresses'
import { type ListedTopic } from '@/lib/forum/list-topics'
import { ERASED_AUTHOR, UNTITLED } from '@/lib/forum/remarks'
import { counted, formatInstant } from '@/lib/text'
import { TopicBadges } from './badges'

/** Topics one below the other: title, who began it, how many answers, the latest one. An unread topic leads to its first unread post. */
export function TopicList({
  topics,
  withCategory = false,
  empty,
}: {
  topics: readonly ListedTopic[]
  withCategory?: boolean
  empty: string
}) {
  if (topics.length === 0) return <Text muted>{empty}</Text>
  return (
    <ul className="flex flex-col">
      {topics.map((topic) => (
        <li key={topic.id} className="flex flex-col gap-1 border-b border-line py-4 first:border-t">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <Link href={hrefOf(topic)} standalone className={topic.isUnread ? 'font-semibold' : undefined}>
              {topic.title ?? UNTITLED}
            </Link>
            <TopicBadges {...topic} />
          </div>
          <Text size="small" muted>
            {withCategory ? `${topic.categoryName} · ` : ''}
            {answers(topic.lastNumber - 1)} · begonnen von {topic.author ?? ERASED_AUTHOR}
          </Text>
          <Text size="small" muted>
            Zuletzt: {topic.lastAuthor ?? ERASED_AUTHOR},{' '}
            <time dateTime={topic.lastPostAt.toISOString()}>{formatInstant(topic.lastPostAt)}</time>
          </Text>
        </li>
      ))}
    </ul>
  )
}

function hrefOf({ id, isUnread, readNumber, lastNumber }: ListedTopic): string {
  if (!isUnread || readNumber === 0) return topicPath(id)
  return `${topicPath(id, pageOfPost(Math.min(readNumber + 1, lastNumber)))}#neu`
}

function answers(count: number): string {
  if (count <= 0) return 'noch keine Antwort'
  return counted(count, 'eine Antwort', 'Antworten')
}
