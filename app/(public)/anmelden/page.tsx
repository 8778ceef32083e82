import { redirect } from 'next/navigation'
import { publicPage } from '@/app/_edge/page'
import { PortalForm } from '@/components/forms/portal-form'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { returnPath } from '@/lib/auth/return-path'
import { signIn } from './actions'

/** Sign-in (DS-05, DS-06). Works without JavaScript and sets no cookie before it has succeeded (DS-09). */
export default publicPage(({ member, query }) => {
  if (member) redirect(returnPath(query.weiter))
  return (
    <>
      <PortalForm
        action={signIn}
        title="Anmelden"
        intro={query.weiter ? <Text>Für diese Seite müssen Sie angemeldet sein.</Text> : null}
        submit="Anmelden"
        aside={<Link href="/passwort-vergessen">Passwort vergessen?</Link>}
        known={query.weiter ? { weiter: returnPath(query.weiter) } : {}}
        asks={[
          { kind: 'email', name: 'email', label: 'E-Mail-Adresse', autoComplete: 'username' },
          { kind: 'password', name: 'password', label: 'Passwort', autoComplete: 'current-password' },
        ]}
      />
      <Text>
        Sie haben noch kein Konto? <Link href="/registrieren">Registrieren</Link>
      </Text>
    </>
  )
})
