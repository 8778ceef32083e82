import { type WorkKind } from '@/lib/codes'
import { type PortalContext } from '@/lib/context'
import { listWork } from '@/lib/work-queue/list-work'

/** Where it goes on after a decision: to the next entry that nobody else has taken, if that was asked for, or back to the list. */
export async function nextCase(
  ctx: PortalContext,
  { kind, onward, list }: { kind: WorkKind; onward: 'next' | undefined; list: string },
): Promise<string> {
  if (!onward) return list
  const { entries } = await listWork(ctx, { kind })
  return entries.find(({ assignee, isClaimedByMe }) => !assignee || isClaimedByMe)?.path ?? list
}
