import { forgetOffer } from '../auth/authenticator'
import { forgiveProofs } from '../auth/failed-proofs'
import { endAllSessions } from '../auth/sessions'
import { endTokens } from '../auth/token'
import { type PortalContext } from '../context'
import { cancelMails, queueMail } from '../mail/queue-mail'

/** What must not make up a password (S-B4): the person's own data. Undefined if the account is gone. */
export async function ownWords(
  ctx: PortalContext,
  accountId: string,
): Promise<{ email: string; passwordHash: string | null; words: string[] } | undefined> {
  const account = await ctx.db.account.findUnique({ where: { id: accountId }, select: ownColumns })
  if (!account) return undefined
  const { email, passwordHash, surname, givenName, organisation, position } = account
  return {
    email,
    passwordHash,
    words: [email, surname, givenName, organisation, position].filter((word) => word !== null),
  }
}

const ownColumns = {
  email: true,
  passwordHash: true,
  surname: true,
  givenName: true,
  organisation: true,
  position: true,
} as const

/** What follows from every new password, in its transaction: other sessions and open links end, the owner gets a mail. */
export async function takePasswordIntoUse(
  tx: PortalContext,
  accountId: string,
  { except }: { except?: string } = {},
): Promise<void> {
  await endAllSessions(tx, accountId, { except })
  await forgetOffer(tx, accountId)
  await forgiveProofs(tx, { accountId, kind: 'password' })
  await endTokens(tx, { accountId, purposes: ['reset_password', 'change_email'], outcome: 'void' })
  await cancelMails(tx, { accountId, templates: ['password-reset', 'confirm-email-change'] })
  await queueMail(tx, { template: 'password-changed', accountId, props: { changedAt: tx.now().toISOString() } })
}
