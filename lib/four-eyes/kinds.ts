import { SECOND_PERSON_PERIOD, STAFF_CHANGE_PERIOD } from '../auth/limits'
import { type StaffRole, staffActs } from '../auth/permissions'

type Kind = {
  /** Table with prepared_at, prepared_by, decided_at, decided_by and decision; a CHECK there says "two people" once more. */
  table: string
  /** Roles that prepare, that release, and that say no. */
  first: readonly StaffRole[]
  second: readonly StaffRole[]
  reject: readonly StaffRole[]
  /** May whoever prepared it say no? Then it is taken back. */
  takesBack?: true
  /** It is handed in first (submitted_at), after a preview. */
  isSubmitted?: true
  /** Without a release within this time it is void (seconds); undefined: it waits. */
  period?: number
}

/** What one person prepares and another releases (DS-06, DS-10), with a row for each act. */
export const kinds = {
  'bulk-act': {
    table: 'bulk_act',
    first: staffActs.submitBulk.roles,
    second: staffActs.releaseBulk.roles,
    reject: staffActs.rejectBulk.roles,
    takesBack: true,
    isSubmitted: true,
    period: SECOND_PERSON_PERIOD,
  },
  hold: {
    table: 'hold_request',
    first: staffActs.placeHold.roles,
    second: staffActs.decideOnHold.roles,
    reject: staffActs.decideOnHold.roles,
  },
  disclosure: {
    table: 'disclosure',
    first: staffActs.prepareCourtOrder.roles,
    second: staffActs.releaseCourtOrder.roles,
    reject: staffActs.rejectCourtOrder.roles,
  },
  'staff-change': {
    table: 'staff_change',
    first: staffActs.requestTeamChange.roles,
    second: staffActs.releaseTeamChange.roles,
    reject: staffActs.rejectTeamChange.roles,
    takesBack: true,
    period: STAFF_CHANGE_PERIOD,
  },
  'chain-loss': {
    table: 'chain_loss',
    first: staffActs.claimChainLoss.roles,
    second: staffActs.attestChainLoss.roles,
    reject: staffActs.rejectChainLoss.roles,
    takesBack: true,
  },
  identity: {
    table: 'identity_proof',
    first: staffActs.proveIdentity.roles,
    second: staffActs.releaseIdentity.roles,
    reject: staffActs.rejectIdentity.roles,
    takesBack: true,
  },
  'breach-letter': {
    table: 'breach_letter',
    first: staffActs.prepareBreachLetter.roles,
    second: staffActs.releaseBreachLetter.roles,
    reject: staffActs.rejectBreachLetter.roles,
    takesBack: true,
  },
} as const satisfies Record<string, Kind>

export type ActKind = keyof typeof kinds

export function kindOf(name: ActKind): Kind {
  return kinds[name]
}
