import { type ContentRef, contentQuery } from '@/lib/content'
import { ButtonLink } from '../kern/button-link'
import { Link } from '../kern/link'

type Props = ContentRef & {
  /** Whom the message goes to, as the reader sees them: "Bildungswerk Saale e. V."; never an address (DS-08). */
  name: string
  /** The main thing to do on its page. */
  asButton?: boolean
}

/** Leads to the form for a message to whoever stands behind a piece of content. Visitors are asked to sign in there. */
export function ContactLink({ kind, id, name, asButton = false }: Props) {
  const href = `/nachrichten/neu?${contentQuery({ kind, id })}`
  const label = `Nachricht an ${name} schreiben`
  return asButton ? (
    <ButtonLink href={href}>{label}</ButtonLink>
  ) : (
    <Link href={href} standalone small>
      {label}
    </Link>
  )
}
