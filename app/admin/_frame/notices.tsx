import { Alert } from '@/components/kern/alert'

/** What an action has just done, by the code in the address (`meldung`). Closed list: an address cannot bring its own text. */
const notices = {
  'sitzungen-beendet': ['success', 'Alle Sitzungen des Mitglieds sind beendet.'],
  'vorgang-eingetragen': ['success', 'Der Vorgang ist eingetragen. Die Bestätigungsmail ist unterwegs.'],
  'vorgang-besteht': [
    'info',
    'Für dieses Mitglied gibt es schon ein offenes Anliegen dieser Art. Es wird hier angezeigt.',
  ],
  'bestaetigung-gesendet': [
    'success',
    'Die Bestätigungsmail wird noch einmal gesendet. Der frühere Link gilt nicht mehr.',
  ],
  'schon-bestaetigt': ['info', 'Die Identität ist schon bestätigt.'],
  'vorgang-verlaengert': ['success', 'Die Frist ist verlängert. Das Mitglied bekommt eine E-Mail.'],
  'vorgang-beantwortet': ['success', 'Der Vorgang ist beantwortet. Das Mitglied bekommt die Antwort per E-Mail.'],
  'schon-verlaengert': ['info', 'Die Frist wurde schon verlängert. Das ist nur einmal möglich.'],
  'anliegen-nicht-bestaetigt': ['info', 'Das Mitglied hat das Anliegen noch nicht bestätigt.'],
  'zu-spaet': ['warning', 'Die Frist ist abgelaufen und kann nicht mehr verlängert werden.'],
  'vorgang-geschlossen': ['success', 'Der Vorgang ist geschlossen. Das Mitglied bekommt eine E-Mail.'],
  'vorgang-nicht-offen': ['info', 'Der Vorgang war schon geschlossen oder das Konto ist gelöscht.'],
  'daten-berichtigt': ['success', 'Die Daten sind berichtigt. Das Mitglied bekommt eine E-Mail mit den neuen Angaben.'],
  'daten-eingeschraenkt': [
    'success',
    'Die Verarbeitung ist eingeschränkt. Das Mitglied bekommt eine E-Mail, die erklärt, was das bedeutet.',
  ],
  'schon-eingeschraenkt': ['info', 'Die Verarbeitung dieses Kontos ist schon eingeschränkt.'],
  'ende-angekuendigt': [
    'success',
    'Das Ende ist angekündigt. Die Einschränkung endet sieben Tage, nachdem das Mitglied davon erfahren hat.',
  ],
  'ende-schon-bekannt': ['info', 'Das Mitglied weiß schon, wann die Einschränkung endet.'],
  'ende-zurueckgenommen': ['success', 'Die Einschränkung bleibt bestehen.'],
  'nicht-eingeschraenkt': ['info', 'Die Verarbeitung dieses Kontos ist nicht mehr eingeschränkt.'],
  'konto-geloescht': ['success', 'Das Konto ist gelöscht. Das Mitglied bekommt eine letzte Bestätigung.'],
  'konto-gesperrt': [
    'warning',
    'Das Konto steht unter einer Löschsperre. Es wird erst gelöscht, wenn sie aufgehoben ist.',
  ],
  'noch-nicht-bestaetigt': ['info', 'Das Mitglied hat den Löschwunsch noch nicht bestätigt.'],
  'neu-benachrichtigen': [
    'success',
    'Der nächste Lauf benachrichtigt das Mitglied erneut. Alle Fristen beginnen dann von vorn.',
  ],
  'nicht-unzustellbar': ['info', 'Diese Aufforderung gilt nicht mehr als unzustellbar.'],
  'lauf-bestaetigt': ['success', 'Der angehaltene Lauf ist bestätigt. Der nächste Lauf macht einmal weiter.'],
  'lauf-selbst-gestartet': [
    'warning',
    'Sie haben diesen Lauf selbst gestartet. Bestätigen muss ihn eine andere Person.',
  ],
  'lauf-andere-zahl': [
    'warning',
    'Die Zahl hat sich geändert. Bitte sehen Sie sich den angehaltenen Lauf noch einmal an.',
  ],
  'lauf-zurueckgenommen': ['success', 'Die Bestätigung ist zurückgenommen. Der nächste Lauf hält wieder an.'],
  'lauf-schon-benutzt': [
    'info',
    'Diese Bestätigung gilt nicht mehr: Ein Lauf hat sie benutzt, oder sie ist abgelaufen.',
  ],
  'lauf-nicht-angehalten': ['info', 'Hier ist nichts mehr zu bestätigen.'],
  'lauf-fertig': ['success', 'Der Lauf ist fertig. Die Zahlen stehen unten.'],
  'lauf-angehalten': ['warning', 'Der Lauf hat angehalten, bevor er etwas geändert hat. Bitte prüfen Sie den Grund.'],
  'lauf-laeuft': ['info', 'Es läuft gerade schon eine Prüfung. Bitte sehen Sie in einigen Minuten nach.'],
  'mitglied-gesperrt': ['success', 'Das Mitglied ist gesperrt. Alle Sitzungen sind beendet.'],
  'mitglied-entsperrt': ['success', 'Die Sperre ist aufgehoben. Das Mitglied kann sich wieder anmelden.'],
  'sperre-unveraendert': ['info', 'An der Sperre hat sich nichts geändert.'],
  'einzige-administration': ['warning', 'Das letzte Konto der Administration kann nicht gesperrt werden.'],
  'sammelvorgang-vorbereitet': ['info', 'Noch ist nichts geschehen. Bitte prüfen Sie die Vorschau.'],
  'sammelvorgang-eingereicht': ['success', 'Der Sammelvorgang wartet jetzt auf die Freigabe durch eine zweite Person.'],
  'sammelvorgang-freigegeben': ['success', 'Der Sammelvorgang ist freigegeben. Die Zahlen stehen unten.'],
  'sammelvorgang-abgelehnt': ['success', 'Der Sammelvorgang ist verworfen. Es hat sich nichts geändert.'],
  'sammelvorgang-angehalten': [
    'success',
    'Der Sammelvorgang ist angehalten. Die übrigen Mitglieder bleiben, wie sie sind.',
  ],
  'sammelvorgang-nicht-offen': [
    'info',
    'Über diesen Sammelvorgang ist schon entschieden, oder seine Zeit ist abgelaufen.',
  ],
  'sammelvorgang-nicht-ihrer': ['warning', 'Zur Freigabe geben kann ihn nur, wer ihn vorbereitet hat.'],
  'sammelvorgang-erste-person': [
    'warning',
    'Wer diesen Sammelvorgang vorbereitet hat, hat die Rolle nicht mehr. Er kann nicht freigegeben werden.',
  ],
  'mitglied-geprueft': ['success', 'Das Mitglied ist bestätigt und bekommt eine E-Mail.'],
  'mitglied-gefragt': ['success', 'Die Rückfrage ist unterwegs. Das Mitglied antwortet in seinem Profil.'],
  'mitglied-abgelehnt': [
    'success',
    'Die Angaben sind nicht bestätigt. Das Mitglied bekommt Ihre Begründung per E-Mail.',
  ],
  'pruefung-nicht-offen': [
    'info',
    'Diese Prüfung ist nicht mehr offen: Jemand hat schon entschieden, oder die Angaben haben sich geändert.',
  ],
  'fall-uebernommen': ['success', 'Sie bearbeiten diesen Vorgang.'],
  'fall-zurueckgegeben': ['success', 'Niemand bearbeitet diesen Vorgang mehr.'],
  'fall-entschieden': ['success', 'Der Vorgang ist entschieden. Alle Beteiligten bekommen eine E-Mail.'],
  'fall-nicht-offen': ['info', 'Über diesen Vorgang hat schon jemand entschieden. Sie sehen den neuen Stand.'],
  'massnahme-besteht': ['info', 'Diese Maßnahme gilt schon. Wählen Sie eine andere oder keine.'],
  'massnahme-nicht-moeglich': ['warning', 'Das ist bei diesem Inhalt nicht möglich, oder das Konto ist gelöscht.'],
  'massnahme-aufgehoben': [
    'success',
    'Die Maßnahme ist aufgehoben. Wer den Inhalt eingestellt hat, bekommt eine E-Mail.',
  ],
  'massnahme-nicht-offen': ['info', 'Diese Maßnahme gilt nicht mehr.'],
  'beschwerde-eingetragen': ['success', 'Die Beschwerde ist eingetragen. Eine andere Person entscheidet.'],
  'beschwerde-besteht': ['info', 'Gegen diese Maßnahme gibt es schon eine Beschwerde.'],
  'beschwerde-zu-spaet': ['warning', 'Die Frist für eine Beschwerde ist abgelaufen.'],
  'beschwerde-erfolgreich': ['success', 'Die Beschwerde hat Erfolg. Die Maßnahme ist aufgehoben.'],
  'beschwerde-abgelehnt': ['success', 'Die Beschwerde ist abgelehnt. Die Maßnahme bleibt bestehen.'],
  'beschwerde-nicht-offen': ['info', 'Über diese Beschwerde ist schon entschieden.'],
  'angebot-veroeffentlicht': ['success', 'Das Angebot ist veröffentlicht. Das Mitglied bekommt eine E-Mail.'],
  'angebot-zurueckgegeben': [
    'success',
    'Das Angebot ist zurückgegeben. Das Mitglied bekommt Ihren Hinweis per E-Mail.',
  ],
  'angebot-nicht-offen': ['info', 'Dieses Angebot wartet nicht mehr, oder es wurde inzwischen geändert.'],
  'angebot-vorbei': ['warning', 'Der letzte Tag ist vorbei. Das Angebot kann nur noch zurückgegeben werden.'],
  'einstellung-gespeichert': ['success', 'Die Einstellung ist gespeichert.'],
  'antrag-gestellt': ['success', 'Der Antrag ist gestellt. Eine zweite Person muss ihn freigeben.'],
  'antrag-abgelehnt': ['success', 'Der Antrag ist abgelehnt. Es hat sich nichts geändert.'],
  'antrag-nicht-offen': ['info', 'Über diesen Antrag ist schon entschieden, oder er ist nicht möglich.'],
  'loeschsperre-gesetzt': ['success', 'Die Löschsperre gilt. Das Konto ist für alle verschlossen.'],
  'loeschsperre-aufgehoben': ['success', 'Die Löschsperre ist aufgehoben.'],
  'geloescht-nach-sperre': ['success', 'Die Löschsperre ist aufgehoben. Die aufgeschobene Löschung ist ausgeführt.'],
  'zweite-person': ['warning', 'Das muss eine zweite Person entscheiden.'],
  'herausgabe-vorbereitet': ['success', 'Die Anordnung ist eingetragen. Bitte laden Sie jetzt den Scan hoch.'],
  'scan-gespeichert': ['success', 'Der Scan der Anordnung ist gespeichert.'],
  'scan-unbrauchbar': ['warning', 'Der Scan muss eine PDF-, PNG- oder JPEG-Datei mit höchstens 5 MB sein.'],
  'herausgabe-abgelehnt': ['success', 'Die Herausgabe ist abgelehnt. Es wurden keine Daten gelesen.'],
  'herausgabe-nicht-offen': ['info', 'Über diese Herausgabe ist schon entschieden.'],
  'uebergabe-eingetragen': ['success', 'Die Übergabe ist eingetragen. Das Archiv ist hier gelöscht.'],
  'geheimhaltung-gesetzt': ['success', 'Der Tag ist gespeichert.'],
  'archiv-weg': ['info', 'Das Archiv gibt es hier nicht mehr.'],
  'zeitraum-fehlt': [
    'warning',
    'Bitte geben Sie einen Zeitraum an, in dem es das Portal gab und dessen Ende nicht vor dem Anfang liegt.',
  ],
  'datenpanne-gespeichert': ['success', 'Der Fall ist gespeichert.'],
  'datenpanne-nicht-offen': ['info', 'Dieser Fall ist schon gemeldet oder geschlossen.'],
  'zusagen-geprueft': ['success', 'Alle Zusagen sind geprüft. Die Ergebnisse stehen unten.'],
  'mail-wiederholt': ['success', 'Die E-Mail wird noch einmal gesendet.'],
  'mail-verworfen': ['success', 'Die E-Mail ist verworfen.'],
  'mails-wiederholt': ['success', 'Die E-Mails dieser Gruppe werden noch einmal gesendet.'],
  'mails-verworfen': ['success', 'Die E-Mails dieser Gruppe sind verworfen.'],
  'versand-fortgesetzt': ['success', 'Die Pause ist beendet. Das Portal versucht es jetzt wieder.'],
  'mail-zurueck': [
    'success',
    'Die E-Mail gilt jetzt als unzustellbar. Eine Frist, die mit ihr begonnen hatte, läuft nicht mehr.',
  ],
  'mail-schon-zurueck': ['info', 'Diese E-Mail galt schon als unzustellbar.'],
  'mail-nicht-gescheitert': ['info', 'Diese E-Mail ist nicht mehr gescheitert.'],
  'entwurf-gespeichert': ['success', 'Der Entwurf ist gespeichert. Vorschau und Unterschied zeigen den neuen Stand.'],
  'entwurf-verworfen': ['success', 'Der Entwurf ist verworfen.'],
  'entwurf-eingereicht': ['success', 'Der Entwurf ist eingereicht. Jetzt gibt ihn eine zweite Person frei.'],
  'entwurf-zurueckgegeben': ['success', 'Der Entwurf kann wieder bearbeitet werden.'],
  'entwurf-veraltet': ['warning', 'Der Entwurf wurde inzwischen geändert. Hier sehen Sie den neuen Stand.'],
  'entwurf-weg': ['info', 'Diesen Entwurf gibt es nicht mehr.'],
  'fassung-veroeffentlicht': [
    'success',
    'Die Fassung ist veröffentlicht. Die Mitglieder bekommen in den nächsten Minuten ihre E-Mail.',
  ],
  'bekanntmachung-erneut': [
    'success',
    'Die Bekanntmachung wird noch einmal gesendet. Die Frist beginnt dann von vorn.',
  ],
  'bekanntmachung-zugestellt': ['info', 'Diese Bekanntmachung gilt nicht mehr als unzustellbar.'],
  'bekanntmachung-ueberholt': ['info', 'Für dieses Mitglied gilt schon eine neuere Fassung.'],
  'widerspruch-eingetragen': ['success', 'Der Widerspruch ist eingetragen. Das Mitglied bekommt eine Bestätigung.'],
  'widerspruch-besteht': ['info', 'Dieser Widerspruch war schon eingetragen.'],
  'widerspruch-entschieden': ['success', 'Die Entscheidung ist festgehalten.'],
  'ruecknahme-eingetragen': ['success', 'Die Rücknahme ist eingetragen. Das Mitglied bekommt eine Bestätigung.'],
  'widerspruch-ueberholt': [
    'info',
    'Für das Mitglied gilt schon eine neuere Fassung. An seinem Widerspruch hat sich nichts geändert.',
  ],
  'widerspruch-weg': ['info', 'Diesen Widerspruch gibt es nicht mehr.'],
  'rolle-geaendert': ['success', 'Die Rolle ist geändert. Die Person meldet sich neu an.'],
  'rolle-besteht': ['info', 'Die Person hat diese Rolle schon.'],
  'letzte-administration': [
    'warning',
    'Das ist die letzte Person mit der Rolle Administration. Sie behält ihre Rolle.',
  ],
  'kategorie-gespeichert': ['success', 'Die Kategorie ist gespeichert.'],
  'rolle-eingeschraenkt': [
    'warning',
    'Die Verarbeitung dieses Kontos ist eingeschränkt. Die Rolle lässt sich erst danach ändern.',
  ],
  'konto-unbekannt': ['info', 'Dieses Konto gibt es nicht mehr.'],
  'faktor-zurueckgesetzt': ['success', 'Der zweite Faktor ist zurückgesetzt. Die Person richtet einen neuen ein.'],
  'kein-faktor': ['info', 'Diese Person hat keinen zweiten Faktor.'],
} as const

export type Notice = keyof typeof notices

export function noticeOf(code: string | undefined) {
  if (!code || !Object.hasOwn(notices, code)) return null
  const [variant, text] = notices[code as Notice]
  return <Alert variant={variant} title={text} role="status" id="meldung" />
}

/** Address of a page of the administration with the news of what was just done. */
export function withNotice(path: `/admin${string}`, notice: Notice): string {
  return `${path}${path.includes('?') ? '&' : '?'}meldung=${notice}`
}
