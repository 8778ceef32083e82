import { FarewellPage } from '@/app/_edge/farewell'
import { memberPage } from '@/app/_edge/page'
import { PortalForm } from '@/components/forms/portal-form'
import { ButtonLink } from '@/components/kern/button-link'
import { Heading } from '@/components/kern/heading'
import { Summary } from '@/components/kern/summary'
import { Text } from '@/components/kern/text'
import { Title } from '@/components/layout/title'
import { loadProfile, type Profile } from '@/lib/accounts/load-profile'
import { memberGroupLabels } from '@/lib/codes'
import { confirmCurrent } from './actions'

/** After a reactivation the member checks the data (DS-05, second half of the request in the notice). */
export default memberPage(async ({ ctx, member }) => {
  const profile = await loadProfile(ctx, member.accountId)
  // Erased between the look at the session and the look at the data (S-M2).
  if (!profile) return <FarewellPage farewell="erased" />
  return (
    <>
      <Heading level={1}>Sind Ihre Daten noch aktuell?</Heading>
      <Text>Sie sind angemeldet, und Ihr Konto bleibt bestehen. Bitte prüfen Sie, ob Ihre Angaben noch stimmen.</Text>
      <Summary title="Meine Daten" items={itemsOf(profile)} />
      <PortalForm
        action={confirmCurrent}
        errorTitle="Daten prüfen"
        submit="Meine Daten sind aktuell"
        known={{ account: member.accountId }}
        aside={
          <ButtonLink href="/mein-profil" variant="secondary">
            Daten ändern
          </ButtonLink>
        }
      />
      <Title>Daten prüfen</Title>
    </>
  )
})

function itemsOf(profile: Profile) {
  return [
    { term: 'Name', value: profile.surname },
    { term: 'Vorname', value: profile.givenName },
    { term: 'E-Mail-Adresse', value: profile.email },
    { term: 'Nutzergruppe', value: memberGroupLabels[profile.memberGroup] },
    ...(profile.organisation ? [{ term: 'Unternehmen/Institution', value: profile.organisation }] : []),
    ...(profile.position ? [{ term: 'Aufgabenbereich/Position', value: profile.position }] : []),
  ]
}
