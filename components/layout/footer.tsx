import { Link } from '../kern/link'
import { Text } from '../kern/text'

const links = [
  { href: '/datenschutz', label: 'Datenschutz' },
  { href: '/impressum', label: 'Impressum' },
  { href: '/barrierefreiheit', label: 'Barrierefreiheit' },
  { href: '/kontakt', label: 'Kontakt' },
  { href: '/nutzungsregeln', label: 'Nutzungsregeln' },
]

type Props = { operator: string; path?: string }

/** On every page, so that policy, legal notice, accessibility statement and contact are one click away (DS-01, A-B1, A-B3). */
export function Footer({ operator, path }: Props) {
  return (
    <footer className="mt-auto border-t border-line bg-surface">
      <div className="mx-auto flex max-w-6xl flex-wrap items-center justify-between gap-x-8 gap-y-2 px-4 py-6">
        <nav aria-label="Rechtliches und Kontakt">
          <ul className="flex flex-wrap gap-x-6 gap-y-1">
            {links.map(({ href, label }) => (
              <li key={href}>
                <Link href={href} standalone aria-current={path === href ? 'page' : undefined}>
                  {label}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <Text size="small" muted>
          {operator}
        </Text>
      </div>
    </footer>
  )
}
