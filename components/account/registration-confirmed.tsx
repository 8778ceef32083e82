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
      <Heading level={1}>Ihre Adresse ist bestätigt</Heading>
      <Alert
        variant="success"
        title="Ihre Registrierung ist abgeschlossen."
        role="status"
        id="bestaetigt"
        focusable
        autoFocus
      >
        <Text>Willkommen im Portal. Sie können sich jetzt anmelden.</Text>
      </Alert>
      <p>
        <ButtonLink href="/anmelden">Zur Anmeldung</ButtonLink>
      </p>
    </>
  )
}
