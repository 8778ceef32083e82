import { type StaffRole } from '../auth/permissions'
import { type PortalContext } from '../context'
import { may } from '../may'
import { recordLook } from './name-members'

export type Staff = {
  id: string
  surname: string
  givenName: string
  email: string
  role: StaffRole
  lastLoginAt: Date | null
  hasFactor: boolean
}

/** Everybody with a staff role, for those who give and release roles, and for the data protection officer. The look is recorded (S-D8). */
export async function listStaff(ctx: PortalContext): Promise<Staff[]> {
  may.staff(ctx, '/admin/team')
  const rows = await ctx.db.account.findMany({ where: { role: { not: 'member' } }, select: columns, orderBy })
  await recordLook(ctx, { shown: rows.map(({ id }) => id), reason: 'administration' })
  return rows.map(({ authenticator, passkeys, role, ...row }) => ({
    ...row,
    role: role as StaffRole,
    hasFactor: authenticator !== null || passkeys.length > 0,
  }))
}

const columns = {
  id: true,
  surname: true,
  givenName: true,
  email: true,
  role: true,
  lastLoginAt: true,
  authenticator: { select: { confirmedAt: true } },
  passkeys: { select: { id: true }, take: 1 },
} as const

const orderBy = [{ surname: 'asc' }, { givenName: 'asc' }, { id: 'asc' }] as const satisfies object[]
