/**
 * Processing activities (GDPR Art. 30): why the portal stores something and on what legal basis. Tables name one of these keys in
 * their declaration (`purpose=…`), other stores in stores.ts.
 */
export type Activity = {
  title: string
  /** Why, in one or two sentences that a person understands. */
  why: string
  basis: string
  /** Categories of people. */
  people: string
  /** Categories of recipients; the actual ones stand in the report. */
  recipients: string
}

const members = 'Mitglieder (Portalakteure)'
const nobody = 'keine; nur die zuständigen Beschäftigten des Betreibers'
const mailService = 'Dienst für den Versand von E-Mails (Auftragsverarbeiter)'

export const activities = {
  membership: {
    title: 'Mitgliederkonten',
    why: 'Wer das Portal mitgestaltet, hat ein Konto. Die Pflichtangaben dienen der Prüfung der Person, dem Schutz vor Missbrauch und der Qualität der Inhalte.',
    basis: 'Art. 6 Abs. 1 Buchst. b DSGVO (Nutzung des Portals)',
    people: members,
    recipients: 'andere Mitglieder sehen Namen und Angaben zur Tätigkeit, nie die E-Mail-Adresse',
  },
  'sign-in': {
    title: 'Anmeldung und Sicherheit des Kontos',
    why: 'Damit nur Sie an Ihr Konto kommen: Anmeldung, Links aus E-Mails, Schutz gegen das Erraten von Passwörtern.',
    basis: 'Art. 6 Abs. 1 Buchst. b und f, Art. 32 DSGVO',
    people: members,
    recipients: nobody,
  },
  inactivity: {
    title: 'Löschung bei Inaktivität',
    why: 'Konten, die niemand mehr nutzt, sollen nicht liegen bleiben. Vorher werden Sie aufgefordert, sich anzumelden.',
    basis: 'Art. 5 Abs. 1 Buchst. e, Art. 6 Abs. 1 Buchst. c, Art. 17 DSGVO',
    people: members,
    recipients: mailService,
  },
  policy: {
    title: 'Zustimmung und Fassungen der Datenschutzerklärung',
    why: 'Nachweis, welcher Fassung Sie wann zugestimmt haben, wann Ihnen eine Änderung bekannt gemacht wurde und ob Sie widersprochen haben.',
    basis: 'Art. 6 Abs. 1 Buchst. c, Art. 5 Abs. 2, Art. 7 Abs. 1 DSGVO',
    people: members,
    recipients: mailService,
  },
  mail: {
    title: 'Versand von E-Mails',
    why: 'Das Portal verschickt nur E-Mails, die zu einem Vorgang gehören, zum Beispiel Bestätigungen und Fristen. Gespeichert wird, ob und wann sie angenommen wurden.',
    basis: 'Art. 6 Abs. 1 Buchst. b und c DSGVO',
    people: `${members}, Absender von Kontaktanfragen`,
    recipients: mailService,
  },
  rights: {
    title: 'Rechte betroffener Personen',
    why: 'Auskunft, Berichtigung, Löschung, Einschränkung, Widerspruch und Beschwerde: was Sie verlangt haben und was daraus wurde.',
    basis: 'Art. 6 Abs. 1 Buchst. c, Art. 12 bis 22 DSGVO',
    people: members,
    recipients: nobody,
  },
  inbound: {
    title: 'Eingehende E-Mails',
    why: 'Was per E-Mail kommt, wird mit dem Tag des Eingangs abgelegt: Anliegen zum Datenschutz und Meldungen, dass eine E-Mail nicht ankam. Antworten auf Benachrichtigungen erscheinen im Portal.',
    basis: 'Art. 6 Abs. 1 Buchst. c, Art. 12 bis 22 DSGVO',
    people: `${members}, Absender von E-Mails`,
    recipients: 'Anbieter des Postfachs (Auftragsverarbeiter)',
  },
  publishing: {
    title: 'Veröffentlichungen und Verzeichnis der Akteure',
    why: 'Mitglieder veröffentlichen Angebote, Veranstaltungen und Informationen für andere und stellen sich im Verzeichnis vor.',
    basis: 'Art. 6 Abs. 1 Buchst. b DSGVO (Nutzung des Portals)',
    people: members,
    recipients:
      'alle, die das Portal besuchen; das Verzeichnis nur andere Mitglieder. Die E-Mail-Adresse sieht niemand.',
  },
  exchange: {
    title: 'Forum und Nachrichten',
    why: 'Mitglieder tauschen sich im Forum aus und schreiben einander über das Portal, ohne dass eine E-Mail-Adresse sichtbar wird.',
    basis: 'Art. 6 Abs. 1 Buchst. b DSGVO (Nutzung des Portals)',
    people: members,
    recipients:
      'im Forum andere Mitglieder, bei Nachrichten die angeschriebene Person; Benachrichtigungen verschickt der Dienst für den Versand von E-Mails (Auftragsverarbeiter)',
  },
  abuse: {
    title: 'Schutz vor Missbrauch',
    why: 'Wer das Portal missbraucht, kann gesperrt werden. Der Vermerk hält fest, warum und wie lange.',
    basis: 'Art. 6 Abs. 1 Buchst. f DSGVO (sicherer Betrieb des Portals)',
    people: members,
    recipients: nobody,
  },
  accountability: {
    title: 'Protokoll und Nachweis',
    why: 'Wer was getan oder angesehen hat und dass gelöscht wurde, ist nachweisbar. Statt Namen stehen dort nur zufällige Nummern.',
    basis: 'Art. 6 Abs. 1 Buchst. c, Art. 5 Abs. 2, Art. 32 DSGVO',
    people: `${members}, Beschäftigte des Betreibers`,
    recipients: nobody,
  },
  disputes: {
    title: 'Rechtsstreit und richterliche Anordnung',
    why: 'Daten, die ein Rechtsstreit braucht, bleiben bis zu seinem Ende unter Verschluss. Auf richterliche Anordnung werden Daten herausgegeben.',
    basis: 'Art. 6 Abs. 1 Buchst. c und f, Art. 17 Abs. 3 Buchst. e DSGVO',
    people: members,
    recipients: 'Gerichte und Strafverfolgungsbehörden im Einzelfall',
  },
  contact: {
    title: 'Kontaktanfragen',
    why: 'Nachrichten über das Kontaktformular gehen als E-Mail an den Betreiber.',
    basis: 'Art. 6 Abs. 1 Buchst. b und f DSGVO',
    people: 'Absender von Kontaktanfragen',
    recipients: mailService,
  },
  operation: {
    title: 'Betrieb und Datensicherung',
    why: 'Fehler finden, Zugriffe zählen, Daten nach einem Ausfall wiederherstellen.',
    basis: 'Art. 6 Abs. 1 Buchst. f, Art. 32 DSGVO',
    people: 'Besucher und Mitglieder',
    recipients: 'Betreiber der Server (Auftragsverarbeiter)',
  },
} as const satisfies Record<string, Activity>

export type ActivityKey = keyof typeof activities
