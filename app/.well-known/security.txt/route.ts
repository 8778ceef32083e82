import { publicRoute } from '@/app/_edge/download'
import { operator } from '@/lib/operator'

/** Valid for so many days from the day it is read: whoever keeps it looks again (RFC 9116 asks for less than a year). */
const VALID_DAYS = 90
const DAY_MS = 24 * 60 * 60 * 1000

/** Where faults of the portal are reported (RFC 9116). */
export const GET = publicRoute(async ({ ctx }) => {
  const today = Math.floor(ctx.now().getTime() / DAY_MS)
  const lines = [
    `Contact: mailto:${operator().email}`,
    `Expires: ${new Date((today + VALID_DAYS) * DAY_MS).toISOString()}`,
    'Preferred-Languages: de, en',
    `Canonical: ${ctx.mail.appUrl}/.well-known/security.txt`,
  ]
  return new Response(`${lines.join('\n')}\n`, { headers: { 'content-type': 'text/plain; charset=utf-8' } })
})
