import { Card } from '../kern/card'
import { Heading } from '../kern/heading'
import { Text } from '../kern/text'
import { Band } from '../layout/page'

const groups = [
  { name: 'Unternehmen', text: 'Sie möchten Beschäftigte weiterbilden und suchen Partner dafür.' },
  { name: 'Bildungsdienstleister', text: 'Sie bieten Kurse, Lehrgänge und Seminare an und möchten gefunden werden.' },
  { name: 'Beratungseinrichtungen', text: 'Sie beraten Menschen und Betriebe zu Weiterbildung und Förderung.' },
  { name: 'Kammern und Verbände', text: 'Sie vertreten Betriebe und Berufe und geben Wissen an sie weiter.' },
  { name: 'Öffentliche Einrichtungen', text: 'Sie gestalten und fördern berufliche Bildung in Thüringen.' },
  { name: 'Privatpersonen', text: 'Sie möchten sich beruflich weiterentwickeln und suchen Rat.' },
]

export function Audience() {
  return (
    <Band>
      <Heading level={2}>Für wen das Portal da ist</Heading>
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,18rem),1fr))] gap-4">
        {groups.map(({ name, text }) => (
          <li key={name}>
            <Card title={name} level={3}>
              <Text>{text}</Text>
            </Card>
          </li>
        ))}
      </ul>
    </Band>
  )
}
