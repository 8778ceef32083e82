import { inTransaction, type PortalContext } from '../context'
import { berlinDay, startOfDay } from '../dates'
import { Prisma } from '../db/generated/client'
import { isShownSql } from '../db/standing'
import { queueMailsSql } from '../mail/queue-mail'
import { partnerSql } from './partner'

const BATCH = 500

/**
 * Queues the daily mail for members who want one and have got messages since the last that they have not read (DS-08): at most one for
 * each Berlin day, however often this runs. In batches, each a transaction: a run that is killed is taken up where it ended.
 */
export async function queueDigests(ctx: PortalContext): Promise<{ digestsQueued: number }> {
  let digestsQueued = 0
  for (;;) {
    const queued = await inTransaction(ctx, queueBatch)
    digestsQueued += queued
    if (queued < BATCH) return { digestsQueued }
  }
}

function queueBatch(tx: PortalContext): Promise<number> {
  const now = Prisma.sql`${tx.now().toISOString()}::timestamptz`
  const today = Prisma.sql`${startOfDay(berlinDay(tx.now())).toISOString()}::timestamptz`
  return tx.db.$executeRaw`
    WITH due AS MATERIALIZED (
      SELECT s.account_id FROM message_setting s JOIN account a ON a.id = s.account_id
      WHERE s.notify = 'daily' AND (s.digest_at IS NULL OR s.digest_at < ${today}) AND ${isShownSql}
        AND EXISTS (SELECT FROM conversation_member mine WHERE mine.account_id = s.account_id AND mine.unread > 0
          AND (s.digest_at IS NULL OR mine.last_message_at > s.digest_at) AND EXISTS ${partnerSql})
      LIMIT ${BATCH} FOR UPDATE OF s SKIP LOCKED
    ), noted AS (
      UPDATE message_setting s SET digest_at = ${now} FROM due WHERE s.account_id = due.account_id RETURNING s.account_id
    )
    ${queueMailsSql(tx, 'message-digest', Prisma.sql`SELECT account_id, NULL::text AS recipient, '{}'::jsonb AS props FROM noted`)}`
}
