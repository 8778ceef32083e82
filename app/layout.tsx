import './globals.css'

import { type Metadata, type Viewport } from 'next'
import { headers } from 'next/headers'
import { unstable_rethrow } from 'next/navigation'
import { connection } from 'next/server'
import { type ReactNode } from 'react'
import { AnnouncementNotice } from '@/app/(public)/datenschutz/parts/announcement-notice'
import { Description, pageDescriptions } from '@/components/layout/description'
import { Footer } from '@/components/layout/footer'
import { Header } from '@/components/layout/header'
import { SkipLink } from '@/components/layout/skip-link'
import { currentMember } from '@/lib/auth/session'
import { isClosed } from '@/lib/closure'
import { countUnread } from '@/lib/messaging/count-unread'
import { operator } from '@/lib/operator'
import { contextOf } from './_edge/context-of'
import { signOut } from './(public)/anmelden/actions'

export const metadata: Metadata = {
  formatDetection: { telephone: false, date: false, address: false, email: false },
}

export const viewport: Viewport = { colorScheme: 'light dark' }

/** The frame of every page, error pages included. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  // Rendered per request: the CSP nonce belongs to this answer alone.
  await connection()
  const { name, shortName } = operator()
  const path = (await headers()).get('x-portal-path')?.split('?')[0]
  const member = await memberOrNobody(path)
  const described = path !== undefined && Object.hasOwn(pageDescriptions, path) ? pageDescriptions[path] : undefined
  return (
    <html lang="de">
      <body className="flex min-h-dvh flex-col">
        {described ? (
          <Description title={described.title} url={contextOf(member).mail.appUrl + path}>
            {described.description}
          </Description>
        ) : null}
        <SkipLink />
        <Header operator={shortName} member={member} path={path} signOut={signOut} />
        <AnnouncementNotice ctx={contextOf(member)} accountId={member?.accountId} path={path} />
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
async function memberOrNobody(path: string | undefined) {
  try {
    // Sessions that came back with a backup are void.
    const member = (await isClosed(contextOf(undefined))) ? undefined : await currentMember()
    // The conversation that this page opens is read by the time somebody sees the menu.
    const except = path?.match(/^\/nachrichten\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/)?.[1]
    return member && { ...member, unread: await countUnread(contextOf(member), member.accountId, { except }) }
  } catch (error) {
    unstable_rethrow(error)
    return undefined
  }
}
