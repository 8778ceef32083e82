import { Alert } from '@/components/kern/alert'
import { Heading } from '@/components/kern/heading'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { Title } from '@/components/layout/title'

const heading = 'Anliegen bestätigt'

/** Confirmed: staff answer now (DS-12). */
export function RequestArrived() {
  return (
    <>
      <Title>{heading}</Title>
      <Heading level={1}>{heading}</Heading>
      <Alert variant="success" title="Ihre Bestätigung ist angekommen." role="status" id="bestaetigt" />
      <Text>
        Wir antworten so schnell wie möglich, spätestens an dem Tag, der in unserer E-Mail steht. Fragen beantworten wir
        über den <Link href="/kontakt">Kontakt</Link>.
      </Text>
    </>
  )
}
