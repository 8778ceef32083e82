import { dropAllFactors } from '../auth/factors'
import { inTransaction, type PortalContext } from '../context'
import { Refused } from '../result'
import { tellTeamChange } from './tell-team-change'

/** For the operator of the machine only: takes the lost second factor of somebody away. In the portal it takes two people (decide-staff-change.ts). */
export function resetFactors(
  ctx: PortalContext,
  { accountId }: { accountId: string },
): Promise<{ outcome: 'reset' | 'no-factor' }> {
  if (ctx.actor.kind !== 'operator') throw new Refused('role')
  return inTransaction(ctx, (tx) => resetNow(tx, { accountId }))
}

/** Takes it away and tells the person and all staff; in the transaction of whoever may. */
export async function resetNow(
  tx: PortalContext,
  { accountId, changeId }: { accountId: string; changeId?: string },
): Promise<{ outcome: 'reset' | 'no-factor' }> {
  const { outcome } = await dropAllFactors(tx, { accountId, changeId })
  if (outcome === 'not-there') return { outcome: 'no-factor' }
  await tellTeamChange(tx, { accountId, stage: 'done' })
  return { outcome: 'reset' }
}
