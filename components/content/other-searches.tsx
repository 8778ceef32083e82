import { Link } from '../kern/link'
import { Text } from '../kern/text'

/** Ways on from a search that found nothing: each of these finds something. Nothing where there is none. */
export function OtherSearches({ ways }: { ways: { href: string; label: string }[] }) {
  if (ways.length === 0) return null
  return (
    <Text as="div">
      Das findet etwas:
      <ul className="flex flex-wrap gap-x-6 gap-y-2">
        {ways.map(({ href, label }) => (
          <li key={href}>
            <Link href={href}>{label}</Link>
          </li>
        ))}
      </ul>
    </Text>
  )
}
