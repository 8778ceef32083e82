import { type RequestKind } from '@/lib/codes'

/** What staff do about each kind of request, one step an entry (GDPR Art. 12, 15 to 21, 77). */
export const requestGuides: Record<RequestKind, string[]> = {
  erasure: [
    'Nichts, solange das Mitglied nicht bestätigt hat. Mit der Bestätigung wird das Konto sofort gelöscht.',
    'Nur bei einer Löschsperre führen Sie die Löschung später selbst aus.',
  ],
  access: [
    'Antworten Sie, sobald das Mitglied bestätigt hat. Die Antwort führt zur vollständigen Auskunft im Portal (Art. 15 DSGVO).',
    'Wer die Antwort per Brief will, bekommt die Auskunft ausgedruckt: Laden Sie sie unten herunter.',
    'Prüfen Sie auch das Postfach des Betreibers: Was dort liegt, kennt das Portal nicht.',
  ],
  rectification: [
    'Prüfen Sie die Angaben, und tragen Sie sie ein, sobald das Mitglied bestätigt hat (Art. 16 DSGVO). Es erfährt, was sich geändert hat.',
    'Brauchen Sie Zeit für die Prüfung, schränken Sie die Verarbeitung solange ein.',
    'Die E-Mail-Adresse ändert nur das Mitglied selbst: Die neue Adresse muss bestätigt werden.',
  ],
  restriction: [
    'Prüfen Sie, ob einer der vier Anlässe vorliegt (Art. 18 Abs. 1 DSGVO), und schränken Sie die Verarbeitung ein, sobald das Mitglied bestätigt hat.',
    'Liegt keiner vor, lehnen Sie das Anliegen mit Gründen ab.',
  ],
  portability: [
    'Antworten Sie, sobald das Mitglied bestätigt hat. Die Auskunft im Portal enthält die Daten auch als JSON und CSV (Art. 20 DSGVO).',
    'Verlangt die Person, dass die Daten direkt an eine andere Stelle gehen, prüfen Sie, ob das technisch machbar ist (Art. 20 Abs. 2 DSGVO).',
  ],
  withdrawal: [
    'Klären Sie, welche Einwilligung gemeint ist, und beenden Sie, was darauf beruht (Art. 7 Abs. 3 DSGVO). Der Widerruf braucht keine Gründe.',
    'Das Konto selbst beruht nicht auf einer Einwilligung. Wer es beenden will, kann es unter „Mein Profil“ löschen: Weisen Sie darauf hin.',
  ],
  objection: [
    'Schränken Sie die Verarbeitung ein, solange Sie prüfen und das Mitglied bestätigt hat (Art. 18 Abs. 1 Buchst. d DSGVO).',
    'Gibt es keine zwingenden Gründe für die Verarbeitung, beenden Sie sie und antworten, was sich geändert hat (Art. 21 Abs. 1 DSGVO). Geht es um das ganze Konto, weisen Sie auf „Account löschen“ hin.',
    'Gibt es solche Gründe, lehnen Sie mit diesen Gründen ab und kündigen das Ende der Einschränkung an.',
    'Ein Widerspruch gegen eine Fassung der Datenschutzerklärung gehört nicht hierher, sondern unter „Widersprüche“.',
  ],
  complaint: [
    'Gehen Sie dem Sachverhalt nach, und stellen Sie ab, was nicht in Ordnung war.',
    'Antworten Sie, was Sie festgestellt und geändert haben. Die Datenschutzbeauftragte Person entscheidet mit.',
    'Liegt eine Datenpanne vor, eröffnen Sie einen Fall unter „Datenpannen“: Dort laufen 72 Stunden.',
  ],
}
