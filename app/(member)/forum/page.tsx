import { memberPage } from '@/app/_edge/page'
import { Badge } from '@/components/kern/badge'
import { Button } from '@/components/kern/button'
import { ButtonLink } from '@/components/kern/button-link'
import { Heading } from '@/components/kern/heading'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { Section } from '@/components/layout/page'
import { type Category, listCategories } from '@/lib/forum/list-categories'
import { listLatest } from '@/lib/forum/list-topics'
import { counted, formatInstant, formatNumber } from '@/lib/text'
import { readEverything } from './actions'
import { ForumFrame } from './parts/forum-frame'
import { SearchForm } from './parts/search-form'
import { TopicList } from './parts/topic-list'

const LATEST = 5

/** The forum at a glance: categories, what is new (DS-08). */
export default memberPage(async ({ ctx, member }) => {
  const [categories, latest] = await Promise.all([listCategories(ctx), listLatest(ctx, LATEST)])
  const unread = categories.reduce((sum, category) => sum + category.unread, 0)
  return (
    <ForumFrame heading="Forum">
      <Text className="max-w-2xl">
        Fragen, Erfahrungen und Tipps rund um Weiterbildung in Thüringen. Was Sie hier schreiben, sehen nur Mitglieder.
        Ihre E-Mail-Adresse sieht niemand.
      </Text>
      <div className="flex flex-wrap items-end gap-x-8 gap-y-4">
        <SearchForm />
        {member.isVerified ? <ButtonLink href="/forum/neu">Neues Thema</ButtonLink> : null}
      </div>
      <nav aria-label="Im Forum" className="flex flex-wrap items-center gap-x-6 gap-y-2">
        <Link href="/forum/ungelesen" standalone>
          {unread === 0 ? 'Nichts Ungelesenes' : `Ungelesen (${formatNumber(unread)})`}
        </Link>
        <Link href="/forum/abos" standalone>
          Abonnements und E-Mails
        </Link>
        {unread > 0 ? (
          <form action={readEverything}>
            <Button variant="tertiary" small>
              Alles als gelesen markieren
            </Button>
          </form>
        ) : null}
      </nav>
      <Section id="kategorien" title="Kategorien">
        {categories.length === 0 ? (
          <Text muted>Noch gibt es keine Kategorie.</Text>
        ) : (
          <Categories categories={categories} />
        )}
      </Section>
      <Section id="zuletzt" title="Zuletzt geschrieben">
        <TopicList topics={latest} withCategory empty="Noch hat niemand etwas geschrieben." />
      </Section>
    </ForumFrame>
  )
})

function Categories({ categories }: { categories: Category[] }) {
  return (
    <ul className="grid gap-4 md:grid-cols-2">
      {categories.map(({ id, slug, name, description, topics, posts, lastPostAt, unread }) => (
        <li key={id} className="flex flex-col gap-2 rounded-lg border border-line p-5">
          <div className="flex flex-wrap items-center justify-between gap-2">
            <Heading level={3} size="small">
              <Link href={`/forum/kategorie/${slug}`} standalone>
                {name}
              </Link>
            </Heading>
            {unread > 0 ? <Badge>{counted(unread, 'ein Thema neu', 'Themen neu')}</Badge> : null}
          </div>
          <Text>{description}</Text>
          <Text size="small" muted>
            {counted(topics, 'ein Thema', 'Themen')}, {counted(posts, 'ein Beitrag', 'Beiträge')}
            {lastPostAt ? ` · zuletzt ${formatInstant(lastPostAt)}` : ''}
          </Text>
        </li>
      ))}
    </ul>
  )
}
