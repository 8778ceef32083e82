import { randomBytes } from 'node:crypto'
import { recordEvent } from '../audit/record-event'
import { inTransaction, type PortalContext } from '../context'
import { may } from '../may'
import { seal, unseal } from '../seal'
import { keyedHash, keyedHashes } from '../secret-ring'

const PURPOSE = 'recovery-code'
const HOW_MANY = 10
/** Letters and digits that nobody mistakes for each other; 32 of them, hence 5 bits each. */
const ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789'
const LENGTH = 24

const PENDING = 'pending-recovery-codes'

type Owner = { accountId: string; sessionId: string }

/**
 * Ten codes for the day when app and passkey are lost; each works once, and with 120 random bits none can be guessed, not even with their
 * hashes at hand (ASVS 6.5.2). Only keyed hashes stay. The codes themselves stand in this session, sealed, until the person has confirmed
 * them; they go with it when a proof gives it another id. Older ones die.
 */
export async function issueRecoveryCodes(ctx: PortalContext, { accountId, sessionId }: Owner): Promise<string[]> {
  may.own(ctx, accountId)
  const codes = Array.from({ length: HOW_MANY }, newCode)
  return inTransaction(ctx, async (tx) => {
    await tx.db.recoveryCode.deleteMany({ where: { accountId } })
    await tx.db.recoveryCode.createMany({
      data: codes.map((code) => ({
        accountId,
        codeHash: keyedHash(PURPOSE, textOf(accountId, code)),
        createdAt: tx.now(),
      })),
    })
    await forgetPendingCodes(tx, accountId)
    await tx.db.session.updateMany({
      where: { id: sessionId, accountId },
      data: { pendingCodes: seal(codes.join('\n'), PENDING, accountId) },
    })
    await recordEvent(tx, 'factor.recovery-codes-issued', { subjectId: accountId })
    return codes
  })
}

/** With the first factor come the first codes; does nothing where some are left. Call it in the transaction of the factor. */
export async function issueFirstCodes(tx: PortalContext, owner: Owner): Promise<void> {
  const left = await tx.db.recoveryCode.count({ where: { accountId: owner.accountId, usedAt: null } })
  if (left === 0) await issueRecoveryCodes(tx, owner)
}

/** The codes that this session is to show: nobody has confirmed them yet. */
export async function pendingCodes(ctx: PortalContext, { accountId, sessionId }: Owner): Promise<string[] | undefined> {
  may.own(ctx, accountId)
  const where = { id: sessionId, accountId }
  const session = await ctx.db.session.findFirst({ where, select: { pendingCodes: true } })
  return session?.pendingCodes ? unseal(session.pendingCodes, PENDING, accountId).split('\n') : undefined
}

/** The person has them, on paper or in a file: they are shown to nobody any more. Does nothing twice. */
export async function confirmRecoveryCodes(
  ctx: PortalContext,
  { accountId, sessionId }: Owner,
): Promise<{ outcome: 'confirmed' | 'nothing-pending' }> {
  may.own(ctx, accountId)
  return inTransaction(ctx, async (tx) => {
    const { count } = await tx.db.session.updateMany({
      where: { id: sessionId, accountId, pendingCodes: { not: null } },
      data: { pendingCodes: null },
    })
    if (count === 0) return { outcome: 'nothing-pending' }
    await recordEvent(tx, 'factor.recovery-codes-kept', { subjectId: accountId })
    return { outcome: 'confirmed' }
  })
}

/** The codes are worth nothing any more: no session shows them. */
export async function dropRecoveryCodes(tx: PortalContext, accountId: string): Promise<void> {
  await tx.db.recoveryCode.deleteMany({ where: { accountId } })
  await forgetPendingCodes(tx, accountId)
}

async function forgetPendingCodes(tx: PortalContext, accountId: string): Promise<void> {
  await tx.db.session.updateMany({ where: { accountId, pendingCodes: { not: null } }, data: { pendingCodes: null } })
}

/** Uses up a code; of two at the same moment one wins. */
export async function isRightRecoveryCode(
  tx: PortalContext,
  { accountId, code }: { accountId: string; code: string },
): Promise<boolean> {
  const { count } = await tx.db.recoveryCode.updateMany({
    where: { accountId, codeHash: { in: keyedHashes(PURPOSE, textOf(accountId, code)) }, usedAt: null },
    data: { usedAt: tx.now() },
  })
  if (count > 0) await recordEvent(tx, 'factor.recovery-code-used', { subjectId: accountId })
  return count > 0
}

/** Six groups of four: people copy them by hand. */
function newCode(): string {
  const letters = [...randomBytes(LENGTH)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('')
  return letters.match(/.{4}/g)?.join('-') ?? letters
}

function textOf(accountId: string, code: string): string {
  return `${accountId}\n${code.toLowerCase().replace(/[^a-z0-9]/g, '')}`
}
