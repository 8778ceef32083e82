import { type PortalContext } from '../context'
import { type MemberGroup } from '../db/generated/enums'

/** What a mail asks to be confirmed: what somebody entered in the registration form, and when. */
export type WaitingRegistration = {
  surname: string
  givenName: string
  memberGroup: MemberGroup
  organisation: string | null
  position: string | null
  requestedAt: Date
}

/**
 * Until an address is confirmed its account only keeps the place: it shows the oldest registration whose link is still open, so that
 * nothing that comes later renames it (DS-03). `none`: no link is open any more. Lock the account before.
 */
export async function showOldestRegistration(
  tx: PortalContext,
  accountId: string,
): Promise<{ outcome: 'shown' | 'none' }> {
  const oldest = await tx.db.registration.findFirst({
    where: { accountId, tokens: { some: { usedAt: null, expiresAt: { gt: tx.now() } } } },
    orderBy: { id: 'asc' },
    select: registrationColumns,
  })
  if (!oldest) return { outcome: 'none' }
  const { requestedAt: _, ...data } = oldest
  await tx.db.account.updateMany({ where: { id: accountId, emailConfirmedAt: null }, data })
  return { outcome: 'shown' }
}

export const registrationColumns = {
  surname: true,
  givenName: true,
  memberGroup: true,
  organisation: true,
  position: true,
  requestedAt: true,
} as const

/**
 * Housekeeping: what a registration said goes when its link has run out (DS-03); the account goes with the last of them, by the sweep.
 * Returns how many.
 */
export async function tidyRegistrations(ctx: PortalContext): Promise<{ registrations: number }> {
  const expired = await ctx.db.registration.findMany({
    where: { tokens: { none: { usedAt: null, expiresAt: { gt: ctx.now() } } } },
    select: { id: true, accountId: true },
  })
  await ctx.db.registration.deleteMany({ where: { id: { in: expired.map(({ id }) => id) } } })
  for (const accountId of new Set(expired.map((row) => row.accountId))) await showOldestRegistration(ctx, accountId)
  return { registrations: expired.length }
}
