import { type MessageNotice } from '../codes'
import { type PortalContext } from '../context'
import { may } from '../may'
import { type Outcome } from '../result'

export type NotificationChoice = { notify: MessageNotice; answers: boolean }

/**
 * When this member gets an e-mail about new messages, at once unless they chose otherwise; and whether mails about messages and the forum
 * can be answered.
 */
export async function readNotification(ctx: PortalContext): Promise<NotificationChoice> {
  const id = may.member(ctx)
  const row = await ctx.db.account.findUnique({
    where: { id },
    select: { answersByMail: true, messageSetting: { select: { notify: true } } },
  })
  const notify = (row?.messageSetting?.notify as MessageNotice | undefined) ?? 'at-once'
  return { notify, answers: row?.answersByMail ?? true }
}

/** Keeps the choice; mail that waits in the queue follows it (mail-hooks.ts). Without `answers` that stays as it is. */
export async function saveNotification(
  ctx: PortalContext,
  { notify, answers }: Pick<NotificationChoice, 'notify'> & Partial<NotificationChoice>,
): Promise<void> {
  const accountId = may.member(ctx)
  await ctx.db.account.update({ where: { id: accountId }, data: { answersByMail: answers }, select: { id: true } })
  await ctx.db.messageSetting.upsert({
    where: { accountId },
    create: { accountId, notify },
    update: { notify },
    select: { accountId: true },
  })
}

/** No more mails about messages (lib/end-mails.ts), for whoever has such a mail. Says whether there were any until now. */
export async function endMessageMails(
  ctx: PortalContext,
  { accountId }: { accountId: string },
): Promise<Outcome<'ended' | 'already-ended'>> {
  const changed = await ctx.db.$executeRaw`
    INSERT INTO message_setting (account_id, notify) VALUES (${accountId}::uuid, 'none')
    ON CONFLICT (account_id) DO UPDATE SET notify = 'none' WHERE message_setting.notify <> 'none'`
  return { outcome: changed > 0 ? 'ended' : 'already-ended' }
}
