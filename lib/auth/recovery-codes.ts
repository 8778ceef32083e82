import { randomBytes } from 'node:crypto'
import { recordEvent } from '../audit/record-event'
import { inTransaction, type PortalContext } from '../context'
import { keyedHash, keyedHashes } from '../secret-ring'

const PURPOSE = 'recovery-code'
const HOW_MANY = 10
/** Letters and digits that nobody mistakes for each other; 32 of them, hence 5 bits each. */
const ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789'
const LENGTH = 24

/**
 * Ten codes for the day when app and passkey are lost; each works once, and with 120 random bits none can be guessed, not even with their
 * hashes at hand (ASVS 6.5.2). Only keyed hashes are stored, so they are shown once. Older ones die.
 */
export function issueRecoveryCodes(ctx: PortalContext, { accountId }: { accountId: string }): Promise<string[]> {
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
    await recordEvent(tx, 'factor.recovery-codes-issued', { subjectId: accountId })
    return codes
  })
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
