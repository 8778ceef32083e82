import { memberPage } from '@/app/_edge/page'
import { Button } from '@/components/kern/button'
import { Pagination } from '@/components/kern/pagination'
import { TOPICS_PER_PAGE } from '@/lib/forum/limits'
import { countUnread, listUnread } from '@/lib/forum/list-topics'
import { readEverything } from '../actions'
import { ForumFrame } from '../parts/forum-frame'
import { pageNumber } from '../parts/page-number'
import { TopicList } from '../parts/topic-list'

/** Topics with posts that the member has not seen. */
export default memberPage(async ({ ctx, query }) => {
  const page = pageNumber(query.seite)
  const [unread, topics] = await Promise.all([countUnread(ctx), listUnread(ctx, page)])
  return (
    <ForumFrame heading="Ungelesen">
      {unread > 0 ? (
        <form action={readEverything}>
          <Button variant="secondary" small>
            Alles als gelesen markieren
          </Button>
        </form>
      ) : null}
      <TopicList topics={topics} withCategory empty="Sie haben alles gelesen." />
      <Pagination
        page={page}
        pages={Math.ceil(unread / TOPICS_PER_PAGE)}
        href={(number) => `/forum/ungelesen?seite=${number}`}
      />
    </ForumFrame>
  )
})
