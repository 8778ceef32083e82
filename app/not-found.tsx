import { ButtonLink } from '@/components/kern/button-link'
import { Heading } from '@/components/kern/heading'
import { Text } from '@/components/kern/text'
import { Title } from '@/components/layout/title'
import { keptFarewell } from '@/lib/exchange'
import { FarewellPage } from './_edge/farewell'

/**
 * For addresses that no route matches; Next.js itself sets the status. Not the ErrorPage of the edge: Next.js draws this
 * component along with every page, and every page would be answered with 404.
 */
export default function NotFound() {
  const farewell = keptFarewell()
  if (farewell) return <FarewellPage farewell={farewell} />
  return (
    <>
      <Title>Seite nicht gefunden</Title>
      <Heading level={1}>Seite nicht gefunden</Heading>
      <Text>Diese Adresse gibt es nicht oder nicht mehr. Bitte prüfen Sie die Schreibweise.</Text>
      <p>
        <ButtonLink href="/">Zur Startseite</ButtonLink>
      </p>
    </>
  )
}
