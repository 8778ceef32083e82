import { generateSecret, generateURI, verifySync } from 'otplib'
import { z } from 'zod'
import { recordEvent } from '../audit/record-event'
import { inTransaction, type PortalContext } from '../context'
import { rowOf } from '../db/rows'
import { may } from '../may'
import { isSealedAnew, seal, unseal } from '../seal'
import { forgiveProofs } from './failed-proofs'
import { OFFER_PERIOD } from './limits'
import { issueFirstCodes } from './recovery-codes'
import { tellFactorChange } from './tell-factor-change'
import { giveBack, throttle } from './throttle'

/**
 * The second factor as an app that shows codes: TOTP with SHA-1, 30 seconds and six digits, which every such app knows (RFC 6238).
 */
const PURPOSE = 'authenticator'
const ISSUER = 'QualiService Thüringen'
/** Seconds that the clock of the phone may be off. */
const CLOCK_TOLERANCE = 30

type Owner = { accountId: string; sessionId: string }
/** What the app needs: the secret to type in, and the address in the QR code. */
type Offer = { secret: string; uri: string }

/**
 * Makes a secret for a new app. Call it after the password was proved: it belongs to this session, ends with it and after ten minutes,
 * and was never shown to anybody before (DS-06). Another one replaces it.
 */
export async function offerAuthenticator(ctx: PortalContext, { accountId, sessionId }: Owner): Promise<void> {
  may.own(ctx, accountId)
  const offeredSecret = seal(generateSecret(), PURPOSE, accountId)
  await ctx.db.session.updateMany({
    where: { id: sessionId, accountId },
    data: { offeredSecret, offeredAt: ctx.now() },
  })
}

/** The secret that waits in this session for its first code; undefined: the password is to be asked for. */
export async function readOffer(ctx: PortalContext, { accountId, sessionId }: Owner): Promise<Offer | undefined> {
  may.own(ctx, accountId)
  const session = await ctx.db.session.findFirst({
    where: { id: sessionId, accountId, offeredAt: { gt: offeredSince(ctx) } },
    select: { offeredSecret: true, account: { select: { email: true } } },
  })
  if (!session?.offeredSecret) return undefined
  const secret = unseal(session.offeredSecret, PURPOSE, accountId)
  return { secret, uri: generateURI({ issuer: ISSUER, label: session.account.email, secret }) }
}

/** Whatever waits in any session of the account is worth nothing any more. Call it with every new password. */
export async function forgetOffer(tx: PortalContext, accountId: string): Promise<void> {
  await tx.db.session.updateMany({
    where: { accountId, offeredAt: { not: null } },
    data: { offeredSecret: null, offeredAt: null },
  })
}

function offeredSince(ctx: PortalContext): Date {
  return new Date(ctx.now().getTime() - OFFER_PERIOD * 1000)
}

type Confirmation =
  | { outcome: 'confirmed' | 'wrong-code' | 'already-there' }
  /** The ten minutes are over, or the password has changed: from the beginning, please. */
  | { outcome: 'expired' }
  | { outcome: 'throttled'; retryAfterSeconds: number }

const confirmAuthenticatorRow = z.strictObject({ secret: z.instanceof(Uint8Array), offeredAt: z.date() })

/** The app is set up when it shows a right code; from now on each sign-in needs one (S-A8). The session counts as proved. */
export async function confirmAuthenticator(
  ctx: PortalContext,
  { accountId, sessionId, code }: Owner & { code: string },
): Promise<Confirmation> {
  may.own(ctx, accountId)
  const limit = await throttle(ctx, 'second-factor', accountId)
  if (limit.outcome === 'throttled') return limit
  const result = await inTransaction(ctx, async (tx): Promise<Confirmation> => {
    // The account before what hangs on it, as everywhere: two sessions that do this at once wait for each other (S-M2).
    await tx.db.$queryRaw`SELECT 1 FROM account WHERE id = ${accountId}::uuid FOR NO KEY UPDATE`
    const offer = await rowOf(tx, confirmAuthenticatorRow)`
      SELECT offered_secret AS secret, offered_at AS "offeredAt" FROM session
      WHERE id = ${sessionId}::uuid AND account_id = ${accountId}::uuid AND offered_at > ${offeredSince(tx)} FOR UPDATE`
    if (!offer) return { outcome: 'expired' }
    const secret = unseal(offer.secret, PURPOSE, accountId)
    const lastStep = stepOf(tx, { secret, code, after: 0 })
    if (lastStep === undefined) return { outcome: 'wrong-code' }
    const now = tx.now()
    const app = { createdAt: offer.offeredAt, confirmedAt: now, lastStep, lastUsedAt: now }
    const { count } = await tx.db.authenticator.createMany({
      data: [{ accountId, secret: seal(secret, PURPOSE, accountId), ...app }],
      skipDuplicates: true,
    })
    if (count === 0) return { outcome: 'already-there' }
    // Wrong codes were those of the app before it.
    await forgiveProofs(tx, { accountId, kind: 'code' })
    await forgetOffer(tx, accountId)
    await tx.db.session.updateMany({ where: { id: sessionId, accountId }, data: { factorAt: now } })
    await issueFirstCodes(tx, { accountId, sessionId })
    await tellFactorChange(tx, { accountId, isAdded: true, kind: 'app' })
    return { outcome: 'confirmed' }
  })
  if (result.outcome === 'confirmed') await giveBack('second-factor', accountId)
  return result
}

const isRightCodeRow = z.strictObject({ secret: z.instanceof(Uint8Array), lastStep: z.number() })

/**
 * Is this the code of now, or of the step before or after? Each works once (RFC 6238, 5.2): the row is locked, and the
 * step of a right code is stored. Call it in the transaction that the code is for.
 */
export async function isRightCode(
  tx: PortalContext,
  { accountId, code }: { accountId: string; code: string },
): Promise<boolean> {
  const row = await rowOf(tx, isRightCodeRow)`
    SELECT secret, last_step AS "lastStep" FROM authenticator WHERE account_id = ${accountId}::uuid FOR UPDATE`
  if (!row) return false
  const secret = unseal(row.secret, PURPOSE, accountId)
  const lastStep = stepOf(tx, { secret, code, after: row.lastStep })
  if (lastStep === undefined) return false
  await tx.db.authenticator.update({
    where: { accountId },
    data: { lastStep, lastUsedAt: tx.now() },
    select: { accountId: true },
  })
  return true
}

/** The time step of a right code that comes after the last one; undefined if the code is wrong. */
function stepOf(
  ctx: PortalContext,
  { secret, code, after }: { secret: string; code: string; after: number },
): number | undefined {
  const token = code.replace(/\s/g, '')
  if (!/^\d{6}$/.test(token)) return undefined
  const result = verifySync({
    secret,
    token,
    epoch: Math.floor(ctx.now().getTime() / 1000),
    epochTolerance: CLOCK_TOLERANCE,
    afterTimeStep: after,
  })
  return result.valid && 'timeStep' in result ? result.timeStep : undefined
}

/**
 * Seals the secrets of all apps with the present secret of the portal, so that an earlier one may go. Only once every server knows the
 * present one. Returns how many were sealed anew. Safe at any time and any number of times.
 */
export async function resealAuthenticators(ctx: PortalContext): Promise<number> {
  return inTransaction(ctx, async (tx) => {
    const rows = await tx.db.authenticator.findMany({ select: { accountId: true, secret: true } })
    let resealed = 0
    for (const { accountId, secret } of rows.filter((row) => !isSealedAnew(row.secret, PURPOSE))) {
      const anew = seal(unseal(secret, PURPOSE, accountId), PURPOSE, accountId)
      // A factor that was replaced meanwhile is not touched.
      const { count } = await tx.db.authenticator.updateMany({ where: { accountId, secret }, data: { secret: anew } })
      resealed += count
    }
    if (resealed > 0) await recordEvent(tx, 'factor.resealed', { details: { count: resealed } })
    return resealed
  })
}

/** How many apps there are, and of how many the secret does not open any more: their owners cannot sign in. */
export async function countAuthenticators(ctx: PortalContext): Promise<{ all: number; unreadable: number }> {
  const rows = await ctx.db.authenticator.findMany({ select: { accountId: true, secret: true } })
  return { all: rows.length, unreadable: rows.filter(({ accountId, secret }) => !opens(secret, accountId)).length }
}

function opens(secret: Uint8Array, accountId: string): boolean {
  try {
    return unseal(secret, PURPOSE, accountId) !== ''
  } catch {
    return false
  }
}
