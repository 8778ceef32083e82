import { type PortalContext } from '../context'

/**
 * Is the act about the account of whoever acts? Then that person neither prepares, releases nor rejects it, nor does anything else to it,
 * in whatever role (DS-06). `concerned`: the accounts that it is about; none where it is about everybody, as a version of the policy is.
 */
export function isConcerned({ actor }: PortalContext, concerned: readonly string[]): boolean {
  return actor.kind === 'member' && concerned.includes(actor.accountId)
}
