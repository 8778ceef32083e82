import { type PortalContext } from '../context'
import { idRow, rowsOf } from '../db/rows'
import { isUuid } from '../fields'
import { readAddress } from '../typed-address'

/** What an order finds: an account, one that was erased, or none that we know of. */
export type Found =
  | { answer: 'found'; accountId: string }
  | { answer: 'erased'; accountId: string; erasedAt: Date }
  | { answer: 'unknown' }

/** The account that an order names by its address or number, locked, so that what is handed over is of one moment (DS-10). */
export async function findSought(tx: PortalContext, sought: string): Promise<Found> {
  const isId = isUuid(sought)
  const address = readAddress(sought)
  const [account] = isId
    ? await rowsOf(tx, idRow)`SELECT id FROM account WHERE id = ${sought}::uuid FOR SHARE`
    : await rowsOf(tx, idRow)`
        SELECT id FROM account WHERE email = ${'email' in address ? address.email : sought} FOR SHARE`
  if (account) return { answer: 'found', accountId: account.id }
  if (!isId) return { answer: 'unknown' }
  const erased = await tx.db.erasure.findUnique({ where: { accountId: sought }, select: { erasedAt: true } })
  return erased
    ? { answer: 'erased', accountId: sought.toLowerCase(), erasedAt: erased.erasedAt }
    : { answer: 'unknown' }
}

/** The account that an order is about, before and after its decision: nobody does anything to an order about the own account. */
export async function concernedBy(tx: PortalContext, disclosureId: string): Promise<string[]> {
  const order = await tx.db.disclosure.findUnique({
    where: { id: disclosureId },
    select: { sought: true, accountId: true },
  })
  if (!order?.sought) return order?.accountId ? [order.accountId] : []
  const found = await findSought(tx, order.sought)
  return found.answer === 'found' ? [found.accountId] : []
}
