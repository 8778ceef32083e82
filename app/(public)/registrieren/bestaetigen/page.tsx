import { publicPage } from '@/app/_edge/page'
import { HideToken } from '@/components/account/hide-token'
import { PortalForm } from '@/components/forms/portal-form'
import { Alert } from '@/components/kern/alert'
import { Heading } from '@/components/kern/heading'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { Title } from '@/components/layout/title'
import { readRegistrationLink } from '@/lib/accounts/confirm-registration'
import { type WaitingRegistration } from '@/lib/accounts/registrations'
import { NEW_PASSWORD_HINT } from '@/lib/auth/messages'
import { RegistrationLinkEnd } from '../parts/link-end'
import { RegistrationSummary } from '../parts/registration-summary'
import { confirm } from './actions'

/**
 * Second step of the double opt-in (DS-03): says what is confirmed and asks for the password. Opening the link changes nothing: mail
 * scanners do that too (S-F4).
 */
export default publicPage(async ({ ctx, query }) => {
  const secret = query.token ?? ''
  const link = await readRegistrationLink(ctx, secret)
  const isOpen = link.outcome === 'open'
  const asks = isOpen || (link.outcome === 'confirmed' && link.asksPassword)
  return (
    <>
      <HideToken />
      {isOpen ? (
        <Asked registration={link.registration} secret={secret} />
      ) : asks ? (
        <PasswordMissing />
      ) : (
        <RegistrationLinkEnd link={link} />
      )}
      {/* In one place whichever text stands above: an answer without scripts finds its form again. */}
      {asks ? (
        <PortalForm
          action={confirm}
          errorTitle="Registrierung bestätigen"
          submit={isOpen ? CONFIRM : 'Passwort festlegen'}
          known={{ token: secret }}
          asks={[
            {
              kind: 'password',
              name: 'password',
              label: 'Passwort',
              hint: NEW_PASSWORD_HINT,
              autoComplete: 'new-password',
            },
          ]}
        />
      ) : null}
      {isOpen ? <Title>Registrierung bestätigen</Title> : null}
    </>
  )
})

const CONFIRM = 'Registrierung bestätigen'

function Asked({ registration, secret }: { registration: WaitingRegistration; secret: string }) {
  return (
    <>
      <Heading level={1}>Registrierung bestätigen</Heading>
      <Text>Mit Ihrer E-Mail-Adresse hat sich jemand mit diesen Angaben registriert:</Text>
      <RegistrationSummary registration={registration} />
      <Text>
        Bestätigen Sie nur, wenn Sie das selbst waren, und legen Sie dabei Ihr Passwort fest. Wir speichern es erst hier
        und nicht schon beim Registrieren: So kennt es nur, wer auch Ihr Postfach lesen kann.
      </Text>
      <Text>
        Das waren Sie nicht? Dann können Sie die{' '}
        <Link href={`/registrieren/nicht-ich?token=${encodeURIComponent(secret)}`}>Registrierung löschen</Link>.
      </Text>
    </>
  )
}

function PasswordMissing() {
  return (
    <>
      <Heading level={1}>Ihre Adresse ist bestätigt</Heading>
      <Alert variant="info" title="Bitte legen Sie noch das Passwort fest." level={2}>
        <Text>Danach können Sie sich anmelden. Bis dahin hat Ihr Konto kein Passwort.</Text>
      </Alert>
      <Title>Passwort festlegen</Title>
    </>
  )
}
