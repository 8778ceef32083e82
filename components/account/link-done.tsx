import { type ReactNode } from 'react'
import { Alert } from '../kern/alert'
import { ButtonLink } from '../kern/button-link'
import { Heading } from '../kern/heading'
import { Link } from '../kern/link'
import { Text } from '../kern/text'
import { Title } from '../layout/title'

type Props = {
  heading: string
  title: string
  id: string
  maySignIn: boolean
  next?: { href: string; label: string }
  children: ReactNode
}

/** Page behind a link from a mail that did its work, the same on each visit. `children`: how to go on, for whoever may sign in. */
export function LinkDone({ heading, title, id, maySignIn, next = signIn, children }: Props) {
  return (
    <>
      <Title>{heading}</Title>
      <Heading level={1}>{heading}</Heading>
      <Alert variant={maySignIn ? 'success' : 'info'} title={title} role="status" id={id} focusable autoFocus>
        <Text>
          {maySignIn ? (
            children
          ) : (
            <>
              Anmelden können Sie sich zurzeit nicht. Den Grund erfahren Sie über den{' '}
              <Link href="/kontakt">Kontakt</Link>.
            </>
          )}
        </Text>
      </Alert>
      {maySignIn ? (
        <p>
          <ButtonLink href={next.href}>{next.label}</ButtonLink>
        </p>
      ) : null}
    </>
  )
}

const signIn = { href: '/anmelden', label: 'Zur Anmeldung' }
