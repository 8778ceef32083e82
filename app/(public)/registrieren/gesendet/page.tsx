import { publicPage } from '@/app/_edge/page'
import { Alert } from '@/components/kern/alert'
import { Heading } from '@/components/kern/heading'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { Title } from '@/components/layout/title'
import { openOutbox } from '../../postfach/open-outbox'

/** The same page for a new and for a known address (S-A3). */
export default publicPage(async () => (
  <>
    <Title>Bitte prüfen Sie Ihr Postfach</Title>
    <Heading level={1}>Bitte prüfen Sie Ihr Postfach</Heading>
    <Alert
      variant="success"
      title="Nach jeder Registrierung schicken wir eine E-Mail."
      id="gesendet"
      focusable
      autoFocus
    >
      <Text>
        Öffnen Sie den Link in der E-Mail, bestätigen Sie Ihre Adresse und legen Sie Ihr Passwort fest. Er gilt sieben
        Tage. Danach löschen wir die Registrierung, wenn sie nicht bestätigt ist. Haben Sie schon ein Konto, steht das
        in der E-Mail.
      </Text>
    </Alert>
    <Text>
      Keine E-Mail da? Sehen Sie im Spam-Ordner nach und prüfen Sie, ob die Adresse richtig war. Sie können sich auch{' '}
      <Link href="/registrieren">noch einmal registrieren</Link> oder uns <Link href="/kontakt">schreiben</Link>.
    </Text>
    {(await openOutbox()) ? (
      <Text>
        Dieses Portal läuft ohne Mailversand: Die E-Mail liegt im <Link href="/postfach">örtlichen Postausgang</Link>.
      </Text>
    ) : null}
  </>
))
