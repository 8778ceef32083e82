import { splitAtAddresses } from '@/lib/writing/addresses'
import { Link } from '../kern/link'

/** A message as it was typed: no sign in it is a mark, every line and space stays, and addresses are links. */
export function TypedText({ text }: { text: string }) {
  const parts = splitAtAddresses(text)
  return (
    <p className="member-text whitespace-pre-wrap">
      {parts.map((part, index) =>
        typeof part === 'string' ? (
          part
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: rendered once
          <Link key={index} href={part.href} rel="nofollow ugc noopener noreferrer">
            {part.text}
          </Link>
        ),
      )}
    </p>
  )
}
