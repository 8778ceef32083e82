import { z } from 'zod'
import { type PortalContext } from '../context'
import { rowOf } from '../db/rows'
import { may } from '../may'
import { partnerSql } from './partner'

const unreadRow = z.strictObject({ unread: z.number() })

/**
 * Messages that a member has not read, for the menu: one statement by an index that holds only what is unread. `except`: the conversation
 * that is being opened right now. Messages of people who are gone do not count (DS-04, DS-10).
 */
export async function countUnread(
  ctx: PortalContext,
  accountId: string,
  { except }: { except?: string } = {},
): Promise<number> {
  may.own(ctx, accountId)
  const row = await rowOf(ctx, unreadRow)`
    SELECT coalesce(sum(mine.unread), 0)::int AS unread FROM conversation_member mine
    WHERE mine.account_id = ${accountId}::uuid AND mine.unread > 0
      AND mine.conversation_id IS DISTINCT FROM ${except ?? null}::uuid AND EXISTS ${partnerSql}`
  return row?.unread ?? 0
}
