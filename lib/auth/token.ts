import { createHash, randomBytes } from 'node:crypto'
import { type TokenEnd } from '../codes'
import { type PortalContext } from '../context'
import { type TokenPurpose } from '../db/generated/enums'

/** What a link in a mail was issued for. */
export type TokenClaim = {
  accountId: string
  newEmail: string | null
  requestId: string | null
  registrationId: string | null
}

/**
 * What became of a link. `done`: what it was for has happened; `superseded`: the same person asked for a newer one; `taken`: the
 * address belongs to a confirmed account meanwhile; `withdrawn`: who has the mailbox, or staff, ended it; `void`: password or
 * address of the account changed in another way; `restored`: the portal was read back from a backup meanwhile. `gone`: the account is
 * erased. "Used" alone never means "succeeded".
 */
/** `isExpired`: its time is over as well. */
type Ended = { outcome: TokenEnd; accountId: string; isExpired: boolean }
type Unknown = { outcome: 'gone' | 'taken' | 'withdrawn' | 'invalid' }
export type LinkState = ({ outcome: 'open' } & TokenClaim) | { outcome: 'expired' } | Ended | Unknown
type Issue = Pick<TokenClaim, 'accountId'> &
  Partial<Record<'newEmail' | 'requestId' | 'registrationId', string>> & { purpose: TokenPurpose; ttl: number }

/**
 * Issues a single-use secret for a link in a mail: 256 random bits, of which only the SHA-256 is stored (S-H1). `ttl`
 * in seconds. An older open one of the same purpose (and the same request, if it is about one) is superseded (S-H3), but not
 * that of a registration: anybody can register any address. Call it in the transaction that queues the mail.
 */
export async function issueToken(tx: PortalContext, { purpose, ttl, ...claim }: Issue): Promise<string> {
  const secret = randomBytes(32).toString('base64url')
  const now = tx.now()
  if (purpose !== 'confirm_registration') {
    const { accountId, requestId } = claim
    await endTokens(tx, { accountId, purposes: [purpose], requestId, outcome: 'superseded' })
  }
  await tx.db.accountToken.create({
    data: {
      ...claim,
      purpose,
      tokenHash: hashOf(secret),
      createdAt: now,
      expiresAt: new Date(now.getTime() + ttl * 1000),
    },
    select: { id: true },
  })
  return secret
}

/**
 * Uses up a secret and stores what became of it; of two at the same moment one wins (S-H2), and the other learns what the first one
 * did. A secret of another purpose is `invalid` (S-H4). Call it in the transaction of the act that the link stands for.
 */
export async function redeemToken(
  tx: PortalContext,
  { secret, purpose, outcome = 'done' }: { secret: string; purpose: TokenPurpose; outcome?: TokenEnd },
): Promise<({ outcome: 'redeemed' } & TokenClaim) | Exclude<LinkState, { outcome: 'open' }>> {
  const now = tx.now()
  const [claim] = await tx.db.accountToken.updateManyAndReturn({
    where: { tokenHash: hashOf(secret), purpose, usedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now, outcome, newEmail: null },
    select: claimColumns,
  })
  if (claim) return { outcome: 'redeemed', ...claim }
  const state = await inspectToken(tx, { secret, purpose })
  if (state.outcome === 'open') throw new Error('an open link was not redeemed')
  return state
}

/** What a link is for or became of it. For the page behind the link, which must not use it up (S-F4). */
export async function inspectToken(
  ctx: PortalContext,
  { secret, purpose }: { secret: string; purpose: TokenPurpose },
): Promise<LinkState> {
  const tokenHash = hashOf(secret)
  const row = await ctx.db.accountToken.findFirst({
    where: { tokenHash, purpose },
    select: { ...claimColumns, usedAt: true, outcome: true, expiresAt: true },
  })
  if (!row) {
    const erased = await ctx.db.erasedLink.findFirst({ where: { tokenHash, purpose }, select: { outcome: true } })
    return { outcome: (erased?.outcome as Unknown['outcome'] | undefined) ?? 'invalid' }
  }
  const { usedAt, outcome, expiresAt, ...claim } = row
  const isExpired = expiresAt <= ctx.now()
  if (usedAt) return { outcome: outcome as TokenEnd, accountId: claim.accountId, isExpired }
  return isExpired ? { outcome: 'expired' } : { outcome: 'open', ...claim }
}

const claimColumns = { accountId: true, newEmail: true, requestId: true, registrationId: true } as const

type Which = { accountId?: string; purposes?: TokenPurpose[]; requestId?: string }

/**
 * Ends the open secrets of these purposes: after a change of password or address they must not work any more (S-B8, S-M4), and their
 * pages say why. `requestId`: only those about this request. Returns how many.
 */
export async function endTokens(
  tx: PortalContext,
  { accountId, purposes, requestId, outcome }: Which & { outcome: TokenEnd },
): Promise<number> {
  const { count } = await tx.db.accountToken.updateMany({
    where: { accountId, purpose: purposes && { in: purposes }, requestId, usedAt: null },
    data: { usedAt: tx.now(), outcome, newEmail: null },
  })
  return count
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}
