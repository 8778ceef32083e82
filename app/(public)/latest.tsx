import { type ReactNode } from 'react'
import { Heading } from '@/components/kern/heading'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { Band } from '@/components/layout/page'
import { print } from '@/components/layout/printed'
import { type Current } from '@/lib/publications/current'
import { type ListedPublication } from '@/lib/publications/listed'
import { Entry } from './angebote/entry'

const drawn = new WeakMap<Current, ReactNode>()

/** What is on offer now (DS-07); drawn once as long as the same is shown. */
export function Latest({ current }: { current: Current }): ReactNode {
  const known = drawn.get(current)
  if (known !== undefined) return known
  const { events, newest } = current
  const made = print(
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
    </Band>,
  )
  drawn.set(current, made)
  return made
}

function Group({ title, publications }: { title: string; publications: ListedPublication[] }) {
  if (publications.length === 0) return null
  return (
    <>
      <Heading level={3} size="medium">
        {title}
      </Heading>
      <ul className="grid grid-cols-1 gap-4 md:grid-cols-2 lg:grid-cols-3">
        {publications.map((publication) => (
          <li key={publication.id} className="min-w-0">
            <Entry publication={publication} level={4} />
          </li>
        ))}
      </ul>
    </>
  )
}
