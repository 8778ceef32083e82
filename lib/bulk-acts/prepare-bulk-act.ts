import { type MemberChoice, memberIdsOf } from '../accounts/search-members'
import { recordEvent } from '../audit/record-event'
import { type BulkKind } from '../codes'
import { inTransaction, type PortalContext } from '../context'
import { idRow, rowsOf } from '../db/rows'
import { isUuid } from '../fields'
import { prepare } from '../four-eyes/prepare'
import { readAddress } from '../typed-address'
import { concernsSql, seenSql } from './targets'

/** More are not acted on at once. */
export const MOST_TARGETS = 10_000

export type Choice = { search: MemberChoice } | { list: string }

/**
 * The first of two people chooses members for an act (DS-06): by a search, or by a list of addresses and numbers of accounts. Who
 * has a role in the administration, and whom the act would not change, is left out. Nothing happens to anybody yet: the choice and
 * what it looked like are kept for the preview.
 */
export function prepareBulkAct(
  ctx: PortalContext,
  { kind, reason, choice }: { kind: BulkKind; reason: string; choice: Choice },
): Promise<{ outcome: 'prepared'; actId: string } | { outcome: 'nobody' | 'too-many' }> {
  return inTransaction(
    ctx,
    async (tx) => {
      // Staff are never among the targets, so that nobody prepares an act on the own account.
      const { preparation } = await prepare(tx, 'bulk-act', [])
      const { ids, chosen } = 'list' in choice ? await fromList(tx, choice.list) : await fromSearch(tx, choice.search)
      if (chosen > MOST_TARGETS) return { outcome: 'too-many' }
      const { id: actId } = await tx.db.bulkAct.create({
        data: { kind, reason, chosen, members: 0, ...preparation },
        select: { id: true },
      })
      const members = await tx.db.$executeRaw`
        INSERT INTO bulk_act_target (act_id, account_id, chosen_at, seen)
        SELECT ${actId}::uuid, a.id, ${tx.now()}::timestamptz, ${seenSql}
        FROM account a WHERE a.id = ANY(${ids}::uuid[]) AND ${concernsSql(tx, kind)}`
      if (members === 0) {
        await tx.db.bulkAct.delete({ where: { id: actId }, select: { id: true } })
        return { outcome: 'nobody' }
      }
      await tx.db.bulkAct.update({ where: { id: actId }, data: { members }, select: { id: true } })
      await recordEvent(tx, 'bulk.prepared', { subjectId: actId, details: { kind, chosen, members } })
      return { outcome: 'prepared', actId }
    },
    { timeoutMs: 60_000 },
  )
}

async function fromSearch(tx: PortalContext, search: MemberChoice) {
  const ids = await memberIdsOf(tx, search, MOST_TARGETS + 1)
  return { ids, chosen: ids.length }
}

/** One entry a line, or separated by commas or semicolons; what is neither an address nor a number finds nobody. */
async function fromList(tx: PortalContext, list: string) {
  const entries = [...new Set(list.split(/[\s,;]+/).filter(Boolean))]
  if (entries.length > MOST_TARGETS) return { ids: [], chosen: entries.length }
  const addresses = entries.flatMap((entry) => {
    const address = readAddress(entry)
    return 'email' in address ? [address.email] : []
  })
  const numbers = entries.filter(isUuid)
  const rows = await rowsOf(tx, idRow)`
    SELECT id FROM account WHERE email = ANY(${addresses}) UNION SELECT id FROM account WHERE id = ANY(${numbers}::uuid[])`
  return { ids: rows.map(({ id }) => id), chosen: entries.length }
}
