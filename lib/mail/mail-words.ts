import { type MailState } from '../db/generated/enums'
import { type TemplateKey } from './templates'

/** What each mail is about, as its reader and staff call it; complete by its type (DS-12). */
const mailLabels: Record<TemplateKey, string> = {
  'confirm-registration': 'Registrierung bestätigen',
  'already-registered': 'Schon registriert',
  'confirm-email-change': 'Neue Adresse bestätigen',
  'email-changed-notice': 'Adresse geändert',
  'password-reset': 'Neues Passwort',
  'password-changed': 'Passwort geändert',
  'second-factor-changed': 'Zweiter Faktor geändert',
  'failed-proofs': 'Falsche Passwörter oder Codes',
  'inactivity-notice': 'Aufforderung zur Anmeldung',
  'erased-inactive': 'Gelöscht wegen Inaktivität',
  'erased-self': 'Selbst gelöscht',
  'erased-request': 'Auf Wunsch gelöscht',
  'erased-staff': 'Von der Verwaltung gelöscht',
  'erasure-request-identity': 'Löschwunsch bestätigen',
  'policy-announcement': 'Neue Fassung der Datenschutzerklärung',
  'objection-received': 'Widerspruch eingegangen',
  'objection-withdrawn': 'Widerspruch zurückgezogen',
  'request-received': 'Anliegen eingegangen',
  'request-extended': 'Anliegen: mehr Zeit',
  'request-answered': 'Anliegen beantwortet',
  'request-refused': 'Anliegen abgelehnt',
  'request-withdrawn': 'Anliegen zurückgezogen',
  'request-rectified': 'Daten berichtigt',
  'restriction-placed': 'Verarbeitung eingeschränkt',
  'restriction-ends': 'Ende der Einschränkung',
  'restriction-goes-on': 'Einschränkung bleibt bestehen',
  'publication-published': 'Veröffentlichung freigegeben',
  'publication-returned': 'Veröffentlichung zurückgegeben',
  'publication-ending': 'Veröffentlichung endet bald',
  'audit-anchor': 'Stand des Protokolls',
  'staff-alert': 'Hinweis an die Verwaltung',
  'verification-decided': 'Prüfung der Angaben entschieden',
  'report-received': 'Meldung eingegangen',
  'report-decided': 'Meldung entschieden',
  'measure-taken': 'Maßnahme der Moderation',
  'measure-ended': 'Maßnahme aufgehoben',
  'appeal-decided': 'Beschwerde entschieden',
  'new-message': 'Nachricht eines Mitglieds',
  'message-digest': 'Ungelesene Nachrichten',
  'forum-news': 'Neues im Forum',
  'forum-digest': 'Tägliche Übersicht des Forums',
  'contact-message': 'Kontaktformular',
}

export function mailLabel(template: string): string {
  return Object.hasOwn(mailLabels, template) ? mailLabels[template as TemplateKey] : template
}

export const mailStateLabels: Record<MailState, string> = {
  queued: 'Wartet',
  sending: 'Wird gesendet',
  accepted: 'Angenommen',
  failed: 'Gescheitert',
  bounced: 'Unzustellbar',
}
