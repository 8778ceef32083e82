import { redirect } from 'next/navigation'
import { publicPage } from '@/app/_edge/page'
import { Alert } from '@/components/kern/alert'
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
        intro={<Intro query={query} />}
        aside={<Link href="/passwort-vergessen">Passwort vergessen?</Link>}
        weiter={query.weiter && returnPath(query.weiter)}
      />
      <Text>
        Sie haben noch kein Konto? <Link href="/registrieren">Registrieren</Link>
      </Text>
    </>
  )
})

function Intro({ query }: { query: Record<string, string | undefined> }) {
  if (query.abgemeldet) return <Alert variant="success" title="Sie sind abgemeldet." role="status" />
  if (query.abgelaufen)
    return (
      <Alert variant="info" title="Das hat zu lange gedauert. Bitte melden Sie sich noch einmal an." role="status" />
    )
  return query.weiter ? <Text>Für diese Seite müssen Sie angemeldet sein.</Text> : null
}
