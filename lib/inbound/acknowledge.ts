import { type PortalContext } from '../context'
import { type CalendarDay } from '../dates'
import { queueMail } from '../mail/queue-mail'
import { authenticityOf } from './authenticity'
import { type DissectedMail } from './mail-types'

type Arrived = { inboundId: string; accountId: string; receivedOn: CalendarDay; dueOn: CalendarDay }

/**
 * Tells a member that their mail has arrived and by when it is answered (GDPR Art. 12(3)), at the stored address alone: somebody without an
 * account learns nothing, and a forged sender costs its owner one mail a day at most. None where the own receiver says that the sender is
 * forged. Only of mail that people write: machines get no answer.
 */
export async function acknowledge(
  tx: PortalContext,
  mail: DissectedMail,
  { inboundId, accountId, receivedOn, dueOn }: Arrived,
): Promise<void> {
  if (authenticityOf(mail, tx.mail.authservIds ?? []) === 'failed') return
  const account = await tx.db.account.findUnique({
    where: { id: accountId },
    select: { email: true, emailConfirmedAt: true },
  })
  if (!account?.emailConfirmedAt || account.email !== mail.sender) return
  const dayAgo = new Date(tx.now().getTime() - 86_400_000)
  const told = { accountId, template: 'mail-received', createdAt: { gt: dayAgo } } as const
  if ((await tx.db.outgoingMail.count({ where: told })) > 0) return
  await queueMail(tx, { template: 'mail-received', accountId, props: { caseId: inboundId, receivedOn, dueOn } })
}
