import { recordEvent } from '../audit/record-event'
import { type FactorKind } from '../codes'
import { type PortalContext } from '../context'
import { queueMail } from '../mail/queue-mail'

type Change = { accountId: string; isAdded: boolean; kind: FactorKind; passkeyId?: string; changeId?: string }

/** Every change of a second factor is recorded, and its owner gets a mail, in case it was somebody else (S-A10). */
export async function tellFactorChange(
  tx: PortalContext,
  { accountId, isAdded, kind, ...about }: Change,
): Promise<void> {
  const act = kind === 'all' ? 'factor.reset' : isAdded ? 'factor.added' : 'factor.removed'
  await recordEvent(tx, act, { subjectId: accountId, details: { kind, ...about } })
  const props = { changedAt: tx.now().toISOString(), isAdded }
  await queueMail(tx, { template: 'second-factor-changed', accountId, props })
}
