import type * as Enums from './db/generated/enums'

/**
 * Every list of codes once, with the one German word that pages, mails, reports and the record use for it (DS-12). Codes are stored,
 * words are shown; the same code may stand in several lists and means something else in each. A list of the schema must be complete, or
 * it does not compile. What a room adds to a code (an explanation, a remedy, a part of an address) stays in the room.
 */
export type Codes = Readonly<Record<string, string>>

/** The codes of a list, in its order, as zod and loops take them. */
export function codesOf<List extends Codes>(labels: List): [keyof List & string, ...(keyof List & string)[]] {
  return Object.keys(labels) as [keyof List & string, ...(keyof List & string)[]]
}

/** What a person chooses from: each code with its German word, in the order of the list. */
export function optionsOf<L extends Codes>(labels: L): { value: keyof L & string; label: string }[] {
  return codesOf(labels).map((value) => ({ value, label: labelOf(labels, value) }))
}

export function isCodeOf<List extends Codes>(labels: List, code: unknown): code is keyof List & string {
  return typeof code === 'string' && Object.hasOwn(labels, code)
}

/** The word of a stored code; the code itself where an older version of the code wrote it. */
export function labelOf(labels: Codes, code: string): string {
  return isCodeOf(labels, code) ? (labels[code] ?? code) : code
}

// --- Accounts (DS-03, DS-05, DS-07)

/** Nutzergruppen, in the order of the form. */
export const memberGroupLabels = {
  private_person: 'Privatperson',
  company: 'Unternehmen',
  training_provider: 'Bildungsdienstleister',
  advisory_body: 'Beratungseinrichtung',
  chamber: 'Kammer/Verband',
  public_body: 'Öffentliche Einrichtung',
} as const satisfies Record<Enums.MemberGroup, string>

export const roleLabels = {
  member: 'Mitglied',
  moderator: 'Moderation',
  admin: 'Administration',
  approver: 'Leitung (Freigabe)',
  dpo: 'Datenschutzbeauftragte',
} as const satisfies Record<Enums.Role, string>

/** The registration data that can be changed (DS-04). */
export const profileFieldLabels = {
  surname: 'Name',
  givenName: 'Vorname',
  memberGroup: 'Nutzergruppe',
  organisation: 'Unternehmen/Institution',
  position: 'Aufgabenbereich/Position',
} as const
export type ProfileField = keyof typeof profileFieldLabels

export const accountOriginLabels = { member: 'Mitglied selbst', operator: 'Betreiber' } as const satisfies Record<
  Enums.AccountOrigin,
  string
>

/** What staff see as the state of an account. */
export const memberStateLabels = {
  unconfirmed: 'Adresse nicht bestätigt',
  held: 'Löschsperre',
  suspended: 'Gesperrt',
  restricted: 'Eingeschränkt',
  notified: 'Zur Anmeldung aufgefordert',
  undeliverable: 'Aufforderung unzustellbar',
  active: 'Aktiv',
} as const
export type MemberState = keyof typeof memberStateLabels

/** What a list of members was narrowed by. */
export const memberFilterLabels = {
  text: 'Suchwörter',
  memberGroup: 'Nutzergruppe',
  state: 'Zustand',
  role: 'Rolle',
  isVerified: 'Prüfung',
  isHeld: 'Löschsperre',
  registeredFrom: 'Registriert ab',
  registeredUntil: 'Registriert bis',
  unseenFor: 'Letzter Login',
  version: 'Geltende Fassung der Datenschutzerklärung',
  domain: 'Domain der Adresse',
  ids: 'bestimmte Konten',
  open: 'offene Vorgänge',
  closed: 'abgeschlossene Vorgänge',
} as const

/** Why staff look at the data of a member (DS-06). */
export const lookReasonLabels = {
  administration: 'Verwaltung',
  request: 'Anliegen',
  inactivity: 'Inaktivität',
  mail: 'E-Mail',
  policy: 'Datenschutzerklärung',
  verification: 'Prüfung der Angaben',
  moderation: 'Moderation',
  dispute: 'Rechtsstreit',
} as const
export type LookReason = keyof typeof lookReasonLabels

/** Why a role ended without a decision of a person. */
export const roleEndLabels = { idle: 'lange nicht angemeldet' } as const

export const verificationCauseLabels = {
  registered: 'Neue Registrierung',
  changed: 'Angaben geändert',
  answered: 'Antwort auf eine Rückfrage',
} as const satisfies Record<Enums.VerificationCause, string>
export type VerificationCause = keyof typeof verificationCauseLabels

export const verificationDecisionLabels = {
  verified: 'Bestätigt',
  asked: 'Rückfrage',
  refused: 'Nicht bestätigt',
} as const
export type VerificationDecision = keyof typeof verificationDecisionLabels

export const verificationOutcomeLabels = {
  ...verificationDecisionLabels,
  superseded: 'Durch neue Angaben ersetzt',
} as const satisfies Record<Enums.VerificationOutcome, string>

export const bulkKindLabels = {
  suspend: 'Mitglieder sperren',
  'end-sessions': 'Alle Sitzungen beenden',
  erase: 'Konten endgültig löschen',
} as const
export type BulkKind = keyof typeof bulkKindLabels

export const bulkStateLabels = {
  preview: 'Vorschau',
  waits: 'Wartet auf Freigabe',
  expired: 'Abgelaufen',
  rejected: 'Verworfen',
  running: 'Wird ausgeführt',
  stopped: 'Angehalten',
  finished: 'Ausgeführt',
} as const
export type BulkActState = keyof typeof bulkStateLabels

// --- Sign-in (DS-06)

export const tokenPurposeLabels = {
  confirm_registration: 'Registrierung bestätigen',
  change_email: 'Neue E-Mail-Adresse bestätigen',
  reset_password: 'Neues Passwort setzen',
  confirm_request: 'Anliegen bestätigen',
} as const satisfies Record<Enums.TokenPurpose, string>

/** What became of a link. */
export const tokenEndLabels = {
  done: 'Benutzt',
  superseded: 'Durch einen neueren Link ersetzt',
  taken: 'Adresse gehört zu einem bestätigten Konto',
  withdrawn: 'Zurückgewiesen oder erledigt',
  void: 'Durch eine andere Änderung beendet',
  restored: 'Durch eine Wiederherstellung des Portals beendet',
} as const
export type TokenEnd = keyof typeof tokenEndLabels

export const proofKindLabels = {
  password: 'Passwort',
  code: 'Code des zweiten Faktors',
} as const satisfies Record<Enums.ProofKind, string>

export const factorKindLabels = { app: 'Authentifizierungs-App', passkey: 'Passkey', all: 'alle' } as const
export type FactorKind = keyof typeof factorKindLabels

/** How a device speaks to the browser (WebAuthn). */
export const passkeyTransportLabels = {
  usb: 'USB',
  nfc: 'NFC',
  ble: 'Bluetooth',
  'smart-card': 'Chipkarte',
  internal: 'im Gerät selbst',
  hybrid: 'über ein anderes Gerät',
  cable: 'Kabel',
} as const

export const throttleLimitLabels = {
  'sign-in-account': 'Anmeldungen an einem Konto aus fremden Netzen',
  'sign-in-known': 'Anmeldungen an einem Konto aus einem bekannten Netz',
  'sign-in-device': 'Anmeldungen an einem Konto von einem bekannten Gerät',
  'sign-in-network': 'Anmeldungen aus einem Netz',
  'password-check': 'falsche Passwörter nach der Anmeldung',
  'second-factor': 'falsche Codes des zweiten Faktors',
  register: 'Registrierungen aus einem Netz',
  'unasked-mail-day': 'E-Mails an eine eingegebene Adresse an einem Tag',
  'unasked-mail-week': 'E-Mails an eine eingegebene Adresse in einer Woche',
  'reset-account': 'neue Passwörter für ein Konto',
  'reset-network': 'neue Passwörter aus einem Netz',
  'link-network': 'Links aus E-Mails, aus einem Netz geöffnet',
  'change-email': 'Änderungen der E-Mail-Adresse eines Kontos',
  report: 'Meldungen von Inhalten',
  preview: 'Vorschauen eines Textes',
  contact: 'Nachrichten über das Kontaktformular aus einem Netz',
  refusal: 'verweigerte Zugriffe einer Person',
} as const
export type ThrottleLimit = keyof typeof throttleLimitLabels

/** Why somebody may not do something (lib/result.ts). */
export const refusalLabels = {
  role: 'Rolle reicht nicht aus',
  'second-factor': 'zweiter Faktor fehlt',
  member: 'nur für Mitglieder',
  unverified: 'Angaben noch nicht geprüft',
  owner: 'gehört jemand anderem',
  'own-content': 'eigener Inhalt',
  origin: 'fremde Herkunft',
} as const
export type RefusalReason = keyof typeof refusalLabels

// --- Policy (DS-11)

export const objectionDecisionLabels = {
  keep: 'Konto läuft unter der bisherigen Fassung weiter',
  talk: 'Gespräch mit dem Mitglied',
  'offer-erasure': 'Angebot, das Konto zu löschen',
} as const
export type ObjectionDecision = keyof typeof objectionDecisionLabels

export const ledgerStateLabels = {
  queued: 'Wartet auf den Versand',
  failed: 'Versand gescheitert',
  bounced: 'Unzustellbar',
  running: 'Frist läuft',
  'in-force': 'Ohne Widerspruch beendet',
  objected: 'Widersprochen',
} as const
export type LedgerState = keyof typeof ledgerStateLabels

// --- Requests of people (DS-04, DS-12; GDPR Art. 15 to 21, 77)

export const requestKindLabels = {
  erasure: 'Löschwunsch',
  access: 'Auskunft',
  rectification: 'Berichtigung',
  restriction: 'Einschränkung der Verarbeitung',
  portability: 'Datenübertragbarkeit',
  objection: 'Widerspruch gegen die Verarbeitung',
  withdrawal: 'Widerruf einer Einwilligung',
  complaint: 'Beschwerde',
} as const satisfies Record<Enums.RequestKind, string>
export type RequestKind = keyof typeof requestKindLabels

export const requestOutcomeLabels = {
  answered: 'Beantwortet',
  partly: 'Teilweise erfüllt',
  'carried-out': 'Ausgeführt',
  withdrawn: 'Zurückgezogen',
  refused: 'Abgelehnt',
} as const
export type RequestOutcome = keyof typeof requestOutcomeLabels

/** Why a request, or a part of it, is not done (GDPR Art. 12(4)). */
export const refusalGroundLabels = {
  unmet: 'Die Voraussetzungen des Rechts liegen nicht vor',
  'no-data': 'Dazu ist nichts gespeichert',
  unidentified: 'Die Person ist nicht zu identifizieren (Art. 11 Abs. 2, Art. 12 Abs. 6 DSGVO)',
  unfounded: 'Das Anliegen ist offenkundig unbegründet (Art. 12 Abs. 5 DSGVO)',
  excessive: 'Das Anliegen ist exzessiv, vor allem wiederholt gestellt (Art. 12 Abs. 5 DSGVO)',
  others: 'Rechte anderer Personen stehen entgegen (Art. 15 Abs. 4, Art. 20 Abs. 4 DSGVO)',
  duty: 'Eine gesetzliche Pflicht steht entgegen (Art. 17 Abs. 3 Buchst. b DSGVO)',
  expression: 'Freie Meinungsäußerung und Information (Art. 17 Abs. 3 Buchst. a DSGVO)',
  claims: 'Die Daten werden für Rechtsansprüche gebraucht (Art. 17 Abs. 3 Buchst. e, Art. 18 Abs. 2 DSGVO)',
  compelling: 'Zwingende schutzwürdige Gründe (Art. 21 Abs. 1 DSGVO)',
  exempted: 'Eine Ausnahme des BDSG gilt (§§ 29, 34, 35 BDSG)',
} as const
export type RefusalGround = keyof typeof refusalGroundLabels

/** The only grounds for two months more (GDPR Art. 12(3)). */
export const extensionGroundLabels = {
  complex: 'Das Anliegen ist komplex',
  many: 'Es liegen viele Anliegen vor',
} as const
export type ExtensionGround = keyof typeof extensionGroundLabels

/** How staff checked who somebody is, where the stored mailbox cannot (GDPR Art. 12(2), (6); no copies are kept). */
export const identityWayLabels = {
  document: 'Ausweis gesehen',
  'in-person': 'Persönlich erschienen oder bekannt',
  callback: 'Rückruf unter einer bekannten Nummer',
  knowledge: 'Angaben, die nur die Person kennt',
  reply: 'Antwort aus dem Postfach, um das es geht',
  authorised: 'Vollmacht geprüft',
} as const
export type IdentityWay = keyof typeof identityWayLabels

export const requestStateLabels = {
  'waits-for-person': 'Wartet auf Bestätigung',
  'waits-for-hold': 'Bestätigt, Löschsperre',
  'waits-for-staff': 'Wartet auf Antwort',
  ...requestOutcomeLabels,
} as const
export type RequestState = keyof typeof requestStateLabels

/** Why processing is restricted (GDPR Art. 18(1)(a) to (d)). */
export const restrictionGroundLabels = {
  accuracy: 'Die Richtigkeit der Daten wird geprüft',
  unlawful: 'Die Verarbeitung war nicht erlaubt, die Daten sollen aber nicht gelöscht werden',
  claims: 'Die Person braucht die Daten, um ihre Rechte durchzusetzen',
  objection: 'Ein Widerspruch gegen die Verarbeitung wird geprüft',
} as const satisfies Record<Enums.RestrictionGround, string>
export type RestrictionGround = keyof typeof restrictionGroundLabels

/** Who ended a restriction before its day. */
export const restrictionEnderLabels = { person: 'die Person selbst' } as const

// --- Inactivity and erasure (DS-04, DS-05)

/** Why an account was erased; the ledger keeps it. */
export const erasureReasonLabels = {
  self: 'Selbst gelöscht',
  request: 'Wunsch per E-Mail oder Brief',
  inactivity: 'Inaktivität',
  unconfirmed: 'Registrierung nicht bestätigt',
  staff: 'Entscheidung der Verwaltung',
} as const satisfies Record<Enums.ErasureReason, string>
export type ErasureReason = keyof typeof erasureReasonLabels

export const noticeOutcomeLabels = {
  reactivated: 'Durch Anmeldung erledigt',
  undeliverable: 'Unzustellbar',
  superseded: 'Durch eine neue ersetzt',
  held: 'Durch eine Löschsperre angehalten',
} as const

/** Why a notice made room for a new one. */
export const supersessionLabels = {
  restored: 'nach einer Wiederherstellung',
  'future-time': 'Zeit lag in der Zukunft',
  'clock-stopped': 'Frist ruhte',
  'mail-lost': 'E-Mail verloren',
} as const
export type Supersession = keyof typeof supersessionLabels

/** What stopped a run of the sweep. */
export const brakeLabels = {
  'too-many-erasures': 'Zu viele Löschungen',
  'too-many-notices': 'Zu viele Aufforderungen',
  'too-many-unconfirmed': 'Zu viele unbestätigte Registrierungen',
  'clock-differs': 'Uhr weicht ab',
  'mail-refused': 'Mailserver lehnen E-Mails ab',
} as const
export type Brake = keyof typeof brakeLabels

export const sweepTriggerLabels = {
  cron: 'Zeitplan (Cron)',
  scheduler: 'Zeitplan (Server)',
  staff: 'Verwaltung',
  operator: 'Kommandozeile',
} as const satisfies Record<Enums.SweepTrigger, string>
export type SweepTrigger = keyof typeof sweepTriggerLabels

/** Why the portal closed itself. */
export const closureCauseLabels = {
  restored: 'Sicherung eingespielt',
  moved: 'Datenbank an einem anderen Ort',
  'older-than-log': 'Datenbank älter als die Datei der Löschungen',
} as const
export type ClosureCause = keyof typeof closureCauseLabels

export const outageCauseLabels = {
  silence: 'Kein Lebenszeichen des Portals',
  restored: 'Aus einer Sicherung wiederhergestellt',
  'clock-back': 'Die Uhr ging vor und wurde zurückgestellt',
} as const
export type OutageCause = keyof typeof outageCauseLabels

// --- Content (DS-07, DS-08)

/** What members write. */
export const contentLabels = {
  publication: 'Angebot',
  topic: 'Thema',
  post: 'Beitrag',
  message: 'Nachricht',
  profile: 'Profil',
} as const
export type ContentKind = keyof typeof contentLabels

export const publicationKindLabels = {
  offer: 'Angebot',
  event: 'Veranstaltung',
  notice: 'Information',
} as const satisfies Record<Enums.PublicationKind, string>
export type PublicationKind = Enums.PublicationKind

export const attendanceLabels = {
  on_site: 'Vor Ort',
  online: 'Online',
  hybrid: 'Vor Ort und online',
} as const satisfies Record<Enums.Attendance, string>

export const priceKindLabels = {
  free: 'Kostenlos',
  fixed: 'Fester Preis',
  on_request: 'Auf Anfrage',
} as const satisfies Record<Enums.PriceKind, string>

/** An event that does not take place, or not on its day. */
export const eventStateLabels = {
  cancelled: 'Fällt aus',
  postponed: 'Verschoben',
} as const satisfies Record<Enums.EventState, string>

export type EventState = Enums.EventState

/** What the author can say about an event that is published. */
export const eventPlanLabels = { ...eventStateLabels, planned: 'Findet statt' } as const
export type EventPlan = keyof typeof eventPlanLabels

/** Subjects of further training: the same for publications, the directory and their filters. */
export const subjectLabels = {
  digital: 'Digitalisierung und IT',
  care: 'Gesundheit, Pflege und Soziales',
  crafts: 'Handwerk, Bau und Technik',
  industry: 'Produktion und Industrie',
  logistics: 'Verkehr und Logistik',
  commerce: 'Kaufmännisches, Recht und Verwaltung',
  leadership: 'Führung und Personal',
  language: 'Sprache und Integration',
  'basic-skills': 'Grundbildung und Schulabschluss',
  vocational: 'Ausbildung und Berufsorientierung',
  education: 'Pädagogik und Lehre',
  sustainability: 'Umwelt, Energie und Nachhaltigkeit',
  hospitality: 'Gastgewerbe und Tourismus',
  funding: 'Förderung und Beratung',
} as const
export type Subject = keyof typeof subjectLabels

/** What a member decides about the own entry in the directory. */
export const entryFieldLabels = {
  isListed: 'Eintrag für andere sichtbar',
  showName: 'Name zeigen',
  showPosition: 'Aufgabenbereich/Position zeigen',
  showGroup: 'Nutzergruppe zeigen',
  subjects: 'Themen',
  introduction: 'Vorstellung',
  website: 'Website',
} as const

/** When a mail tells of new messages. */
export const messageNoticeLabels = { 'at-once': 'Sofort', daily: 'Einmal am Tag', none: 'Keine' } as const
export type MessageNotice = keyof typeof messageNoticeLabels

/** When a mail tells of news in the forum. */
export const forumMailLabels = { each: 'Sofort', daily: 'Einmal am Tag', none: 'Keine' } as const satisfies Record<
  Enums.ForumMail,
  string
>

// --- Moderation (DS-07; DSA Art. 16, 17, 20)

export const measureLabels = {
  hide: 'Verborgen',
  lock: 'Geschlossen',
  move: 'Verschoben',
  warn: 'Verwarnung',
  suspend: 'Konto gesperrt',
} as const
export type MeasureAct = keyof typeof measureLabels

export const caseOutcomeLabels = { ...measureLabels, none: 'Keine Maßnahme' } as const

/** On what a measure rests. */
export const measureGroundLabels = { terms: 'unsere Nutzungsregeln', law: 'ein Gesetz' } as const satisfies Record<
  Enums.MeasureGround,
  string
>
export type MeasureGround = keyof typeof measureGroundLabels

/** Why somebody reports something (DSA Art. 16(2)). */
export const reportCategoryLabels = {
  unlawful: 'Verstößt gegen ein Gesetz',
  insult: 'Beleidigt oder bedroht jemanden',
  hate: 'Hetzt gegen Menschen',
  fraud: 'Betrug oder falsche Angaben',
  spam: 'Werbung, die nicht hierher gehört',
  privacy: 'Verrät persönliche Daten',
  rights: 'Verletzt Urheber- oder Markenrechte',
  other: 'Etwas anderes',
} as const satisfies Record<Enums.ReportCategory, string>
export type ReportCategory = keyof typeof reportCategoryLabels

/** Who works on an entry of the work queue has taken it, or given it back. */
export const caseTakingLabels = { taken: 'Übernommen', 'given-back': 'Zurückgegeben' } as const

export const appealDecisionLabels = {
  upheld: 'Beschwerde hatte Erfolg',
  rejected: 'Beschwerde abgelehnt',
} as const satisfies Record<Enums.AppealDecision, string>

// --- Holds and disclosures (DS-10)

export const holdRequestKindLabels = { place: 'Löschsperre setzen', lift: 'Löschsperre aufheben' } as const

/** What a second person decides. */
export const releaseDecisionLabels = { released: 'Freigegeben', rejected: 'Abgelehnt' } as const

/** The same, where nobody may have decided in time. */
export const timedDecisionLabels = { ...releaseDecisionLabels, expired: 'Ohne Freigabe abgelaufen' } as const

// --- What the data protection officer says about acts of two people (GDPR Art. 39)

export const opinionSubjectLabels = {
  'bulk-act': 'Sammelvorgang',
  hold: 'Löschsperre',
  disclosure: 'Herausgabe',
  'staff-change': 'Änderung im Team',
  'policy-draft': 'Entwurf der Datenschutzerklärung',
  'stopped-run': 'angehaltene Inaktivitätsprüfung',
  'chain-loss': 'Verlust am Ende des Protokolls',
} as const
export type OpinionSubject = keyof typeof opinionSubjectLabels

export const opinionStanceLabels = {
  'no-objection': 'Keine Einwände',
  concerns: 'Bedenken',
  objects: 'Einspruch',
} as const
export type OpinionStance = keyof typeof opinionStanceLabels

// --- Changes of the team (DS-06)

export const staffChangeKindLabels = { role: 'Rolle', 'factor-reset': 'Zweiten Faktor zurücksetzen' } as const

/** What an order can name: each item is handed over only if it is ordered. */
export const disclosureScopeLabels = {
  name: 'Name und Vorname',
  email: 'E-Mail-Adresse',
  organisation: 'Nutzergruppe, Unternehmen/Institution, Aufgabenbereich/Position',
  registration: 'Tag und Uhrzeit der Registrierung',
  'last-login': 'Letzter Login',
  sessions: 'Angemeldete Geräte',
  policy: 'Zustimmungen zur Datenschutzerklärung',
  mails: 'E-Mails des Portals an die Person (Anlass und Zeit)',
  suspensions: 'Sperren des Kontos',
} as const
export type DisclosureScope = keyof typeof disclosureScopeLabels

export const disclosureAnswerLabels = {
  found: 'Konto gefunden',
  erased: 'Konto war gelöscht',
  unknown: 'Kein solches Konto',
} as const

// --- Personal-data breaches (GDPR Art. 33, 34)

/** What was lost (Art. 4(12); EDPB Guidelines 9/2022). */
export const breachLossLabels = {
  confidentiality: 'Vertraulichkeit (unbefugt gelesen oder weitergegeben)',
  integrity: 'Integrität (unbefugt verändert)',
  availability: 'Verfügbarkeit (verloren oder nicht erreichbar)',
} as const
export type BreachLoss = keyof typeof breachLossLabels

/** How the operator learned of it. */
export const breachSourceLabels = {
  own: 'Eigene Feststellung',
  check: 'Prüfung des Portals',
  processor: 'Meldung eines Auftragsverarbeiters (Art. 33 Abs. 2 DSGVO)',
  person: 'Hinweis einer betroffenen oder anderen Person',
} as const
export type BreachSource = keyof typeof breachSourceLabels

/** For the people affected: only `none` needs no report (Art. 33(1)). */
export const breachRiskLabels = {
  none: 'Voraussichtlich kein Risiko: keine Meldung nötig (Art. 33 Abs. 1 DSGVO)',
  risk: 'Risiko: Meldung an die Aufsichtsbehörde',
  high: 'Hohes Risiko: Meldung und Benachrichtigung der Betroffenen',
} as const
export type BreachRisk = keyof typeof breachRiskLabels

/** Are the people affected told (Art. 34(1)), or which exception holds (Art. 34(3))? */
export const breachTellingLabels = {
  tell: 'Ja, durch eine E-Mail an jede Person',
  public:
    'Ja, öffentlich oder auf ähnliche Weise: Einzeln wäre der Aufwand unverhältnismäßig (Art. 34 Abs. 3 Buchst. c DSGVO)',
  'not-high': 'Nein, das Risiko ist nicht hoch',
  protected: 'Nein, die Daten waren für Unbefugte nicht lesbar (Art. 34 Abs. 3 Buchst. a DSGVO)',
  averted: 'Nein, Maßnahmen danach haben das hohe Risiko beseitigt (Art. 34 Abs. 3 Buchst. b DSGVO)',
} as const
export type BreachTold = keyof typeof breachTellingLabels

/** Phases of the report (Art. 33(4)). */
export const breachPhaseLabels = {
  first: 'Erste, vorläufige Meldung',
  further: 'Ergänzende Meldung',
  final: 'Vollständige oder abschließende Meldung',
} as const
export type BreachPhase = keyof typeof breachPhaseLabels

export const breachRemarkLabels = {
  note: 'Vermerk oder Berichtigung',
  otherwise: 'Betroffene auf anderem Weg benachrichtigt',
  closed: 'Fall geschlossen',
  reopened: 'Fall wieder geöffnet',
} as const
export type BreachRemarkKind = keyof typeof breachRemarkLabels

// --- Mail

export const mailStateLabels = {
  queued: 'Wartet',
  sending: 'Wird gesendet',
  accepted: 'Angenommen',
  failed: 'Gescheitert',
  bounced: 'Unzustellbar',
} as const satisfies Record<Enums.MailState, string>

/** Why a mail did not leave or did not arrive; what helps: lib/mail/causes.ts. */
export const mailCauseLabels = {
  // The recipient
  'unknown-address': 'Die Adresse gibt es nicht',
  'mailbox-closed': 'Das Postfach ist stillgelegt',
  'mailbox-full': 'Das Postfach ist voll',
  'recipient-refused': 'Der Mailserver nimmt nichts für diese Adresse an',
  // The message
  'message-refused': 'Der Mailserver lehnt diese Nachricht ab',
  'message-too-large': 'Die Nachricht ist zu groß',
  'not-rendered': 'Der Text ließ sich nicht herstellen',
  // Nobody knows yet
  'try-later': 'Der Mailserver bittet um einen späteren Versuch',
  'no-answer': 'Unklar, ob die E-Mail angekommen ist',
  'not-recorded': 'Verschickt, aber nicht vermerkt',
  // The portal or its mail server
  unreachable: 'Der Mailserver ist nicht erreichbar',
  'connection-lost': 'Der Mailserver bricht die Verbindung ab',
  tls: 'Keine verschlüsselte Verbindung zum Mailserver',
  'sign-in': 'Der Mailserver lehnt die Anmeldung des Portals ab',
  sender: 'Der Mailserver lehnt die Absenderadresse des Portals ab',
  'relay-denied': 'Der Mailserver leitet für das Portal nichts weiter',
  limit: 'Die erlaubte Menge an E-Mails ist erreicht',
  'server-trouble': 'Der Mailserver ist gestört',
  // Reports afterwards
  returned: 'Kam als unzustellbar zurück',
  'report-clock': 'Meldungen des Versanddienstes werden abgewiesen: Die Uhr des Servers geht falsch',
  'report-forged': 'Meldungen des Versanddienstes werden abgewiesen: Die Unterschrift stimmt nicht',
} as const
export type MailCause = keyof typeof mailCauseLabels

// --- What waits for staff

/** Kinds of entries of the work queue, each declared in the `waiting.ts` of its room. */
export const workKindLabels = {
  request: 'Anliegen zum Datenschutz',
  'identity-proof': 'Anliegen zum Datenschutz: Nachweis der Identität',
  'outside-request': 'Anliegen zum Datenschutz ohne Konto',
  'outside-answer': 'Anliegen zum Datenschutz ohne Konto: Freigabe der Antwort',
  'inbound-mail': 'E-Mail an das Portal',
  'breach-report': 'Datenpanne: Meldung an die Aufsicht',
  'breach-people': 'Datenpanne: Benachrichtigung der Betroffenen',
  'breach-end': 'Datenpanne: Abschluss',
  'hold-request': 'Löschsperre: Freigabe',
  'hold-review': 'Löschsperre: Überprüfung',
  'court-order': 'Herausgabe: Freigabe',
  'hand-over': 'Herausgabe: Übergabe',
  'bulk-act': 'Sammelvorgang: Freigabe',
  'team-change': 'Änderung im Team: Freigabe',
  'chain-loss': 'Verlust am Ende des Protokolls: Bescheinigung',
  'policy-draft': 'Datenschutzerklärung: Freigabe des Entwurfs',
  'returned-draft': 'Datenschutzerklärung: zurückgegebener Entwurf',
  objection: 'Widerspruch gegen eine Fassung',
  'undelivered-announcement': 'Bekanntmachung unzustellbar',
  verification: 'Prüfung eines Mitglieds',
  report: 'Gemeldeter Inhalt',
  appeal: 'Beschwerde gegen eine Maßnahme',
  publication: 'Angebot vor der Veröffentlichung',
  opinion: 'Stellungnahme möglich',
  'stopped-run': 'Inaktivitätsprüfung angehalten',
  'undelivered-notice': 'Aufforderung zur Anmeldung unzustellbar',
  'failed-mail': 'E-Mail gescheitert',
  'mail-outage': 'Störung im Versand',
  'broken-check': 'Zusage verletzt',
  'stale-check': 'Prüfung ohne frisches Ergebnis',
  'late-duty': 'Aufgabe des Portals überfällig',
  'failing-step': 'Aufgabe des Portals scheitert',
  setting: 'Einstellung des Servers',
} as const
export type WorkKind = keyof typeof workKindLabels

/** When staff are told by mail of what has come to wait; a breach is told at once to everybody. */
export const workNoticeLabels = { 'at-once': 'Sofort', daily: 'Einmal am Tag' } as const
export type WorkNotice = keyof typeof workNoticeLabels

/** Steps at which staff are told of one entry: that it is there, hours before its time, and that the time is over. */
export const workStageLabels = {
  new: 'Neu',
  h48: 'Noch 48 Stunden',
  h24: 'Noch 24 Stunden',
  h6: 'Noch 6 Stunden',
  over: 'Überfällig',
} as const
export type WorkStage = keyof typeof workStageLabels

/** What a message that reached the portal is (DS-04, DS-05, DS-12); the rules: lib/inbound/classify.ts. */
export const inboundClassLabels = {
  bounce: 'Unzustellbar',
  delay: 'Verzögert oder unterwegs',
  gone: 'Adresse wird nicht mehr gelesen',
  complaint: 'Als Werbung gemeldet',
  receipt: 'Lesebestätigung',
  auto: 'Automatische Antwort',
  list: 'Rundschreiben',
  calendar: 'Antwort auf einen Termin',
  own: 'Eigene E-Mail',
  reply: 'Antwort auf eine Benachrichtigung',
  case: 'Anliegen',
  unclear: 'Unklar',
  unreadable: 'Nicht lesbar',
} as const
export type InboundClass = keyof typeof inboundClassLabels

export const inboundWayLabels = { imap: 'Postfach', resend: 'Versanddienst', pipe: 'Mailserver' } as const
export type InboundWay = keyof typeof inboundWayLabels

/** What staff made of a message. */
export const inboundOutcomeLabels = {
  request: 'Als Anliegen eingetragen',
  objection: 'Als Widerspruch gegen die neue Datenschutzerklärung eingetragen',
  returned: 'E-Mail gilt als unzustellbar',
  answered: 'Beantwortet',
  nothing: 'Nichts zu tun',
} as const
export type InboundOutcome = keyof typeof inboundOutcomeLabels

/** Where an answer by mail goes (DS-08). */
export const replyPlaceLabels = { message: 'Unterhaltung', post: 'Thema im Forum' } as const
export type ReplyPlace = keyof typeof replyPlaceLabels

/** Why an answer by mail waits for a look of its author. */
export const replyWaitLabels = {
  unproven: 'Wir konnten nicht sicher feststellen, dass die E-Mail von Ihnen kommt.',
  address: 'Ihre Antwort enthält eine E-Mail-Adresse. Andere können sie dann lesen.',
  'others-words': 'Ihre Antwort enthält vermutlich noch Worte aus der Nachricht, auf die Sie antworten.',
  limit: 'Sie haben in kurzer Zeit viel geschrieben. Bitte warten Sie etwas, bevor Sie die Antwort absenden.',
} as const
export type ReplyWait = keyof typeof replyWaitLabels

/** Why an answer by mail was not taken. */
export const replyRefusalLabels = {
  empty: 'Wir haben in der E-Mail keinen Text von Ihnen gefunden.',
  'too-long': 'Der Text ist zu lang.',
  'holds-key': 'Wir konnten Ihren Text nicht sicher von der E-Mail trennen, auf die Sie geantwortet haben.',
  links: 'Der Text enthält zu viele Links.',
  locked: 'In diesem Thema sind keine Antworten mehr möglich.',
  unavailable: 'Dort kann zurzeit niemand antworten.',
  'not-allowed': 'Mit Ihrem Konto können Sie zurzeit nicht schreiben.',
} as const
export type ReplyRefusal = keyof typeof replyRefusalLabels

// --- Record and duties

/** Who acted. */
export const actorKindLabels = {
  visitor: 'Nicht angemeldet',
  member: 'Mitglied',
  staff: 'Verwaltung',
  system: 'Portal',
  operator: 'Betrieb',
} as const

/** What the record was narrowed by. */
export const eventFilterLabels = {
  act: 'Vorgang',
  actorId: 'Wer',
  subjectId: 'Wen oder was',
  from: 'Von',
  until: 'Bis',
} as const

/** Who told the portal what it stores. */
export const sourceLabels = { member: 'von Ihnen', portal: 'vom Portal', staff: 'von der Verwaltung' } as const

export const dutyLabels = {
  lifecycle: 'Inaktivitätsprüfung',
  mail: 'Versand der E-Mails',
  housekeeping: 'Tägliche Pflege',
  announcements: 'Bekanntmachungen der Datenschutzerklärung',
  digests: 'Tägliche Übersicht über ungelesene Nachrichten',
  inbound: 'Eingang der E-Mails',
  'bulk-acts': 'Sammelvorgänge',
} as const
export type DutyName = keyof typeof dutyLabels

/** The steps of the duties (lib/duties.ts). */
export const stepLabels = {
  sweep: 'Aufforderungen und Löschungen',
  'answer-asked': 'Registrierungen und Anfragen nach einem Passwort beantworten',
  'correct-mail-times': 'Zeiten von E-Mails berichtigen, die in der Zukunft liegen',
  'send-mail': 'E-Mails senden',
  'compare-erasures': 'Löschungen mit der Datei außerhalb der Datenbank abgleichen',
  'write-erasures': 'Löschungen in die Datei außerhalb der Datenbank schreiben',
  'remind-staff': 'an offene Vorgänge erinnern',
  'lift-restrictions': 'Einschränkungen der Verarbeitung beenden',
  'correct-times': 'Zeiten berichtigen, die in der Zukunft liegen',
  'tidy-registrations': 'abgelaufene Registrierungen löschen',
  'tidy-sign-ins': 'abgelaufene Sitzungen und Links löschen',
  'tidy-mail': 'alte Angaben zu E-Mails löschen',
  'complete-erasures': 'aufgeschobene Löschungen abschließen',
  'forum-digests': 'Tagesübersichten des Forums senden',
  'tidy-forum': 'altes aus dem Forum löschen',
  'draw-texts': 'Texte von Mitgliedern für die Anzeige vorbereiten',
  'tidy-disclosures': 'abgelaufene Herausgaben löschen',
  'remind-verifiers': 'an wartende Prüfungen von Mitgliedern erinnern',
  'tidy-cases': 'alte Meldungen löschen',
  'tidy-outside-requests': 'alte Anliegen von Personen ohne Konto löschen',
  'remind-moderation': 'an offene Meldungen erinnern',
  'remind-of-ending': 'an endende Angebote erinnern',
  'tell-of-work': 'die Verwaltung auf neue Aufgaben hinweisen',
  'tidy-work': 'Vermerke zu erledigten Aufgaben löschen',
  'check-promises': 'Zusagen der Datenschutzerklärung prüfen',
  'mail-anchor': 'Stand des Protokolls per E-Mail verschicken',
  'renew-notices': 'verlorene Aufforderungen erneuern',
  'retire-idle-staff': 'Rechte ungenutzter Verwaltungskonten beenden',
  'expire-staff-changes': 'Anträge zum Team ohne Freigabe verfallen lassen',
  'tidy-access-log': 'alte Dateien des Zugriffsprotokolls löschen',
  announce: 'neue Fassungen bekannt machen',
  'close-announcements': 'abgelaufene Widerspruchsfristen festhalten',
  'queue-digests': 'Übersichten einreihen',
  'mail-loop': 'Selbsttest des Posteingangs senden',
  'read-mailbox': 'Postfach lesen',
  'fetch-from-resend': 'E-Mails beim Versanddienst abholen',
  'carry-out': 'freigegebene Sammelvorgänge ausführen',
  'tidy-inbound': 'alte eingegangene E-Mails löschen',
  'anchor-chain': 'Stand des Protokolls außerhalb der Datenbank festhalten',
  'watch-duties': 'überwachen, ob alle Aufgaben und Prüfungen laufen',
} as const

/**
 * The lists by the names that the schema uses: an enum has its own name, a text column names its list by `/// @codes Name`. What the
 * person reads in the report is found here (lib/personal-data/describe-value.ts).
 */
export const codeLists = {
  AccountOrigin: accountOriginLabels,
  ActorKind: actorKindLabels,
  AppealDecision: appealDecisionLabels,
  Attendance: attendanceLabels,
  CaseOutcome: caseOutcomeLabels,
  ContentKind: contentLabels,
  DisclosureAnswer: disclosureAnswerLabels,
  DisclosureScope: disclosureScopeLabels,
  ErasureReason: erasureReasonLabels,
  EventState: eventStateLabels,
  ExtensionGround: extensionGroundLabels,
  ForumMail: forumMailLabels,
  HoldRequestKind: holdRequestKindLabels,
  IdentityWay: identityWayLabels,
  InboundClass: inboundClassLabels,
  InboundOutcome: inboundOutcomeLabels,
  InboundWay: inboundWayLabels,
  MailCause: mailCauseLabels,
  MailState: mailStateLabels,
  MeasureAct: measureLabels,
  MeasureGround: measureGroundLabels,
  MemberGroup: memberGroupLabels,
  MessageNotice: messageNoticeLabels,
  NoticeOutcome: noticeOutcomeLabels,
  ObjectionDecision: objectionDecisionLabels,
  PasskeyTransport: passkeyTransportLabels,
  PriceKind: priceKindLabels,
  ProofKind: proofKindLabels,
  PublicationKind: publicationKindLabels,
  RefusalGround: refusalGroundLabels,
  ReleaseDecision: releaseDecisionLabels,
  ReplyPlace: replyPlaceLabels,
  ReplyWait: replyWaitLabels,
  ReportCategory: reportCategoryLabels,
  RequestKind: requestKindLabels,
  RequestOutcome: requestOutcomeLabels,
  RestrictionGround: restrictionGroundLabels,
  Role: roleLabels,
  StaffChangeKind: staffChangeKindLabels,
  Subject: subjectLabels,
  SweepTrigger: sweepTriggerLabels,
  TimedDecision: timedDecisionLabels,
  TokenEnd: tokenEndLabels,
  TokenPurpose: tokenPurposeLabels,
  VerificationCause: verificationCauseLabels,
  VerificationOutcome: verificationOutcomeLabels,
  WorkNotice: workNoticeLabels,
} as const satisfies Record<string, Codes> & {
  [Name in keyof typeof Enums]: Record<keyof (typeof Enums)[Name] & string, string>
}
