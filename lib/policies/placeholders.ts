/**
 * Everything in the text of the policy that the software knows is a placeholder, filled from where the software obeys it
 * (DS-01, DS-11). A version that uses another name, or leaves one out, is not published.
 */
export const placeholders = {
  // from the version itself
  inactivityPeriod: 'Zeit ohne Anmeldung, nach der ein Konto als inaktiv gilt (DS-05)',
  responsePeriod: 'Zeit für die Antwort auf den Hinweis (DS-05)',
  objectionPeriod: 'Zeit für den Widerspruch gegen eine neue Fassung (DS-11)',
  accessLogPeriod: 'Aufbewahrung der Protokolldateien (DS-02)',
  // from config/operator.json
  operatorName: 'Name des Betreibers',
  operatorShortName: 'Kurzname des Betreibers',
  operatorAddress: 'Anschrift des Betreibers',
  operatorPhone: 'Telefonnummer des Betreibers',
  contactEmail: 'E-Mail-Adresse für alle Anliegen (DS-04, DS-12)',
  dataProtectionOfficer: 'Kontakt der oder des Datenschutzbeauftragten',
  supervisoryAuthority: 'Aufsichtsbehörde für den Datenschutz',
  processors: 'Auftragsverarbeiter und Ort der Verarbeitung',
  // from the settings and the code that keeps them
  portalAddress: 'Adresse des Portals',
  sessionCookie: 'Name des Sitzungs-Cookies',
  sessionPeriod: 'Längste Dauer einer Sitzung',
  sessionIdlePeriod: 'Dauer einer ungenutzten Sitzung',
  staffSessionPeriod: 'Längste Dauer einer Sitzung von Beschäftigten',
  passwordLinkPeriod: 'Gültigkeit des Links für ein neues Passwort',
  unconfirmedPeriod: 'Zeit, um eine Registrierung zu bestätigen (DS-03)',
  knownNetworkPeriod: 'Aufbewahrung der Kennungen bekannter Netze (DS-06)',
  mailRecordPeriod: 'Aufbewahrung der Vermerke im Postausgang',
} as const

export type PlaceholderName = keyof typeof placeholders

/** Filled by the version that is shown; the rest are facts about portal and operator. */
export type PeriodName = 'inactivityPeriod' | 'responsePeriod' | 'objectionPeriod' | 'accessLogPeriod'

/** What the text says in place of each name. Null: only the operator knows it, and has not entered it yet. */
export type PolicyFacts = Record<Exclude<PlaceholderName, PeriodName>, string | null>

export function isPlaceholder(name: string): name is PlaceholderName {
  return Object.hasOwn(placeholders, name)
}
