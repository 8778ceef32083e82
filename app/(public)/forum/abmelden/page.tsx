import { ErrorPage } from '@/app/_edge/error-page'
import { publicPage } from '@/app/_edge/page'
import { Alert } from '@/components/kern/alert'
import { ButtonLink } from '@/components/kern/button-link'
import { Heading } from '@/components/kern/heading'
import { Text } from '@/components/kern/text'
import { Title } from '@/components/layout/title'
import { isUnsubscribeLink } from '@/lib/forum/settings'
import { UnsubscribeForm } from './form'

/** Behind the link in a mail of the forum: no sign-in, one button; opening the page changes nothing (S-F4). */
export default publicPage(({ query: { id = '', token = '', beendet } }) => {
  if (beendet === 'ja') return <Done />
  if (!isUnsubscribeLink({ id, token })) return <ErrorPage status={404} />
  return <UnsubscribeForm id={id} token={token} />
})

function Done() {
  return (
    <>
      <Title>E-Mails des Forums beenden</Title>
      <Heading level={1}>E-Mails des Forums beenden</Heading>
      <Alert variant="success" title="Sie bekommen dazu keine E-Mails mehr." role="status" id="beendet" />
      <Text>Nach dem Anmelden können Sie alle Abonnements im Forum ansehen und ändern.</Text>
      <p>
        <ButtonLink href="/forum/abos" variant="secondary">
          Meine Abonnements
        </ButtonLink>
      </p>
    </>
  )
}
