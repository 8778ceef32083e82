import { type PortalContext } from '../context'
import { may } from '../may'
import { canReceive } from './deliver'

/** Can this member write to that one now? For the page of the form; the verb asks again in its transaction. */
export function mayWriteTo(ctx: PortalContext, recipientId: string): Promise<boolean> {
  return canReceive(ctx, { from: may.member(ctx), to: recipientId })
}
