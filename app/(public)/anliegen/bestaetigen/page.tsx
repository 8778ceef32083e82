import { publicPage } from '@/app/_edge/page'
import { HideToken } from '@/components/account/hide-token'
import { LinkProblem } from '@/components/account/link-problem'
import { PortalForm } from '@/components/forms/portal-form'
import { Heading } from '@/components/kern/heading'
import { Link } from '@/components/kern/link'
import { List } from '@/components/kern/list'
import { Text } from '@/components/kern/text'
import { Title } from '@/components/layout/title'
import { type RequestLink, readRequestLink } from '@/lib/access-requests/read-request-link'
import { type RequestKind, requestKindLabels } from '@/lib/codes'
import { RequestArrived } from '../parts/request-arrived'
import { RequestConfirmed } from '../parts/request-confirmed'
import { confirmErasure } from './actions'

const heading = 'Anliegen bestätigen'
const contact = <Link href="/kontakt">Kontakt</Link>

/**
 * Identity check of a request that came by e-mail or letter (DS-04, DS-12): only who reads the stored address can
 * confirm. Opening the link changes nothing: mail scanners do that too (S-F4).
 */
export default publicPage(async ({ ctx, query }) => {
  const secret = query.token ?? ''
  const link = await readRequestLink(ctx, secret)
  return (
    <>
      <HideToken />
      <Behind link={link} secret={secret} />
    </>
  )
})

function Behind({ link, secret }: { link: RequestLink; secret: string }) {
  switch (link.outcome) {
    case 'open':
      return link.kind === 'erasure' ? (
        <Confirmation secret={secret} />
      ) : (
        <OtherRequest secret={secret} kind={link.kind} />
      )
    case 'done':
      if (link.isClosed) return <Settled />
      return link.kind === 'erasure' ? <RequestConfirmed /> : <RequestArrived />
    case 'withdrawn':
      return <Settled />
    case 'gone':
      return (
        <LinkProblem heading="Konto gelöscht" title="Ihr Konto ist gelöscht.">
          Zu diesem Link gibt es kein Konto mehr: Alle Daten darin sind gelöscht. Fragen beantworten wir über den{' '}
          {contact}.
        </LinkProblem>
      )
    case 'superseded':
      return (
        <LinkProblem heading={heading} title="Dieser Link gilt nicht mehr.">
          Mit ihm wurde nichts bestätigt. Wir haben Ihnen danach noch eine E-Mail geschickt; es gilt der Link darin.
        </LinkProblem>
      )
    case 'void':
      return (
        <LinkProblem heading={heading} title="Dieser Link gilt nicht mehr.">
          Danach hat sich die E-Mail-Adresse des Kontos geändert. Mit diesem Link wurde nichts bestätigt. Bitte
          schreiben Sie uns über den {contact}, wenn Ihr Anliegen noch offen ist.
        </LinkProblem>
      )
    case 'restored':
      return (
        <LinkProblem heading={heading} title="Dieser Link gilt nicht mehr.">
          Das Portal wurde inzwischen aus einer Sicherung wiederhergestellt, und dabei enden alle Links aus E-Mails. Ist
          Ihr Anliegen noch offen, schreiben Sie uns bitte über den {contact}: Dann schicken wir Ihnen einen neuen Link.
        </LinkProblem>
      )
    case 'expired':
      return (
        <LinkProblem heading={heading} title="Dieser Link ist abgelaufen.">
          Es wurde nichts bestätigt und nichts gelöscht. Bitte schreiben Sie uns noch einmal über den {contact}. Löschen
          können Sie Ihr Konto auch selbst: Melden Sie sich an, und öffnen Sie „Mein Profil“.
        </LinkProblem>
      )
    default:
      return (
        <LinkProblem heading={heading} title="Dieser Link ist ungültig.">
          Er ist unvollständig, oder er ist so alt, dass wir nicht mehr wissen, was daraus geworden ist. Bei Fragen
          erreichen Sie uns über den {contact}.
        </LinkProblem>
      )
  }
}

function Settled() {
  return (
    <LinkProblem heading="Anliegen abgeschlossen" title="Ihr Anliegen ist inzwischen abgeschlossen.">
      Was wir entschieden haben, steht in unserer E-Mail dazu. Fragen beantworten wir über den {contact}.
    </LinkProblem>
  )
}

function Confirmation({ secret }: { secret: string }) {
  return (
    <>
      <Heading level={1}>Löschung bestätigen</Heading>
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
      <PortalForm
        action={confirmErasure}
        errorTitle="Löschung bestätigen"
        submit="Konto endgültig löschen"
        submitVariant="danger"
        known={{ token: secret }}
      />
      {/* After the form: the first title wins, and a form that comes back brings its own with "Fehler:" (A-F1). */}
      <Title>Löschung bestätigen</Title>
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
      <PortalForm action={confirmErasure} errorTitle={heading} submit={heading} known={{ token: secret }} />
      <Title>Anliegen bestätigen</Title>
    </>
  )
}
