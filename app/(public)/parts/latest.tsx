import { Heading } from '@/components/kern/heading'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { Band } from '@/components/layout/page'
import { type Current } from '@/lib/publications/current'
import { type ListedPublication } from '@/lib/publications/listed'
import { Entry } from '../angebote/parts/entry'

/** What is on offer now (DS-07). */
export function Latest({ current }: { current: Current }) {
  const { events, newest } = current
  return (
    <Band>
      <Heading level={2}>Aktuell im Portal</Heading>
      {events.length + newest.length === 0 ? (
        <Text>Zurzeit ist nichts veröffentlicht. Schauen Sie bald wieder vorbei.</Text>
      ) : null}
      <Group title="Nächste Veranstaltungen" publications={events} />
      <Group title="Neue Angebote und Informationen" publications={newest} />
      <p>
        <Link href="/angebote" standalone>
          Alle Angebote durchsuchen
        </Link>
      </p>
    </Band>
  )
}

function Group({ title, publications }: { title: string; publications: ListedPublication[] }) {
  if (publications.length === 0) return null
  return (
    <>
      <Heading level={3} size="medium">
        {title}
      </Heading>
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,18rem),1fr))] gap-4">
        {publications.map((publication) => (
          <li key={publication.id} className="min-w-0">
            <Entry publication={publication} level={4} />
          </li>
        ))}
      </ul>
    </>
  )
}
