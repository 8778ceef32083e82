import { recordEvent } from '../audit/record-event'
import { INVITATION_PERIOD } from '../auth/limits'
import { type StaffRole } from '../auth/permissions'
import { inTransaction, type PortalContext } from '../context'
import { Refused } from '../result'
import { lockAddress } from './lock-address'
import { sendResetLink } from './request-password-reset'
import { type SetRoleOutcome, setRole } from './set-role'
import { tellTeamChange } from './tell-team-change'

type Appointment = { email: string; role: StaffRole; surname?: string; givenName?: string }
export type AppointOutcome =
  | { outcome: 'created'; accountId: string; link: string }
  | { outcome: 'appointed' | 'unchanged' | 'not-confirmed' | 'last-one' | 'restricted' }

/** Staff of the operator, who are members like everybody else. */
const OPERATOR = { memberGroup: 'public_body', organisation: 'GFAW', position: 'Portalbetreuung' } as const

/**
 * For the operator of the machine only: gives the owner of the address a staff role. Without an account one is created,
 * confirmed at once because the operator vouches for the address. It has no password: the person sets one with the
 * link in the mail, which is also returned, once, and works for a day (S-A11). The person accepts the policy like everybody else when it is next published; no acceptance is made up here (DS-01).
 */
export async function appointStaff(ctx: PortalContext, appointment: Appointment): Promise<AppointOutcome> {
  if (ctx.actor.kind !== 'operator') throw new Refused('role')
  const { email, role } = appointment
  return inTransaction(ctx, async (tx) => {
    await lockAddress(tx, email)
    const known = await tx.db.account.findUnique({ where: { email }, select: { id: true, emailConfirmedAt: true } })
    if (known && !known.emailConfirmedAt) return { outcome: 'not-confirmed' }
    if (known) return appointed(await setRole(tx, { accountId: known.id, role }))
    const { id } = await tx.db.account.create({ data: newAccount(tx, appointment), select: { id: true } })
    await recordEvent(tx, 'account.registered', { subjectId: id })
    await recordEvent(tx, 'account.role-changed', { subjectId: id, details: { from: 'member', to: role } })
    await tellTeamChange(tx, { accountId: id, stage: 'done', role })
    const link = await sendResetLink(tx, { accountId: id, ttl: INVITATION_PERIOD })
    return { outcome: 'created', accountId: id, link: link.url }
  })
}

function appointed({ outcome }: SetRoleOutcome): AppointOutcome {
  if (outcome === 'unknown-member') throw new Error('the account vanished under its own lock')
  return { outcome: outcome === 'changed' ? 'appointed' : outcome }
}

function newAccount(tx: PortalContext, { email, role, surname, givenName }: Appointment) {
  const now = tx.now()
  return {
    email,
    role,
    surname: surname?.trim() || 'Portalbetreuung',
    givenName: givenName?.trim() || 'GFAW',
    ...OPERATOR,
    madeBy: 'operator' as const,
    registeredAt: now,
    emailConfirmedAt: now,
  }
}
