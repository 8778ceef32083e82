import { ContactLink } from '@/components/content/contact-link'
import { MemberText } from '@/components/content/member-text'
import { ReportLink } from '@/components/content/report-link'
import { Alert } from '@/components/kern/alert'
import { Badge } from '@/components/kern/badge'
import { Button } from '@/components/kern/button'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { maySee } from '@/lib/auth/permissions'
import { type Member } from '@/lib/auth/session'
import { pageOfPost, postPath, topicPath } from '@/lib/forum/addresses'
import { type ShownPost, type TopicHead } from '@/lib/forum/load-topic'
import { formatInstant } from '@/lib/text'
import { toggleHelpful } from '../actions'
import { QuoteBlock } from './quote'

type Props = { post: ShownPost; topic: TopicHead; reader: Member & { isModerating: boolean }; isFirstUnread: boolean }

/** One post. Its number is its stable address; who wrote it can be reached without an address being seen (DS-08). */
export function PostCard({ post, topic, reader, isFirstUnread }: Props) {
  const { id, number, state, body } = post
  const isHelpful = topic.helpfulNumber === number
  const isUnread = number > topic.readNumber && post.authorId !== reader.accountId
  return (
    <article
      id={`beitrag-${id}`}
      aria-label={`Beitrag ${number}`}
      className={`flex scroll-mt-4 flex-col gap-4 rounded-lg border p-5 target:border-action ${isHelpful ? 'border-success' : 'border-line'}`}
    >
      {isFirstUnread ? <span id="neu" /> : null}
      <header className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <Text strong>{post.author ?? (state === 'removed' ? 'Beitrag entfernt' : 'Beitrag ausgeblendet')}</Text>
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          {isHelpful ? (
            <Badge variant="success" icon>
              Hilfreiche Antwort
            </Badge>
          ) : null}
          {isUnread ? <Badge>Neu</Badge> : null}
          <Text size="small" muted as="span">
            <time dateTime={post.postedAt.toISOString()}>{formatInstant(post.postedAt)}</time>
          </Text>
          <Link
            href={postPath({ topicId: topic.id, number, id })}
            small
            standalone
            aria-label={`Link zu Beitrag ${number}`}
          >
            #{number}
          </Link>
        </div>
      </header>
      {post.quote && body !== null ? <QuoteBlock quote={post.quote} /> : null}
      <PostBody post={post} isOwn={post.authorId === reader.accountId} />
      {body === null ? null : <PostActions post={post} topic={topic} reader={reader} />}
    </article>
  )
}

/** Whoever began the topic says which answer helped. */
function mayMark({ post, topic, reader }: Omit<Props, 'isFirstUnread'>): boolean {
  return topic.authorId === reader.accountId && post.number > 1
}

function PostBody({
  post: { state, body, drawn, editedAt, hiddenReason },
  isOwn,
}: {
  post: ShownPost
  isOwn: boolean
}) {
  if (state === 'removed') return <Text muted>Dieser Beitrag wurde entfernt.</Text>
  if (body === null) return <Text muted>Dieser Beitrag ist zurzeit nicht zu sehen.</Text>
  return (
    <>
      {state === 'hidden' ? (
        <Alert
          variant="warning"
          title={isOwn ? 'Ihr Beitrag ist für andere ausgeblendet' : 'Dieser Beitrag ist für andere ausgeblendet'}
        >
          {hiddenReason ? <Text>Grund: {hiddenReason}</Text> : null}
        </Alert>
      ) : null}
      <MemberText text={body} drawn={drawn} />
      {editedAt ? (
        <Text size="small" muted>
          Geändert am {formatInstant(editedAt)}
        </Text>
      ) : null}
    </>
  )
}

function PostActions({ post, topic, reader }: Omit<Props, 'isFirstUnread'>) {
  const { id, number } = post
  const isOwn = post.authorId === reader.accountId
  const mayChange = isOwn && !topic.isLocked && reader.isVerified
  const mayAnswer = reader.isVerified && (!topic.isLocked || reader.isModerating) && post.state === 'shown'
  return (
    <footer className="no-print flex flex-wrap items-center gap-x-5 gap-y-1 border-t border-line pt-3">
      {mayAnswer ? (
        <Link
          href={`${quotePath(topic.id, number, id)}#antwort`}
          standalone
          small
          aria-label={`Beitrag ${number} zitieren`}
        >
          Zitieren
        </Link>
      ) : null}
      {mayChange ? (
        <Link href={`/forum/beitrag/${id}/bearbeiten`} standalone small aria-label={`Beitrag ${number} bearbeiten`}>
          Bearbeiten
        </Link>
      ) : null}
      {isOwn ? (
        <Link href={`/forum/beitrag/${id}/loeschen`} standalone small aria-label={`Beitrag ${number} löschen`}>
          Löschen
        </Link>
      ) : null}
      {mayMark({ post, topic, reader }) ? (
        <form action={toggleHelpful}>
          <input type="hidden" name="postId" value={id} />
          <Button variant="tertiary" small aria-label={`${helpfulLabel(topic, number)} (Beitrag ${number})`}>
            {helpfulLabel(topic, number)}
          </Button>
        </form>
      ) : null}
      {post.hasRevisions && maySee(reader.role, '/forum/beitrag/[id]/verlauf') ? (
        <Link
          href={`/forum/beitrag/${id}/verlauf`}
          standalone
          small
          aria-label={`Frühere Fassungen von Beitrag ${number}`}
        >
          Frühere Fassungen
        </Link>
      ) : null}
      {!isOwn && post.author ? <ContactLink kind="post" id={id} name={nameOf(post.author)} /> : null}
      {isOwn ? null : <ReportLink kind="post" id={id} />}
    </footer>
  )
}

function helpfulLabel({ helpfulNumber }: TopicHead, number: number): string {
  return helpfulNumber === number ? 'Doch nicht hilfreich' : 'Das hat geholfen'
}

function quotePath(topicId: string, number: number, postId: string): string {
  const path = topicPath(topicId, pageOfPost(number))
  return `${path}${path.includes('?') ? '&' : '?'}zitat=${postId}`
}

/** "Vera Muster, Lernstatt Jena gGmbH" → "Vera Muster" */
function nameOf(author: string): string {
  return author.split(', ')[0] ?? author
}
