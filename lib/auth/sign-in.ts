import { recordEvent } from '../audit/record-event'
import { inTransaction, type PortalContext } from '../context'
import { type Role } from '../db/generated/enums'
import { isKnownNetwork, rememberNetwork } from './known-network'
import { hashPassword, isOutdated, verifyPassword } from './password'
import { hasFactorSql, isAdmittedSql, startSession } from './sessions'
import { forgive, giveBack, throttle } from './throttle'

export type Credentials = {
  /** Normalised (lib/accounts/email-address.ts). */
  email: string
  password: string
  /** From lib/auth/network.ts. */
  network: string
  /** From lib/auth/device.ts. */
  device: string
  /** Session that this browser carries already; it ends (S-C3). */
  formerSessionId?: string
}

/** What a higher room does in the transaction of the sign-in. */
export type SignInHooks = {
  reactivate(tx: PortalContext, accountId: string): Promise<{ outcome: 'reactivated' | 'not-inactive' }>
}

export type SignInOutcome =
  | { outcome: 'signed-in'; accountId: string; sessionId: string; isReactivated: boolean }
  /** The password was right; the session waits for the second factor (finish-sign-in.ts) and counts as no sign-in yet (S-A8). */
  | { outcome: 'second-factor'; accountId: string; sessionId: string }
  /** Wrong password, no such account, unconfirmed, suspended, sealed or erased: nobody learns which (S-A1). */
  | { outcome: 'refused' }
  | { outcome: 'throttled'; retryAfterSeconds: number }

/**
 * A member signs in. Last login, session and reactivation are one transaction (DS-05): whoever is in has been
 * counted as active, and whoever is erased at the same moment is not let in.
 */
export async function signIn(ctx: PortalContext, credentials: Credentials, hooks: SignInHooks): Promise<SignInOutcome> {
  const { email, password, network } = credentials
  const account = await ctx.db.account.findUnique({ where: { email }, select: { id: true, passwordHash: true } })
  const place = { accountId: account?.id ?? email, passwordHash: account?.passwordHash ?? '', network }
  // Both sides take the same steps, so that the time is the same too (S-A2).
  const counter = (await isKnownNetwork(ctx, place))
    ? ({ limit: 'sign-in-known', key: `${email}\n${network}` } as const)
    : ({ limit: 'sign-in-account', key: email } as const)
  for (const { limit, key } of [{ limit: 'sign-in-network', key: network } as const, counter]) {
    const allowance = await throttle(ctx, limit, key)
    if (allowance.outcome === 'throttled') return allowance
  }
  const isRight = await verifyPassword(password, account?.passwordHash)
  const admitted = account && isRight ? await admit(ctx, account, credentials, hooks) : undefined
  if (!admitted) {
    await recordEvent(ctx, 'session.refused', { subjectId: account?.id })
    return { outcome: 'refused' }
  }
  // Only failures count.
  await giveBack('sign-in-network', network)
  await forgive(counter.limit, counter.key)
  return admitted
}

async function admit(
  ctx: PortalContext,
  { id: accountId, passwordHash: formerHash }: { id: string; passwordHash: string },
  { password, network, device, formerSessionId }: Credentials,
  hooks: SignInHooks,
): Promise<SignInOutcome | undefined> {
  const passwordHash = isOutdated(formerHash) ? await hashPassword(password) : formerHash
  return inTransaction(ctx, async (tx) => {
    // Waits for an erasure or a change of password that is under way, and then finds nothing.
    const [account] = await tx.db.$queryRaw<{ role: Role; hasFactor: boolean }[]>`
      UPDATE account a SET password_hash = ${passwordHash},
        last_login_at = CASE WHEN ${hasFactorSql} THEN a.last_login_at ELSE ${tx.now()} END
      WHERE a.id = ${accountId}::uuid AND a.password_hash = ${formerHash} AND ${isAdmittedSql}
      RETURNING a.role::text AS role, ${hasFactorSql} AS "hasFactor"`
    if (!account) return undefined
    if (formerSessionId) await tx.db.session.deleteMany({ where: { id: formerSessionId } })
    const isPending = account.hasFactor
    const sessionId = await startSession(tx, { accountId, role: account.role, device, isPending })
    await rememberNetwork(tx, { accountId, passwordHash, network })
    if (isPending) return { outcome: 'second-factor', accountId, sessionId }
    const { outcome } = await hooks.reactivate(tx, accountId)
    return { outcome: 'signed-in', accountId, sessionId, isReactivated: outcome === 'reactivated' }
  })
}
