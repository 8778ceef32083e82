import { ErrorPage } from '@/app/_edge/error-page'
import { verifiedPage } from '@/app/_edge/page'
import { type KeptWork } from '@/lib/exchange'
import { isUuid } from '@/lib/fields'
import { postPath } from '@/lib/forum/addresses'
import { findPost } from '@/lib/forum/find-post'
import { UNTITLED } from '@/lib/forum/remarks'
import { ForumFrame } from '../../../parts/forum-frame'
import { EditForm } from './form'

/** The member's own post, to be changed. */
export default verifiedPage(async ({ ctx, params }) => {
  const post = isUuid(params.id) ? await findPost(ctx, params.id) : undefined
  if (!post?.isOwn || post.body === null) return <ErrorPage status={404} />
  return (
    <ForumFrame
      heading="Beitrag bearbeiten"
      named={false}
      trail={[{ href: postPath(post), label: post.topicTitle ?? UNTITLED }]}
    >
      <EditForm
        postId={post.id}
        body={post.body}
        title={post.number === 1 ? (post.topicTitle ?? undefined) : undefined}
        isMarked={post.isPastFreeEdit}
      />
    </ForumFrame>
  )
}, giveBack)

/** Without scripts, when the session has ended: the form with what was written, and nothing else. */
function giveBack({ postId = '', body = '', title }: KeptWork) {
  return (
    <ForumFrame heading="Beitrag bearbeiten" named={false}>
      <EditForm postId={postId} body={body} title={title} isMarked={false} />
    </ForumFrame>
  )
}
