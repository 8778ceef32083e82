import { type DutyName } from './duty-lease'

/** German names of the scheduled duties. */
export const dutyWords: Record<DutyName, string> = {
  lifecycle: 'Inaktivitätsprüfung',
  mail: 'Versand der E-Mails',
  housekeeping: 'Tägliche Pflege',
  announcements: 'Bekanntmachungen der Datenschutzerklärung',
  digests: 'Tägliche Übersicht über ungelesene Nachrichten',
  'bulk-acts': 'Sammelvorgänge',
}

/** German names of their steps (lib/duties.ts). */
export const stepWords: Record<string, string> = {
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
  'tidy-disclosures': 'abgelaufene Herausgaben löschen',
  'remind-verifiers': 'an wartende Prüfungen von Mitgliedern erinnern',
  'tidy-cases': 'alte Meldungen löschen',
  'remind-moderation': 'an offene Meldungen erinnern',
  'remind-of-ending': 'an endende Angebote erinnern',
  'check-promises': 'Zusagen der Datenschutzerklärung prüfen',
  'mail-anchor': 'Stand des Protokolls per E-Mail verschicken',
  'renew-notices': 'verlorene Aufforderungen erneuern',
  'retire-idle-staff': 'Rechte ungenutzter Verwaltungskonten beenden',
  'tidy-access-log': 'alte Dateien des Zugriffsprotokolls löschen',
  announce: 'neue Fassungen bekannt machen',
  'close-announcements': 'abgelaufene Widerspruchsfristen festhalten',
  'queue-digests': 'Übersichten einreihen',
  'carry-out': 'freigegebene Sammelvorgänge ausführen',
  'anchor-chain': 'Stand des Protokolls außerhalb der Datenbank festhalten',
  'watch-duties': 'überwachen, ob alle Aufgaben und Prüfungen laufen',
}
