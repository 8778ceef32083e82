import { publicPage } from '@/app/_edge/page'
import { Heading } from '@/components/kern/heading'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { Title } from '@/components/layout/title'
import { NEW_PASSWORD_HINT } from '@/lib/auth/messages'
import { inspectToken } from '@/lib/auth/token'
import { NewPasswordForm } from './form'

/** Behind the link from the mail. Opening it changes nothing: mail scanners open links too (S-F4). */
export default publicPage(async ({ ctx, query }) => {
  const token = query.token ?? ''
  const { outcome } = await inspectToken(ctx, { secret: token, purpose: 'reset_password' })
  if (outcome !== 'open') return <DeadLink reason={reasons[outcome]} />
  const intro = <Text>Danach melden Sie sich damit an. Alle offenen Sitzungen Ihres Kontos werden beendet.</Text>
  return <NewPasswordForm token={token} hint={NEW_PASSWORD_HINT} intro={intro} />
})

const reasons = {
  used: 'Mit diesem Link wurde schon ein Passwort festgelegt. Jeder Link gilt nur einmal.',
  expired: 'Dieser Link ist abgelaufen.',
  invalid:
    'Dieser Link ist nicht gültig. Vielleicht ist er unvollständig, oder Sie haben inzwischen einen neueren bekommen.',
}

function DeadLink({ reason }: { reason: string }) {
  return (
    <>
      <Title>Link nicht gültig</Title>
      <Heading level={1}>Dieser Link gilt nicht mehr</Heading>
      <Text>{reason}</Text>
      <Text>
        Sie können <Link href="/passwort-vergessen">einen neuen Link anfordern</Link> oder sich{' '}
        <Link href="/anmelden">anmelden</Link>.
      </Text>
    </>
  )
}
