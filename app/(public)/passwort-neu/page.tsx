import { publicPage } from '@/app/_edge/page'
import { HideToken } from '@/components/account/hide-token'
import { LinkDone } from '@/components/account/link-done'
import { PortalForm } from '@/components/forms/portal-form'
import { Heading } from '@/components/kern/heading'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { Title } from '@/components/layout/title'
import { readResetLink } from '@/lib/accounts/reset-password'
import { NEW_PASSWORD_HINT } from '@/lib/auth/messages'
import { setNewPassword } from './actions'

/** Behind the link from the mail. Opening it changes nothing: mail scanners open links too (S-F4). */
export default publicPage(async ({ ctx, query }) => {
  const token = query.token ?? ''
  const { outcome, maySignIn = false } = await readResetLink(ctx, token)
  const intro = <Text>Danach melden Sie sich damit an. Alle offenen Sitzungen Ihres Kontos werden beendet.</Text>
  return (
    <>
      <HideToken />
      {outcome === 'open' ? (
        <PortalForm
          action={setNewPassword}
          title="Neues Passwort"
          intro={intro}
          submit="Passwort speichern"
          known={{ token }}
          asks={[
            {
              kind: 'password',
              name: 'newPassword',
              label: 'Neues Passwort',
              hint: NEW_PASSWORD_HINT,
              autoComplete: 'new-password',
            },
          ]}
        />
      ) : outcome === 'done' ? (
        <PasswordSet maySignIn={maySignIn} />
      ) : (
        <DeadLink reason={reasons[outcome]} />
      )}
    </>
  )
})

const invalid =
  'Dieser Link ist ungültig: Er ist unvollständig, oder er ist so alt, dass wir nicht mehr wissen, was daraus geworden ist.'

const reasons = {
  expired: 'Dieser Link ist abgelaufen. Mit ihm wurde kein Passwort festgelegt.',
  superseded: 'Danach wurde noch ein Link angefordert. Es gilt der Link in der neuesten E-Mail.',
  void: 'Danach wurde das Passwort oder die E-Mail-Adresse des Kontos geändert. Mit diesem Link wurde kein Passwort festgelegt.',
  restored:
    'Das Portal wurde inzwischen aus einer Sicherung wiederhergestellt, und dabei enden alle Links aus E-Mails. Mit diesem Link wurde seitdem kein Passwort festgelegt.',
  gone: 'Zu diesem Link gibt es kein Konto mehr. Es ist mit allen Daten gelöscht.',
  invalid,
  withdrawn: 'Dieser Link wurde beendet. Mit ihm wurde kein Passwort festgelegt.',
  // No link for a password ends in this way.
  taken: invalid,
}

function PasswordSet({ maySignIn }: { maySignIn: boolean }) {
  return (
    <LinkDone
      heading="Neues Passwort festgelegt"
      title="Mit diesem Link wurde ein neues Passwort festgelegt."
      id="festgelegt"
      maySignIn={maySignIn}
    >
      Bitte melden Sie sich damit an. Jeder Link gilt nur einmal.
    </LinkDone>
  )
}

function DeadLink({ reason }: { reason: string }) {
  return (
    <>
      <Title>Link nicht gültig</Title>
      <Heading level={1}>Dieser Link gilt nicht mehr</Heading>
      <Text>{reason}</Text>
      <Text>
        Sie können <Link href="/passwort-vergessen">einen neuen Link anfordern</Link> oder sich{' '}
        <Link href="/anmelden">anmelden</Link>.
      </Text>
    </>
  )
}
