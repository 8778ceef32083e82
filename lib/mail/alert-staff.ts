import { type PortalContext } from '../context'
import { queueMail } from './queue-mail'
import { type MailProps } from './templates'

/**
 * Queues one mail to everybody who looks after the portal: confirmed accounts with the role admin or dpo. Call it in the
 * transaction of what they are told about. `path`: where they see more, e.g. "/admin/vorgaenge".
 */
export async function alertStaff(
  tx: PortalContext,
  { headline, lines, path }: Pick<MailProps['staff-alert'], 'headline' | 'lines'> & { path: string },
): Promise<void> {
  const staff = await tx.db.account.findMany({
    where: { role: { in: ['admin', 'dpo'] }, emailConfirmedAt: { not: null } },
    orderBy: { id: 'asc' },
    select: { id: true },
  })
  for (const { id } of staff) {
    await queueMail(tx, {
      template: 'staff-alert',
      accountId: id,
      props: { headline, lines, url: `${tx.mail.appUrl}${path}` },
    })
  }
}
