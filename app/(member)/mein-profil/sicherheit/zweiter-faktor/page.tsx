import { memberPage } from '@/app/_edge/page'
import { Alert } from '@/components/kern/alert'
import { Button } from '@/components/kern/button'
import { Heading } from '@/components/kern/heading'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { Section } from '@/components/layout/page'
import { Title } from '@/components/layout/title'
import { QrCode } from '@/components/second-factor/qr-code'
import { readOffer } from '@/lib/auth/authenticator'
import { type Factors, ownFactors } from '@/lib/auth/factors'
import { offerPasskey } from '@/lib/auth/passkeys'
import { returnPath } from '@/lib/auth/return-path'
import { type Member } from '@/lib/auth/session'
import { type PortalContext } from '@/lib/context'
import { formatInstant } from '@/lib/text'
import { removeOwnApp, removeOwnPasskey } from './actions'
import { AppForm, NewPasskeyForm, SecretForm } from './form'

/** The second factor of a member: app, passkeys, recovery codes (DS-06). Staff need one before they see /admin. */
export default memberPage(async ({ ctx, member, query }) => {
  const { role, factorAt } = member
  const factors = await ownFactors(ctx)
  const weiter = returnPath(query.weiter, '/mein-profil/sicherheit/zweiter-faktor')
  return (
    <>
      <Text>
        <Link href="/mein-profil/sicherheit" standalone>
          Zurück zu Sicherheit
        </Link>
      </Text>
      <Heading level={1}>Zweiter Faktor</Heading>
      {role !== 'member' && !factorAt ? (
        <Alert variant="info" title="Für die Verwaltung brauchen Sie einen zweiten Faktor." level={2}>
          <Text>Richten Sie jetzt eine App oder einen Passkey ein. Danach geht es weiter.</Text>
        </Alert>
      ) : null}
      <Text>
        Mit einem zweiten Faktor kommt niemand in Ihr Konto, der nur Ihr Passwort kennt. Sie bestätigen dann jede
        Anmeldung mit einer App oder einem Passkey.
      </Text>
      <Section id="app" title="App" size="large">
        {factors.app ? <AppThere app={factors.app} /> : await appOffer(ctx, member, weiter)}
      </Section>
      <Section id="passkeys" title="Passkeys" size="large">
        {factors.passkeys.map((passkey) => (
          <PasskeyThere key={passkey.id} passkey={passkey} />
        ))}
        <Text>Ein Passkey liegt in Ihrem Gerät oder auf einem Sicherheitsschlüssel.</Text>
        <NewPasskeyForm options={await offerPasskey(ctx, member)} weiter={weiter} />
      </Section>
      {factorAt ? (
        <Section id="codes" title="Wiederherstellungscodes" size="large">
          <Text>
            Sie haben noch {factors.recoveryCodes} unbenutzte Codes für den Fall, dass Ihnen App und Passkey fehlen.{' '}
            <Link href="/mein-profil/sicherheit/zweiter-faktor/codes">Neue Codes erzeugen</Link>
          </Text>
        </Section>
      ) : null}
      <Title>Zweiter Faktor</Title>
    </>
  )
})

async function appOffer(ctx: PortalContext, member: Member, weiter: string) {
  const offer = await readOffer(ctx, member)
  if (!offer) {
    return (
      <>
        <Text>
          Geben Sie zuerst Ihr Passwort ein. Dann zeigen wir Ihnen einen Schlüssel für Ihre App. Er gilt zehn Minuten.
        </Text>
        <SecretForm weiter={weiter} />
      </>
    )
  }
  return (
    <>
      <Text>Lesen Sie den Code mit einer App für Einmalcodes ein, zum Beispiel mit FreeOTP oder Aegis.</Text>
      <QrCode text={offer.uri} label="QR-Code für Ihre App. Der Schlüssel darunter sagt dasselbe." />
      <Text>
        Oder geben Sie diesen Schlüssel ein: <code className="font-mono break-all">{offer.secret}</code>
      </Text>
      <AppForm weiter={weiter} />
    </>
  )
}

function AppThere({ app }: { app: NonNullable<Factors['app']> }) {
  return (
    <>
      <Text>
        Eingerichtet am {formatInstant(app.confirmedAt)}
        {app.lastUsedAt ? `, zuletzt benutzt am ${formatInstant(app.lastUsedAt)}` : ''}.
      </Text>
      <form action={removeOwnApp}>
        <Button variant="secondary">App entfernen</Button>
      </form>
    </>
  )
}

function PasskeyThere({ passkey }: { passkey: Factors['passkeys'][number] }) {
  return (
    <form action={removeOwnPasskey} className="flex flex-wrap items-center justify-between gap-4">
      <Text>
        {passkey.name}, eingerichtet am {formatInstant(passkey.createdAt)}
      </Text>
      <input type="hidden" name="passkeyId" value={passkey.id} />
      <Button variant="secondary" small>
        {passkey.name} entfernen
      </Button>
    </form>
  )
}
