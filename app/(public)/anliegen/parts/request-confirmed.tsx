import { Alert } from '@/components/kern/alert'
import { Heading } from '@/components/kern/heading'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { Title } from '@/components/layout/title'

const heading = 'Löschung bestätigt'

/** Confirmed, but the data of a dispute are still held (DS-10): the person learns that it takes longer, and whom to ask. */
export function RequestConfirmed() {
  return (
    <>
      <Title>{heading}</Title>
      <Heading level={1}>{heading}</Heading>
      <Alert variant="success" title="Ihre Bestätigung ist angekommen." role="status" id="bestaetigt" />
      <Text>
        Ihr Konto konnte noch nicht gelöscht werden, weil die Daten vorübergehend aufbewahrt werden müssen. Wir löschen
        es, sobald der Grund dafür weggefallen ist. Fragen beantworten wir über den <Link href="/kontakt">Kontakt</Link>
        .
      </Text>
    </>
  )
}
