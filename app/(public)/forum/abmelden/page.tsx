import { redirect } from 'next/navigation'
import { ErrorPage } from '@/app/_edge/error-page'
import { publicPage } from '@/app/_edge/page'
import { ButtonLink } from '@/components/kern/button-link'
import { Heading } from '@/components/kern/heading'
import { Text } from '@/components/kern/text'
import { Title } from '@/components/layout/title'
import { readOldEndLink } from '@/lib/forum/old-end-link'
import { endQuery } from '@/lib/mail/end-link'

const heading = 'E-Mails des Forums beenden'

/** Links in older mails: on to the page that says what they end, or that they no longer name anything. Changes nothing (S-F4). */
export default publicPage(async ({ ctx, query: { id = '', token = '' } }) => {
  const found = await readOldEndLink(ctx, { id, token })
  if (found.outcome === 'found') redirect(`/abmelden?${endQuery(found.account, found.ending)}`)
  if (found.outcome === 'unknown') return <ErrorPage status={404} />
  return (
    <>
      <Heading level={1}>{heading}</Heading>
      <Text>
        Das Abonnement aus dieser E-Mail gibt es nicht mehr, dieser Link hat nichts geändert. Wenn Sie danach wieder
        etwas abonniert haben, bekommen Sie dazu weiter E-Mails: Der Link in der neuesten E-Mail beendet sie.
      </Text>
      <ButtonLink href="/forum/abos" variant="secondary">
        Meine Abonnements
      </ButtonLink>
      <Title>{heading}</Title>
    </>
  )
})
