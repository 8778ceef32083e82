import { redirect } from 'next/navigation'
import { publicPage } from '@/app/_edge/page'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { Section } from '@/components/layout/page'
import { askForPasskey } from '@/lib/auth/passkeys'
import { returnPath } from '@/lib/auth/return-path'
import { pendingMember } from '@/lib/auth/session'
import { CodeForm, PasskeyStep } from './form'

/** After the password: the second factor (DS-06, S-A8). Until then nobody is signed in. */
export default publicPage(async ({ ctx, member, query }) => {
  const weiter = returnPath(query.weiter)
  if (member) redirect(weiter)
  const pending = await pendingMember()
  if (!pending) redirect(`/anmelden?weiter=${encodeURIComponent(weiter)}`)
  return (
    <>
      <CodeForm
        intro={<Text>Ihr Passwort stimmt. Bitte bestätigen Sie jetzt, dass Sie es sind.</Text>}
        weiter={weiter}
      />
      {pending.hasPasskey ? (
        <Section>
          <Text>Oder nutzen Sie Ihren Passkey:</Text>
          <PasskeyStep options={await askForPasskey(ctx, pending)} weiter={weiter} />
        </Section>
      ) : null}
      <Text>
        <Link href="/anmelden">Mit einem anderen Konto anmelden</Link>
      </Text>
    </>
  )
})
