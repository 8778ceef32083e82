import { z } from 'zod'
import { type PortalContext } from '../context'
import { rowsOf } from '../db/rows'
import { may } from '../may'
import { type Outcome } from '../result'
import { partnerSql } from './partner'

/**
 * Blocks the other one of a conversation (DS-08): neither of the two can write to the other any more, in no conversation. They are not
 * told; whoever tries gets the same answer as for somebody who takes no messages. Does nothing if they are already blocked.
 */
export async function blockSender(
  ctx: PortalContext,
  { conversationId }: { conversationId: string },
): Promise<Outcome<'blocked' | 'unknown'>> {
  const accountId = may.member(ctx)
  const blocked = await ctx.db.$executeRaw`
    UPDATE conversation_member SET blocked_at = coalesce(blocked_at, ${ctx.now()})
    WHERE conversation_id = ${conversationId}::uuid AND account_id = ${accountId}::uuid`
  return { outcome: blocked > 0 ? 'blocked' : 'unknown' }
}

/** Takes the block back, in every conversation with that person. */
export async function unblockSender(
  ctx: PortalContext,
  { conversationId }: { conversationId: string },
): Promise<Outcome<'unblocked'>> {
  const accountId = may.member(ctx)
  await ctx.db.$executeRaw`
    UPDATE conversation_member mine SET blocked_at = NULL
    WHERE mine.account_id = ${accountId}::uuid AND mine.blocked_at IS NOT NULL AND (mine.conversation_id = ${conversationId}::uuid
      OR EXISTS (SELECT FROM conversation_member here JOIN conversation_member there ON there.account_id = here.account_id
        WHERE here.conversation_id = ${conversationId}::uuid AND here.account_id <> mine.account_id
          AND there.conversation_id = mine.conversation_id
          AND EXISTS (SELECT FROM conversation_member own
            WHERE own.conversation_id = here.conversation_id AND own.account_id = mine.account_id)))`
  return { outcome: 'unblocked' }
}

export type BlockedMember = z.output<typeof blockedMemberRow>
const blockedMemberRow = z.strictObject({ conversationId: z.string(), name: z.string(), blockedAt: z.date() })

const MOST_BLOCKED = 200

/** Whom this member has blocked, the newest first: one line for each person. */
export async function listBlocked(ctx: PortalContext): Promise<BlockedMember[]> {
  const accountId = may.member(ctx)
  return rowsOf(ctx, blockedMemberRow)`
    SELECT * FROM (
      SELECT DISTINCT ON (partner.account_id) mine.conversation_id AS "conversationId", partner.name, mine.blocked_at AS "blockedAt"
      FROM conversation_member mine JOIN LATERAL ${partnerSql} partner ON true
      WHERE mine.account_id = ${accountId}::uuid AND mine.blocked_at IS NOT NULL
      ORDER BY partner.account_id, mine.blocked_at DESC) AS person
    ORDER BY "blockedAt" DESC LIMIT ${MOST_BLOCKED}`
}
