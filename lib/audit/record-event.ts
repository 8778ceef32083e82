import { type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { requireStill } from '../may'
import { type Act, type DetailsOf } from './acts'

/**
 * Writes the audit row of an act. Call it with the context of the transaction that does the act: no audit row, no act.
 * `details`: as the act declares them; never a name, an address or a text by a member. Throws Refused, and with it undoes the act, if
 * staff lost the role or were closed out while the act was under way (DS-06).
 * `isRefusal`: nothing is done, and whoever was refused may have lost the role just now.
 */
export async function recordEvent<A extends Act>(
  ctx: PortalContext,
  act: A,
  { subjectId, details, isRefusal }: { subjectId?: string; details?: DetailsOf<A>; isRefusal?: boolean } = {},
): Promise<void> {
  if (!isRefusal) await requireStill(ctx)
  await ctx.db.auditEvent.create({
    data: { at: ctx.now(), act, subjectId, details: (details ?? {}) as Prisma.InputJsonObject, ...actorColumns(ctx) },
    select: { seq: true },
  })
}

/** A detail is the same for all rows, or SQL over the rows of `from`. */
type DetailsSql<A extends Act> = { [Name in keyof DetailsOf<A>]?: DetailsOf<A>[Name] | Prisma.Sql }

/**
 * The audit rows of an act on many: an INSERT for the end of a statement, one row for each row of `from` (a table expression,
 * FROM … GROUP BY included). `subject` and `details` are SQL over it.
 */
export function recordEventsSql<A extends Act>(
  ctx: PortalContext,
  act: A,
  {
    from,
    subject = Prisma.sql`account_id`,
    details = {},
  }: { from: Prisma.Sql; subject?: Prisma.Sql; details?: DetailsSql<A> },
): Prisma.Sql {
  const { actorKind, actorId } = actorColumns(ctx)
  const pairs = Object.entries<unknown>(details).map(
    ([name, value]) => Prisma.sql`${name}::text, ${value instanceof Prisma.Sql ? value : plain(value)}`,
  )
  const json = pairs.length > 0 ? Prisma.sql`jsonb_build_object(${Prisma.join(pairs)})` : Prisma.sql`'{}'::jsonb`
  return Prisma.sql`
    INSERT INTO audit_event (at, actor_kind, actor_id, act, subject_id, details)
    SELECT ${ctx.now().toISOString()}::timestamptz, ${actorKind}::text, ${actorId}::text, ${act}::text, ${subject}::uuid, ${json}
    FROM ${from}`
}

function plain(value: unknown): Prisma.Sql {
  return Prisma.sql`${JSON.stringify(value)}::jsonb`
}

function actorColumns({ actor }: PortalContext): { actorKind: string; actorId: string | null } {
  switch (actor.kind) {
    case 'visitor':
    case 'operator':
      return { actorKind: actor.kind, actorId: null }
    case 'system':
      return { actorKind: 'system', actorId: actor.duty }
    case 'member':
      return { actorKind: actor.role === 'member' ? 'member' : 'staff', actorId: actor.accountId }
  }
}
