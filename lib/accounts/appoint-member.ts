import { type StaffRole } from '../auth/permissions'
import { type PortalContext } from '../context'
import { type SetRoleOutcome, setRole } from './set-role'

/** An admin gives a member, found by the address, a staff role (rights: set-role.ts). Unconfirmed accounts get none. */
export async function appointMember(
  ctx: PortalContext,
  { email, role }: { email: string; role: StaffRole },
): Promise<SetRoleOutcome> {
  const account = await ctx.db.account.findFirst({
    where: { email, emailConfirmedAt: { not: null } },
    select: { id: true },
  })
  return account ? setRole(ctx, { accountId: account.id, role }) : { outcome: 'unknown-member' }
}
