import { FarewellPage } from '@/app/_edge/farewell'
import { memberPage } from '@/app/_edge/page'
import { groupOptions } from '@/components/account/group-options'
import { PortalForm } from '@/components/forms/portal-form'
import { Alert } from '@/components/kern/alert'
import { ButtonLink } from '@/components/kern/button-link'
import { DescriptionList } from '@/components/kern/description-list'
import { Heading } from '@/components/kern/heading'
import { Link } from '@/components/kern/link'
import { List } from '@/components/kern/list'
import { Text } from '@/components/kern/text'
import { Section } from '@/components/layout/page'
import { Title } from '@/components/layout/title'
import { openRestriction } from '@/lib/access-requests/restrictions'
import { loadProfile, type Profile } from '@/lib/accounts/load-profile'
import { verificationOf } from '@/lib/accounts/verification-state'
import { mustProve } from '@/lib/auth/step-up'
import { lifecycleOf } from '@/lib/lifecycle/lifecycle-status'
import { type GoverningVersion } from '@/lib/policies/governing-version'
import { formatDayOf, formatInstant } from '@/lib/text'
import { requestEmailChange } from './actions'
import { ProfileForm } from './form'
import { ProveFirst } from './parts/prove-first'
import { Restricted } from './parts/restricted'
import { Verification } from './parts/verification'

/** "Mein Profil": all stored registration data, changeable at any time, and the way out (DS-04). */
export default memberPage(async ({ ctx, member }) => {
  const [verification, profile, lifecycle] = await Promise.all([
    verificationOf(ctx, member.accountId),
    loadProfile(ctx, member.accountId),
    lifecycleOf(ctx, member.accountId),
  ])
  // Erased between the look at the session and the look at the data (S-M2).
  if (!profile || !lifecycle) return <FarewellPage farewell="erased" />
  const isRestricted = lifecycle.stops.some(({ cause }) => cause === 'restriction')
  const restriction = isRestricted ? await openRestriction(ctx, member.accountId) : undefined
  return (
    <>
      <Heading level={1}>Mein Profil</Heading>
      {restriction ? <Restricted restriction={restriction} account={member.accountId} /> : null}
      <Alert title="So lange bleibt Ihr Konto bestehen">
        <Text>{lifecycle.text}</Text>
      </Alert>
      <Verification state={verification} account={member.accountId} />
      <Section id="daten" title="Meine Daten" size="large">
        <ProfileForm
          values={formValues(profile)}
          seen={profile.seen}
          account={member.accountId}
          groups={groupOptions()}
        />
      </Section>
      <Section id="e-mail" title="E-Mail-Adresse" size="large">
        <CurrentEmail profile={profile} />
        {mustProve(member, ctx.now()) ? (
          <ProveFirst weiter="/mein-profil#e-mail" />
        ) : (
          <PortalForm
            action={requestEmailChange}
            errorTitle="Mein Profil"
            prefix="neu"
            submit="E-Mail-Adresse ändern"
            submitVariant="secondary"
            known={{ account: member.accountId }}
            asks={[
              {
                kind: 'email',
                name: 'email',
                label: 'Neue E-Mail-Adresse',
                hint: 'Wir schicken einen Link dorthin. Erst wenn Sie ihn bestätigen, gilt die neue Adresse.',
              },
              {
                kind: 'password',
                name: 'currentPassword',
                label: 'Aktuelles Passwort',
                hint: 'Damit niemand sonst Ihre Adresse ändert.',
                autoComplete: 'current-password',
              },
            ]}
          />
        )}
      </Section>
      <AccountFacts profile={profile} version={lifecycle.version} />
      <Erasure />
      <Title>Mein Profil</Title>
    </>
  )
})

/** Only what the fields show is sent along with the form (S-D4). */
function formValues({ surname, givenName, memberGroup, organisation, position }: Profile) {
  return { surname, givenName, memberGroup, organisation, position }
}

function CurrentEmail({ profile }: { profile: Profile }) {
  return (
    <>
      <DescriptionList items={[{ term: 'E-Mail-Adresse', value: profile.email }]} />
      {profile.waitingEmail ? (
        <Text>
          Die Änderung auf <strong>{profile.waitingEmail}</strong> wartet auf die Bestätigung über den Link in der
          E-Mail dorthin.
        </Text>
      ) : null}
    </>
  )
}

type Version = Pick<GoverningVersion, 'number' | 'since' | 'reason'>

function AccountFacts({ profile, version }: { profile: Profile; version: Version }) {
  const reason = version.reason === 'accepted' ? 'zugestimmt am' : 'gilt für Sie seit'
  return (
    <Section id="konto" title="Mein Konto" size="large">
      <DescriptionList
        items={[
          { term: 'Letzter Login', value: profile.lastLoginAt ? formatInstant(profile.lastLoginAt) : 'noch keiner' },
          { term: 'Registriert am', value: formatDayOf(profile.registeredAt) },
          {
            term: 'Daten zuletzt bestätigt',
            value: profile.dataConfirmedAt ? formatDayOf(profile.dataConfirmedAt) : 'noch nicht',
          },
          {
            term: 'Datenschutzerklärung',
            value: (
              <>
                <Link href={`/datenschutz/versionen/${version.number}`}>Fassung {version.number}</Link>, {reason}{' '}
                {formatDayOf(version.since)}
              </>
            ),
          },
        ]}
      />
      <List
        items={[
          <Link key="daten" href="/mein-profil/daten" standalone>
            Alle gespeicherten Daten ansehen und herunterladen
          </Link>,
          <Link key="sicherheit" href="/mein-profil/sicherheit" standalone>
            Passwort und Sitzungen
          </Link>,
          <Link key="verzeichnis" href="/mein-profil/verzeichnis" standalone>
            Eintrag im Verzeichnis der Akteure
          </Link>,
          <Link key="benachrichtigungen" href="/mein-profil/benachrichtigungen" standalone>
            Benachrichtigungen und blockierte Personen
          </Link>,
          <Link key="moderation" href="/mein-profil/moderation" standalone>
            Entscheidungen der Moderation über meine Inhalte
          </Link>,
          <Link key="daten-pruefen" href="/mein-profil/daten-pruefen" standalone>
            Daten prüfen und als aktuell bestätigen
          </Link>,
        ]}
      />
    </Section>
  )
}

function Erasure() {
  return (
    <Section id="loeschen" title="Konto beenden" size="large">
      <Text>
        Sie können Ihr Konto jederzeit mit allen Daten löschen. Vorher sagen wir Ihnen genau, was gelöscht wird.
      </Text>
      <p>
        <ButtonLink href="/mein-profil/loeschen" variant="secondary">
          Account löschen
        </ButtonLink>
      </p>
    </Section>
  )
}
