import { recordEvent } from '../audit/record-event'
import { endTokens, inspectToken, type LinkState, redeemToken } from '../auth/token'
import { inTransaction, type PortalContext } from '../context'
import { cancelMails, queueMail } from '../mail/queue-mail'
import { checkPasswordOf } from './check-own-password'
import { lockAccount, lockAddress } from './lock-address'
import { standingOf } from './sign-in-standing'

const purpose = 'change_email'

/** The page behind the link. `isOwn`: who looks at it is signed in as the member whose address it is to become. */
export type EmailChangeLink =
  | { outcome: 'open'; newEmail: string; isOwn: boolean }
  | { outcome: 'done'; maySignIn: boolean }
  | { outcome: Exclude<LinkState['outcome'], 'open' | 'done'> }

/** What a link to a new address asks, or what became of it. Changes nothing (S-F4). */
export async function readEmailChangeLink(ctx: PortalContext, secret: string): Promise<EmailChangeLink> {
  const link = await inspectToken(ctx, { secret, purpose })
  if (link.outcome === 'done') return { outcome: 'done', maySignIn: (await standingOf(ctx, link.accountId)).maySignIn }
  if (link.outcome !== 'open') return { outcome: link.outcome }
  return { outcome: 'open', newEmail: link.newEmail ?? '', isOwn: isOwner(ctx, link.accountId) }
}

type Outcome =
  | { outcome: 'changed' | 'password-missing' | 'wrong-password' | 'place-kept' }
  | { outcome: 'throttled'; retryAfterSeconds: number }
  | { outcome: Exclude<LinkState['outcome'], 'open'> }

/** What a higher room does: erases an account whose address nobody has proved, in the transaction, and notes it afterwards. */
export type UnprovenHooks = {
  erase(tx: PortalContext, accountId: string): Promise<{ outcome: 'erased' | 'kept' }>
  erased(ctx: PortalContext): Promise<unknown>
}

/**
 * The new address is confirmed (DS-04) by whoever reads its mail and is the member: signed in, or by the password, so that nobody is
 * given an account of somebody else. The old address gets a note (S-A10), and links that were sent there end (S-M4). `taken`: the
 * address was confirmed for another account meanwhile; a registration that nobody confirmed gives way. `place-kept`: unless something keeps
 * it, for example a legal hold; the link stays open.
 */
export async function confirmEmailChange(
  ctx: PortalContext,
  { secret, password = '' }: { secret: string; password?: string },
  hooks: UnprovenHooks,
): Promise<Outcome> {
  const link = await inspectToken(ctx, { secret, purpose })
  if (link.outcome !== 'open') return { outcome: link.outcome }
  const { accountId, newEmail } = link
  if (!newEmail) return { outcome: 'invalid' }
  const proof = await prove(ctx, { accountId, newEmail, password })
  if (proof.outcome === 'throttled') return proof
  if (proof.outcome !== 'right') return { outcome: proof.outcome }
  let hasErased = false
  const result = await inTransaction(ctx, async (tx): Promise<Outcome> => {
    await lockAddress(tx, newEmail)
    await lockAccount(tx, accountId)
    const still = await inspectToken(tx, { secret, purpose })
    if (still.outcome !== 'open') return { outcome: still.outcome }
    const other = await tx.db.account.findUnique({ where: { email: newEmail }, select: ownerColumns })
    // What nobody has proved never wins against what somebody has proved.
    const isTaken = Boolean(other?.emailConfirmedAt)
    if (other && !isTaken) {
      if ((await hooks.erase(tx, other.id)).outcome !== 'erased') return { outcome: 'place-kept' }
      hasErased = true
    }
    await redeemToken(tx, { secret, purpose, outcome: isTaken ? 'taken' : 'done' })
    if (isTaken) return { outcome: 'taken' }
    await takeOver(tx, accountId, newEmail)
    return { outcome: 'changed' }
  })
  if (hasErased) await hooks.erased(ctx)
  return result
}

const ownerColumns = { id: true, emailConfirmedAt: true } as const

/** Nothing is proved where there is nothing to win: an address that is taken is called so whoever asks. */
async function prove(
  ctx: PortalContext,
  { accountId, newEmail, password }: { accountId: string; newEmail: string; password: string },
): Promise<
  { outcome: 'right' | 'password-missing' | 'wrong-password' } | { outcome: 'throttled'; retryAfterSeconds: number }
> {
  const other = await ctx.db.account.findUnique({ where: { email: newEmail }, select: ownerColumns })
  if (other?.emailConfirmedAt || isOwner(ctx, accountId)) return { outcome: 'right' }
  if (password === '') return { outcome: 'password-missing' }
  const check = await checkPasswordOf(ctx, { accountId, password })
  return check.outcome === 'wrong' ? { outcome: 'wrong-password' } : check
}

function isOwner({ actor }: PortalContext, accountId: string): boolean {
  return actor.kind === 'member' && actor.accountId === accountId
}

async function takeOver(tx: PortalContext, accountId: string, newEmail: string): Promise<void> {
  const old = await tx.db.account.findUniqueOrThrow({ where: { id: accountId }, select: { email: true } })
  await tx.db.account.update({ where: { id: accountId }, data: { email: newEmail }, select: { id: true } })
  await endTokens(tx, { accountId, purposes: ['reset_password', purpose, 'confirm_request'], outcome: 'void' })
  await cancelMails(tx, { accountId, templates: ['password-reset', 'erasure-request-identity'] })
  await recordEvent(tx, 'account.email-changed', { subjectId: accountId })
  await queueMail(tx, {
    template: 'email-changed-notice',
    accountId,
    recipient: old.email,
    props: { changedAt: tx.now().toISOString() },
  })
}
