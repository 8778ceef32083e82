import { plain, publicRoute } from '@/app/_edge/download'
import { findInOutbox } from '@/lib/mail/read-outbox'
import { openOutbox } from '../../parts/open-outbox'

/**
 * The HTML part of one message of the local outbox, as a mail program shows it. proxy.ts gives this address a policy under which nothing
 * runs and nothing is fetched; its links open new windows.
 */
export const GET = publicRoute(async ({ params }) => {
  const dataDir = await openOutbox()
  const mail = dataDir ? await findInOutbox(dataDir, params.name ?? '') : undefined
  if (!mail?.html) return plain(404, 'Diese Nachricht gibt es nicht.')
  return new Response(mail.html, {
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
  })
})
