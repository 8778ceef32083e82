import { ButtonLink } from '@/components/kern/button-link'
import { Heading } from '@/components/kern/heading'
import { Text } from '@/components/kern/text'
import { Title } from '@/components/layout/title'
import { setStatus } from '@/lib/exchange'

const heading = 'Wir prüfen Ihr Konto noch'

/** Instead of a page for verified members (DS-07), with 403: what is missing, and what works meanwhile. */
export function VerificationPending() {
  setStatus(403)
  return (
    <>
      <Title>{heading}</Title>
      <Heading level={1}>{heading}</Heading>
      <Text>
        Veröffentlichen, im Forum schreiben und andere anschreiben können Mitglieder, deren Angaben wir geprüft haben.
        So schützen wir alle vor Missbrauch. Sie bekommen eine E-Mail, sobald die Prüfung abgeschlossen ist.
      </Text>
      <ButtonLink href="/mein-profil">Zu meinem Profil</ButtonLink>
    </>
  )
}
