import { type ActivityKey } from './purposes'
import { type RetentionKey } from './retention'

/**
 * What is stored outside the tables of the database, declared by hand. A test compares `path` with the files that a
 * running portal leaves in DATA_DIR.
 */
export type Store = {
  title: string
  /** What is in it. */
  holds: string
  purpose: ActivityKey
  retention: RetentionKey
  /** Below DATA_DIR; a folder ends with a slash. */
  path?: string
  /** Does the person find their own data there in the report? Why not? */
  report: string
  erasure: string
}

export const stores: readonly Store[] = [
  {
    title: 'Datenbank',
    holds: 'Alle Tabellen dieses Verzeichnisses',
    purpose: 'membership',
    retention: 'account',
    path: 'postgres/',
    report: 'steht in der Auskunft, Tabelle für Tabelle',
    erasure: 'Zeile für Zeile in einer Transaktion; siehe die Tabellen',
  },
  {
    title: 'Postausgang auf der Festplatte (nur ohne E-Mail-Dienst)',
    holds: 'Fertige E-Mails als Dateien: Name, Adresse, Text',
    purpose: 'mail',
    retention: 'outbox',
    path: 'outbox/',
    report: 'Die E-Mails liegen so vor, wie Sie sie bekommen; in der Auskunft steht, welche es sind.',
    erasure:
      'Mit der Löschung des Kontos werden die Dateien entfernt; die letzte Bestätigung und Kontaktanfragen nach ihrer eigenen, kurzen Frist',
  },
  {
    title: 'Warteschlange der E-Mails (Angaben für den Text)',
    holds: 'Name, Adresse und Link bis zum Versand',
    purpose: 'mail',
    retention: 'mail',
    report: 'Die Auskunft nennt jede E-Mail, nicht den Link darin.',
    erasure: 'Mit der Zeile; nach dem Versand sofort leer',
  },
  {
    title: 'Postfach des Portals (nur wenn es eines liest)',
    holds: 'E-Mails an das Portal, wie sie kamen, mit Anhängen',
    purpose: 'inbound',
    retention: 'mailbox',
    report: 'Die Auskunft nennt jede E-Mail mit ihrem Text; die Anhänge haben Sie selbst geschickt.',
    erasure: 'Mit der Frist, auch wenn das Konto vorher gelöscht wird',
  },
  {
    title: 'Entwürfe im Browser des Mitglieds',
    holds: 'Was Sie im Forum oder für ein Angebot gerade schreiben, nur auf Ihrem Gerät',
    purpose: 'exchange',
    retention: 'tab',
    report: 'Der Entwurf verlässt Ihr Gerät nicht, bis Sie ihn absenden.',
    erasure: 'Nicht nötig: Ihr Browser verwirft ihn mit dem Tab',
  },
  {
    title: 'Zugriffsprotokoll',
    holds: 'Anonyme Angaben zu jedem Aufruf, ohne Bezug zur Person',
    purpose: 'operation',
    retention: 'access-log',
    path: 'access-log/',
    report: 'Nichts darin lässt sich Ihnen zuordnen.',
    erasure: 'Nicht nötig: anonym; Dateien werden nach der Frist entfernt',
  },
  {
    title: 'Meldungen des Programms',
    holds: 'Fehlerarten und Kennzeichen ohne Namen, Adressen und Texte',
    purpose: 'operation',
    retention: 'process',
    report: 'Nichts darin lässt sich Ihnen zuordnen.',
    erasure: 'Nicht nötig',
  },
  {
    title: 'Löschnachweis außerhalb der Datenbank',
    holds: 'Nummer des gelöschten Kontos, Zeitpunkt, Anlass',
    purpose: 'accountability',
    retention: 'ledger',
    path: 'erasures.log',
    report: 'Enthält nur Konten, die es nicht mehr gibt.',
    erasure: 'Bleibt: Nach einer Wiederherstellung wird daraus erneut gelöscht',
  },
  {
    title: 'Anker des Protokolls',
    holds: 'Prüfsummen des Protokolls',
    purpose: 'accountability',
    retention: 'audit',
    path: 'audit-anchors.log',
    report: 'Enthält nichts über Personen.',
    erasure: 'Nicht nötig',
  },
  {
    title: 'Schlüssel des Portals',
    holds: 'Zufällige Schlüssel für Anmeldung und Datenbank',
    purpose: 'operation',
    retention: 'process',
    path: 'secrets.json',
    report: 'Enthält nichts über Personen.',
    erasure: 'Nicht nötig',
  },
  {
    title: 'Datensicherungen',
    holds: 'Abbild der Datenbank zu einem Zeitpunkt',
    purpose: 'operation',
    retention: 'backup',
    report: 'Die Auskunft zeigt den heutigen Stand; ältere Stände liegen nur in den Sicherungen.',
    erasure: 'Mit der Sicherung; nach einer Wiederherstellung wird die Löschung wiederholt',
  },
  {
    title: 'Cookie im Browser',
    holds:
      'Verschlüsselt: die Nummer der Sitzung und eine Prüfsumme, die das Gerät als Ihres ausweist; nur nach der Anmeldung',
    purpose: 'sign-in',
    retention: 'browser',
    report: 'Liegt bei Ihnen.',
    erasure: 'Bei Abmeldung und bei der Löschung des Kontos',
  },
  {
    title: 'Dienst für den Versand von E-Mails',
    holds: 'Adresse, Name und Text jeder E-Mail',
    purpose: 'mail',
    retention: 'provider',
    report: 'Die Auskunft nennt, welche E-Mail wann übergeben wurde.',
    erasure: 'Nach dem Vertrag zur Auftragsverarbeitung',
  },
  {
    title: 'Postfach des Betreibers',
    holds: 'Kontaktanfragen und Schriftwechsel',
    purpose: 'contact',
    retention: 'provider',
    report: 'Schreiben Sie uns; wir suchen für Sie.',
    erasure: 'Auf Ihren Wunsch durch den Betreiber',
  },
]

/** Their names in DATA_DIR. */
export const storedFiles: readonly string[] = stores.flatMap(({ path }) => (path ? [path.replace(/\/$/, '')] : []))
