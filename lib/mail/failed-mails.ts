import { type DetailsOf } from '../audit/acts'
import { type MailCause } from '../codes'
import { forLongWork, inTransaction, type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { rowsOf } from '../db/rows'
import { type Outcome } from '../result'
import { lockAccounts, mailRow } from './hooks'

/**
 * Which failed or bounced mails staff decide about: one, or all of a cause (null = none was kept) that had failed when
 * the page was drawn. What fails afterwards nobody has seen.
 */
export type FailedMails = { id: string } | { cause: string | null; before: Date }

/** A mail that came back after its acceptance has no text any more. */
export const hasTextSql = Prisma.sql`accepted_at IS NULL`

export function failedMailsSql(mails: FailedMails): Prisma.Sql {
  const failed = Prisma.sql`state IN ('failed', 'bounced')`
  return 'id' in mails
    ? Prisma.sql`${failed} AND id = ${mails.id}::uuid`
    : Prisma.sql`${failed} AND cause IS NOT DISTINCT FROM ${mails.cause}::text AND changed_at <= ${mails.before}::timestamptz`
}

/** For the audit row: which, never whom. */
export function detailsOf(mails: FailedMails, count: number): DetailsOf<'mail.retried'> {
  return 'id' in mails ? { mailId: mails.id } : { cause: mails.cause as MailCause | null, count }
}

/** Mails in one transaction: nobody whose account is locked waits longer than for these. */
const BATCH = 500
/** A person waits before the page. Milliseconds. */
const BUDGET_MS = 15_000

/**
 * Does something to all these mails, a batch in each transaction, in order of id; the accounts of the batch are locked. Whatever is committed
 * stays, so staff may go on where the time ended (`isAll` is false then). `act` returns how many it has reached; a mail
 * that somebody else has taken meanwhile is none.
 */
export async function inBatches(
  asked: PortalContext,
  {
    mails,
    where = Prisma.sql`true`,
    budgetMs = BUDGET_MS,
  }: { mails: FailedMails; where?: Prisma.Sql; budgetMs?: number },
  act: (tx: PortalContext, ids: string[]) => Promise<number>,
): Promise<{ count: number; isAll: boolean }> {
  const ctx = forLongWork(asked)
  const end = performance.now() + budgetMs
  let [count, last] = [0, NO_ID]
  for (;;) {
    const chosen = await inTransaction(ctx, async (tx) => {
      const rows = await rowsOf(tx, mailRow)`
        SELECT id, account_id AS "accountId", template FROM outgoing_mail
        WHERE id > ${last}::uuid AND ${failedMailsSql(mails)} AND ${where} ORDER BY id LIMIT ${BATCH}`
      await lockAccounts(tx, rows)
      const ids = rows.map(({ id }) => id)
      if (ids.length > 0) count += await act(tx, ids)
      return ids
    })
    if (chosen.length < BATCH) return { count, isAll: true }
    if (performance.now() > end) return { count, isAll: false }
    last = chosen.at(-1) ?? last
  }
}

/** How it ended, by name. */
export function outcomeOf<Done extends string>(
  { count, isAll }: { count: number; isAll: boolean },
  done: Done,
): Outcome<Done | 'partly', { count: number }> | Outcome<'not-failed'> {
  if (!isAll) return { outcome: 'partly', count }
  return count > 0 ? { outcome: done, count } : { outcome: 'not-failed' }
}

const NO_ID = '00000000-0000-0000-0000-000000000000'
