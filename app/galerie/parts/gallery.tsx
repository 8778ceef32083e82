import { Heading } from '@/components/kern/heading'
import { Text } from '@/components/kern/text'
import { Section } from '@/components/layout/page'
import { Title } from '@/components/layout/title'
import { contentParts } from './content-parts'
import { formParts } from './form-parts'
import { kernParts } from './kern-parts'
import { listParts } from './list-parts'
import { type Part } from './part'

export function Gallery() {
  return (
    <>
      <Title>Galerie</Title>
      <div className="wide flex flex-col gap-12">
        <Heading level={1}>Galerie</Heading>
        <Text>Alle Bausteine der Seiten in ihren Zuständen, für die Entwicklung.</Text>
        <Parts id="kern" title="KERN" parts={kernParts} />
        <Parts id="formulare" title="Formulare" parts={formParts} />
        <Parts id="listen" title="Listen" parts={listParts} />
        <Parts id="inhalte" title="Inhalte" parts={contentParts} />
      </div>
    </>
  )
}

function Parts({ id, title, parts }: { id: string; title: string; parts: readonly Part[] }) {
  return (
    <Section id={id} title={title} size="large">
      {parts.map(({ name, states }) => (
        <section
          key={name}
          aria-labelledby={`${id}-${name}`}
          className="flex min-w-0 flex-col gap-4 border-b border-line pb-8"
        >
          <Heading level={3} size="small" id={`${id}-${name}`}>
            {name}
          </Heading>
          {states.map(([state, node]) => (
            <div key={state} className="flex min-w-0 flex-col gap-2">
              <Text size="small" muted>
                {state}
              </Text>
              {node}
            </div>
          ))}
        </section>
      ))}
    </Section>
  )
}
