import { publicPage } from '@/app/_edge/page'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { operator } from '@/lib/operator'
import { ContactForm } from './form'

/** Contact without an account (DS-12, A-B2). */
export default publicPage(() => <ContactForm intro={<Intro />} />)

function Intro() {
  const { email } = operator()
  return (
    <Text>
      Fragen, Hinweise, Auskunft über Ihre Daten, Barrieren, Beschwerden über Inhalte: Schreiben Sie uns. Ein Konto
      brauchen Sie dafür nicht. Wir verwenden Ihre Angaben nur, um Ihnen zu antworten (
      <Link href="/datenschutz">Datenschutzerklärung</Link>). Lieber per E-Mail?{' '}
      <Link href={`mailto:${email}`}>{email}</Link>
    </Text>
  )
}
