import { ErrorPage } from '@/app/_edge/error-page'
import { memberPage } from '@/app/_edge/page'
import { ReportLink } from '@/components/content/report-link'
import { Alert } from '@/components/kern/alert'
import { ButtonLink } from '@/components/kern/button-link'
import { Link } from '@/components/kern/link'
import { Pagination } from '@/components/kern/pagination'
import { Text } from '@/components/kern/text'
import { type KeptWork } from '@/lib/exchange'
import { isUuid } from '@/lib/fields'
import { postPath, topicPath } from '@/lib/forum/addresses'
import { loadTopic, type TopicHead } from '@/lib/forum/load-topic'
import { markRead } from '@/lib/forum/mark-read'
import { UNTITLED } from '@/lib/forum/remarks'
import { looksBehind } from '@/lib/may'
import { TopicBadges } from '../parts/badges'
import { ForumFrame, verifiedOnly } from '../parts/forum-frame'
import { pageNumber } from '../parts/page-number'
import { PostCard } from '../parts/post-card'
import { SubscribeButton } from '../parts/subscribe-button'
import { quotedFor } from './parts/quoted-for'
import { ReplyForm } from './parts/reply-form'

const POSTS = 'beitraege'

/** A topic with its posts, twenty on a page. What is shown counts as read. */
export default memberPage(async ({ ctx, member, params, query }) => {
  if (!isUuid(params.id)) return <ErrorPage status={404} />
  const page = query.seite === 'letzte' ? 'last' : pageNumber(query.seite)
  const found = await loadTopic(ctx, { topicId: params.id, page })
  if (found.outcome === 'unknown') return <ErrorPage status={404} />
  if (found.outcome === 'hidden') return <HiddenTopic />
  const { topic, posts } = found
  const lastShown = posts.at(-1)?.number ?? 0
  if (lastShown > topic.readNumber) await markRead(ctx, { topicId: topic.id, number: lastShown })
  const quoted = await quotedFor(ctx, { postId: query.zitat, topicId: topic.id, posts })
  const heading = topic.title ?? UNTITLED
  const firstUnread = topic.readNumber === 0 ? undefined : posts.find(({ number }) => number > topic.readNumber)?.id
  return (
    <ForumFrame
      heading={heading}
      title={found.page > 1 ? `${heading}, Seite ${found.page}` : heading}
      trail={[{ href: `/forum/kategorie/${topic.categorySlug}`, label: topic.categoryName }]}
    >
      <TopicHeader topic={topic} />
      <Pages topic={topic} page={found.page} label="Seiten des Themas, oben" />
      <ol id={POSTS} className="flex flex-col gap-6">
        {posts.map((post) => (
          <li key={post.id}>
            <PostCard
              post={post}
              topic={topic}
              reader={{ ...member, isModerating: looksBehind(ctx) }}
              isFirstUnread={post.id === firstUnread}
            />
          </li>
        ))}
      </ol>
      <Pages topic={topic} page={found.page} label="Seiten des Themas, unten" />
      {topic.isLocked && !looksBehind(ctx) ? (
        <Text>Dieses Thema ist geschlossen und nimmt keine Antworten mehr an.</Text>
      ) : member.isVerified ? (
        <ReplyForm
          key={`${topic.lastNumber}-${quoted?.id ?? ''}`}
          topicId={topic.id}
          quoted={quoted}
          isSubscribed={topic.isSubscribed}
          ownNumber={topic.ownNumber}
          listId={found.page === topic.pages ? POSTS : undefined}
        />
      ) : (
        <Text>{verifiedOnly}</Text>
      )}
    </ForumFrame>
  )
}, giveBack)

/** Without scripts, when the session has ended: the answer that was written, and nothing of the topic. */
function giveBack({ topicId = '', quotedPostId }: KeptWork) {
  return (
    <ForumFrame heading="Ihre Antwort ist noch nicht veröffentlicht">
      <ReplyForm
        topicId={topicId}
        quoted={quotedPostId ? { id: quotedPostId } : undefined}
        isSubscribed={false}
        ownNumber={0}
      />
    </ForumFrame>
  )
}

function TopicHeader({ topic }: { topic: TopicHead }) {
  const { id, helpfulNumber, helpfulPostId } = topic
  return (
    <div className="flex flex-col gap-3">
      <TopicBadges isSolved={helpfulNumber !== null} isLocked={topic.isLocked} isHidden={!topic.isOpen} />
      {topic.isOpen ? null : (
        <Alert variant="warning" title="Dieses Thema ist für andere ausgeblendet">
          {topic.hiddenReason ? <Text>Grund: {topic.hiddenReason}</Text> : null}
        </Alert>
      )}
      <div className="flex flex-wrap items-center gap-x-6 gap-y-1">
        {helpfulNumber !== null && helpfulPostId ? (
          <Link href={postPath({ topicId: id, number: helpfulNumber, id: helpfulPostId })} standalone>
            Zur hilfreichen Antwort
          </Link>
        ) : null}
        <SubscribeButton
          kind="topic"
          id={id}
          isSubscribed={topic.isSubscribed}
          labels={{ subscribe: 'Bei Antworten E-Mail bekommen', unsubscribe: 'Keine E-Mails mehr zu diesem Thema' }}
        />
        <ReportLink kind="topic" id={id} />
      </div>
    </div>
  )
}

function Pages({ topic, page, label }: { topic: TopicHead; page: number; label: string }) {
  return <Pagination page={page} pages={topic.pages} href={(number) => topicPath(topic.id, number)} label={label} />
}

function HiddenTopic() {
  return (
    <ForumFrame heading="Dieses Thema ist ausgeblendet">
      <Text>Die Moderation hat dieses Thema ausgeblendet.</Text>
      <p>
        <ButtonLink href="/forum">Zum Forum</ButtonLink>
      </p>
    </ForumFrame>
  )
}
