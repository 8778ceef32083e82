import { Heading } from '@/components/kern/heading'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { Title } from '@/components/layout/title'
import { setStatus } from '@/lib/exchange'

const heading = 'Das Portal wird gerade gewartet'

/**
 * The portal is closed after a restore (DS-04): full German page with status 503, without JavaScript too. Policy, legal notice and
 * accessibility statement stay readable (DS-01).
 */
export function MaintenancePage() {
  setStatus(503, { 'cache-control': 'no-store', 'retry-after': '600' })
  return (
    <>
      <Title>{heading}</Title>
      <Heading level={1}>{heading}</Heading>
      <Text>
        Wir stellen Daten wieder her. Bevor das Portal wieder öffnet, prüfen wir, dass alle Löschungen erhalten bleiben.
        Bitte versuchen Sie es später noch einmal. Fristen laufen Ihnen dadurch nicht ab.
      </Text>
      <Text>
        Die <Link href="/datenschutz">Datenschutzerklärung</Link> und das <Link href="/impressum">Impressum</Link> mit
        unserer Anschrift können Sie weiterhin lesen.
      </Text>
    </>
  )
}
