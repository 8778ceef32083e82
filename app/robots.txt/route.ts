import { publicRoute } from '@/app/_edge/download'

const closed = [
  '/admin',
  '/api',
  '/mein-profil',
  '/meine-angebote',
  '/nachrichten',
  '/melden',
  '/postfach',
  '/registrieren/bestaetigen',
  '/registrieren/nicht-ich',
  '/passwort-neu',
]

/** What search engines may read, and where the list of it is. */
export const GET = publicRoute(async ({ ctx }) => {
  const lines = [
    'User-agent: *',
    ...closed.map((path) => `Disallow: ${path}`),
    '',
    `Sitemap: ${ctx.mail.appUrl}/sitemap.xml`,
  ]
  return new Response(`${lines.join('\n')}\n`, { headers: { 'content-type': 'text/plain; charset=utf-8' } })
})
