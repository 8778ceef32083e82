import { type MemberGroup } from '../db/generated/enums'

/** Nutzergruppen as people read them, in the order of the form (DS-03). */
export const memberGroupLabels = {
  private_person: 'Privatperson',
  company: 'Unternehmen',
  training_provider: 'Bildungsdienstleister',
  advisory_body: 'Beratungseinrichtung',
  chamber: 'Kammer/Verband',
  public_body: 'Öffentliche Einrichtung',
} as const satisfies Record<MemberGroup, string>

export const memberGroups = Object.keys(memberGroupLabels) as [MemberGroup, ...MemberGroup[]]

/** Groups whose members act for an organisation: its name and their position in it are mandatory then (DS-03). */
export const groupsWithOrganisation = memberGroups.filter(needsOrganisation)

export function needsOrganisation(group: MemberGroup): boolean {
  return group !== 'private_person'
}
