/** Why processing is restricted (GDPR Art. 18(1)(a) to (d)). */
export const restrictionGrounds = ['accuracy', 'unlawful', 'claims', 'objection'] as const
export type RestrictionGround = (typeof restrictionGrounds)[number]

/** As pages and mails call them. */
export const restrictionGroundLabels: Record<RestrictionGround, string> = {
  accuracy: 'Die Richtigkeit der Daten wird geprüft',
  unlawful: 'Die Verarbeitung war nicht erlaubt, die Daten sollen aber nicht gelöscht werden',
  claims: 'Die Person braucht die Daten, um ihre Rechte durchzusetzen',
  objection: 'Ein Widerspruch gegen die Verarbeitung wird geprüft',
}
