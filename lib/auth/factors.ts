import { inTransaction, type PortalContext } from '../context'
import { may } from '../may'
import { dropRecoveryCodes } from './recovery-codes'
import { tellFactorChange } from './tell-factor-change'

/** What a person has as second factor. */
export type Factors = {
  app?: { confirmedAt: Date; lastUsedAt: Date | null }
  passkeys: { id: string; name: string; createdAt: Date; lastUsedAt: Date | null }[]
  recoveryCodes: number
}

export async function ownFactors(ctx: PortalContext): Promise<Factors> {
  return factorsOf(ctx, may.member(ctx))
}

export async function factorsOf(ctx: PortalContext, accountId: string): Promise<Factors> {
  const app = await ctx.db.authenticator.findUnique({
    where: { accountId },
    select: { confirmedAt: true, lastUsedAt: true },
  })
  const passkeys = await ctx.db.passkey.findMany({
    where: { accountId },
    select: { id: true, name: true, createdAt: true, lastUsedAt: true },
    orderBy: { id: 'asc' },
  })
  const recoveryCodes = await ctx.db.recoveryCode.count({ where: { accountId, usedAt: null } })
  return {
    app: app ?? undefined,
    passkeys,
    recoveryCodes,
  }
}

/** Takes the app away. With the last factor the recovery codes go too: they would open nothing. */
export async function removeApp(ctx: PortalContext, accountId: string): Promise<{ outcome: 'removed' | 'not-there' }> {
  may.own(ctx, accountId)
  return inTransaction(ctx, async (tx) => {
    const { count } = await tx.db.authenticator.deleteMany({ where: { accountId } })
    return removed(tx, count, { accountId, kind: 'app' })
  })
}

/** Takes one passkey of the account away. */
export async function removePasskey(
  ctx: PortalContext,
  { accountId, passkeyId }: { accountId: string; passkeyId: string },
): Promise<{ outcome: 'removed' | 'not-there' }> {
  may.own(ctx, accountId)
  return inTransaction(ctx, async (tx) => {
    const { count } = await tx.db.passkey.deleteMany({ where: { id: passkeyId, accountId } })
    return removed(tx, count, { accountId, kind: 'passkey', passkeyId })
  })
}

/** Takes all factors of somebody away who has lost them, with the sessions; the person sets up new ones with the password before anything else. */
export async function dropAllFactors(
  tx: PortalContext,
  { accountId, changeId }: { accountId: string; changeId?: string },
): Promise<{ outcome: 'reset' | 'not-there' }> {
  if ((await dropFactors(tx, accountId)) === 0) return { outcome: 'not-there' }
  await tx.db.session.deleteMany({ where: { accountId } })
  await tellFactorChange(tx, { accountId, isAdded: false, kind: 'all', changeId })
  return { outcome: 'reset' }
}

/**
 * Takes all factors away, or those set up before an instant: whoever set one up before the mailbox was proved may have been somebody
 * else (DS-06). With the last factor the recovery codes go. Returns how many. Call it in the transaction that tells the owner.
 */
export async function dropFactors(tx: PortalContext, accountId: string, setUpBefore?: Date): Promise<number> {
  const where = { accountId, createdAt: setUpBefore && { lt: setUpBefore } }
  const apps = await tx.db.authenticator.deleteMany({ where })
  const passkeys = await tx.db.passkey.deleteMany({ where })
  const { app, passkeys: left } = await factorsOf(tx, accountId)
  if (!app && left.length === 0) await dropRecoveryCodes(tx, accountId)
  return apps.count + passkeys.count
}

async function removed(
  tx: PortalContext,
  count: number,
  factor: { accountId: string; kind: 'app' | 'passkey'; passkeyId?: string },
): Promise<{ outcome: 'removed' | 'not-there' }> {
  if (count === 0) return { outcome: 'not-there' }
  const { accountId } = factor
  await tellFactorChange(tx, { ...factor, isAdded: false })
  const { app, passkeys } = await factorsOf(tx, accountId)
  if (app || passkeys.length > 0) return { outcome: 'removed' }
  await dropRecoveryCodes(tx, accountId)
  // Without a factor nothing is proved any more: staff are out of /admin until they have a new one.
  await tx.db.session.updateMany({ where: { accountId }, data: { factorAt: null } })
  return { outcome: 'removed' }
}
