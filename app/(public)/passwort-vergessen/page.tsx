import { publicPage } from '@/app/_edge/page'
import { PortalForm } from '@/components/forms/portal-form'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { requestReset } from './actions'

/** A link to set a new password. The answer is the same for addresses that nobody registered (S-A4). */
export default publicPage(() => (
  <PortalForm
    action={requestReset}
    title="Passwort vergessen"
    intro={<Intro />}
    submit="Link anfordern"
    asks={[{ kind: 'email', name: 'email', label: 'E-Mail-Adresse' }]}
    afterwards={{ title: 'Bitte sehen Sie in Ihr Postfach', more: <NoMail /> }}
  />
))

function Intro() {
  return (
    <Text>
      Geben Sie die E-Mail-Adresse Ihres Kontos ein. Wir schicken Ihnen einen Link, mit dem Sie ein neues Passwort
      festlegen.
    </Text>
  )
}

function NoMail() {
  return (
    <Text>
      Keine E-Mail angekommen? Bitte prüfen Sie den Spam-Ordner und ob Sie sich mit einer anderen Adresse registriert
      haben. Ist Ihre Registrierung noch nicht bestätigt, öffnen Sie den Link in der E-Mail zur Registrierung. Ist Ihr
      Konto gesperrt, haben wir Ihnen den Grund geschrieben; Fragen beantworten wir über den{' '}
      <Link href="/kontakt">Kontakt</Link>. Sonst können Sie{' '}
      <Link href="/passwort-vergessen">einen neuen Link anfordern</Link>.
    </Text>
  )
}
