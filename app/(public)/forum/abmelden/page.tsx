import { ErrorPage } from '@/app/_edge/error-page'
import { publicPage } from '@/app/_edge/page'
import { isUnsubscribeLink } from '@/lib/forum/settings'
import { UnsubscribeForm } from './form'

/** Behind the link in a mail of the forum: no sign-in, one button; opening the page changes nothing (S-F4). */
export default publicPage(({ query: { id = '', token = '' } }) => {
  if (!isUnsubscribeLink({ id, token })) return <ErrorPage status={404} />
  return <UnsubscribeForm id={id} token={token} />
})
