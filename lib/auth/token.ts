import { createHash, randomBytes } from 'node:crypto'
import { type PortalContext } from '../context'
import { type TokenPurpose } from '../db/generated/enums'

/** What a link in a mail was issued for. */
export type TokenClaim = { accountId: string; newEmail: string | null; requestId: string | null }
export type Redemption = ({ outcome: 'redeemed' } & TokenClaim) | { outcome: 'invalid' | 'used' | 'expired' }
type Issue = { accountId: string; purpose: TokenPurpose; ttl: number; newEmail?: string; requestId?: string }

/**
 * Issues a single-use secret for a link in a mail: 256 random bits, of which only the SHA-256 is stored (S-H1). `ttl`
 * in seconds. An older open one of the same purpose (and the same request, if it
 * is about one) dies (S-H3). Call it in the transaction that queues the mail.
 */
export async function issueToken(
  tx: PortalContext,
  { accountId, purpose, ttl, newEmail, requestId }: Issue,
): Promise<string> {
  const secret = randomBytes(32).toString('base64url')
  const now = tx.now()
  await voidTokens(tx, { accountId, purposes: [purpose], requestId })
  await tx.db.accountToken.create({
    data: {
      accountId,
      purpose,
      tokenHash: hashOf(secret),
      newEmail,
      requestId,
      createdAt: now,
      expiresAt: new Date(now.getTime() + ttl * 1000),
    },
    select: { id: true },
  })
  return secret
}

/**
 * Uses up a secret; of two at the same moment one wins (S-H2). A secret of another purpose is `invalid` (S-H4).
 * Call it in the transaction of the act that the link stands for.
 */
export async function redeemToken(
  tx: PortalContext,
  { secret, purpose }: { secret: string; purpose: TokenPurpose },
): Promise<Redemption> {
  const now = tx.now()
  const [claim] = await tx.db.accountToken.updateManyAndReturn({
    where: { tokenHash: hashOf(secret), purpose, usedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
    select: { accountId: true, newEmail: true, requestId: true },
  })
  return claim ? { outcome: 'redeemed', ...claim } : { outcome: await reasonFor(tx, secret, purpose) }
}

/** Would redeeming work? For the page behind the link, which must not use it up (S-F4). */
export async function inspectToken(
  ctx: PortalContext,
  { secret, purpose }: { secret: string; purpose: TokenPurpose },
): Promise<({ outcome: 'open' } & TokenClaim) | { outcome: 'invalid' | 'used' | 'expired' }> {
  const claim = await ctx.db.accountToken.findFirst({
    where: { tokenHash: hashOf(secret), purpose, usedAt: null, expiresAt: { gt: ctx.now() } },
    select: { accountId: true, newEmail: true, requestId: true },
  })
  return claim ? { outcome: 'open', ...claim } : { outcome: await reasonFor(ctx, secret, purpose) }
}

/** Voids the open secrets of these purposes: after a change of password or address they must not work any more (S-B8, S-M4). `requestId`: only those about this request. */
export async function voidTokens(
  tx: PortalContext,
  { accountId, purposes, requestId }: { accountId: string; purposes: TokenPurpose[]; requestId?: string },
): Promise<void> {
  await tx.db.accountToken.deleteMany({ where: { accountId, purpose: { in: purposes }, requestId, usedAt: null } })
}

async function reasonFor(
  ctx: PortalContext,
  secret: string,
  purpose: TokenPurpose,
): Promise<'invalid' | 'used' | 'expired'> {
  const row = await ctx.db.accountToken.findFirst({
    where: { tokenHash: hashOf(secret), purpose },
    select: { usedAt: true },
  })
  if (!row) return 'invalid'
  return row.usedAt ? 'used' : 'expired'
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}
