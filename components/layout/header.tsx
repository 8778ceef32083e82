import { type ReactNode } from 'react'
import { Button } from '../kern/button'
import { Kopfzeile } from '../kern/kopfzeile'
import { Link } from '../kern/link'
import { ScreenReaderText } from '../kern/text'
import { PORTAL_NAME } from './title'

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
  return (
    <header className="no-print border-b border-line">
      <Kopfzeile>Ein Angebot der {operator}</Kopfzeile>
      <div className="mx-auto flex max-w-6xl flex-wrap items-center justify-between gap-x-8 gap-y-1 px-4 py-3">
        <PortalName />
        <nav aria-label="Hauptmenü">
          <ul className="-mx-2 flex flex-wrap items-center gap-x-2 gap-y-1">
            <MenuLink href="/angebote" path={path}>
              Angebote
            </MenuLink>
            {member ? <MemberMenu member={member} path={path} signOut={signOut} /> : <VisitorMenu path={path} />}
          </ul>
        </nav>
      </div>
    </header>
  )
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

function MemberMenu({ member, path, signOut }: Required<Pick<Props, 'member'>> & Pick<Props, 'path' | 'signOut'>) {
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
      <MenuLink href="/nachrichten" path={path}>
        Nachrichten
        {member.unread ? <Unread count={member.unread} /> : null}
      </MenuLink>
      <MenuLink href="/mein-profil" path={path}>
        Mein Profil
      </MenuLink>
      <li>
        <form action={signOut}>
          <Button variant="menu">Abmelden</Button>
        </form>
      </li>
    </>
  )
}

/** "3" beside the word; read out as "3 ungelesen". */
function Unread({ count }: { count: number }) {
  return (
    <span className="rounded-full bg-action px-2 text-sm font-semibold text-on-action">
      {count > 99 ? '99+' : count}
      <ScreenReaderText> ungelesen</ScreenReaderText>
    </span>
  )
}

function MenuLink({ href, path, children }: { href: string; path?: string; children: ReactNode }) {
  const isHere = path === href || path?.startsWith(`${href}/`)
  return (
    <li className="px-2">
      <Link
        href={href}
        standalone
        aria-current={isHere ? 'page' : undefined}
        className="py-3 aria-[current]:font-semibold"
      >
        {children}
      </Link>
    </li>
  )
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
