import { z } from 'zod'
import { codesOf, eventFilterLabels } from '../codes'
import { type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { rowsOf } from '../db/rows'
import { pageOf } from '../list'
import { may } from '../may'
import { type Act } from './acts'
import { recordEvent } from './record-event'

/** Filters of the audit record: ids, not names (DS-06). `from` and `until` are instants, `until` is excluded. */
export type EventFilter = { act?: string; actorId?: string; subjectId?: string; from?: Date; until?: Date }
export type FoundEvent = z.output<typeof foundEventRow>
const foundEventRow = z.strictObject({
  seq: z.bigint(),
  at: z.date(),
  actorKind: z.string(),
  actorId: z.string().nullable(),
  act: z.string(),
  subjectId: z.string().nullable(),
  details: z.unknown(),
})

const EVENTS_PER_READ = 2_000

/**
 * One page of the audit record, newest first, for the data protection officer and for approvers. `before` is the last number of the page before. Looking
 * into the record is an act as well.
 */
export async function searchEvents(
  ctx: PortalContext,
  { before, size, ...filter }: EventFilter & { before?: bigint; size?: number },
): Promise<{ events: FoundEvent[]; next?: bigint }> {
  may.staff(ctx, '/admin/protokoll')
  await recordLook(ctx, 'audit.searched', filter)
  const { limit } = pageOf(Number.MAX_SAFE_INTEGER, { size })
  const events = await readEvents(ctx, filter, before, limit + 1)
  const page = events.slice(0, limit)
  return { events: page, next: events.length > limit ? page.at(-1)?.seq : undefined }
}

/** All events that fit, newest first, some thousand at a time: the record may be longer than the memory. */
export async function* exportEvents(ctx: PortalContext, filter: EventFilter): AsyncGenerator<FoundEvent[]> {
  may.staff(ctx, '/admin/protokoll/csv')
  await recordLook(ctx, 'audit.exported', filter)
  let before: bigint | undefined
  for (;;) {
    const events = await readEvents(ctx, filter, before, EVENTS_PER_READ)
    if (events.length > 0) yield events
    if (events.length < EVENTS_PER_READ) return
    before = events.at(-1)?.seq
  }
}

function readEvents(
  ctx: PortalContext,
  { act, actorId, subjectId, from, until }: EventFilter,
  before: bigint | undefined,
  limit: number,
): Promise<FoundEvent[]> {
  const conditions = [
    Prisma.sql`true`,
    ...(before === undefined ? [] : [Prisma.sql`seq < ${before}`]),
    ...(act ? [Prisma.sql`act = ${act}`] : []),
    ...(actorId ? [Prisma.sql`actor_id = ${actorId}`] : []),
    ...(subjectId ? [Prisma.sql`subject_id = ${subjectId}::uuid`] : []),
    ...(from ? [Prisma.sql`at >= ${from}`] : []),
    ...(until ? [Prisma.sql`at < ${until}`] : []),
  ]
  return rowsOf(ctx, foundEventRow)`
    SELECT seq, at, actor_kind AS "actorKind", actor_id AS "actorId", act, subject_id AS "subjectId", details
    FROM audit_event WHERE ${Prisma.join(conditions, ' AND ')} ORDER BY seq DESC LIMIT ${limit}`
}

async function recordLook(ctx: PortalContext, act: Act & `audit.${string}`, filter: EventFilter): Promise<void> {
  const by = codesOf(eventFilterLabels).filter((name) => filter[name] !== undefined)
  await recordEvent(ctx, act, { subjectId: filter.subjectId, details: { by } })
}
