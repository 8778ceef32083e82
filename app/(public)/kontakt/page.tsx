import { publicPage } from '@/app/_edge/page'
import { PortalForm } from '@/components/forms/portal-form'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { operator } from '@/lib/operator'
import { sendMessage } from './actions'

/** Contact without an account (DS-12, A-B2). */
export default publicPage(() => (
  <PortalForm
    action={sendMessage}
    title="Kontakt"
    intro={<Intro />}
    submit="Nachricht senden"
    afterwards={{ title: 'Vielen Dank', more: <Link href="/">Zur Startseite</Link> }}
    asks={[
      { kind: 'line', name: 'name', label: 'Ihr Name', hint: 'Damit wir Sie ansprechen können.', autoComplete: 'name' },
      {
        kind: 'email',
        name: 'email',
        label: 'Ihre E-Mail-Adresse',
        hint: 'Für unsere Antwort. Beispiel: name@beispiel.de',
      },
      { kind: 'line', name: 'subject', label: 'Betreff', autoComplete: 'off' },
      {
        kind: 'lines',
        name: 'message',
        label: 'Ihre Nachricht',
        hint: 'Höchstens 5.000 Zeichen. Passwörter und Zugangsdaten gehören nicht hinein.',
      },
    ]}
  />
))

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
