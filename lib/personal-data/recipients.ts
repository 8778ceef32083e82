import { z } from 'zod'
import { type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { rowsOf } from '../db/rows'

/** Who received or saw what of a person's data, and when (GDPR Art. 15(1)(c)). `what`: a template key, an act or the name of the authority. */
export type Recipient = z.output<typeof recipientRow>
const recipientRow = z.strictObject({
  at: z.date(),
  who: z.enum(['mail-service', 'staff', 'authority']),
  what: z.string(),
})
type Keyed = z.output<typeof keyedRow>
const keyedRow = recipientRow.extend({ key: z.string() })

const BATCH = 1_000

/**
 * Where the actual recipients stand: the mail service for each mail it took over, staff who looked at the data, alone or in a list,
 * and authorities, once the person may know (DS-10). Each part has a key that runs with the time.
 */
type Part = { select: Prisma.Sql; key: Prisma.Sql; type: Prisma.Sql; from(accountId: string): Prisma.Sql }

const uuid = Prisma.sql`uuid`
const bigint = Prisma.sql`bigint`

const parts: Part[] = [
  {
    select: Prisma.sql`accepted_at AS at, 'mail-service' AS who, template AS what`,
    key: Prisma.sql`id`,
    type: uuid,
    from: (accountId) =>
      Prisma.sql`FROM outgoing_mail WHERE account_id = ${accountId}::uuid AND accepted_at IS NOT NULL`,
  },
  {
    select: Prisma.sql`at, 'staff' AS who, act AS what`,
    key: Prisma.sql`seq`,
    type: bigint,
    from: (accountId) => Prisma.sql`FROM audit_event WHERE subject_id = ${accountId}::uuid AND act = 'member.viewed'`,
  },
  {
    select: Prisma.sql`at, 'staff' AS who, act AS what`,
    key: Prisma.sql`seq`,
    type: bigint,
    from: (accountId) =>
      Prisma.sql`FROM audit_event WHERE act = 'member.searched' AND (details -> 'shown') ? ${accountId}`,
  },
  {
    select: Prisma.sql`decided_at AS at, 'authority' AS who, authority AS what`,
    key: Prisma.sql`id`,
    type: uuid,
    from: (accountId) =>
      Prisma.sql`FROM disclosure WHERE account_id = ${accountId}::uuid AND decision = 'released' AND told = 'yes'`,
  },
]

const countRow = z.strictObject({ count: z.number() })

/** How many there are, and the newest `limit` of them. */
export async function newestRecipients(
  ctx: PortalContext,
  accountId: string,
  limit: number,
): Promise<{ count: number; newest: Recipient[] }> {
  const counts = parts.map((part) => Prisma.sql`SELECT count(*) AS found ${part.from(accountId)}`)
  const [[sum], newest] = await Promise.all([
    rowsOf(ctx, countRow)`
      SELECT sum(found)::int AS count FROM (${Prisma.join(counts, ' UNION ALL ')}) AS counted`,
    Promise.all(parts.map((part) => readPart(ctx, part, { accountId, limit }))),
  ])
  return { count: sum?.count ?? 0, newest: newest.flat().sort(later).slice(0, limit) }
}

/** All of them, newest first, in batches: whatever their number, memory stays flat (DS-12). */
export async function* readRecipients(ctx: PortalContext, accountId: string): AsyncGenerator<Recipient[]> {
  const streams = await Promise.all(parts.map(async (part) => open(readAll(ctx, part, accountId))))
  let batch: Recipient[] = []
  for (;;) {
    const next = streams.filter(({ head }) => head).sort((one, other) => later(one.head, other.head))[0]
    if (!next?.head) break
    batch.push(next.head)
    await next.advance()
    if (batch.length === BATCH) {
      yield batch
      batch = []
    }
  }
  if (batch.length > 0) yield batch
}

function readPart(
  ctx: PortalContext,
  { select, key, type, from }: Part,
  { accountId, before = null, limit }: { accountId: string; before?: string | null; limit: number },
): Promise<Keyed[]> {
  // Materialised: the key must not tempt PostgreSQL to walk through everybody's rows.
  return rowsOf(ctx, keyedRow)`
    WITH mine AS MATERIALIZED (SELECT ${key} AS key, ${select} ${from(accountId)})
    SELECT key::text AS key, at, who, what FROM mine
    WHERE ${before}::${type} IS NULL OR key < ${before}::${type} ORDER BY mine.key DESC LIMIT ${limit}`
}

async function* readAll(ctx: PortalContext, part: Part, accountId: string): AsyncGenerator<Keyed> {
  let before: string | null = null
  for (;;) {
    const rows: Keyed[] = await readPart(ctx, part, { accountId, before, limit: BATCH })
    yield* rows
    before = rows.at(-1)?.key ?? null
    if (rows.length < BATCH) return
  }
}

type Stream = { head: Recipient | undefined; advance(): Promise<void> }

async function open(rows: AsyncGenerator<Keyed>): Promise<Stream> {
  const stream: Stream = {
    head: undefined,
    advance: async () => {
      const { value } = (await rows.next()) as IteratorResult<Keyed, undefined>
      stream.head = value && { at: value.at, who: value.who, what: value.what }
    },
  }
  await stream.advance()
  return stream
}

function later(one?: Recipient, other?: Recipient): number {
  return (other?.at.getTime() ?? 0) - (one?.at.getTime() ?? 0)
}
