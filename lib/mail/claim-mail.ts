import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { idRow, rowOf, rowsOf } from '../db/rows'
import { type MailTransport } from './transport'

/**
 * A claimed mail belongs to its worker for this long, and longer while the worker renews; then it counts as crashed and
 * somebody else repeats it.
 */
export const LEASE_MS = 120_000

/** The provider remembers keys for 24 hours; with a margin, older attempts get a new key (at most one extra copy). */
const KEY_LIFE_MS = 23 * 3_600_000

/** Mails that a worker of a one-by-one transport takes at a time. */
const CLAIM_SIZE = 100

export type ClaimedMail = z.output<typeof claimedMailRow>
const claimedMailRow = z.strictObject({
  id: z.string(),
  accountId: z.string().nullable(),
  template: z.string(),
  recipient: z.string().nullable(),
  answersTo: z.string().nullable(),
  props: z.unknown(),
  /** This attempt included. */
  attempts: z.number(),
  /** Instant the text is made for; printed periods begin on its Berlin day. */
  renderedFor: z.date(),
  /** An earlier attempt at the same text has an unknown result: same text, same key. */
  repeated: z.boolean(),
  /** Copies that may have left without our knowing, before this attempt. */
  possibleCopies: z.number(),
  sparedAt: z.date().nullable(),
})

export type Claim = {
  leaseId: string
  leaseUntil: Date
  /** Key of the batch; one-by-one transports use a key for each mail. */
  batchId: string | null
  mails: ClaimedMail[]
}

// Exactly the expression of the index outgoing_mail_work.
const work = Prisma.sql`(CASE WHEN state = 'queued' THEN due_at WHEN state = 'sending' THEN lease_until END)`

/**
 * Takes due mails (and those of crashed workers) under a lease, in one statement that commits before anything is sent.
 * The text is made for the end of the lease: an attempt cannot end on a later day than the one it prints from (DS-05).
 */
export async function claimMail(ctx: PortalContext, transport: MailTransport): Promise<Claim> {
  const now = ctx.now()
  const leaseUntil = new Date(now.getTime() + LEASE_MS)
  const lease: Lease = {
    id: randomUUID(),
    now: instant(now),
    until: instant(leaseUntil),
    isKeyAlive: Prisma.sql`coalesce(rendered_for > ${instant(new Date(now.getTime() - KEY_LIFE_MS))}, false)`,
  }
  const rows = await claimRows(ctx, lease, transport.batchSize)
  return {
    leaseId: lease.id,
    leaseUntil,
    batchId: rows[0]?.batchId ?? null,
    mails: rows.sort((a, b) => (a.id < b.id ? -1 : 1)),
  }
}

type Lease = { id: string; now: Prisma.Sql; until: Prisma.Sql; isKeyAlive: Prisma.Sql }
type Row = z.output<typeof foundRow>
const foundRow = claimedMailRow.extend({ batchId: z.string().nullable() })

async function claimRows(ctx: PortalContext, lease: Lease, batchSize: number): Promise<Row[]> {
  if (batchSize === 1) return rowsOf(ctx, foundRow)(leased(lease, singles(lease)))
  const open = await rowsOf(ctx, foundRow)(leased(lease, openBatch(lease), { batch: true }))
  return open.length > 0 ? open : rowsOf(ctx, foundRow)(leased(lease, newBatch(lease, batchSize), { batch: true }))
}

/** `due`: a query with the columns id and is_repeated. */
function leased({ id, now, until }: Lease, due: Prisma.Sql, { batch = false } = {}): Prisma.Sql {
  const batchId = batch ? Prisma.sql`CASE WHEN is_repeated THEN mail.batch_id ELSE ${id}::uuid END` : Prisma.sql`NULL`
  return Prisma.sql`
    WITH due AS (${due})
    UPDATE outgoing_mail AS mail
    SET state = 'sending', attempts = attempts + 1, lease_id = ${id}::uuid, lease_until = ${until}, changed_at = ${now},
      batch_id = ${batchId}, rendered_for = CASE WHEN is_repeated THEN rendered_for ELSE ${until} END
    FROM due WHERE mail.id = due.id
    RETURNING mail.id, account_id AS "accountId", template, recipient, answers_to AS "answersTo", props, attempts,
      rendered_for AS "renderedFor", is_repeated AS repeated, batch_id AS "batchId",
      possible_copies AS "possibleCopies", spared_at AS "sparedAt"`
}

function singles({ now, isKeyAlive }: Lease): Prisma.Sql {
  return Prisma.sql`
    SELECT id, ${isKeyAlive} AS is_repeated FROM outgoing_mail
    WHERE ${work} <= ${now} ORDER BY ${work} LIMIT ${CLAIM_SIZE} FOR UPDATE SKIP LOCKED`
}

/**
 * A batch whose result is unknown goes out again with the same members. Only its first member is the handle for it, so
 * two workers never share a batch.
 */
function openBatch({ now, isKeyAlive }: Lease): Prisma.Sql {
  return Prisma.sql`
    WITH first AS MATERIALIZED (
      SELECT DISTINCT ON (batch_id) id FROM outgoing_mail WHERE batch_id IS NOT NULL ORDER BY batch_id, id
    ), head AS (
      SELECT batch_id, ${isKeyAlive} AS is_repeated FROM outgoing_mail
      WHERE id IN (SELECT id FROM first) AND ${work} <= ${now} ORDER BY ${work} LIMIT 1 FOR UPDATE SKIP LOCKED
    )
    SELECT id, is_repeated FROM outgoing_mail JOIN head USING (batch_id) WHERE state IN ('queued', 'sending')`
}

function newBatch({ now }: Lease, size: number): Prisma.Sql {
  return Prisma.sql`
    SELECT id, false AS is_repeated FROM outgoing_mail
    WHERE ${work} <= ${now} AND batch_id IS NULL ORDER BY ${work} LIMIT ${size} FOR UPDATE SKIP LOCKED`
}

/** After so many copies that may have left, staff decide: at most one extra copy (R-M8). */
export const MOST_COPIES = 2

/**
 * Right before sending: the worker says in the database that from here on a copy may leave, and renews its lease.
 * Returns the ids that are still its own.
 */
export async function beginMails(
  ctx: PortalContext,
  { leaseId }: Pick<Claim, 'leaseId'>,
  mails: { id: string; copies: number }[],
): Promise<Set<string>> {
  const rows = await rowsOf(ctx, idRow)`
    UPDATE outgoing_mail AS mail SET possible_copies = begun.copies, lease_until = ${leaseEnd(ctx)}
    FROM unnest(${mails.map(({ id }) => id)}::uuid[], ${mails.map(({ copies }) => copies)}::int[]) AS begun(id, copies)
    WHERE mail.id = begun.id AND lease_id = ${leaseId}::uuid AND state = 'sending' RETURNING mail.id`
  return new Set(rows.map(({ id }) => id))
}

/** A server may take ten minutes for its answer (RFC 5321 4.5.3.2): the worker that waits for it keeps its mails. */
export async function renewLease(ctx: PortalContext, { leaseId, mails }: Claim): Promise<void> {
  await ctx.db.$executeRaw`
    UPDATE outgoing_mail SET lease_until = ${leaseEnd(ctx)}
    WHERE id = ANY(${mails.map(({ id }) => id)}::uuid[]) AND lease_id = ${leaseId}::uuid AND state = 'sending'`
}

function leaseEnd(ctx: PortalContext): Prisma.Sql {
  return instant(new Date(ctx.now().getTime() + LEASE_MS))
}

const dueRow = z.strictObject({ due: z.boolean() })

/** Is anything due at all? Asked before a turn at the provider is taken. */
export async function isMailDue(ctx: PortalContext): Promise<boolean> {
  const row = await rowOf(ctx, dueRow)`
    SELECT EXISTS (SELECT FROM outgoing_mail WHERE ${work} <= ${instant(ctx.now())}) AS due`
  return row?.due ?? false
}

function instant(date: Date): Prisma.Sql {
  return Prisma.sql`${date.toISOString()}::timestamptz`
}
