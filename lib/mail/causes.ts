import { isCodeOf, type MailCause, mailCauseLabels } from '../codes'

/** What staff can do about a mail that did not leave or did not arrive; kept by its cause in outgoing_mail and mail_outage. */
const remedies: Record<MailCause, string> = {
  // The recipient
  'unknown-address': 'Bitte fragen Sie die Person auf anderem Weg nach ihrer Adresse, zum Beispiel per Brief.',
  'mailbox-closed': 'Bitte fragen Sie die Person auf anderem Weg nach ihrer Adresse, zum Beispiel per Brief.',
  'mailbox-full': 'Wiederholen Sie die E-Mail in einigen Tagen, oder schreiben Sie einen Brief.',
  'recipient-refused': 'Prüfen Sie die Adresse auf Schreibfehler. Hilft das nicht, schreiben Sie einen Brief.',
  // The message
  'message-refused':
    'Häufig hält ein Filter sie für Werbung. Wiederholen Sie die E-Mail, oder schreiben Sie einen Brief.',
  'message-too-large': 'Der Mailserver erlaubt keine Nachricht dieser Größe. Lassen Sie die Grenze anheben.',
  'not-rendered':
    'Das ist ein Fehler im Portal. Bitte melden Sie ihn der Technik und wiederholen Sie die E-Mail danach.',
  // Nobody knows yet
  'try-later': 'Das Portal versucht es von selbst erneut. Nach zwölf Versuchen entscheiden Sie.',
  'no-answer':
    'Die Verbindung brach zweimal ab, bevor eine Antwort kam. Die Person hat die E-Mail vielleicht schon. Wiederholen Sie sie nur, wenn eine weitere Kopie nicht stört.',
  'not-recorded':
    'Die E-Mail ist angekommen, ein Folgeschritt im Portal schlug fehl. Bitte melden Sie das der Technik.',
  // The portal or its mail server
  unreachable: 'Prüfen Sie SMTP_URL, das Netz und ob der Mailserver läuft.',
  'connection-lost': 'Prüfen Sie die Protokolle des Mailservers und die Firewall.',
  tls: 'Der Mailserver muss STARTTLS mit gültigem Zertifikat anbieten. Prüfen Sie SMTP_URL und SMTP_TLS.',
  'sign-in': 'Prüfen Sie Benutzername und Passwort in SMTP_URL beziehungsweise den Schlüssel RESEND_API_KEY.',
  sender: 'Prüfen Sie MAIL_FROM und die Einträge SPF, DKIM und DMARC dieser Domain.',
  'relay-denied': 'Das Portal muss am Mailserver zugelassen sein. Prüfen Sie SMTP_URL und die Rechte des Kontos.',
  limit: 'Das Portal wartet von selbst. Lassen Sie die Grenze beim Anbieter anheben, wenn das oft geschieht.',
  'server-trouble': 'Prüfen Sie die Protokolle des Mailservers: Speicherplatz, Weiterleitung, Einstellungen.',
  // Reports afterwards
  returned: 'Bitte fragen Sie die Person auf anderem Weg nach ihrer Adresse, zum Beispiel per Brief.',
  'report-clock': 'Stellen Sie die Uhr (NTP) und lassen Sie den Versanddienst die Meldungen erneut senden.',
  'report-forged':
    'Vergleichen Sie RESEND_WEBHOOK_SECRET mit dem Schlüssel beim Versanddienst. Stimmt er, hat jemand Fremdes gesendet: Dann ist nichts zu tun.',
}

/** Not about sending: reports of the provider that the portal refuses. */
export const reportCauses = ['report-clock', 'report-forged'] as const satisfies MailCause[]
export type ReportCause = (typeof reportCauses)[number]

/** Words for a stored cause; mail from before causes were kept has none. */
export function causeWords(cause: string | null): { name: string; remedy: string } {
  if (isCodeOf(mailCauseLabels, cause)) return { name: mailCauseLabels[cause], remedy: remedies[cause] }
  return { name: 'Grund unbekannt', remedy: 'Wiederholen Sie die E-Mail, oder verwerfen Sie sie.' }
}
