import { staffPage } from '@/app/_edge/page'
import { ActionButton } from '@/components/admin/action-button'
import { Accordion } from '@/components/kern/accordion'
import { Heading } from '@/components/kern/heading'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { Section } from '@/components/layout/page'
import { type KeptCategory, keptCategories } from '@/lib/forum/keep-categories'
import { counted, formatDayOf } from '@/lib/text'
import { AdminPage } from '../../parts/admin-page'
import { archiveForumCategory } from './actions'
import { CategoryForm } from './form'

/** The order of the forum: categories, their names, their place (DS-07). */
export default staffPage('/admin/moderation/kategorien', async ({ ctx, member }) => {
  const categories = await keptCategories(ctx)
  const last = Math.max(0, ...categories.map(({ position }) => position))
  return (
    <AdminPage
      heading="Kategorien des Forums"
      member={member}
      part="/admin/moderation"
      trail={[{ href: '/admin/moderation', label: 'Moderation' }]}
    >
      <Section id="bestand" title="Alle Kategorien">
        {categories.length === 0 ? <Text muted>Es gibt noch keine.</Text> : null}
        <ul className="flex flex-col gap-6">
          {categories.map((category) => (
            <Kept key={category.id} category={category} />
          ))}
        </ul>
      </Section>
      <Section id="anlegen" title="Neue Kategorie">
        <CategoryForm position={Math.min(999, last + 10)} />
      </Section>
    </AdminPage>
  )
})

function Kept({ category: { archivedAt, slug, topics, ...category } }: { category: KeptCategory }) {
  const { id, name, description, position } = category
  return (
    <li className="flex flex-col gap-3 border-t border-line pt-4">
      <div className="flex flex-wrap items-baseline gap-x-4">
        <Heading level={3} size="small">
          <Link href={`/forum/kategorie/${slug}`} standalone>
            {name}
          </Link>
        </Heading>
        <Text size="small" muted>
          Platz {position} · {counted(topics, 'ein Thema', 'Themen')}
          {archivedAt ? ` · geschlossen am ${formatDayOf(archivedAt)}` : ''}
        </Text>
      </div>
      <Text>{description}</Text>
      <Accordion title={`„${name}“ ändern`}>
        <div className="flex flex-col gap-6">
          <CategoryForm category={category} position={position} />
          <Text>
            Eine geschlossene Kategorie steht in keiner Liste und nimmt keine neuen Themen an. Ihre Themen bleiben unter
            ihrer Adresse lesbar.
          </Text>
          <ActionButton
            action={archiveForumCategory}
            fields={{ id, archived: archivedAt ? 'no' : 'yes' }}
            submit={archivedAt ? `„${name}“ wieder öffnen` : `„${name}“ schließen`}
            prefix={`schliessen-${id}`}
          />
        </div>
      </Accordion>
    </li>
  )
}
