import { type ErasureReason } from '../codes'
import { type PortalContext } from '../context'
import { idRow, rowsOf } from '../db/rows'
import { type LetterKey } from '../mail/letters'
import { queueMailsSql } from '../mail/queue-mail'
import {
  auditErasures,
  deleteAccounts,
  keepLinks,
  lastMailRows,
  recordAndDeleteChildren,
  withoutStop,
} from './statements'

const lastMail: Record<ErasureReason, LetterKey | undefined> = {
  self: 'erased-self',
  request: 'erased-request',
  inactivity: 'erased-inactive',
  staff: 'erased-staff',
  // Nobody confirmed that the address is theirs: no further mail there (DS-03).
  unconfirmed: undefined,
}

/**
 * Erases accounts whose rows the caller has locked (`FOR UPDATE`) in its transaction `tx`: set-based, the same statements
 * for one and for thousands. Held accounts are left out (DS-10), and whoever's clock stands still unless the person asks for it. Ledger, audit rows and last mails are
 * written in the same transaction. Evidence for DS-05 is read from the open notice. Returns the ids that were erased.
 */
export async function eraseLocked(
  tx: PortalContext,
  { accountIds, reason }: { accountIds: string[]; reason: ErasureReason },
): Promise<{ erased: string[] }> {
  const rows = await rowsOf(tx, idRow)(withoutStop(tx, accountIds, reason))
  const ids = rows.map(({ id }) => id)
  if (ids.length === 0) return { erased: [] }
  const template = lastMail[reason]
  if (template) await tx.db.$executeRaw(queueMailsSql(tx, template, lastMailRows(tx, ids, reason)))
  await tx.db.$executeRaw(keepLinks(ids))
  const recorded = await tx.db.$executeRaw(recordAndDeleteChildren(tx, ids, reason))
  // No ledger row, no erasure.
  if (recorded !== ids.length) throw new Error(`${recorded} of ${ids.length} erasures were recorded`)
  await tx.db.$executeRaw(auditErasures(tx, ids, reason))
  await tx.db.$executeRaw(deleteAccounts(ids))
  return { erased: ids }
}
