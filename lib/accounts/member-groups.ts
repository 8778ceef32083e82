import { codesOf, memberGroupLabels } from '../codes'
import { type MemberGroup } from '../db/generated/enums'

/** Nutzergruppen in the order of the form (DS-03). */
export const memberGroups = codesOf(memberGroupLabels)

/** Groups whose members act for an organisation: its name and their position in it are mandatory then (DS-03). */
export const groupsWithOrganisation = memberGroups.filter(needsOrganisation)

export function needsOrganisation(group: MemberGroup): boolean {
  return group !== 'private_person'
}
