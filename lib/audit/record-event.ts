import { type PortalContext } from '../context'
import { type Prisma } from '../db/generated/client'
import { Refused } from '../result'
import { type Act } from './acts'

/**
 * Writes the audit row of an act. Call it with the context of the transaction that does the act: no audit row, no act.
 * `details`: ids, counts, codes; never a name, an address or a text by a member. Throws Refused, and with it undoes the act, if staff
 * lost the role or were closed out while the act was under way (DS-06).
 */
export async function recordEvent(
  ctx: PortalContext,
  act: Act,
  { subjectId, details = {} }: { subjectId?: string; details?: Prisma.InputJsonObject } = {},
): Promise<void> {
  await requireRoleStill(ctx)
  await ctx.db.auditEvent.create({
    data: { at: ctx.now(), act, subjectId, details, ...actorColumns(ctx) },
    select: { seq: true },
  })
}

/**
 * One place for every act of staff, because no act goes without its audit row. A statement of its own, so that it sees what has been
 * committed since the guard let the person in; without a lock, so that nobody waits in a circle.
 */
async function requireRoleStill({ db, actor }: PortalContext): Promise<void> {
  if (actor.kind !== 'member' || actor.role === 'member') return
  const [row] = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM account a WHERE a.id = ${actor.accountId}::uuid AND a.role = ${actor.role}::role
      AND NOT EXISTS (SELECT FROM suspension p WHERE p.account_id = a.id AND p.ended_at IS NULL)
      AND NOT EXISTS (SELECT FROM legal_hold h WHERE h.account_id = a.id AND h.released_at IS NULL)`
  if (!row) throw new Refused('role')
}

/** The columns that name the actor, for set-based inserts too. */
export function actorColumns({ actor }: PortalContext): { actorKind: string; actorId: string | null } {
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
