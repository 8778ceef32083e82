import { publicPage } from '@/app/_edge/page'
import { LinkProblem } from '@/components/account/link-problem'
import { Alert } from '@/components/kern/alert'
import { Heading } from '@/components/kern/heading'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { Title } from '@/components/layout/title'
import { inspectToken } from '@/lib/auth/token'
import { EmailConfirmationForm } from './form'

const heading = 'Neue E-Mail-Adresse bestätigen'

/** Behind the link to the new address (DS-04). Works without being signed in: the link is opened where the mail is read. */
export default publicPage(async ({ ctx, query }) => {
  if (query.bestaetigt === 'ja') return <Changed />
  const secret = query.token ?? ''
  const link = await inspectToken(ctx, { secret, purpose: 'change_email' })
  switch (link.outcome) {
    case 'open':
      return <Confirmation secret={secret} newEmail={link.newEmail ?? ''} />
    case 'used':
      return <Changed />
    case 'expired':
      return (
        <LinkProblem heading={heading} title="Dieser Link ist abgelaufen.">
          Er galt 24 Stunden. Ihre bisherige Adresse gilt weiter. Sie können die Änderung unter{' '}
          <Link href="/mein-profil">Mein Profil</Link> neu beginnen.
        </LinkProblem>
      )
    case 'invalid':
      return (
        <LinkProblem heading={heading} title="Dieser Link ist ungültig.">
          Vielleicht ist er unvollständig, oder es gibt eine neuere E-Mail von uns. Ihre Adresse sehen Sie unter{' '}
          <Link href="/mein-profil">Mein Profil</Link>.
        </LinkProblem>
      )
  }
})

function Confirmation({ secret, newEmail }: { secret: string; newEmail: string }) {
  return (
    <>
      <Heading level={1}>{heading}</Heading>
      <Text>
        Mit der Bestätigung wird <strong>{newEmail}</strong> die Adresse Ihres Kontos. Damit melden Sie sich dann an.
        Ihre bisherige Adresse bekommt eine Nachricht über die Änderung.
      </Text>
      <EmailConfirmationForm secret={secret} />
      <Title>{heading}</Title>
    </>
  )
}

function Changed() {
  return (
    <>
      <Title>E-Mail-Adresse geändert</Title>
      <Heading level={1}>E-Mail-Adresse geändert</Heading>
      <Alert
        variant="success"
        title="Ihre neue Adresse ist bestätigt."
        role="status"
        id="geaendert"
        focusable
        autoFocus
      >
        <Text>
          Melden Sie sich ab jetzt mit der neuen Adresse an. <Link href="/mein-profil">Zu Mein Profil</Link>
        </Text>
      </Alert>
    </>
  )
}
