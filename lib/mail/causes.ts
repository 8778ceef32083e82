/**
 * Why a mail did not leave or did not arrive: closed list, with what staff read about it and what they can do. Kept in
 * outgoing_mail.cause and mail_outage.cause.
 */
export const mailCauses = {
  // The recipient
  'unknown-address': {
    name: 'Die Adresse gibt es nicht',
    remedy: 'Bitte fragen Sie die Person auf anderem Weg nach ihrer Adresse, zum Beispiel per Brief.',
  },
  'mailbox-closed': {
    name: 'Das Postfach ist stillgelegt',
    remedy: 'Bitte fragen Sie die Person auf anderem Weg nach ihrer Adresse, zum Beispiel per Brief.',
  },
  'mailbox-full': {
    name: 'Das Postfach ist voll',
    remedy: 'Wiederholen Sie die E-Mail in einigen Tagen, oder schreiben Sie einen Brief.',
  },
  'recipient-refused': {
    name: 'Der Mailserver nimmt nichts für diese Adresse an',
    remedy: 'Prüfen Sie die Adresse auf Schreibfehler. Hilft das nicht, schreiben Sie einen Brief.',
  },
  // The message
  'message-refused': {
    name: 'Der Mailserver lehnt diese Nachricht ab',
    remedy: 'Häufig hält ein Filter sie für Werbung. Wiederholen Sie die E-Mail, oder schreiben Sie einen Brief.',
  },
  'message-too-large': {
    name: 'Die Nachricht ist zu groß',
    remedy: 'Der Mailserver erlaubt keine Nachricht dieser Größe. Lassen Sie die Grenze anheben.',
  },
  'not-rendered': {
    name: 'Der Text ließ sich nicht herstellen',
    remedy: 'Das ist ein Fehler im Portal. Bitte melden Sie ihn der Technik und wiederholen Sie die E-Mail danach.',
  },
  // Nobody knows yet
  'try-later': {
    name: 'Der Mailserver bittet um einen späteren Versuch',
    remedy: 'Das Portal versucht es von selbst erneut. Nach zwölf Versuchen entscheiden Sie.',
  },
  'no-answer': {
    name: 'Unklar, ob die E-Mail angekommen ist',
    remedy:
      'Die Verbindung brach zweimal ab, bevor eine Antwort kam. Die Person hat die E-Mail vielleicht schon. Wiederholen Sie sie nur, wenn eine weitere Kopie nicht stört.',
  },
  'not-recorded': {
    name: 'Verschickt, aber nicht vermerkt',
    remedy: 'Die E-Mail ist angekommen, ein Folgeschritt im Portal schlug fehl. Bitte melden Sie das der Technik.',
  },
  // The portal or its mail server
  unreachable: {
    name: 'Der Mailserver ist nicht erreichbar',
    remedy: 'Prüfen Sie SMTP_URL, das Netz und ob der Mailserver läuft.',
  },
  'connection-lost': {
    name: 'Der Mailserver bricht die Verbindung ab',
    remedy: 'Prüfen Sie die Protokolle des Mailservers und die Firewall.',
  },
  tls: {
    name: 'Keine verschlüsselte Verbindung zum Mailserver',
    remedy: 'Der Mailserver muss STARTTLS mit gültigem Zertifikat anbieten. Prüfen Sie SMTP_URL und SMTP_TLS.',
  },
  'sign-in': {
    name: 'Der Mailserver lehnt die Anmeldung des Portals ab',
    remedy: 'Prüfen Sie Benutzername und Passwort in SMTP_URL beziehungsweise den Schlüssel RESEND_API_KEY.',
  },
  sender: {
    name: 'Der Mailserver lehnt die Absenderadresse des Portals ab',
    remedy: 'Prüfen Sie MAIL_FROM und die Einträge SPF, DKIM und DMARC dieser Domain.',
  },
  'relay-denied': {
    name: 'Der Mailserver leitet für das Portal nichts weiter',
    remedy: 'Das Portal muss am Mailserver zugelassen sein. Prüfen Sie SMTP_URL und die Rechte des Kontos.',
  },
  limit: {
    name: 'Die erlaubte Menge an E-Mails ist erreicht',
    remedy: 'Das Portal wartet von selbst. Lassen Sie die Grenze beim Anbieter anheben, wenn das oft geschieht.',
  },
  'server-trouble': {
    name: 'Der Mailserver ist gestört',
    remedy: 'Prüfen Sie die Protokolle des Mailservers: Speicherplatz, Weiterleitung, Einstellungen.',
  },
  // Reports afterwards
  returned: {
    name: 'Kam als unzustellbar zurück',
    remedy: 'Bitte fragen Sie die Person auf anderem Weg nach ihrer Adresse, zum Beispiel per Brief.',
  },
  'report-clock': {
    name: 'Meldungen des Versanddienstes werden abgewiesen: Die Uhr des Servers geht falsch',
    remedy: 'Stellen Sie die Uhr (NTP) und lassen Sie den Versanddienst die Meldungen erneut senden.',
  },
  'report-forged': {
    name: 'Meldungen des Versanddienstes werden abgewiesen: Die Unterschrift stimmt nicht',
    remedy: 'Vergleichen Sie RESEND_WEBHOOK_SECRET mit dem Schlüssel beim Versanddienst.',
  },
} as const satisfies Record<string, { name: string; remedy: string }>

export type MailCause = keyof typeof mailCauses
/** Not about sending: reports of the provider that the portal refuses. */
export const reportCauses = ['report-clock', 'report-forged'] as const satisfies MailCause[]
export type ReportCause = (typeof reportCauses)[number]
export const causeCodes = Object.keys(mailCauses) as MailCause[]

/** Words for a stored cause; mail from before causes were kept has none. */
export function causeWords(cause: string | null): { name: string; remedy: string } {
  if (cause !== null && Object.hasOwn(mailCauses, cause)) return mailCauses[cause as MailCause]
  return { name: 'Grund unbekannt', remedy: 'Wiederholen Sie die E-Mail, oder verwerfen Sie sie.' }
}
