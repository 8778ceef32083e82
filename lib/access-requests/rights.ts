/** The rights that every answer to a person names (GDPR Art. 12, 15(1)(e), (f), (h)). */
export function rights({
  email,
  supervisoryAuthority,
}: {
  email: string
  supervisoryAuthority: string | null
}): string[] {
  return [
    'Berichtigung (Art. 16 DSGVO): Unter „Mein Profil“ ändern Sie Ihre Daten jederzeit selbst.',
    'Löschung (Art. 17 DSGVO): „Account löschen“ unter „Mein Profil“ löscht das Konto und alle Daten sofort.',
    `Einschränkung (Art. 18 DSGVO) und Widerspruch (Art. 21 DSGVO): Schreiben Sie an ${email}.`,
    'Übertragbarkeit (Art. 20 DSGVO): Die Dateien JSON und CSV enthalten Ihre Daten in maschinenlesbarer Form.',
    `Beschwerde (Art. 77 DSGVO) bei der Aufsichtsbehörde${supervisoryAuthority ? `: ${supervisoryAuthority}` : ''}.`,
    'Es gibt keine Entscheidung über Sie, die allein ein Programm trifft (Art. 22 DSGVO), außer der Löschung nach langer Inaktivität. Eine Anmeldung verhindert sie.',
  ]
}
