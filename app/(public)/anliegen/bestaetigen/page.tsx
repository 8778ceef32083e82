import { publicPage } from '@/app/_edge/page'
import { LinkProblem } from '@/components/account/link-problem'
import { Heading } from '@/components/kern/heading'
import { Link } from '@/components/kern/link'
import { List } from '@/components/kern/list'
import { Text } from '@/components/kern/text'
import { Title } from '@/components/layout/title'
import { kindOfLink } from '@/lib/access-requests/kind-of-link'
import { type RequestKind, requestKindLabels } from '@/lib/access-requests/kinds'
import { inspectToken } from '@/lib/auth/token'
import { RequestArrived } from '../request-arrived'
import { RequestConfirmed } from '../request-confirmed'
import { ConfirmRequestForm } from './form'

const heading = 'Löschung bestätigen'

/**
 * Identity check of a request that came by e-mail or letter (DS-04, DS-12): only who reads the stored address can
 * confirm. Opening the link changes nothing: mail scanners do that too (S-F4).
 */
export default publicPage(async ({ ctx, query }) => {
  const secret = query.token ?? ''
  const { outcome } = await inspectToken(ctx, { secret, purpose: 'confirm_request' })
  const kind = await kindOfLink(ctx, secret)
  if (kind && kind !== 'erasure') {
    if (outcome === 'open') return <OtherRequest secret={secret} kind={kind} />
    if (outcome === 'used') return <RequestArrived />
  }
  switch (outcome) {
    case 'open':
      return <Confirmation secret={secret} />
    case 'used':
      return <RequestConfirmed />
    case 'expired':
      return (
        <LinkProblem heading={heading} title="Dieser Link ist abgelaufen.">
          Es ist nichts geschehen, und es wurde nichts gelöscht. Bitte schreiben Sie uns noch einmal über den{' '}
          <Link href="/kontakt">Kontakt</Link>. Löschen können Sie Ihr Konto auch selbst: Melden Sie sich an, und öffnen
          Sie „Mein Profil“.
        </LinkProblem>
      )
    case 'invalid':
      return (
        <LinkProblem heading={heading} title="Dieser Link gilt nicht mehr.">
          Wenn Sie die Löschung schon bestätigt haben, ist Ihr Konto gelöscht, und Sie haben dazu eine E-Mail bekommen.
          Sonst gilt der Link in der neuesten E-Mail von uns. Bei Fragen erreichen Sie uns über den{' '}
          <Link href="/kontakt">Kontakt</Link>.
        </LinkProblem>
      )
  }
})

function Confirmation({ secret }: { secret: string }) {
  return (
    <>
      <Heading level={1}>{heading}</Heading>
      <Text>
        Wir haben den Wunsch bekommen, Ihr Konto im Portal zu löschen. Bitte bestätigen Sie, dass der Wunsch von Ihnen
        kommt. Dann löschen wir sofort und endgültig:
      </Text>
      <List
        items={[
          'Ihre Registrierungsdaten: Name, Adresse, Nutzergruppe und, falls angegeben, Unternehmen und Position',
          'alles, was sonst in Ihrem Konto gespeichert ist',
          'alle offenen Anmeldungen auf Ihren Geräten',
        ]}
      />
      <Text>
        Es bleibt ein Eintrag, dass ein Konto gelöscht wurde. Darin stehen keine Angaben zu Ihrer Person. Kommt der
        Wunsch nicht von Ihnen, schließen Sie diese Seite: Dann bleibt Ihr Konto bestehen.
      </Text>
      <ConfirmRequestForm secret={secret} isErasure />
      {/* After the form: the first title wins, and a form that comes back brings its own with "Fehler:" (A-F1). */}
      <Title>{heading}</Title>
    </>
  )
}

function OtherRequest({ secret, kind }: { secret: string; kind: Exclude<RequestKind, 'erasure'> }) {
  return (
    <>
      <Heading level={1}>Anliegen bestätigen</Heading>
      <Text>
        Bei uns ist ein Anliegen zu Ihrem Konto eingegangen: {requestKindLabels[kind]}. Bitte bestätigen Sie, dass es
        von Ihnen kommt. Kommt es nicht von Ihnen, schließen Sie diese Seite.
      </Text>
      <ConfirmRequestForm secret={secret} isErasure={false} />
      <Title>Anliegen bestätigen</Title>
    </>
  )
}
