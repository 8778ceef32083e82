import { redirect } from 'next/navigation'
import { publicPage } from '@/app/_edge/page'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { returnPath } from '@/lib/auth/return-path'
import { SignInForm } from './form'

/** Sign-in (DS-05, DS-06). Works without JavaScript and sets no cookie before it has succeeded (DS-09). */
export default publicPage(({ member, query }) => {
  if (member) redirect(returnPath(query.weiter))
  return (
    <>
      <SignInForm
        intro={query.weiter ? <Text>Für diese Seite müssen Sie angemeldet sein.</Text> : null}
        aside={<Link href="/passwort-vergessen">Passwort vergessen?</Link>}
        weiter={query.weiter && returnPath(query.weiter)}
      />
      <Text>
        Sie haben noch kein Konto? <Link href="/registrieren">Registrieren</Link>
      </Text>
    </>
  )
})
