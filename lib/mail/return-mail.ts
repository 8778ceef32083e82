import { type MailCause } from '../codes'
import { type PortalContext } from '../context'
import { type Outcome } from '../result'
import { lockAccounts, type MailHooks } from './hooks'
import { mailRow, markBounced } from './record-bounce'

/**
 * A mail of which only the id is known came back. Where the queue has forgotten it, the rooms find their own rows by its id; what is closed
 * there stays closed (DS-05, DS-11). `not-yet-known`: it is being sent at this moment.
 */
export async function returnMail(
  tx: PortalContext,
  { mailId, accountId, error, cause }: { mailId: string; accountId: string | null; error: string; cause: MailCause },
  hooks: MailHooks,
): Promise<Outcome<'bounced' | 'already-bounced' | 'unknown' | 'not-yet-known'>> {
  const found = await tx.db.outgoingMail.findUnique({ where: { id: mailId }, select: { ...mailRow, state: true } })
  if (!found) return tellEverybody(tx, { mailId, accountId }, hooks)
  if (accountId && found.accountId !== accountId) return { outcome: 'unknown' }
  if (found.state === 'sending') return { outcome: 'not-yet-known' }
  return markBounced(tx, found, { error, cause }, hooks)
}

async function tellEverybody(
  tx: PortalContext,
  { mailId, accountId }: { mailId: string; accountId: string | null },
  hooks: MailHooks,
): Promise<Outcome<'bounced' | 'unknown'>> {
  if (!accountId) return { outcome: 'unknown' }
  await lockAccounts(tx, [{ accountId }])
  for (const hook of Object.values(hooks)) await hook.bounced?.(tx, [{ id: mailId, accountId }])
  return { outcome: 'bounced' }
}
