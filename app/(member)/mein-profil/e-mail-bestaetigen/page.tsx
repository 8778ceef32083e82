import { publicPage } from '@/app/_edge/page'
import { HideToken } from '@/components/account/hide-token'
import { LinkDone } from '@/components/account/link-done'
import { LinkProblem } from '@/components/account/link-problem'
import { PortalForm } from '@/components/forms/portal-form'
import { Heading } from '@/components/kern/heading'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { Title } from '@/components/layout/title'
import { type EmailChangeLink, readEmailChangeLink } from '@/lib/accounts/confirm-email-change'
import { confirmNewEmail } from './actions'

const heading = 'Neue E-Mail-Adresse bestätigen'
const passwordOfAccount = {
  kind: 'password',
  name: 'password',
  label: 'Passwort',
  hint: 'Das Passwort des Kontos, dessen Adresse sich ändern soll.',
  autoComplete: 'current-password',
} as const
const profile = <Link href="/mein-profil">Mein Profil</Link>

/**
 * Behind the link to the new address (DS-04). It is opened where the mail is read: who is not signed in there gives the password of the
 * account, so that nobody confirms the address of an account that is not theirs.
 */
export default publicPage(async ({ ctx, query }) => {
  const secret = query.token ?? ''
  const link = await readEmailChangeLink(ctx, secret)
  return (
    <>
      <HideToken />
      {link.outcome === 'open' ? <Confirmation secret={secret} link={link} /> : <LinkEnd link={link} />}
    </>
  )
})

function Confirmation({ secret, link }: { secret: string; link: Extract<EmailChangeLink, { outcome: 'open' }> }) {
  return (
    <>
      <Heading level={1}>{heading}</Heading>
      <Text>
        Mit der Bestätigung wird <strong>{link.newEmail}</strong> die Adresse {link.isOwn ? 'Ihres' : 'des'} Kontos, in
        dem sie eingetragen wurde. Damit melden Sie sich dann an. Die bisherige Adresse bekommt eine Nachricht über die
        Änderung.
      </Text>
      {link.isOwn ? null : (
        <Text>
          Ist es Ihr Konto? Dann bestätigen Sie es mit dem Passwort, mit dem Sie sich bisher anmelden. Haben Sie nichts
          geändert, schließen Sie diese Seite: Ohne das Passwort des Kontos geschieht nichts.
        </Text>
      )}
      <PortalForm
        action={confirmNewEmail}
        errorTitle={heading}
        submit="Neue Adresse bestätigen"
        known={{ token: secret }}
        asks={link.isOwn ? [] : [passwordOfAccount]}
      />
      <Title>{heading}</Title>
    </>
  )
}

function LinkEnd({ link }: { link: Exclude<EmailChangeLink, { outcome: 'open' }> }) {
  switch (link.outcome) {
    case 'done':
      return <Changed maySignIn={link.maySignIn} />
    case 'taken':
      return (
        <LinkProblem heading={heading} title="Diese Adresse gehört inzwischen zu einem anderen Konto.">
          Es wurde nichts geändert: Die bisherige Adresse gilt weiter. Eine andere Adresse tragen Sie unter {profile}{' '}
          ein.
        </LinkProblem>
      )
    case 'superseded':
      return (
        <LinkProblem heading={heading} title="Sie haben danach noch eine Änderung begonnen.">
          Mit diesem Link wurde nichts geändert. Es gilt der Link in der E-Mail zu der späteren Änderung.
        </LinkProblem>
      )
    case 'void':
      return (
        <LinkProblem heading={heading} title="Diese Änderung ist beendet.">
          Danach wurde das Passwort oder die Adresse des Kontos geändert. Mit diesem Link wurde nichts geändert. Sie
          können die Änderung unter {profile} neu beginnen.
        </LinkProblem>
      )
    case 'withdrawn':
      return (
        <LinkProblem heading={heading} title="Dieser Link wurde beendet.">
          Mit diesem Link wurde nichts geändert. Den Grund erfahren Sie über den <Link href="/kontakt">Kontakt</Link>.
        </LinkProblem>
      )
    case 'restored':
      return (
        <LinkProblem heading={heading} title="Dieser Link gilt nicht mehr.">
          Das Portal wurde inzwischen aus einer Sicherung wiederhergestellt. Mit diesem Link wurde seitdem nichts
          geändert. Welche Adresse gilt, sehen Sie unter {profile}; dort können Sie die Änderung auch neu beginnen.
        </LinkProblem>
      )
    case 'expired':
      return (
        <LinkProblem heading={heading} title="Dieser Link ist abgelaufen.">
          Er galt 24 Stunden. Es wurde nichts geändert: Die bisherige Adresse gilt weiter. Sie können die Änderung unter{' '}
          {profile} neu beginnen.
        </LinkProblem>
      )
    case 'gone':
      return (
        <LinkProblem heading={heading} title="Zu diesem Link gibt es kein Konto mehr.">
          Das Konto ist mit allen Daten gelöscht. Sie können sich <Link href="/registrieren">neu registrieren</Link>.
        </LinkProblem>
      )
    default:
      return (
        <LinkProblem heading={heading} title="Dieser Link ist ungültig.">
          Er ist unvollständig, oder er ist so alt, dass wir nicht mehr wissen, was daraus geworden ist. Welche Adresse
          gilt, sehen Sie unter {profile}.
        </LinkProblem>
      )
  }
}

function Changed({ maySignIn }: { maySignIn: boolean }) {
  return (
    <LinkDone
      heading="E-Mail-Adresse geändert"
      title="Ihre neue Adresse ist bestätigt."
      id="geaendert"
      maySignIn={maySignIn}
      next={{ href: '/mein-profil', label: 'Zu Mein Profil' }}
    >
      Mit diesem Link wurde die Adresse Ihres Kontos geändert. Melden Sie sich mit der Adresse an, an die er ging, wenn
      Sie sie seither nicht noch einmal geändert haben.
    </LinkDone>
  )
}
