import { Alert } from '@/components/kern/alert'
import { ButtonLink } from '@/components/kern/button-link'
import { Heading } from '@/components/kern/heading'
import { Text } from '@/components/kern/text'
import { Title } from '@/components/layout/title'

/** Whoever confirms twice has reached what they wanted. */
export function RegistrationConfirmed() {
  return (
    <>
      <Title>Adresse bestätigt</Title>
      <Heading level={1}>Willkommen im Portal</Heading>
      <Alert variant="success" title="Ihre Adresse ist bestätigt." role="status" id="bestaetigt" focusable autoFocus>
        <Text>Ihre Registrierung ist abgeschlossen. Sie können sich jetzt anmelden.</Text>
      </Alert>
      <p>
        <ButtonLink href="/anmelden">Zur Anmeldung</ButtonLink>
      </p>
    </>
  )
}
