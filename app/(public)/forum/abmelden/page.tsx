import { ErrorPage } from '@/app/_edge/error-page'
import { publicPage } from '@/app/_edge/page'
import { PortalForm } from '@/components/forms/portal-form'
import { ButtonLink } from '@/components/kern/button-link'
import { Text } from '@/components/kern/text'
import { isUnsubscribeLink } from '@/lib/forum/settings'
import { endSubscription } from './actions'

const heading = 'E-Mails des Forums beenden'

/** Behind the link in a mail of the forum: no sign-in, one button; opening the page changes nothing (S-F4). */
export default publicPage(({ query: { id = '', token = '' } }) => {
  if (!isUnsubscribeLink({ id, token })) return <ErrorPage status={404} />
  return (
    <PortalForm
      action={endSubscription}
      title={heading}
      intro={<Text>Mit einem Klick bekommen Sie keine E-Mails mehr zu dem, was in der E-Mail steht.</Text>}
      submit="E-Mails beenden"
      known={{ id, token }}
      afterwards={{
        title: heading,
        more: (
          <p>
            <ButtonLink href="/forum/abos" variant="secondary">
              Meine Abonnements
            </ButtonLink>
          </p>
        ),
      }}
    />
  )
})
