import { type PortalContext } from '../context'
import { type Prisma } from '../db/generated/client'
import { type Act } from './acts'

/**
 * Writes the audit row of an act. Call it with the context of the transaction that does the act: no audit row, no act.
 * `details`: ids, counts, codes; never a name, an address or a text by a member.
 */
export async function recordEvent(
  ctx: PortalContext,
  act: Act,
  { subjectId, details = {} }: { subjectId?: string; details?: Prisma.InputJsonObject } = {},
): Promise<void> {
  await ctx.db.auditEvent.create({
    data: { at: ctx.now(), act, subjectId, details, ...actorColumns(ctx) },
    select: { seq: true },
  })
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
