import { staticPage } from '@/app/_edge/page'
import { Alert } from '@/components/kern/alert'
import { Heading } from '@/components/kern/heading'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { Title } from '@/components/layout/title'

/** The last page a member sees (DS-04); the same for everybody, it knows nobody. */
export default staticPage(() => (
  <>
    <Title>Konto gelöscht</Title>
    <Heading level={1}>Konto gelöscht</Heading>
    <Alert variant="success" title="Ihr Konto ist gelöscht." role="status" id="geloescht" focusable autoFocus>
      <Text>
        Alle Daten, die in Ihrem Konto gespeichert waren, sind gelöscht. Sie bekommen eine letzte E-Mail, die das
        bestätigt. Auf allen Geräten sind Sie abgemeldet.
      </Text>
    </Alert>
    <Text>
      Sie können sich jederzeit <Link href="/registrieren">neu registrieren</Link>. Fragen beantworten wir gern über das{' '}
      <Link href="/kontakt">Kontaktformular</Link>.
    </Text>
  </>
))
