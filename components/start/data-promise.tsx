import { Heading } from '../kern/heading'
import { Icon } from '../kern/icon'
import { Link } from '../kern/link'
import { Text } from '../kern/text'
import { Band } from '../layout/page'

const promises = [
  'Wir fragen nur nach dem, was wir für unsere Leistungen brauchen, und sagen bei jeder Angabe, warum.',
  'Wir geben Ihre Daten nicht an Dritte weiter, verkaufen und vermieten sie nicht.',
  'Unter „Mein Profil“ ändern Sie Ihre Daten jederzeit. Dort löschen Sie auch Ihr Konto, sofort und vollständig.',
  'Konten, die lange niemand nutzt, löschen wir nach einer Ankündigung per E-Mail.',
  'Öffentliche Seiten kommen ohne Cookies und ohne Beobachtung aus.',
]

/** The policy in five sentences; the policy itself is one click away (DS-01). */
export function DataPromise() {
  return (
    <Band surface>
      <Heading level={2}>Was mit Ihren Daten geschieht</Heading>
      <ul className="flex max-w-3xl flex-col gap-2">
        {promises.map((promise) => (
          <li key={promise} className="flex gap-3">
            <span className="pt-1.5">
              <Icon name="success" />
            </span>
            <Text>{promise}</Text>
          </li>
        ))}
      </ul>
      <Text>
        Alles Nähere steht in der <Link href="/datenschutz">Datenschutzerklärung</Link>. Fragen beantworten wir gern
        über das <Link href="/kontakt">Kontaktformular</Link>.
      </Text>
    </Band>
  )
}
