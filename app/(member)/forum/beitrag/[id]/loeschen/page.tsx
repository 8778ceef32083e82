import { ErrorPage } from '@/app/_edge/error-page'
import { memberPage } from '@/app/_edge/page'
import { MemberText } from '@/components/content/member-text'
import { isUuid } from '@/lib/fields'
import { postPath } from '@/lib/forum/addresses'
import { findPost } from '@/lib/forum/find-post'
import { UNTITLED } from '@/lib/forum/remarks'
import { ForumFrame } from '../../../parts/forum-frame'
import { RemoveForm } from './form'

/** Before the member's own post is taken away. */
export default memberPage(async ({ ctx, params }) => {
  const post = isUuid(params.id) ? await findPost(ctx, params.id) : undefined
  if (!post?.isOwn || post.body === null) return <ErrorPage status={404} />
  return (
    <ForumFrame
      heading="Beitrag löschen"
      named={false}
      trail={[{ href: postPath(post), label: post.topicTitle ?? UNTITLED }]}
    >
      <RemoveForm postId={post.id} isFirst={post.number === 1}>
        <div className="rounded-lg border border-line p-5">
          <MemberText text={post.body} drawn={post.drawn} />
        </div>
      </RemoveForm>
    </ForumFrame>
  )
})
