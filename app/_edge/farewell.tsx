import { type ReactNode } from 'react'
import { ButtonLink } from '@/components/kern/button-link'
import { Heading } from '@/components/kern/heading'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { FlashMessages } from '@/components/layout/flash-messages'
import { Title } from '@/components/layout/title'
import { type Flash } from '@/lib/auth/flash'
import { type Farewell } from '@/lib/exchange'
import { info, success } from './flash'

const signIn = (
  <p>
    <ButtonLink href="/anmelden">Anmelden</ButtonLink>
  </p>
)
const pages = {
  'signed-out': { heading: 'Abgemeldet', message: success('Sie sind abgemeldet.'), more: signIn },
  'factor-too-late': {
    heading: 'Nicht angemeldet',
    message: info('Das hat zu lange gedauert. Bitte melden Sie sich noch einmal an.'),
    more: signIn,
  },
  erased: {
    heading: 'Konto gelöscht',
    message: success('Ihr Konto ist gelöscht.'),
    more: (
      <>
        <Text>
          Alle Daten, die in Ihrem Konto gespeichert waren, sind gelöscht. Sie bekommen eine letzte E-Mail, die das
          bestätigt. Auf allen Geräten sind Sie abgemeldet.
        </Text>
        <Text>
          Sie können sich jederzeit <Link href="/registrieren">neu registrieren</Link>. Fragen beantworten wir gern über
          das <Link href="/kontakt">Kontaktformular</Link>.
        </Text>
      </>
    ),
  },
} satisfies Record<Farewell, { heading: string; message: Flash; more: ReactNode }>

/** What is said when a session is over (DS-04, S-C1): in the answer itself, in place of the page. It has no address, so nobody can forge it. */
export function FarewellPage({ farewell }: { farewell: Farewell }) {
  const { heading, message, more } = pages[farewell]
  return (
    <>
      <FlashMessages messages={[{ id: crypto.randomUUID(), ...message }]} />
      <Title>{heading}</Title>
      <Heading level={1}>{heading}</Heading>
      {more}
    </>
  )
}
