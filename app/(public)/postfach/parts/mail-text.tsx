import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'

/** The text part of a mail with its line breaks; addresses in it can be followed. */
export function MailText({ text }: { text: string }) {
  const parts = text.split(/(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)])/)
  return (
    <Text as="div" className="break-words whitespace-pre-wrap">
      {parts.map((part, index) =>
        index % 2 === 1 ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: a fixed text
          <Link key={index} href={part}>
            {part}
          </Link>
        ) : (
          part
        ),
      )}
    </Text>
  )
}
