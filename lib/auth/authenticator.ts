import { generateSecret, generateURI, verifySync } from 'otplib'
import { inTransaction, type PortalContext } from '../context'
import { seal, unseal } from './seal'
import { tellFactorChange } from './tell-factor-change'
import { giveBack, throttle } from './throttle'

/**
 * The second factor as an app that shows codes: TOTP with SHA-1, 30 seconds and six digits, which every such app knows (RFC 6238).
 */
const PURPOSE = 'authenticator'
const ISSUER = 'QualiService Thüringen'
/** Seconds that the clock of the phone may be off. */
const CLOCK_TOLERANCE = 30

/** What the app needs: the secret to type in, and the address in the QR code. The same until it is confirmed. */
export async function offerAuthenticator(
  ctx: PortalContext,
  { accountId }: { accountId: string },
): Promise<{ outcome: 'offered'; secret: string; uri: string } | { outcome: 'already-there' }> {
  return inTransaction(ctx, async (tx) => {
    await tx.db.authenticator.createMany({
      data: [{ accountId, secret: seal(generateSecret(), PURPOSE, accountId), createdAt: tx.now() }],
      skipDuplicates: true,
    })
    const row = await tx.db.authenticator.findUniqueOrThrow({ where: { accountId }, include: { account: true } })
    if (row.confirmedAt) return { outcome: 'already-there' }
    const secret = unseal(row.secret, PURPOSE, accountId)
    return { outcome: 'offered', secret, uri: generateURI({ issuer: ISSUER, label: row.account.email, secret }) }
  })
}

type Confirmation = { outcome: 'confirmed' | 'wrong-code' } | { outcome: 'throttled'; retryAfterSeconds: number }

/** The app is set up when it shows a right code; from now on each sign-in needs one (S-A8). The session counts as proved. */
export async function confirmAuthenticator(
  ctx: PortalContext,
  { accountId, sessionId, code }: { accountId: string; sessionId: string; code: string },
): Promise<Confirmation> {
  const limit = await throttle(ctx, 'second-factor', accountId)
  if (limit.outcome === 'throttled') return limit
  const result = await inTransaction(ctx, async (tx): Promise<Confirmation> => {
    if (!(await isRightCode(tx, { accountId, code, isConfirmed: false }))) return { outcome: 'wrong-code' }
    await tx.db.authenticator.update({
      where: { accountId },
      data: { confirmedAt: tx.now() },
      select: { accountId: true },
    })
    await tx.db.session.updateMany({ where: { id: sessionId, accountId }, data: { factorAt: tx.now() } })
    await tellFactorChange(tx, { accountId, isAdded: true, kind: 'app' })
    return { outcome: 'confirmed' }
  })
  if (result.outcome === 'confirmed') await giveBack('second-factor', accountId)
  return result
}

/**
 * Is this the code of now, or of the step before or after? Each works once (RFC 6238, 5.2): the row is locked, and the
 * step of a right code is stored. Call it in the transaction that the code is for.
 */
export async function isRightCode(
  tx: PortalContext,
  { accountId, code, isConfirmed = true }: { accountId: string; code: string; isConfirmed?: boolean },
): Promise<boolean> {
  const [row] = await tx.db.$queryRaw<{ secret: Uint8Array; lastStep: number }[]>`
    SELECT secret, last_step AS "lastStep" FROM authenticator
    WHERE account_id = ${accountId}::uuid AND (confirmed_at IS NOT NULL) = ${isConfirmed} FOR UPDATE`
  const token = code.replace(/\s/g, '')
  if (!row || !/^\d{6}$/.test(token)) return false
  const now = tx.now()
  const result = verifySync({
    secret: unseal(row.secret, PURPOSE, accountId),
    token,
    epoch: Math.floor(now.getTime() / 1000),
    epochTolerance: CLOCK_TOLERANCE,
    afterTimeStep: row.lastStep,
  })
  if (!result.valid || !('timeStep' in result)) return false
  await tx.db.authenticator.update({
    where: { accountId },
    data: { lastStep: result.timeStep, lastUsedAt: now },
    select: { accountId: true },
  })
  return true
}
