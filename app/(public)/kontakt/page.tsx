import { publicPage } from '@/app/_edge/page'
import { Alert } from '@/components/kern/alert'
import { Heading } from '@/components/kern/heading'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { Title } from '@/components/layout/title'
import { operator } from '@/lib/operator'
import { ContactForm } from './form'

/** Contact without an account (DS-12, A-B2). */
export default publicPage(({ query }) => (query.gesendet === 'ja' ? <Sent /> : <ContactForm intro={<Intro />} />))

function Intro() {
  const { email } = operator()
  return (
    <Text>
      Fragen, Hinweise, Auskunft über Ihre Daten, Barrieren, Beschwerden über Inhalte: Schreiben Sie uns. Ein Konto
      brauchen Sie dafür nicht. Wir verwenden Ihre Angaben nur, um Ihnen zu antworten (
      <Link href="/datenschutz">Datenschutzerklärung</Link>). Lieber per E-Mail?{' '}
      <Link href={`mailto:${email}`}>{email}</Link>
    </Text>
  )
}

function Sent() {
  return (
    <>
      <Title>Nachricht gesendet</Title>
      <Heading level={1}>Vielen Dank</Heading>
      <Alert
        variant="success"
        title="Ihre Nachricht ist bei uns eingegangen."
        role="status"
        id="gesendet"
        focusable
        autoFocus
      >
        <Text>
          Wir antworten Ihnen so schnell wie möglich an die angegebene E-Mail-Adresse. Eine automatische Bestätigung per
          E-Mail verschicken wir nicht.
        </Text>
      </Alert>
      <Text>
        <Link href="/">Zur Startseite</Link>
      </Text>
    </>
  )
}
