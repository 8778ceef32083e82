import { DescriptionList } from '@/components/kern/description-list'
import { type WaitingRegistration } from '@/lib/accounts/registrations'
import { memberGroupLabels } from '@/lib/codes'
import { formatInstant } from '@/lib/text'

/** What somebody entered in the registration form, so that whoever reads the mail knows what it is about. */
export function RegistrationSummary({ registration }: { registration: WaitingRegistration }) {
  const { surname, givenName, memberGroup, organisation, position, requestedAt } = registration
  return (
    <DescriptionList
      items={[
        { term: 'Name', value: `${givenName} ${surname}` },
        { term: 'Nutzergruppe', value: memberGroupLabels[memberGroup] },
        ...(organisation ? [{ term: 'Unternehmen/Institution', value: organisation }] : []),
        ...(position ? [{ term: 'Aufgabenbereich/Position', value: position }] : []),
        { term: 'Registriert am', value: formatInstant(requestedAt) },
      ]}
    />
  )
}
