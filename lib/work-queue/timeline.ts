import { z } from 'zod'
import { acts } from '../audit/acts'
import { actorKindLabels, labelOf } from '../codes'
import { type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { rowsOf } from '../db/rows'
import { may } from '../may'

/** A case, and what its events are found by. `account`: whom it is about, where its events stand there. */
export type CaseRef =
  | { kind: 'request' | 'verification' | 'objection' | 'publication' | 'hold-request'; id: string; account: string }
  | {
      kind:
        | 'report'
        | 'outside-request'
        | 'outside-answer'
        | 'breach-report'
        | 'breach-people'
        | 'breach-end'
        | 'court-order'
        | 'hand-over'
        | 'bulk-act'
      id: string
    }

export type TimelineEvent = {
  seq: string
  at: Date
  /** What was done, in German. */
  label: string
  /** Name of staff, or what acted. */
  who: string
  isStaff: boolean
}

const eventRow = z.strictObject({
  seq: z.string(),
  at: z.date(),
  act: z.string(),
  actorKind: z.string(),
  name: z.string().nullable(),
})

const MOST = 200

/** Acts that tell of a look only. */
const LOOKS = ['%viewed', '%searched', '%listed', '%fetched']

/** What happened in a case, the oldest first, with the names of staff, from the audit record (GDPR Art. 5(2)). */
export async function timelineOf(ctx: PortalContext, ref: CaseRef): Promise<TimelineEvent[]> {
  may.staff(ctx, '/admin/aufgaben')
  const rows = await rowsOf(ctx, eventRow)`
    SELECT * FROM (
      SELECT e.seq::text AS seq, e.at, e.act, e.actor_kind AS "actorKind", s.given_name || ' ' || s.surname AS name
      FROM (
        SELECT * FROM audit_event e WHERE (${ownSql(ref)}) AND NOT e.act LIKE ANY(${LOOKS})
        UNION ALL
        SELECT * FROM audit_event e WHERE e.act = 'work.claimed' AND e.details ->> 'entry' = ${ref.id} AND e.details ->> 'work' = ${ref.kind}
      ) e LEFT JOIN account s ON e.actor_kind = 'staff' AND s.id::text = e.actor_id
      ORDER BY e.seq DESC LIMIT ${MOST}
    ) latest ORDER BY seq::bigint`
  return rows.map(({ seq, at, act, actorKind, name }) => ({
    seq,
    at,
    label: act in acts ? acts[act as keyof typeof acts].label : act,
    who: name ?? labelOf(actorKindLabels, actorKind),
    isStaff: actorKind === 'staff',
  }))
}

/** Who of staff did the last thing in a case; undefined: nobody. */
export async function lastActOf(ctx: PortalContext, ref: CaseRef): Promise<TimelineEvent | undefined> {
  const events = await timelineOf(ctx, ref)
  return events.findLast(({ isStaff }) => isStaff)
}

/** The case of a stored entry; undefined: it is gone. */
export async function findCase(ctx: PortalContext, kind: CaseRef['kind'], id: string): Promise<CaseRef | undefined> {
  may.staff(ctx, '/admin/aufgaben')
  const find = { where: { id }, select: { accountId: true } } as const
  switch (kind) {
    case 'request':
      return of(kind, id, await ctx.db.dataRequest.findUnique(find))
    case 'verification':
      return of(kind, id, await ctx.db.verification.findUnique(find))
    case 'objection':
      return of(kind, id, await ctx.db.policyObjection.findUnique(find))
    case 'publication':
      return of(kind, id, await ctx.db.publication.findUnique(find))
    case 'hold-request':
      return of(kind, id, await ctx.db.holdRequest.findUnique(find))
    default:
      return { kind, id }
  }
}

type OfAccount = Extract<CaseRef, { account: string }>

function of(kind: OfAccount['kind'], id: string, row: { accountId: string } | null): CaseRef | undefined {
  return row ? { kind, id, account: row.accountId } : undefined
}

function ownSql(ref: CaseRef): Prisma.Sql {
  switch (ref.kind) {
    case 'request':
      return Prisma.sql`e.subject_id = ${ref.account}::uuid AND e.details ->> 'requestId' = ${ref.id}`
    case 'verification':
      return Prisma.sql`e.subject_id = ${ref.account}::uuid AND (e.act LIKE 'verification.%'
        OR e.act IN ('account.registered', 'account.profile-updated', 'account.suspended', 'account.suspension-ended'))`
    case 'objection':
      return Prisma.sql`e.subject_id = ${ref.account}::uuid AND e.act LIKE 'policy.objec%'`
    case 'publication':
      return Prisma.sql`e.subject_id = ${ref.account}::uuid AND e.details ->> 'publication' = ${ref.id}`
    case 'hold-request':
      return Prisma.sql`e.subject_id = ${ref.account}::uuid AND e.act LIKE 'hold.%'`
    case 'report':
      return Prisma.sql`e.details ->> 'caseId' = ${ref.id}
        OR e.subject_id = (SELECT author_id FROM moderation_case WHERE id = ${ref.id}::uuid)
          AND e.details ->> 'measureId' IN (SELECT id::text FROM content_measure WHERE case_id = ${ref.id}::uuid)`
    default:
      return Prisma.sql`e.subject_id = ${ref.id}::uuid`
  }
}
