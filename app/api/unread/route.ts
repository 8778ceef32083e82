import { quietMemberRoute } from '@/app/_edge/quiet-member-route'
import { countUnread } from '@/lib/messaging/count-unread'

/** Unread messages of whoever is signed in, for the menu of a page that stays open (DS-08); 304 while nothing has changed. */
export const GET = quietMemberRoute(async ({ ctx, accountId, request }) => {
  const unread = await countUnread(ctx, accountId)
  const headers = { etag: `"${unread}"`, 'cache-control': 'no-store' }
  return request.headers.get('if-none-match') === headers.etag
    ? new Response(null, { status: 304, headers })
    : Response.json({ unread }, { headers })
})
