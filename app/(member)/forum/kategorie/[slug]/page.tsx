import { ErrorPage } from '@/app/_edge/error-page'
import { memberPage } from '@/app/_edge/page'
import { ButtonLink } from '@/components/kern/button-link'
import { Pagination } from '@/components/kern/pagination'
import { Text } from '@/components/kern/text'
import { TOPICS_PER_PAGE } from '@/lib/forum/limits'
import { findCategory } from '@/lib/forum/list-categories'
import { listTopics } from '@/lib/forum/list-topics'
import { ForumFrame } from '../../parts/forum-frame'
import { pageNumber } from '../../parts/page-number'
import { SubscribeButton } from '../../parts/subscribe-button'
import { TopicList } from '../../parts/topic-list'

/** Topics of one category, the latest news first. */
export default memberPage(async ({ ctx, member, params, query }) => {
  const category = await findCategory(ctx, params.slug ?? '')
  if (!category) return <ErrorPage status={404} />
  const pages = Math.max(1, Math.ceil(category.topics / TOPICS_PER_PAGE))
  const page = Math.min(pageNumber(query.seite), pages)
  const topics = await listTopics(ctx, { categoryId: category.id, page })
  const path = `/forum/kategorie/${category.slug}`
  return (
    <ForumFrame heading={category.name} title={page > 1 ? `${category.name}, Seite ${page}` : category.name}>
      <Text className="max-w-2xl">{category.description}</Text>
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
        {member.isVerified && !category.isArchived ? (
          <ButtonLink href={`/forum/neu?kategorie=${category.slug}`}>Neues Thema</ButtonLink>
        ) : null}
        <SubscribeButton
          kind="category"
          id={category.id}
          isSubscribed={category.isSubscribed}
          labels={{
            subscribe: 'Neue Themen per E-Mail bekommen',
            unsubscribe: 'Keine E-Mails mehr zu neuen Themen',
          }}
        />
      </div>
      {category.isArchived ? <Text>Diese Kategorie ist geschlossen. Sie nimmt keine neuen Themen mehr an.</Text> : null}
      <TopicList topics={topics} empty="Hier gibt es noch kein Thema." />
      <Pagination page={page} pages={pages} href={(number) => (number === 1 ? path : `${path}?seite=${number}`)} />
    </ForumFrame>
  )
})
