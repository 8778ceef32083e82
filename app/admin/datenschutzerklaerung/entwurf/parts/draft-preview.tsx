import { type ReactNode } from 'react'
import { Accordion } from '@/components/kern/accordion'
import { Alert } from '@/components/kern/alert'
import { Heading } from '@/components/kern/heading'
import { List } from '@/components/kern/list'
import { Text } from '@/components/kern/text'
import { Comparison } from '@/components/policy/comparison'
import { PolicyBlocks } from '@/components/policy/policy-blocks'
import { type Preview } from './preview'

/** What a draft lacks, what it changes against the newest version, and its text as people will read it. */
export function DraftPreview({ preview, newest }: { preview: Preview; newest: string }) {
  const { problems, difference, text } = preview
  return (
    <>
      {problems.length > 0 ? (
        <Alert variant="info" title="Das fehlt noch, bevor der Entwurf eingereicht werden kann">
          <List items={problems} />
        </Alert>
      ) : null}
      <Heading level={3} size="small" id="unterschied">
        Unterschied zu Fassung {newest}
      </Heading>
      <Pieces>{difference && <Comparison blocks={difference} />}</Pieces>
      <Accordion title="Vorschau des ganzen Textes">
        <Pieces>{text && <PolicyBlocks blocks={text} />}</Pieces>
      </Accordion>
    </>
  )
}

function Pieces({ children }: { children: ReactNode }) {
  if (!children) return <Text>Sobald die Fehler im Text behoben sind, steht hier das Ergebnis.</Text>
  return <div className="prose">{children}</div>
}
