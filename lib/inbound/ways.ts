import { type PortalContext } from '../context'
import { type MailboxSettings, type Settings } from '../env'

/** Name of a folder that is read, for staff and for its row; without the password. */
export function folderWay({ host, port, user }: MailboxSettings, folder: string): string {
  return `IMAP ${host}:${port}, ${user}, ${folder}`
}

export const RESEND_WAY = 'Resend'

/** The ways on which the portal fetches mail itself: each of them is waited for (DS-05, DS-11). */
export function configuredWays({ mailbox, fromResend }: Settings['inbound']): string[] {
  const folders = mailbox ? mailbox.folders.map((folder) => folderWay(mailbox, folder)) : []
  return [...folders, ...(fromResend ? [RESEND_WAY] : [])]
}

/**
 * Puts the ways that the settings name where the gate looks (`heard_until()`), before anybody could be erased unheard. A way that is new, or
 * that was away, waits for its first reading. One that no setting names any more is not waited for, if `forgetOthers`: the servers say so, not
 * a command in a shell that may lack the setting.
 */
export async function declareWays(
  ctx: PortalContext,
  names: string[],
  { forgetOthers }: { forgetOthers: boolean },
): Promise<void> {
  const now = ctx.now()
  if (forgetOthers) {
    await ctx.db.$executeRaw`
      UPDATE inbound_way SET is_configured = false WHERE is_configured AND name <> ALL(${names}::text[])`
  }
  if (names.length === 0) return
  await ctx.db.$executeRaw`
    INSERT INTO inbound_way (name, configured_at) SELECT name, ${now}::timestamptz FROM unnest(${names}::text[]) AS name
    ON CONFLICT (name) DO UPDATE SET is_configured = true, configured_at = excluded.configured_at
    WHERE NOT inbound_way.is_configured`
}
