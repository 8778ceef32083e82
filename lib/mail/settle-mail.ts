import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { type MailCause } from '../codes'
import { inTransaction, type PortalContext } from '../context'
import { berlinDay } from '../dates'
import { Prisma } from '../db/generated/client'
import { rowsOf } from '../db/rows'
import { isDatabaseGone, reportError } from '../report-error'
import { type Claim, type ClaimedMail } from './claim-mail'
import { eachTemplate, lockAccounts, type MailHooks, mailRow } from './hooks'
import { endOutages, lastAcceptedAt } from './outage'
import { type Answer } from './transport'

/** Tries that count; outages and pauses of the provider do not. Then staff decide. */
export const MAX_TRIES = 12
const MINUTE = 60_000
const LONGEST_PAUSE_MS = 4 * 60 * MINUTE

/** Pause after the n-th try: 1, 2, 4 … minutes, at most four hours. */
export function pauseAfterTry(tries: number): number {
  return Math.min(MINUTE * 2 ** (tries - 1), LONGEST_PAUSE_MS)
}

/** `wasBegun`: the attempt may count as a copy of its own, if nobody knows what became of it. */
export type Result = { mail: ClaimedMail; answer: Answer | LeftToStaff; wasBegun?: boolean }
/** Nothing that the portal may do by itself any more. */
export type LeftToStaff = { outcome: 'left-to-staff'; cause: MailCause; error: string }
export type Settled = { accepted: number; bounced: number; failed: number; postponed: number }

/**
 * Records what became of mails. Only rows that still carry the lease are touched: after a lost lease somebody else owns
 * them, after an erasure they are gone (R-M4, R-L3).
 */
export async function settleMail(
  ctx: PortalContext,
  { leaseId }: Pick<Claim, 'leaseId'>,
  results: Result[],
  hooks: MailHooks,
): Promise<Settled> {
  const lease = { id: leaseId, at: ctx.now() }
  const accepted: Accepted[] = []
  const refused: Result[] = []
  const others: Result[] = []
  for (const result of results) {
    const { mail, answer } = result
    if (answer.outcome === 'accepted') accepted.push({ mail, providerId: answer.providerId })
    else if (answer.outcome === 'refused' && answer.fault === 'recipient') refused.push(result)
    else others.push(result)
  }
  return {
    accepted: await acceptMails(ctx, lease, accepted, hooks),
    bounced: await refuseMails(ctx, lease, refused, hooks),
    ...(await postponeMails(ctx, lease, others)),
  }
}

type Lease = { id: string; at: Date }
type Accepted = { mail: ClaimedMail; providerId: string | null }

// ---- Accepted ----

/**
 * Acceptance and what follows from it (hooks) in one transaction. If that fails, each mail is tried alone, so that one
 * bad row holds up nobody; a mail whose acceptance cannot be recorded is left to staff, never sent again by itself.
 */
async function acceptMails(ctx: PortalContext, lease: Lease, group: Accepted[], hooks: MailHooks): Promise<number> {
  if (group.length === 0) return 0
  try {
    return await persistently(() => accept(ctx, lease, group, hooks))
  } catch (error) {
    // Still away: the lease runs out, and the same text is repeated under its key.
    if (isDatabaseGone(error)) throw error
    let count = 0
    for (const one of group) count += await acceptAlone(ctx, lease, one, hooks)
    return count
  }
}

async function acceptAlone(ctx: PortalContext, lease: Lease, one: Accepted, hooks: MailHooks): Promise<number> {
  try {
    return await accept(ctx, lease, [one], hooks)
  } catch (error) {
    reportError(error, `mail: acceptance of ${one.mail.template} not recorded`)
    await leaveToStaff(ctx, lease, one)
    return 0
  }
}

async function accept(ctx: PortalContext, lease: Lease, group: Accepted[], hooks: MailHooks): Promise<number> {
  const byId = new Map(group.map((one) => [one.mail.id, one.mail]))
  return inTransaction(ctx, async (tx) => {
    await lockAccounts(
      tx,
      group.map(({ mail }) => mail),
    )
    const rows = await rowsOf(tx, mailRow)`
      UPDATE outgoing_mail AS mail
      SET state = 'accepted', accepted_at = ${instant(lease.at)}, provider_id = answer.provider_id, recipient = NULL,
        props = '{}', lease_id = NULL, lease_until = NULL, rendered_for = NULL, batch_id = NULL, last_error = NULL,
        cause = NULL, refused_at = NULL, spared_at = NULL, possible_copies = 0, changed_at = ${instant(lease.at)}
      FROM unnest(${[...byId.keys()]}::uuid[], ${group.map(({ providerId }) => providerId)}::text[])
        AS answer(id, provider_id)
      WHERE mail.id = answer.id AND lease_id = ${lease.id}::uuid AND state = 'sending'
      RETURNING mail.id, account_id AS "accountId", template`
    await endOutages(tx)
    await eachTemplate(rows, hooks, async (hook, mails) => {
      const acceptedOn = berlinDay(lease.at)
      await hook.accepted?.(
        tx,
        mails.map((row) => {
          const renderedOn = berlinDay(byId.get(row.id)?.renderedFor ?? lease.at)
          const countsFrom = renderedOn > acceptedOn ? renderedOn : acceptedOn
          return { id: row.id, accountId: row.accountId, acceptedAt: lease.at, countsFrom }
        }),
      )
    })
    return rows.length
  })
}

async function leaveToStaff(ctx: PortalContext, lease: Lease, { mail, providerId }: Accepted): Promise<void> {
  await ctx.db.outgoingMail.updateMany({
    where: { id: mail.id, leaseId: lease.id, state: 'sending' },
    data: {
      ...released,
      state: 'failed',
      providerId,
      cause: 'not-recorded' satisfies MailCause,
      lastError: 'sent, not recorded',
      changedAt: lease.at,
    },
  })
}

// ---- Undeliverable ----

/** Recipient and text stay until staff decide: a refusal may prove to have been ours. */
async function refuseMails(ctx: PortalContext, lease: Lease, results: Result[], hooks: MailHooks): Promise<number> {
  if (results.length === 0) return 0
  return inTransaction(ctx, async (tx) => {
    await lockAccounts(
      tx,
      results.map(({ mail }) => mail),
    )
    const rows = await rowsOf(tx, mailRow)`
      UPDATE outgoing_mail AS mail
      SET state = 'bounced', last_error = answer.error, cause = answer.cause, possible_copies = answer.copies, refused_at = ${instant(lease.at)},
        lease_id = NULL, lease_until = NULL, rendered_for = NULL, batch_id = NULL, changed_at = ${instant(lease.at)}
      FROM unnest(${results.map(({ mail }) => mail.id)}::uuid[], ${results.map(({ answer }) => errorOf(answer))}::text[],
        ${results.map(({ answer }) => causeOf(answer))}::text[],
        ${results.map(({ mail }) => mail.possibleCopies)}::int[]) AS answer(id, error, cause, copies)
      WHERE mail.id = answer.id AND lease_id = ${lease.id}::uuid AND state = 'sending'
      RETURNING mail.id, account_id AS "accountId", template`
    await eachTemplate(rows, hooks, async (hook, mails) => hook.bounced?.(tx, mails))
    return rows.length
  })
}

// ---- Later again, or never ----

const stateRow = z.strictObject({ state: z.string() })

async function postponeMails(
  ctx: PortalContext,
  lease: Lease,
  results: Result[],
): Promise<{ failed: number; postponed: number }> {
  if (results.length === 0) return { failed: 0, postponed: 0 }
  const plans = planAll(lease, results, await lastAcceptedAt(ctx))
  const rows = await rowsOf(ctx, stateRow)`
    UPDATE outgoing_mail AS mail
    SET state = plan.state::mail_state, due_at = coalesce(plan.due_at, mail.due_at), attempts = plan.attempts,
      last_error = coalesce(plan.error, mail.last_error), cause = coalesce(plan.cause, mail.cause),
      refused_at = coalesce(plan.refused_at, mail.refused_at), spared_at = coalesce(plan.spared_at, mail.spared_at),
      possible_copies = plan.copies, lease_id = NULL, lease_until = NULL, changed_at = ${instant(lease.at)},
      rendered_for = CASE WHEN plan.keeps_key THEN mail.rendered_for END,
      batch_id = CASE WHEN plan.keeps_key THEN mail.batch_id ELSE plan.batch_id END
    FROM jsonb_to_recordset(${JSON.stringify(plans)}::jsonb) AS plan(id uuid, state text, due_at timestamptz, attempts int,
      error text, cause text, refused_at timestamptz, spared_at timestamptz, copies int, keeps_key boolean, batch_id uuid)
    WHERE mail.id = plan.id AND lease_id = ${lease.id}::uuid AND mail.state = 'sending'
    RETURNING plan.state`
  const failed = rows.filter(({ state }) => state === 'failed').length
  return { failed, postponed: rows.length - failed }
}

/** What is null stays as it is. */
type Plan = {
  id: string
  state: 'queued' | 'failed'
  due_at: Date | null
  attempts: number
  error: string | null
  cause: MailCause | null
  refused_at: Date | null
  spared_at: Date | null
  copies: number
  /** The next attempt sends the same text under the same key. */
  keeps_key: boolean
  batch_id: string | null
}

function planAll(lease: Lease, results: Result[], lastAccepted: Date | undefined): Plan[] {
  const halves = [randomUUID(), randomUUID()] as const
  return results.map((result, index) => ({
    ...plan(lease, result, lastAccepted),
    ...(result.answer.outcome === 'batch-refused' && { batch_id: halves[index < results.length / 2 ? 0 : 1] }),
  }))
}

function plan(lease: Lease, { mail, answer, wasBegun = false }: Result, lastAccepted: Date | undefined): Plan {
  const counted: Plan = {
    id: mail.id,
    state: 'queued',
    due_at: new Date(lease.at.getTime() + pauseAfterTry(mail.attempts)),
    attempts: mail.attempts,
    error: errorOf(answer),
    cause: causeOf(answer),
    refused_at: null,
    spared_at: null,
    copies: mail.possibleCopies,
    // Certainly not sent this time. But if an earlier attempt is unknown, its key must live on.
    keeps_key: mail.repeated,
    batch_id: null,
  }
  // It keeps its place in the queue and all its tries.
  const uncounted = { ...counted, attempts: mail.attempts - 1, due_at: null }
  const failed: Plan = { ...counted, state: 'failed', due_at: null, keeps_key: false }
  const isLast = mail.attempts >= MAX_TRIES
  switch (answer.outcome) {
    case 'untouched':
    case 'unavailable':
      return uncounted
    case 'batch-refused':
      return { ...uncounted, keeps_key: false }
    case 'left-to-staff':
      return { ...failed, copies: mail.possibleCopies + (wasBegun ? 1 : 0) }
    case 'unknown': {
      const copies = mail.possibleCopies + (wasBegun ? 1 : 0)
      return isLast ? { ...failed, cause: 'no-answer', copies } : { ...counted, keeps_key: true, copies }
    }
    case 'key-spent':
      reportError(new Error(answer.error), 'mail: key stands for another text')
      // The text under the old key may have left.
      return isLast ? failed : { ...counted, due_at: lease.at, keeps_key: false }
    case 'refused': {
      const refusal = { error: answer.error, refused_at: lease.at }
      if (answer.fault === 'message') return { ...failed, ...refusal }
      // Once: as soon as the relay has taken other mail since, it is about this one.
      const isSpared = answer.fault === 'relay' && !(mail.sparedAt && lastAccepted && lastAccepted > mail.sparedAt)
      if (isSpared) {
        const due_at = new Date(lease.at.getTime() + answer.pauseMs)
        return { ...uncounted, ...refusal, due_at, spared_at: lease.at }
      }
      return isLast ? { ...failed, ...refusal } : { ...counted, ...refusal }
    }
    default:
      throw new Error(`no plan for ${answer.outcome}`)
  }
}

// ---- Shared ----

const released = { leaseId: null, leaseUntil: null, renderedFor: null, batchId: null }

/**
 * The provider has acknowledged, so the record is worth waiting for: a database that restarts is waited for within the
 * lease, other failures (deadlock) are tried once more.
 */
async function persistently<T>(work: () => Promise<T>): Promise<T> {
  for (const pauseMs of [50, 500, 2_000, 5_000, 10_000, 20_000]) {
    try {
      return await work()
    } catch (error) {
      if (pauseMs > 50 && !isDatabaseGone(error)) throw error
      await new Promise((resolve) => setTimeout(resolve, pauseMs))
    }
  }
  return work()
}

function errorOf(answer: Result['answer']): string | null {
  return 'error' in answer ? answer.error : null
}

function causeOf(answer: Result['answer']): MailCause | null {
  return 'cause' in answer ? answer.cause : null
}

function instant(date: Date): Prisma.Sql {
  return Prisma.sql`${date.toISOString()}::timestamptz`
}
