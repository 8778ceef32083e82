import { restoreMember, suspendMember } from '../accounts/suspend-member'
import { inTransaction, type PortalContext } from '../context'
import { Refused } from '../result'
import { closeMeasure, type Measure } from './end-measure'
import { takeMeasure } from './take-measure'

type Act = { accountId: string; reason: string }

/** Suspends a member and sends the statement of reasons (DS-07; DSA Art. 17), so that somebody else can judge it on appeal. */
export function suspendWithReasons(ctx: PortalContext, { accountId, reason }: Act): ReturnType<typeof suspendMember> {
  return inTransaction(ctx, async (tx) => {
    const result = await suspendMember(tx, { accountId, reason })
    if (result.outcome !== 'suspended') return result
    await takeMeasure(tx, {
      content: { kind: 'profile', id: accountId, authorId: accountId },
      caseId: null,
      act: 'suspend',
      ground: 'terms',
      reason,
      staffId: staffOf(tx),
      isReported: false,
    })
    return result
  })
}

/** Opens the account again, and ends the measure with it. */
export function restoreWithReasons(ctx: PortalContext, { accountId, reason }: Act): ReturnType<typeof restoreMember> {
  return inTransaction(ctx, async (tx) => {
    const result = await restoreMember(tx, { accountId, reason })
    if (result.outcome !== 'restored') return result
    const open = (await tx.db.contentMeasure.findMany({
      where: { authorId: accountId, act: 'suspend', endedAt: null },
      select: { id: true, contentKind: true, act: true, authorId: true, startedBy: true, endedAt: true },
    })) as Measure[]
    for (const measure of open) await closeMeasure(tx, measure, staffOf(tx))
    return result
  })
}

function staffOf({ actor }: PortalContext): string {
  if (actor.kind !== 'member') throw new Refused('role')
  return actor.accountId
}
