import { recordEvent } from '../audit/record-event'
import { RESET_PERIOD } from '../auth/limits'
import { isAdmittedSql } from '../auth/sessions'
import { throttle } from '../auth/throttle'
import { issueToken } from '../auth/token'
import { type PortalContext } from '../context'
import { idRow, rowOf } from '../db/rows'
import { cancelMails, queueMail } from '../mail/queue-mail'
import { askLater } from './asked-addresses'

type Outcome = { outcome: 'check-your-mail' } | { outcome: 'throttled'; retryAfterSeconds: number }

/**
 * Somebody asks for a link to set a new password, valid for 60 minutes (S-H3). Answer and work are the same whoever the address belongs
 * to (S-A4): one row that the mail duty answers with sendResetLinkTo(). `network` from lib/auth/network.ts.
 */
export async function requestPasswordReset(
  ctx: PortalContext,
  { email, network }: { email: string; network: string },
): Promise<Outcome> {
  for (const [limit, key] of [
    ['reset-network', network],
    ['reset-account', email],
  ] as const) {
    const allowance = await throttle(ctx, limit, key)
    if (allowance.outcome === 'throttled') return allowance
  }
  await askLater(ctx, { email })
  return { outcome: 'check-your-mail' }
}

/** Answers it, in the caller's transaction. Addresses that nobody registered and accounts that may not sign in get no mail. */
export async function sendResetLinkTo(tx: PortalContext, email: string): Promise<void> {
  const account = await rowOf(tx, idRow)`
    SELECT a.id FROM account a WHERE a.email = ${email} AND ${isAdmittedSql} FOR NO KEY UPDATE`
  if (account) await sendResetLink(tx, { accountId: account.id })
}

/** The link itself, for an account whose row the caller's transaction has locked or made; `ttl` in seconds. */
export async function sendResetLink(
  tx: PortalContext,
  { accountId, ttl = RESET_PERIOD }: { accountId: string; ttl?: number },
): Promise<{ url: string }> {
  const secret = await issueToken(tx, { accountId, purpose: 'reset_password', ttl })
  const url = `${tx.mail.appUrl}/passwort-neu?token=${secret}`
  const expiresAt = new Date(tx.now().getTime() + ttl * 1000).toISOString()
  await cancelMails(tx, { accountId, templates: ['password-reset'] })
  await queueMail(tx, { template: 'password-reset', accountId, props: { url, expiresAt } })
  await recordEvent(tx, 'account.password-reset-requested', { subjectId: accountId })
  return { url }
}
