import { isCodeOf, type LookReason, lookReasonLabels } from '../codes'

/**
 * Why staff look at the data of a member: a closed code for the audit row (DS-06, S-D8). The address of the page that led there
 * says it (`?anlass=`); without one it is general administration.
 */
export function lookReason(code: string | undefined): LookReason {
  return isCodeOf(lookReasonLabels, code) ? code : 'administration'
}
