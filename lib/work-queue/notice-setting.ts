import { isCodeOf, type WorkNotice, workNoticeLabels } from '../codes'
import { inTransaction, type PortalContext } from '../context'
import { may } from '../may'

/** How whoever looks is told of what has come to wait. */
export async function workNoticeOf(ctx: PortalContext): Promise<WorkNotice> {
  const { accountId } = may.staff(ctx, '/admin/aufgaben')
  const row = await ctx.db.workSetting.findUnique({ where: { accountId }, select: { notify: true } })
  return isCodeOf(workNoticeLabels, row?.notify) ? row.notify : 'at-once'
}

/** Sets it for oneself. */
export function setWorkNotice(ctx: PortalContext, notify: WorkNotice): Promise<{ outcome: 'set' }> {
  return inTransaction(ctx, async (tx) => {
    const { accountId } = await may.staffNow(tx, 'saveWorkNotice')
    await tx.db.workSetting.upsert({ where: { accountId }, create: { accountId, notify }, update: { notify } })
    return { outcome: 'set' }
  })
}
