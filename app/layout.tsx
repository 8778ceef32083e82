import './globals.css'

import { type Metadata, type Viewport } from 'next'
import { headers } from 'next/headers'
import { unstable_rethrow } from 'next/navigation'
import { connection } from 'next/server'
import { type ReactNode } from 'react'
import { Footer } from '@/components/layout/footer'
import { Header } from '@/components/layout/header'
import { SkipLink } from '@/components/layout/skip-link'
import { currentMember } from '@/lib/auth/session'
import { isClosed } from '@/lib/closure'
import { portalContext } from '@/lib/context'
import { operator } from '@/lib/operator'
import { signOut } from './(public)/anmelden/actions'
import { AnnouncementNotice } from './(public)/datenschutz/announcement-notice'

export const metadata: Metadata = {
  description:
    'QualiService Thüringen: das Portal für Qualifizierung und Weiterbildung in Thüringen. Angebote, Ansprechpersonen und Austausch.',
  formatDetection: { telephone: false, date: false, address: false, email: false },
}

export const viewport: Viewport = { colorScheme: 'light dark' }

/** The frame of every page, error pages included. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  // Rendered per request: the CSP nonce belongs to this answer alone.
  await connection()
  const { name, shortName } = operator()
  const path = (await headers()).get('x-portal-path')?.split('?')[0]
  const member = await memberOrNobody()
  return (
    <html lang="de">
      <body className="flex min-h-dvh flex-col">
        <SkipLink />
        <Header operator={shortName} member={member} path={path} signOut={signOut} />
        <AnnouncementNotice ctx={portalContext({ kind: 'visitor' })} accountId={member?.accountId} path={path} />
        <main id="inhalt" tabIndex={-1} className="page grow">
          {children}
        </main>
        <Footer operator={name} path={path} />
      </body>
    </html>
  )
}

/**
 * The frame stands whatever happens: a session that cannot be read (the database is away) leaves the neutral header. The
 * page meets the same failure, answers with the right status and reports it.
 */
async function memberOrNobody() {
  try {
    // Sessions that came back with a backup are void.
    return (await isClosed(portalContext({ kind: 'visitor' }))) ? undefined : await currentMember()
  } catch (error) {
    unstable_rethrow(error)
    return undefined
  }
}
