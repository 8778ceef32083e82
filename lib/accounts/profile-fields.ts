/** The registration data that can be changed, as pages and mails call them (DS-03, DS-04). */
export const profileFieldLabels = {
  surname: 'Name',
  givenName: 'Vorname',
  memberGroup: 'Nutzergruppe',
  organisation: 'Unternehmen/Institution',
  position: 'Aufgabenbereich/Position',
} as const

export type ProfileField = keyof typeof profileFieldLabels
