import { redirect } from 'next/navigation'
import { ErrorPage } from '@/app/_edge/error-page'
import { memberPage } from '@/app/_edge/page'
import { isUuid } from '@/lib/fields'
import { postPath } from '@/lib/forum/addresses'
import { findPost } from '@/lib/forum/find-post'

/** Stable address of a post: leads to the page of its topic on which it stands. */
export default memberPage(async ({ ctx, params }) => {
  const post = isUuid(params.id) ? await findPost(ctx, params.id) : undefined
  return post ? redirect(postPath(post)) : <ErrorPage status={404} />
})
