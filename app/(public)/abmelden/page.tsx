import { ErrorPage } from '@/app/_edge/error-page'
import { publicPage } from '@/app/_edge/page'
import { PortalForm } from '@/components/forms/portal-form'
import { ButtonLink } from '@/components/kern/button-link'
import { Heading } from '@/components/kern/heading'
import { Text } from '@/components/kern/text'
import { Title } from '@/components/layout/title'
import { describeEnding, readEndLink } from '@/lib/end-mails'
import { endMailsByLink } from './actions'

const heading = 'E-Mails beenden'

/** Behind the link in a mail that can be ended: no sign-in, one button; opening the page changes nothing (S-F4). */
export default publicPage(async ({ ctx, query }) => {
  const link = readEndLink(query)
  if (!link) return <ErrorPage status={404} />
  const subject = await describeEnding(ctx, link)
  if (!subject) {
    return (
      <>
        <Heading level={1}>{heading}</Heading>
        <Text>Zu diesem Link gibt es kein Konto mehr. Das Portal schickt dorthin nichts mehr.</Text>
        <Title>{heading}</Title>
      </>
    )
  }
  const { account: konto, kind: art, id = '', token } = link
  const settings = art === 'messages' ? '/mein-profil/benachrichtigungen' : '/forum/abos'
  return (
    <PortalForm
      action={endMailsByLink}
      title={heading}
      intro={
        <Text>
          Mit einem Klick bekommen Sie keine E-Mails mehr über {subject.what}. Das gilt für das Konto {subject.account}.
        </Text>
      }
      submit="E-Mails beenden"
      known={{ konto, art, token, ...(id && { id }) }}
      afterwards={{
        title: heading,
        more: (
          <p>
            <ButtonLink href={settings} variant="secondary">
              Meine Einstellungen
            </ButtonLink>
          </p>
        ),
      }}
    />
  )
})
