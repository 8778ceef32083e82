import { recordEvent } from '../audit/record-event'
import { throttle } from '../auth/throttle'
import { issueToken } from '../auth/token'
import { countUnaskedMail } from '../auth/unasked-mail'
import { inTransaction, type PortalContext } from '../context'
import { cancelMails, queueMail } from '../mail/queue-mail'
import { may } from '../may'
import { checkOwnPassword } from './check-own-password'
import { lockAccount } from './lock-address'
import { tellOwner } from './tell-owner'

/** The link to the new address works this long (S-H3). Seconds. */
export const EMAIL_CHANGE_PERIOD = 24 * 60 * 60

type Outcome =
  | { outcome: 'check-your-mail' }
  | { outcome: 'same-address' }
  | { outcome: 'wrong-password' }
  | { outcome: 'throttled'; retryAfterSeconds: number }
  | { outcome: 'gone' }

/**
 * Asks for a new e-mail address (DS-04). It takes effect when the link sent there is confirmed (confirm-email-change.ts);
 * until then the old one stays. `newEmail` is normalised. If the address belongs to somebody else, the answer is the same and its owner is
 * told (S-A3).
 */
export async function changeEmail(
  ctx: PortalContext,
  { accountId, newEmail, currentPassword }: { accountId: string; newEmail: string; currentPassword: string },
): Promise<Outcome> {
  may.own(ctx, accountId)
  const check = await checkOwnPassword(ctx, { accountId, password: currentPassword })
  if (check.outcome === 'wrong') return { outcome: 'wrong-password' }
  if (check.outcome === 'throttled') return check
  const account = await ctx.db.account.findUnique({ where: { id: accountId }, select: { email: true } })
  if (!account) return { outcome: 'gone' }
  if (account.email === newEmail) return { outcome: 'same-address' }
  const limit = await throttle(ctx, 'change-email', accountId)
  if (limit.outcome === 'throttled') return limit
  const mails = await countUnaskedMail(ctx, newEmail)
  if (mails.outcome === 'throttled') return mails
  return inTransaction(ctx, async (tx) => {
    if ((await lockAccount(tx, accountId)).outcome === 'gone') return { outcome: 'gone' }
    const owner = await tx.db.account.findUnique({
      where: { email: newEmail },
      select: { id: true, emailConfirmedAt: true },
    })
    // The same rows either way: the profile shows an address that waits, whoever it belongs to (S-A3).
    await cancelMails(tx, { accountId, templates: ['confirm-email-change'] })
    const secret = await issueToken(tx, { accountId, purpose: 'change_email', ttl: EMAIL_CHANGE_PERIOD, newEmail })
    if (owner?.emailConfirmedAt) await tellOwner(tx, owner.id)
    else await askNewAddress(tx, { accountId, newEmail, secret })
    await recordEvent(tx, 'account.email-change-requested', { subjectId: accountId })
    return { outcome: 'check-your-mail' }
  })
}

type Asked = { accountId: string; newEmail: string; secret: string }

async function askNewAddress(tx: PortalContext, { accountId, newEmail, secret }: Asked): Promise<void> {
  await queueMail(tx, {
    template: 'confirm-email-change',
    accountId,
    recipient: newEmail,
    props: {
      url: `${tx.mail.appUrl}/mein-profil/e-mail-bestaetigen?token=${secret}`,
      expiresAt: new Date(tx.now().getTime() + EMAIL_CHANGE_PERIOD * 1000).toISOString(),
    },
  })
}
