import { type MessageNotice } from '../codes'
import { type PortalContext } from '../context'
import { may } from '../may'

/** When this member gets an e-mail about new messages; at once unless they chose otherwise. */
export async function readNotification(ctx: PortalContext): Promise<MessageNotice> {
  const accountId = may.member(ctx)
  const row = await ctx.db.messageSetting.findUnique({ where: { accountId }, select: { notify: true } })
  return (row?.notify as MessageNotice | undefined) ?? 'at-once'
}

/** Keeps the choice; mail that waits in the queue follows it (mail-hooks.ts). */
export async function saveNotification(ctx: PortalContext, { notify }: { notify: MessageNotice }): Promise<void> {
  const accountId = may.member(ctx)
  await ctx.db.messageSetting.upsert({
    where: { accountId },
    create: { accountId, notify },
    update: { notify },
    select: { accountId: true },
  })
}
