import { publicPage } from '@/app/_edge/page'
import { HideToken } from '@/components/account/hide-token'
import { PortalForm } from '@/components/forms/portal-form'
import { Heading } from '@/components/kern/heading'
import { Text } from '@/components/kern/text'
import { Title } from '@/components/layout/title'
import { readRegistrationLink } from '@/lib/accounts/confirm-registration'
import { RegistrationLinkEnd } from '../parts/link-end'
import { RegistrationSummary } from '../parts/registration-summary'
import { refuse } from './actions'

const heading = 'Registrierung löschen'

/** "Das war ich nicht": ends a registration that somebody began with a foreign address (DS-03). Opening the page changes nothing (S-F4). */
export default publicPage(async ({ ctx, query }) => {
  const secret = query.token ?? ''
  const link = await readRegistrationLink(ctx, secret)
  return (
    <>
      <HideToken />
      {link.outcome === 'open' ? (
        <>
          <Heading level={1}>{heading}</Heading>
          <Text>Mit Ihrer E-Mail-Adresse hat sich jemand mit diesen Angaben registriert:</Text>
          <RegistrationSummary registration={link.registration} />
          <Text>
            Waren Sie das nicht, löschen wir die Registrierung mit allen Angaben sofort. Sieben Tage lang schicken wir
            dann an diese Adresse keine weiteren E-Mails zu einer Registrierung.
          </Text>
          <PortalForm
            action={refuse}
            errorTitle={heading}
            submit="Das war ich nicht: löschen"
            submitVariant="danger"
            known={{ token: secret }}
          />
          <Title>{heading}</Title>
        </>
      ) : (
        <RegistrationLinkEnd link={link} />
      )}
    </>
  )
})
