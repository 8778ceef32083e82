import { ErrorPage } from '@/app/_edge/error-page'
import { staffPage } from '@/app/_edge/page'
import { MemberText } from '@/components/content/member-text'
import { Heading } from '@/components/kern/heading'
import { Text } from '@/components/kern/text'
import { isUuid } from '@/lib/fields'
import { postPath } from '@/lib/forum/addresses'
import { findPost } from '@/lib/forum/find-post'
import { postHistory } from '@/lib/forum/post-history'
import { ERASED_AUTHOR, UNTITLED } from '@/lib/forum/remarks'
import { formatInstant } from '@/lib/text'
import { ForumFrame } from '../../../parts/forum-frame'

/** What stood in a post before its later changes; for the moderation, and recorded (DS-06, DS-07). */
export default staffPage('/forum/beitrag/[id]/verlauf', async ({ ctx, params }) => {
  const post = isUuid(params.id) ? await findPost(ctx, params.id) : undefined
  if (!post) return <ErrorPage status={404} />
  const revisions = await postHistory(ctx, post.id)
  return (
    <ForumFrame heading="Frühere Fassungen" trail={[{ href: postPath(post), label: post.topicTitle ?? UNTITLED }]}>
      <Text>
        Beitrag {post.number} von {post.author ?? ERASED_AUTHOR}, geschrieben am {formatInstant(post.postedAt)}.
      </Text>
      {revisions.length === 0 ? <Text muted>Es gibt keine früheren Fassungen.</Text> : null}
      {revisions.map(({ id, title, body, drawn, replacedAt }) => (
        <section key={id} className="flex flex-col gap-2 rounded-lg border border-line p-5">
          <Heading level={2} size="small">
            Bis {formatInstant(replacedAt)}
          </Heading>
          {title ? <Text strong>Titel: {title}</Text> : null}
          <MemberText text={body} drawn={drawn} />
        </section>
      ))}
    </ForumFrame>
  )
})
