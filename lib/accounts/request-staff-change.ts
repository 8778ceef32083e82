import { recordEvent } from '../audit/record-event'
import { factorsOf } from '../auth/factors'
import { inTransaction, type PortalContext } from '../context'
import { type Role } from '../db/generated/enums'
import { isRestricted } from '../db/standing'
import { prepare } from '../four-eyes/prepare'
import { may } from '../may'
import { lockTeam } from './lock-team'
import { tellTeamChange } from './tell-team-change'

type Person = { accountId: string } | { email: string }
type Wish = { person: Person; reason: string } & ({ kind: 'role'; role: Role } | { kind: 'factor-reset' })
export type RequestStaffChangeOutcome =
  | { outcome: 'requested'; changeId: string }
  | { outcome: 'unknown-member' | 'concerned' | 'already-requested' | 'unchanged' | 'restricted' | 'no-factor' }

/**
 * An admin asks for a role to be given, changed or taken (`member`: none), or for the lost second factor of somebody to be reset (DS-06).
 * Nothing changes until an approver has released it; the person and all staff are told at once. Unconfirmed accounts get no role.
 */
export async function requestStaffChange(ctx: PortalContext, wish: Wish): Promise<RequestStaffChangeOutcome> {
  may.staff(ctx, 'requestTeamChange')
  return inTransaction(ctx, async (tx) => {
    const account = await tx.db.account.findFirst({ where: whoIs(wish.person), select: { id: true } })
    if (account) await lockTeam(tx, account.id)
    const prepared = await prepare(tx, 'staff-change', account ? [account.id] : [])
    if (!account) return { outcome: 'unknown-member' }
    const { id: accountId } = account
    if (prepared.outcome !== 'prepared') return prepared
    const stands = await standsAgainst(tx, accountId, wish)
    if (stands) return { outcome: stands }
    const { kind, reason } = wish
    const role = kind === 'role' ? wish.role : undefined
    const { id: changeId } = await tx.db.staffChange.create({
      data: { accountId, kind, role, reason, ...prepared.preparation },
      select: { id: true },
    })
    await recordEvent(tx, 'team.change-requested', {
      subjectId: accountId,
      details: { changeId, kind, ...(role ? { to: role } : {}) },
    })
    await tellTeamChange(tx, { accountId, stage: 'asked', role, reason })
    return { outcome: 'requested', changeId }
  })
}

function whoIs(person: Person) {
  const isConfirmed = { emailConfirmedAt: { not: null } }
  return 'email' in person ? { email: person.email, ...isConfirmed } : { id: person.accountId, ...isConfirmed }
}

/** Why there is nothing to ask for; the team is locked. */
async function standsAgainst(tx: PortalContext, accountId: string, wish: Wish) {
  const open = await tx.db.staffChange.count({ where: { accountId, decidedAt: null } })
  if (open > 0) return 'already-requested'
  if (wish.kind === 'factor-reset') {
    const { app, passkeys } = await factorsOf(tx, accountId)
    return app || passkeys.length > 0 ? undefined : 'no-factor'
  }
  const { role } = await tx.db.account.findUniqueOrThrow({ where: { id: accountId }, select: { role: true } })
  if (role === wish.role) return 'unchanged'
  return wish.role !== 'member' && (await isRestricted(tx, accountId)) ? 'restricted' : undefined
}
