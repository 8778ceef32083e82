import { verifiedPage } from '@/app/_edge/page'
import { Text } from '@/components/kern/text'
import { type KeptWork } from '@/lib/exchange'
import { openCategories } from '@/lib/forum/list-categories'
import { ForumFrame } from '../parts/forum-frame'
import { NewTopicForm } from './form'

/** A new topic; `kategorie` of the address chooses beforehand. */
export default verifiedPage(async ({ ctx, query }) => {
  const categories = await openCategories(ctx)
  const chosen = categories.find(({ slug }) => slug === query.kategorie)
  return (
    <ForumFrame heading="Neues Thema" named={categories.length === 0}>
      {categories.length === 0 ? (
        <Text>Das Forum hat noch keine Kategorie. Bitte schauen Sie später wieder vorbei.</Text>
      ) : (
        <NewTopicForm categories={categories.map(({ id, name }) => ({ value: id, label: name }))} chosen={chosen?.id} />
      )}
    </ForumFrame>
  )
}, giveBack)

/** Without scripts, when the session has ended: the form with what was written, and nothing else. */
function giveBack({ categoryId }: KeptWork) {
  return (
    <ForumFrame heading="Neues Thema" named={false}>
      <NewTopicForm categories={categoryId ? [{ value: categoryId, label: 'Ihre Auswahl' }] : []} />
    </ForumFrame>
  )
}
