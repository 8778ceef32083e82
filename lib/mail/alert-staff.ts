import { type PortalContext } from '../context'
import { type Role } from '../db/generated/enums'
import { type LetterProps } from './letters'
import { queueMail } from './queue-mail'

type Alert = Pick<LetterProps['staff-alert'], 'headline' | 'lines'> & {
  path: string
  roles?: readonly Role[]
  /** Whoever has a letter of their own about it. */
  except?: string
}

/**
 * Queues one mail to everybody who looks after the portal: confirmed accounts with one of the roles. Call it in the
 * transaction of what they are told about. `path`: where they see more, e.g. "/admin/vorgaenge".
 */
export async function alertStaff(
  tx: PortalContext,
  { headline, lines, path, roles = ['admin', 'approver', 'dpo'], except }: Alert,
): Promise<void> {
  const staff = await tx.db.account.findMany({
    where: { role: { in: [...roles] }, emailConfirmedAt: { not: null }, id: except && { not: except } },
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
