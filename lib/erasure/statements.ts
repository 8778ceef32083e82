import { clockRunsSql } from '../accounts/clock-stops'
import { recordEventsSql } from '../audit/record-event'
import { type ErasureReason } from '../codes'
import { type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { isHeldSql } from '../db/standing'
import { erasureSteps } from '../personal-data/generated/inventory'

/**
 * Everything an erasure deletes or empties, table by table (DS-04, DS-05), drawn from the declarations in the schema
 * (`erasure=delete`, `erasure=neutral`): one list for one account and for a batch of the sweep. Done explicitly although the
 * keys cascade, because the ledger says how many rows went from where.
 */
const steps = Object.values(erasureSteps)

/**
 * Writes the ledger and deletes what hangs on the accounts; the counts are those of the rows that really went. Evidence of
 * an erasure for inactivity (DS-05) is the open notice itself.
 */
export function recordAndDeleteChildren(
  tx: PortalContext,
  ids: string[],
  reason: ErasureReason,
  /** May use the column a.id: a replay repeats the day of the first time. */
  erasedAt: Prisma.Sql = instant(tx),
): Prisma.Sql {
  const gone = steps.map((step) => step.gone)
  const counts = steps.map(({ count }) => count)
  return Prisma.sql`
    WITH target AS MATERIALIZED (SELECT unnest(${ids}::uuid[]) AS id),
    ${Prisma.join(gone, ', ')},
    counts AS (
      SELECT account_id, jsonb_object_agg(name, rows) AS by_table
      FROM (${Prisma.join(counts, ' UNION ALL ')}) AS counted GROUP BY account_id
    )
    INSERT INTO erasure (account_id, erased_at, reason, counts, policy_version, notice_accepted_at, respond_by)
    SELECT a.id, ${erasedAt}, ${reason}::erasure_reason, coalesce(c.by_table, '{}') || '{"account": 1}', g.number, n.accepted_at, n.respond_by
    FROM account a
    LEFT JOIN LATERAL governing_version(a, ${tx.now()}::timestamptz) g ON true
    LEFT JOIN counts c ON c.account_id = a.id
    LEFT JOIN inactivity_notice n ON n.account_id = a.id AND n.closed_at IS NULL AND ${reason}::text = 'inactivity'
    WHERE a.id IN (SELECT id FROM target)`
}

/**
 * The last confirmation goes to the address the account had; the mail itself belongs to no account any more. Of the notice it speaks only
 * where the notice is why.
 */
export function lastMailRows(tx: PortalContext, ids: string[], reason: ErasureReason): Prisma.Sql {
  return Prisma.sql`
    SELECT NULL::uuid AS account_id, a.email AS recipient,
           jsonb_strip_nulls(jsonb_build_object(
             'givenName', a.given_name, 'surname', a.surname, 'erasedAt', ${tx.now().toISOString()}::text,
             'noticeAcceptedAt', to_char(n.accepted_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'respondBy', n.respond_by
           )) AS props
    FROM account a
    LEFT JOIN inactivity_notice n ON n.account_id = a.id AND n.closed_at IS NULL AND ${reason === 'inactivity'}
    WHERE a.id = ANY(${ids}::uuid[]) AND a.email_confirmed_at IS NOT NULL`
}

/** Whoever opens a link of the account later is told that it is gone; nothing in the row leads to the account. */
export function keepLinks(ids: string[]): Prisma.Sql {
  return Prisma.sql`
    INSERT INTO erased_link (token_hash, purpose, outcome, expires_at)
    SELECT token_hash, purpose, CASE WHEN outcome IN ('taken', 'withdrawn') THEN outcome ELSE 'gone' END, expires_at
    FROM account_token WHERE account_id = ANY(${ids}::uuid[]) ON CONFLICT DO NOTHING`
}

export function auditErasures(tx: PortalContext, ids: string[], reason: ErasureReason): Prisma.Sql {
  return recordEventsSql(tx, 'account.erased', {
    from: Prisma.sql`unnest(${ids}::uuid[]) AS account_id`,
    details: { reason },
  })
}

export function deleteAccounts(ids: string[]): Prisma.Sql {
  return Prisma.sql`DELETE FROM account WHERE id = ANY(${ids}::uuid[])`
}

/**
 * Ids that may be erased for this reason, out of rows that the caller has locked: nobody can stop it meanwhile. What the person asked
 * for is stopped by a hold alone (DS-10); everything else by whatever stops the clock (DS-05).
 */
export function withoutStop(tx: PortalContext, ids: string[], reason: ErasureReason): Prisma.Sql {
  return Prisma.sql`
    SELECT a.id FROM account a
    WHERE a.id = ANY(${ids}::uuid[])
      AND ${mayBeErasedSql(tx.now(), Prisma.sql`a.id`, Prisma.sql`${reason}::text`)}`
}

/** May this account be erased now, for this reason? Both are SQL. */
export function mayBeErasedSql(now: Date, account: Prisma.Sql, reason: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(${clockRunsSql(Prisma.sql`${now}::timestamptz`, account)} OR (${reason} IN ('self', 'request')
    AND NOT ${isHeldSql(account)}))`
}

function instant(tx: PortalContext): Prisma.Sql {
  return Prisma.sql`${tx.now().toISOString()}::timestamptz`
}
