import { publicPage } from '@/app/_edge/page'
import { LinkProblem } from '@/components/account/link-problem'
import { RegistrationConfirmed } from '@/components/account/registration-confirmed'
import { Heading } from '@/components/kern/heading'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { Title } from '@/components/layout/title'
import { inspectToken } from '@/lib/auth/token'
import { ConfirmationForm } from './form'

/** Second step of the double opt-in (DS-03). Opening the link changes nothing: mail scanners do that too (S-F4). */
export default publicPage(async ({ ctx, query }) => {
  const secret = query.token ?? ''
  const { outcome } = await inspectToken(ctx, { secret, purpose: 'confirm_registration' })
  switch (outcome) {
    case 'open':
      return <Confirmation secret={secret} />
    case 'used':
      return <RegistrationConfirmed />
    case 'expired':
      return (
        <LinkProblem heading="Registrierung bestätigen" title="Dieser Link ist abgelaufen.">
          Er galt sieben Tage. Ihre Angaben werden gelöscht. Sie können sich{' '}
          <Link href="/registrieren">neu registrieren</Link>.
        </LinkProblem>
      )
    case 'invalid':
      return (
        <LinkProblem heading="Registrierung bestätigen" title="Dieser Link ist ungültig.">
          Vielleicht ist er unvollständig, oder Sie haben sich danach noch einmal registriert: Dann gilt der Link in der
          neuesten E-Mail. Sonst können Sie sich <Link href="/registrieren">neu registrieren</Link>.
        </LinkProblem>
      )
  }
})

function Confirmation({ secret }: { secret: string }) {
  return (
    <>
      <Heading level={1}>Registrierung bestätigen</Heading>
      <Text>
        Mit der Bestätigung ist Ihre Registrierung abgeschlossen, und Sie können sich anmelden. Bestätigen Sie nur, wenn
        Sie sich selbst registriert haben. Sonst schließen Sie diese Seite: Die Angaben werden nach sieben Tagen
        gelöscht.
      </Text>
      <ConfirmationForm secret={secret} />
      <Title>Registrierung bestätigen</Title>
    </>
  )
}
