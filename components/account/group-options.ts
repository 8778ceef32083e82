import { groupsWithOrganisation, memberGroups } from '@/lib/accounts/member-groups'
import { memberGroupLabels } from '@/lib/codes'
import { type Option } from '../forms/select-field'

/** The choices of the field "Nutzergruppe". Made on the server and handed to the forms. */
export function groupOptions(): Option[] {
  return memberGroups.map((value) => ({
    value,
    label: memberGroupLabels[value],
    reveals: groupsWithOrganisation.includes(value),
  }))
}
