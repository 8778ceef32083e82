import { recordEvent } from '../audit/record-event'
import { type RefusalReason } from '../codes'
import { type PortalContext } from '../context'
import { throttle } from './throttle'

type Refusal = {
  /** Address of a page or file below /admin, or name of an act (permissions.ts). */
  entrance: string
  reason: RefusalReason
}

/**
 * A signed-in person asked for something of staff that is not theirs, and the record says who, for what (ASVS 16.3.2). After the first
 * twenty in an hour one more row says that there were too many (limits.ts): whoever tries every entrance is seen, and fills no record.
 */
export async function recordRefusal(ctx: PortalContext, refusal: Refusal): Promise<void> {
  if (ctx.actor.kind !== 'member') return
  const limit = await throttle(ctx, 'refusal', ctx.actor.accountId)
  if (limit.outcome === 'allowed') await recordEvent(ctx, 'access.refused', { details: refusal, isRefusal: true })
}
