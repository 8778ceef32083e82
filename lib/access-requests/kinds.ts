/** What a person can ask for (GDPR Art. 15 to 21, 77; DS-04, DS-12). */
export const requestKinds = ['erasure', 'access', 'rectification', 'restriction', 'objection', 'complaint'] as const
export type RequestKind = (typeof requestKinds)[number]

/** As pages and mails call them. */
export const requestKindLabels: Record<RequestKind, string> = {
  erasure: 'Löschwunsch',
  access: 'Auskunft',
  rectification: 'Berichtigung',
  restriction: 'Einschränkung der Verarbeitung',
  objection: 'Widerspruch gegen die Verarbeitung',
  complaint: 'Beschwerde',
}

/** Whether the person must have confirmed through the stored address before the answer (GDPR Art. 12(6)). */
export function needsIdentity(kind: RequestKind): boolean {
  return kind !== 'objection' && kind !== 'complaint'
}
