/** What an order can name (DS-10): each item is handed over only if it is ordered. */
export const disclosureScopes = [
  'name',
  'email',
  'organisation',
  'registration',
  'last-login',
  'sessions',
  'policy',
  'mails',
  'suspensions',
] as const

export type DisclosureScope = (typeof disclosureScopes)[number]

export const scopeLabels: Record<DisclosureScope, string> = {
  name: 'Name und Vorname',
  email: 'E-Mail-Adresse',
  organisation: 'Nutzergruppe, Unternehmen/Institution, Aufgabenbereich/Position',
  registration: 'Tag und Uhrzeit der Registrierung',
  'last-login': 'Letzter Login',
  sessions: 'Angemeldete Geräte',
  policy: 'Zustimmungen zur Datenschutzerklärung',
  mails: 'E-Mails des Portals an die Person (Anlass und Zeit)',
  suspensions: 'Sperren des Kontos',
}
