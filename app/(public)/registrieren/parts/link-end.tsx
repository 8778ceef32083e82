import { LinkDone } from '@/components/account/link-done'
import { LinkProblem } from '@/components/account/link-problem'
import { Link } from '@/components/kern/link'
import { type RegistrationLink } from '@/lib/accounts/confirm-registration'

const heading = 'Registrierung bestätigen'
const anew = <Link href="/registrieren">neu registrieren</Link>

/** What became of a registration, the same on each visit and behind both of its links (DS-03). */
export function RegistrationLinkEnd({ link }: { link: Exclude<RegistrationLink, { outcome: 'open' }> }) {
  switch (link.outcome) {
    case 'confirmed':
      return <Confirmed {...link} />
    case 'taken':
      return (
        <LinkProblem heading={heading} title="Diese Adresse gehört inzwischen zu einem bestätigten Konto.">
          Deshalb ist diese Registrierung beendet, und ihre Angaben sind gelöscht. Ist es Ihr Konto, können Sie sich{' '}
          <Link href="/anmelden">anmelden</Link> oder ein <Link href="/passwort-vergessen">neues Passwort</Link>{' '}
          anfordern.
        </LinkProblem>
      )
    case 'withdrawn':
      return (
        <LinkProblem heading="Registrierung gelöscht" title="Diese Registrierung ist gelöscht.">
          Sie haben uns gesagt, dass sie nicht von Ihnen ist. Sieben Tage lang schicken wir an diese Adresse keine
          weiteren E-Mails zu einer Registrierung. Wollen Sie sich vorher doch registrieren,{' '}
          <Link href="/kontakt">schreiben Sie uns</Link>.
        </LinkProblem>
      )
    case 'restored':
      return (
        <LinkProblem heading={heading} title="Dieser Link gilt nicht mehr.">
          Das Portal wurde inzwischen aus einer Sicherung wiederhergestellt, und dabei enden alle Links aus E-Mails. War
          Ihre Registrierung schon abgeschlossen, können Sie sich <Link href="/anmelden">anmelden</Link> oder ein{' '}
          <Link href="/passwort-vergessen">neues Passwort</Link> anfordern. Sonst können Sie sich {anew}.
        </LinkProblem>
      )
    case 'expired':
      return (
        <LinkProblem heading={heading} title="Dieser Link ist abgelaufen.">
          Es wurde nichts bestätigt. Die Angaben werden gelöscht. Sie können sich {anew}.
        </LinkProblem>
      )
    case 'gone':
      return (
        <LinkProblem heading={heading} title="Zu diesem Link gibt es kein Konto mehr.">
          Die Registrierung wurde nicht rechtzeitig bestätigt, oder das Konto wurde später gelöscht. Die Angaben sind
          gelöscht. Sie können sich {anew}.
        </LinkProblem>
      )
    default:
      return (
        <LinkProblem heading={heading} title="Dieser Link ist ungültig.">
          Er ist unvollständig, oder er ist so alt, dass wir nicht mehr wissen, was daraus geworden ist. Öffnen Sie ihn
          bitte noch einmal aus der E-Mail. Hilft das nicht, können Sie sich {anew}.
        </LinkProblem>
      )
  }
}

function Confirmed({ needsPassword, maySignIn }: { needsPassword: boolean; maySignIn: boolean }) {
  return (
    <LinkDone
      heading="Ihre Adresse ist bestätigt"
      title={needsPassword ? 'Ihr Konto hat noch kein Passwort.' : 'Ihre Registrierung ist abgeschlossen.'}
      id="bestaetigt"
      maySignIn={maySignIn}
    >
      {needsPassword ? (
        <>
          Fordern Sie ein <Link href="/passwort-vergessen">neues Passwort</Link> an. Danach können Sie sich anmelden.
        </>
      ) : (
        'Willkommen im Portal. Melden Sie sich mit Ihrer E-Mail-Adresse und Ihrem Passwort an.'
      )}
    </LinkDone>
  )
}
