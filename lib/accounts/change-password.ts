import { recordEvent } from '../audit/record-event'
import { rememberNetwork } from '../auth/known-network'
import { assessPassword, hashPassword } from '../auth/password'
import { inTransaction, type PortalContext } from '../context'
import { may } from '../may'
import { checkOwnPassword } from './check-own-password'
import { ownWords, takePasswordIntoUse } from './own-password'

type Change = { accountId: string; sessionId: string; currentPassword: string; newPassword: string; network: string }
type Outcome =
  | { outcome: 'changed' }
  /** The old password is not right, or somebody changed it at the same moment. */
  | { outcome: 'wrong-password' }
  | { outcome: 'refused'; message: string }
  | { outcome: 'throttled'; retryAfterSeconds: number }

/** A member changes the password, with the old one. The other sessions and all open links end; the owner gets a mail (S-B8, S-A10). */
export async function changePassword(ctx: PortalContext, change: Change): Promise<Outcome> {
  may.own(ctx, change.accountId)
  const { accountId, sessionId, currentPassword, newPassword, network } = change
  const person = await ownWords(ctx, accountId)
  const check = await checkOwnPassword(ctx, { accountId, password: currentPassword })
  if (check.outcome === 'throttled') return check
  if (check.outcome === 'wrong' || !person) return { outcome: 'wrong-password' }
  const assessment = await assessPassword(newPassword, person.words)
  if (assessment.outcome === 'refused') return { outcome: 'refused', message: assessment.message }
  const passwordHash = await hashPassword(newPassword)
  return inTransaction(ctx, async (tx) => {
    const { count } = await tx.db.account.updateMany({
      where: { id: accountId, passwordHash: person.passwordHash },
      data: { passwordHash },
    })
    if (count === 0) return { outcome: 'wrong-password' }
    await takePasswordIntoUse(tx, accountId, { except: sessionId })
    await rememberNetwork(tx, { accountId, passwordHash, network })
    await recordEvent(tx, 'account.password-changed', { subjectId: accountId })
    return { outcome: 'changed' }
  })
}
