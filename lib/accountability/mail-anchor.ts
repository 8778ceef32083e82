import { newestLink } from '../audit/anchors'
import { inTransaction, type PortalContext } from '../context'
import { takeTurnOfDay } from '../duty-steps'
import { queueMail } from '../mail/queue-mail'

/**
 * Step of the daily duty: the newest link of the audit chain leaves the machine, by mail to everybody who runs or watches the portal
 * (DS-06). Whoever rewrites the past afterwards, with database, files and secrets at hand, contradicts these mails.
 */
export function mailAnchor(ctx: PortalContext): Promise<{ anchorMails: number }> {
  return inTransaction(ctx, async (tx) => {
    const link = await newestLink(tx)
    if (!link || !(await takeTurnOfDay(tx, 'anchor-mail'))) return { anchorMails: 0 }
    const staff = await tx.db.account.findMany({
      where: { role: { notIn: ['member', 'moderator'] }, emailConfirmedAt: { not: null } },
      orderBy: { id: 'asc' },
      select: { id: true },
    })
    for (const { id } of staff) {
      await queueMail(tx, {
        template: 'audit-anchor',
        accountId: id,
        props: { at: tx.now().toISOString(), ...link, url: `${tx.mail.appUrl}/admin/nachweis` },
      })
    }
    return { anchorMails: staff.length }
  })
}
