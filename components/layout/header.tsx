import { type ReactNode } from 'react'
import { Button } from '../kern/button'
import { Kopfzeile } from '../kern/kopfzeile'
import { Link } from '../kern/link'
import { PORTAL_NAME } from './title'
import { UnreadMark } from './unread-mark'

type Props = {
  /** Whose portal this is, in the line above. */
  operator: string
  /** Nobody where no one is signed in or the session could not be read. */
  member?: { role: string /** Messages not read yet. */; unread?: number }
  /** Path of the page, to mark its entry in the menu. */
  path?: string
  signOut: (formData: FormData) => void | Promise<void>
}

/** Name of the portal and the main menu, on every page. */
export function Header({ operator, member, path, signOut }: Props) {
  if (!member) {
    return (
      <Frame operator={operator}>
        <Menu path={path}>
          <VisitorMenu path={path} />
        </Menu>
      </Frame>
    )
  }
  return (
    <Frame operator={operator}>
      <Menu path={path}>
        <MemberMenu member={member} path={path} />
      </Menu>
      <MenuLink href="/nachrichten" path={path}>
        Nachrichten
        <UnreadMark count={member.unread ?? 0} />
      </MenuLink>
      <MenuLink href="/mein-profil" path={path}>
        Mein Profil
      </MenuLink>
      <li>
        <form action={signOut}>
          <Button variant="menu">Abmelden</Button>
        </form>
      </li>
    </Frame>
  )
}

/** What everybody sees first, then what is only for some. */
function Menu({ path, children }: { path?: string; children: ReactNode }) {
  return (
    <>
      <MenuLink href="/angebote" path={path}>
        Angebote
      </MenuLink>
      {children}
    </>
  )
}

function Frame({ operator, children }: { operator: string; children: ReactNode }) {
  return (
    <header className="no-print border-b border-line">
      <Sender operator={operator} />
      <div className="mx-auto flex max-w-6xl flex-wrap items-center justify-between gap-x-8 gap-y-1 px-4 py-3">
        <PortalName />
        <nav aria-label="Hauptmenü">
          <ul className="-mx-2 flex flex-wrap items-center sm:gap-x-2 sm:gap-y-1">{children}</ul>
        </nav>
      </div>
    </header>
  )
}

function Sender({ operator }: Pick<Props, 'operator'>) {
  return <Kopfzeile>Ein Angebot der {operator}</Kopfzeile>
}

function VisitorMenu({ path }: { path?: string }) {
  return (
    <>
      <MenuLink href="/registrieren" path={path}>
        Registrieren
      </MenuLink>
      <MenuLink href="/anmelden" path={path}>
        Anmelden
      </MenuLink>
    </>
  )
}

function MemberMenu({ member, path }: Required<Pick<Props, 'member'>> & Pick<Props, 'path'>) {
  return (
    <>
      {member.role === 'member' ? null : (
        <MenuLink href="/admin" path={path}>
          Verwaltung
        </MenuLink>
      )}
      <MenuLink href="/forum" path={path}>
        Forum
      </MenuLink>
      <MenuLink href="/akteure" path={path}>
        Akteure
      </MenuLink>
    </>
  )
}

function MenuLink({ href, path, children }: { href: string; path?: string; children: ReactNode }) {
  return (
    <li className="px-2">
      <Link
        href={href}
        standalone
        aria-current={isHere(href, path) ? 'page' : undefined}
        className="py-2 sm:py-3 aria-[current]:font-semibold"
      >
        {children}
      </Link>
    </li>
  )
}

/** Does the entry lead to this page or to one above it? */
function isHere(href: string, path: string | undefined): boolean {
  return path === href || Boolean(path?.startsWith(`${href}/`))
}

function PortalName() {
  return (
    <a href="/" className="flex min-h-12 items-center gap-3 text-ink no-underline hover:underline">
      <Mark />
      <span className="text-xl leading-tight font-semibold">{PORTAL_NAME}</span>
    </a>
  )
}

/** The portal's mark: steps that lead up. Drawn here, so that no image is loaded. */
function Mark() {
  return (
    <svg aria-hidden="true" viewBox="0 0 32 32" className="size-9 shrink-0 text-action" fill="currentColor">
      <path d="M3 23h7v6H3zM12.5 15h7v14h-7zM22 7h7v22h-7z" />
      <path d="M3 17 16 6l.8 1L4 18z" opacity=".55" />
    </svg>
  )
}
