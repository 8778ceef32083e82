import { memberGroupLabels } from '../accounts/member-groups'
import { profileFieldLabels } from '../accounts/profile-fields'
import { parseDay } from '../dates'
import { formatDay, formatInstant, formatNumber } from '../text'
import { type PersonValue } from './person-rows'

/** Roles, as the person reads them. */
export const roleWords = {
  member: 'Mitglied',
  moderator: 'Moderation',
  admin: 'Administration',
  dpo: 'Datenschutzbeauftragte',
}

export const requestKindWords = {
  access: 'Auskunft',
  rectification: 'Berichtigung',
  erasure: 'Löschung',
  restriction: 'Einschränkung',
  objection: 'Widerspruch',
  complaint: 'Beschwerde',
}

export const restrictionGroundWords = {
  accuracy: 'Richtigkeit wird geprüft',
  unlawful: 'Verarbeitung war nicht erlaubt',
  claims: 'zur Durchsetzung von Rechten gebraucht',
  objection: 'Widerspruch wird geprüft',
}

export const erasureReasonWords = {
  self: 'selbst gelöscht',
  request: 'auf Wunsch per E-Mail oder Brief',
  inactivity: 'wegen Inaktivität',
  unconfirmed: 'Registrierung nicht bestätigt',
  staff: 'von der Verwaltung',
}

/** Names in the details of an audit row → German word. A test reads the code and says which one is missing. */
const names: Record<string, string> = {
  announcedAt: 'bekannt gemacht am',
  announcements: 'Bekanntmachungen',
  answer: 'Antwort',
  archiveSha256: 'Prüfsumme des Archivs',
  brake: 'Bremse',
  by: 'durch',
  byLetter: 'per Brief',
  changed: 'geändert',
  chosen: 'ausgewählt',
  count: 'Anzahl',
  done: 'ausgeführt',
  failed: 'gescheitert',
  postponed: 'aufgeschoben',
  spared: 'verschont',
  correction: 'Korrektur',
  publication: 'Veröffentlichung',
  governing: 'geltende Fassung',
  cause: 'Anlass',
  act: 'Maßnahme',
  caseId: 'Vorgang der Moderation',
  category: 'Grund',
  measureId: 'Maßnahme',
  waiting: 'wartend',
  check: 'Prüfung',
  column: 'Feld',
  corrected: 'berichtigt',
  days: 'gutgeschriebene Tage',
  acceptedAt: 'zugestimmt am',
  text: 'Prüfsumme des Textes',
  periods: 'Prüfsumme der Fristen',
  wording: 'Prüfsumme des Wortlauts',
  damagedLines: 'beschädigte Zeilen',
  decision: 'Entscheidung',
  dueOn: 'Antwort fällig am',
  erased: 'gelöscht',
  archived: 'geschlossen',
  categoryId: 'Kategorie',
  contentId: 'Inhalt',
  postId: 'Beitrag',
  slug: 'Adresse',
  topicId: 'Thema',
  fields: 'Angaben',
  found: 'gefunden',
  from: 'von',
  ground: 'Anlass',
  handedOverOn: 'übergeben am',
  inForce: 'gilt jetzt',
  kind: 'Art',
  limit: 'Grenze',
  number: 'Zahl',
  links: 'Links',
  mailId: 'E-Mail',
  mails: 'E-Mails',
  members: 'Mitglieder',
  noticeId: 'Aufforderung',
  notices: 'Aufforderungen',
  objectionId: 'Widerspruch',
  outcome: 'Ausgang',
  overdue: 'überfällig',
  reason: 'Anlass',
  receivedOn: 'eingegangen am',
  replayed: 'nach einer Wiederherstellung wiederholt',
  requestId: 'Vorgang',
  requests: 'Vorgänge',
  restrictionId: 'Einschränkung',
  restrictions: 'Einschränkungen',
  revision: 'Stand',
  rows: 'Einträge',
  run: 'Lauf',
  scope: 'Umfang',
  sessions: 'Sitzungen',
  sha256: 'Prüfsumme',
  shown: 'gezeigte Konten',
  tellFrom: 'mitteilen ab',
  template: 'E-Mail',
  sums: 'Summen',
  to: 'auf',
  until: 'bis',
  version: 'Fassung',
  was: 'vorher',
}

/** Codes in the details, whatever their name. */
const values: Record<string, string> = {
  ...memberGroupLabels,
  ...profileFieldLabels,
  ...roleWords,
  ...requestKindWords,
  ...restrictionGroundWords,
  ...erasureReasonWords,
  // Also why staff look at somebody.
  request: 'Anliegen',
  administration: 'Verwaltung',
  mail: 'E-Mail',
  policy: 'Datenschutzerklärung',
  dispute: 'Rechtsstreit',
  verification: 'Prüfung der Registrierung',
  moderation: 'Moderation',
  idle: 'lange nicht angemeldet',
  restored: 'nach einer Wiederherstellung',
  restricted: 'Verarbeitung eingeschränkt',
  'future-time': 'Zeit lag in der Zukunft',
  silence: 'kein Lebenszeichen',
  'clock-back': 'Uhr ging falsch',
  'mail-lost': 'E-Mail verloren',
  person: 'die Person selbst',
  app: 'Authentifizierungs-App',
  passkey: 'Passkey',
  all: 'alle',
  place: 'setzen',
  lift: 'aufheben',
  answered: 'beantwortet',
  'carried-out': 'ausgeführt',
  withdrawn: 'zurückgezogen',
  refused: 'abgelehnt',
  released: 'freigegeben',
  rejected: 'abgelehnt',
}

/** The details of an audit row in one line: "Anlass: wegen Inaktivität, Sitzungen: 2". */
export function detailsText(details: PersonValue): string {
  if (typeof details !== 'object' || details === null) return valueWord(details)
  return Object.entries(details)
    .map(([name, value]) => `${nameOfDetail(name) ?? name}: ${valueWord(value)}`)
    .join(', ')
}

export function nameOfDetail(name: string): string | undefined {
  return Object.hasOwn(names, name) ? names[name] : undefined
}

function valueWord(value: unknown): string {
  // A search without any word has an empty list: "durch: , gefunden: 5" would look like a fault.
  if (Array.isArray(value)) return value.length > 0 ? value.map(valueWord).join(' · ') : 'nichts Bestimmtes'
  if (typeof value === 'boolean') return value ? 'ja' : 'nein'
  if (typeof value === 'number') return formatNumber(value)
  if (value === null || value === undefined) return 'keine Angabe'
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value)
  if (Object.hasOwn(values, text)) return values[text] ?? text
  if (parseDay(text)) return formatDay(text)
  return /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(text) ? formatInstant(new Date(text)) : text
}
