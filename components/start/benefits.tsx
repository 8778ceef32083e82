import { Heading } from '../kern/heading'
import { Text } from '../kern/text'
import { Band } from '../layout/page'

const benefits = [
  {
    title: 'Veröffentlichen',
    text: 'Sie stellen Angebote, Veranstaltungen und Informationen ein, unter dem Namen Ihrer Einrichtung. Alle können sie lesen.',
  },
  {
    title: 'Im Forum austauschen',
    text: 'Sie fragen, antworten und teilen Erfahrungen mit anderen, die in Thüringen mit Weiterbildung zu tun haben.',
  },
  {
    title: 'Akteure finden',
    text: 'Im Verzeichnis der Akteure finden Sie Partner nach Thema und Ort, und andere finden Sie, wenn Sie das möchten.',
  },
  {
    title: 'Nachrichten schreiben',
    text: 'Sie erreichen andere Mitglieder über das Portal. E-Mail-Adressen bleiben verborgen, Ihre und die der anderen.',
  },
]

export function Benefits() {
  return (
    <Band surface>
      <Heading level={2}>Was Ihnen die Mitgliedschaft bringt</Heading>
      <div className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,15rem),1fr))] gap-8">
        {benefits.map(({ title, text }) => (
          <div key={title} className="border-t-4 border-action pt-3">
            <Heading level={3}>{title}</Heading>
            <Text>{text}</Text>
          </div>
        ))}
      </div>
      <Text>
        Wer sich registriert, wird von uns geprüft. Das schützt alle vor Missbrauch. Die Registrierung ist freiwillig:
        Öffentliche Seiten lesen Sie ohne Konto.
      </Text>
    </Band>
  )
}
