import { ButtonLink } from '@/components/kern/button-link'
import { Heading } from '@/components/kern/heading'
import { Text } from '@/components/kern/text'
import { Title } from '@/components/layout/title'
import { usualTime, type VerificationState } from '@/lib/accounts/verification-state'
import { setStatus } from '@/lib/exchange'
import { formatInstant } from '@/lib/text'

/** Instead of a page for verified members (DS-07), with 403: what is missing, how long it takes, and what works meanwhile. */
export function VerificationPending({ state }: { state: VerificationState }) {
  setStatus(403)
  const heading = state.state === 'waiting' ? 'Wir prüfen Ihr Konto noch' : 'Ihr Konto ist noch nicht bestätigt'
  return (
    <>
      <Title>{heading}</Title>
      <Heading level={1}>{heading}</Heading>
      <Text>
        Veröffentlichen, im Forum schreiben und andere anschreiben können Mitglieder, deren Angaben wir geprüft haben.
        So schützen wir alle vor Missbrauch.
      </Text>
      <Text>{textOf(state)}</Text>
      <ButtonLink href="/mein-profil">Zu meinem Profil</ButtonLink>
    </>
  )
}

function textOf(state: VerificationState): string {
  if (state.state !== 'waiting') return 'In Ihrem Profil steht, was uns fehlt. Dort können Sie auch antworten.'
  const usual =
    state.usualSeconds === undefined ? '' : ` Die Prüfung ist ${usualTime(state.usualSeconds)} abgeschlossen.`
  return `Sie warten seit ${formatInstant(state.since)}.${usual} Sie bekommen eine E-Mail. Bis dahin können Sie alles lesen und Ihr Profil einrichten.`
}
