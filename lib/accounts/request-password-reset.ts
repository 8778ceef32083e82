import { recordEvent } from '../audit/record-event'
import { RESET_PERIOD } from '../auth/limits'
import { isAdmittedSql } from '../auth/sessions'
import { inSteadyTime } from '../auth/steady-time'
import { throttle } from '../auth/throttle'
import { issueToken } from '../auth/token'
import { inTransaction, type PortalContext } from '../context'
import { cancelMails, queueMail } from '../mail/queue-mail'
import { lockAccount } from './lock-address'

type Outcome = { outcome: 'check-your-mail' } | { outcome: 'throttled'; retryAfterSeconds: number }

/** Far more than queueing a mail takes. */
const ANSWER_MS = 150

/**
 * Sends a link to set a new password, valid for 60 minutes (S-H3). Answer and time are the same for addresses that nobody
 * registered, and for accounts that may not sign in; they get no mail (S-A4). `network` from lib/auth/network.ts.
 */
export function requestPasswordReset(
  ctx: PortalContext,
  { email, network }: { email: string; network: string },
): Promise<Outcome> {
  return inSteadyTime(ANSWER_MS, async () => {
    for (const [limit, key] of [
      ['reset-network', network],
      ['reset-account', email],
    ] as const) {
      const allowance = await throttle(ctx, limit, key)
      if (allowance.outcome === 'throttled') return allowance
    }
    const [account] = await ctx.db.$queryRaw<{ id: string }[]>`
      SELECT a.id FROM account a WHERE a.email = ${email} AND ${isAdmittedSql}`
    if (account) {
      await inTransaction(ctx, async (tx) => {
        const { outcome } = await lockAccount(tx, account.id)
        if (outcome === 'locked') await sendResetLink(tx, { accountId: account.id })
      })
    }
    return { outcome: 'check-your-mail' }
  })
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
