import { recordEvent } from '../audit/record-event'
import { inTransaction, type PortalContext } from '../context'
import { may } from '../may'
import { type Outcome } from '../result'
import { lockAccounts, type MailHooks } from './hooks'
import { type LetterKey } from './letters'
import { REPORTED_BY_STAFF } from './record-returned'

/**
 * Staff said by mistake that a mail came back (DS-05, DS-11): its period runs again as it did. `followed`: something has happened since, or the
 * period would be over, so nobody is erased and no version comes into force by the undoing; a new notice follows by itself.
 */
export async function undoReturned(
  ctx: PortalContext,
  { mailId, accountId }: { mailId: string; accountId: string },
  hooks: MailHooks,
): Promise<Outcome<'undone' | 'followed'>> {
  may.staffOrPortal(ctx, 'undoReturned')
  try {
    return await inTransaction(ctx, async (tx) => {
      await lockAccounts(tx, [{ accountId }])
      const where = {
        id: mailId,
        accountId,
        state: 'bounced',
        lastError: REPORTED_BY_STAFF,
        acceptedAt: { not: null },
      } as const
      const mail = await tx.db.outgoingMail.findFirst({ where, select: { template: true } })
      if (!mail) throw new Followed()
      await tx.db.outgoingMail.update({
        where: { id: mailId },
        data: { state: 'accepted', lastError: null, cause: null, changedAt: tx.now() },
        select: { id: true },
      })
      const hook = hooks[mail.template as LetterKey]
      const standing = hook?.bounced ? await hook.unreturned?.(tx, [{ id: mailId, accountId }]) : 1
      if (standing !== 1) throw new Followed()
      await recordEvent(tx, 'mail.returned-undone', { subjectId: accountId, details: { mailId } })
      return { outcome: 'undone' }
    })
  } catch (error) {
    if (error instanceof Followed) return { outcome: 'followed' }
    throw error
  }
}

/** Undoes the transaction. */
class Followed extends Error {}
