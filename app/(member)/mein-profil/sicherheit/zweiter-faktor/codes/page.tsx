import { redirect } from 'next/navigation'
import { FACTOR_PAGE, memberPage } from '@/app/_edge/page'
import { ButtonLink } from '@/components/kern/button-link'
import { Heading } from '@/components/kern/heading'
import { Text } from '@/components/kern/text'
import { Title } from '@/components/layout/title'
import { returnPath } from '@/lib/auth/return-path'
import { RecoveryCodesForm } from '../forms'

/** Recovery codes: for the day when app and passkey are lost (DS-06). */
export default memberPage(({ member, query }) => {
  if (!member.factorAt) redirect(FACTOR_PAGE)
  return (
    <>
      <Heading level={1}>Wiederherstellungscodes</Heading>
      <Text>
        Wenn Ihnen App und Passkey fehlen, kommen Sie mit einem dieser Codes in Ihr Konto. Jeder gilt einmal. Neue Codes
        machen die alten ungültig.
      </Text>
      <RecoveryCodesForm />
      <p>
        <ButtonLink href={returnPath(query.weiter, FACTOR_PAGE)} variant="secondary">
          Weiter
        </ButtonLink>
      </p>
      <Title>Wiederherstellungscodes</Title>
    </>
  )
})
