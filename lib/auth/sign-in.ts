import { z } from 'zod'
import { recordEvent } from '../audit/record-event'
import { codesOf, roleLabels } from '../codes'
import { inTransaction, type PortalContext } from '../context'
import { rowOf } from '../db/rows'
import { countProof, forgiveProofs, isPastGuessing, tellFailure } from './failed-proofs'
import { isKnownDevice } from './known-device'
import { isKnownNetwork, rememberNetwork } from './known-network'
import { hashPassword, isOutdated, verifyPassword } from './password'
import { hasFactorSql, isAdmittedSql, startSession } from './sessions'
import { forgive, giveBack, throttle } from './throttle'

export type Credentials = {
  /** Normalised (lib/typed-address.ts). */
  email: string
  password: string
  /** From lib/auth/network.ts. */
  network: string
  /** From lib/auth/device.ts. */
  device: string
  /** Session that this browser carries already; it ends (S-C3). */
  formerSessionId?: string
  /** That this browser has signed in to an account before (lib/auth/known-device.ts). */
  deviceProof?: string
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
  const { email, password, network, deviceProof } = credentials
  // Both sides take the same steps, so that the time is the same too (S-A2).
  const finding = ctx.db.account.findUnique({ where: { email }, select: { id: true, passwordHash: true } })
  // Nobody beside it in its network can shut out a browser that the account knows (S-A7).
  const isKnownHere = deviceProof !== undefined && isKnownDevice(deviceProof, (await finding)?.id)
  const [account, ofNetwork] = await Promise.all([
    finding,
    isKnownHere ? ({ outcome: 'allowed' } as const) : throttle(ctx, 'sign-in-network', network),
  ])
  // Before the hash: a network that tries too much does not cost a hash each time (S-L2).
  if (ofNetwork.outcome === 'throttled') return ofNetwork
  // The rest beside the hash: whoever is over the limit of the account learns nothing about the password, right or wrong.
  const verifying = verifyPassword(password, account?.passwordHash ?? undefined)
  verifying.catch(() => {})
  const place = { accountId: account?.id ?? email, passwordHash: account?.passwordHash ?? '', network }
  const isKnown = (await isKnownNetwork(ctx, place)) || isKnownHere
  const counter: Counter = isKnownHere
    ? { limit: 'sign-in-device', key: email }
    : isKnown
      ? { limit: 'sign-in-known', key: `${email}\n${network}` }
      : { limit: 'sign-in-account', key: email }
  const ofAccount = await throttle(ctx, counter.limit, counter.key)
  if (ofAccount.outcome === 'throttled') return ofAccount
  const tried = { accountId: account?.id, kind: 'password' } as const
  const failures = await countProof(ctx, tried)
  // After a hundred wrong ones in a row only a known network or device or a new password opens the account, and nobody learns which (S-A7).
  const isRight = (await verifying) && (isKnown || !isPastGuessing(failures))
  const owner = account?.passwordHash && isRight ? { id: account.id, passwordHash: account.passwordHash } : undefined
  const admitted = owner ? await admit(ctx, owner, credentials, hooks, counter) : undefined
  if (!admitted) {
    await tellFailure(ctx, { ...tried, failures })
    await recordEvent(ctx, 'session.refused', { subjectId: account?.id })
    return { outcome: 'refused' }
  }
  return admitted
}

type Counter = { limit: 'sign-in-device' | 'sign-in-known' | 'sign-in-account'; key: string }

const admitRow = z.strictObject({ role: z.enum(codesOf(roleLabels)), hasFactor: z.boolean() })

async function admit(
  ctx: PortalContext,
  { id: accountId, passwordHash: formerHash }: { id: string; passwordHash: string },
  { password, network, device, formerSessionId }: Credentials,
  hooks: SignInHooks,
  counter: Counter,
): Promise<SignInOutcome | undefined> {
  const passwordHash = isOutdated(formerHash) ? await hashPassword(password) : formerHash
  let settled: Promise<unknown> | undefined
  const result = await inTransaction(ctx, async (tx): Promise<SignInOutcome | undefined> => {
    // Waits for an erasure or a change of password that is under way, and then finds nothing.
    const account = await rowOf(tx, admitRow)`
      UPDATE account a SET password_hash = ${passwordHash},
        last_login_at = CASE WHEN ${hasFactorSql} THEN a.last_login_at ELSE ${tx.now()} END
      WHERE a.id = ${accountId}::uuid AND a.password_hash = ${formerHash} AND ${isAdmittedSql}
      RETURNING a.role::text AS role, ${hasFactorSql} AS "hasFactor"`
    if (!account) return undefined
    // Only failures count. Not sooner: a right password for a suspended account is a failure like any other (S-A1).
    settled = Promise.all([
      counter.limit === 'sign-in-device' ? undefined : giveBack('sign-in-network', network),
      forgive(counter.limit, counter.key),
    ])
    settled.catch(() => {})
    await forgiveProofs(tx, { accountId, kind: 'password' })
    if (formerSessionId) await tx.db.session.deleteMany({ where: { id: formerSessionId } })
    const isPending = account.hasFactor
    const sessionId = await startSession(tx, { accountId, role: account.role, device, isPending })
    await rememberNetwork(tx, { accountId, passwordHash, network })
    if (isPending) return { outcome: 'second-factor', accountId, sessionId }
    const { outcome } = await hooks.reactivate(tx, accountId)
    return { outcome: 'signed-in', accountId, sessionId, isReactivated: outcome === 'reactivated' }
  })
  await settled
  return result
}
