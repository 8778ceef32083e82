/**
 * Text of version 1: Markdown with placeholders (placeholders.ts), one section per promise DS-01 … DS-12 in their order, then what
 * GDPR Art. 13 asks for beyond them.
 */
export const firstVersionText = `
## Das Wichtigste in Kürze

- Sie können das Portal besuchen, ohne etwas über sich mitzuteilen. Öffentliche Seiten speichern keine Cookies auf Ihrem Gerät und laden nichts von anderen Anbietern.
- Für ein Konto fragen wir nur nach Angaben, die wir wirklich brauchen. Bei jeder Angabe steht, wozu.
- Ihre E-Mail-Adresse bekommt kein anderes Mitglied zu sehen.
- Unter „Mein Profil“ können Sie Ihre Daten jederzeit ansehen, ändern und löschen.
- Wenn Sie sich länger als {{inactivityPeriod}} nicht anmelden, schreiben wir Ihnen. Sie haben dann {{responsePeriod}} Zeit, sich anzumelden. Danach löschen wir Ihr Konto.
- Wir verkaufen und vermieten Ihre Daten nicht und geben sie nicht an Dritte weiter. Nur eine richterliche Anordnung kann uns dazu verpflichten.

## 1. Geltung dieser Erklärung

Diese Erklärung gilt für alle Seiten des Portals „QualiService Thüringen“ unter {{portalAddress}}. Sie sagt Ihnen, welche Daten wir über Sie verarbeiten, wozu und wie lange wir das tun und welche Rechte Sie haben. Auf jeder Seite des Portals führt der Link „Datenschutz“ hierher.

Verantwortlich für die Verarbeitung ist:

{{operatorName}}\\
{{operatorAddress}}\\
Telefon: {{operatorPhone}}\\
E-Mail: [{{contactEmail}}](mailto:{{contactEmail}})

Unsere Datenschutzbeauftragte oder unseren Datenschutzbeauftragten erreichen Sie so: {{dataProtectionOfficer}}

Wer sich registriert, stimmt dieser Erklärung zu. Das gilt auch, wenn Sie Leistungen nutzen, für die ein Konto nötig ist. Wir halten fest, welcher Fassung Sie zugestimmt haben, wann das war und wie der Satz lautete, den Sie bestätigt haben.

Rechtsgrundlage für Ihr Konto ist Ihre Einwilligung (Artikel 6 Absatz 1 Buchstabe a der Datenschutz-Grundverordnung, kurz DSGVO). Sie ist freiwillig. Sie können sie jederzeit für die Zukunft widerrufen: Löschen Sie dafür Ihr Konto, oder schreiben Sie an [{{contactEmail}}](mailto:{{contactEmail}}). Ohne Einwilligung gibt es kein Konto; die öffentlichen Seiten stehen Ihnen trotzdem offen.

## 2. Besuch ohne Konto

Jeder Aufruf des Portals wird in einer Protokolldatei auf dem Server festgehalten. Ein Eintrag besteht aus diesen Angaben: Datum, Uhrzeit, IP-Adresse des aufrufenden Geräts, Benutzername, Name des Dienstes, IP-Adresse und Port des Servers, Methode, aufgerufene Adresse (URI-Stamm), Parameter der Adresse (URI-Abfrage), Protokollstatus, Unterstatus, Win32-Status sowie Programm und System des aufrufenden Geräts (Benutzer-Agent).

Diese Angaben werden anonymisiert, bevor sie gespeichert werden. Die IP-Adresse wird gekürzt, statt eines Benutzernamens steht höchstens die Nutzergruppe da, und der Benutzer-Agent wird auf die Art des Programms und des Systems verkürzt. Kein Eintrag führt zu einer Person, und kein Eintrag wird mit anderen Daten verknüpft.

Wir nutzen das Protokoll nur für zwei Dinge: um Fehler zu finden und um zu zählen, wie oft das Portal an welchem Tag und zu welcher Uhrzeit aufgerufen wird. Die Protokolldateien werden gelöscht, wenn sie älter als {{accessLogPeriod}} sind. Die Summen der Aufrufe bleiben; sie enthalten nichts über einzelne Personen.

Damit unser Server Ihnen eine Seite schicken kann, muss er Ihre IP-Adresse für die Dauer dieses Aufrufs verarbeiten. Rechtsgrundlage ist unser berechtigtes Interesse, das Portal sicher und fehlerfrei anzubieten (Artikel 6 Absatz 1 Buchstabe f DSGVO).

## 3. Daten, die wir bei der Registrierung erheben

Bei der Registrierung fragen wir nach diesen Angaben. Sie sind Pflicht:

| Angabe | Wozu wir sie brauchen |
| --- | --- |
| Name und Vorname | um zu wissen, wer Mitglied ist, und um Sie anzusprechen |
| E-Mail-Adresse | zum Anmelden, für Nachrichten des Portals und damit Mitglieder Sie erreichen können, ohne die Adresse zu sehen |
| Nutzergruppe | um Ihnen die passenden Leistungen anzubieten |
| Unternehmen oder Institution, sofern zutreffend | um zu prüfen und zu zeigen, für wen Sie sprechen |
| Aufgabenbereich oder Position, sofern zutreffend | um zu prüfen und zu zeigen, in welcher Funktion Sie sprechen |

Die beiden letzten Angaben brauchen wir von allen Nutzergruppen außer von Privatpersonen. Außerdem wählen Sie ein Passwort. Wir speichern davon nur eine Prüfsumme, aus der sich das Passwort nicht zurückrechnen lässt.

Mehr müssen Sie nicht angeben, und wir erheben nichts, ohne den Zweck zu nennen. Wenn Sie Pflichtangaben nicht machen möchten, können Sie kein Konto anlegen.

Nach der Registrierung schicken wir Ihnen eine E-Mail mit einem Link, über den Sie Ihre Adresse bestätigen. Dafür haben Sie {{unconfirmedPeriod}} Zeit. Ohne Bestätigung löschen wir die Registrierung danach.

Während Sie ein Konto haben, speichern wir dazu, wann Sie sich registriert und Ihre Adresse bestätigt haben, wann Sie sich zuletzt angemeldet haben, wann Sie Ihre Daten zuletzt als aktuell bestätigt haben und welche Sitzungen offen sind (Beginn, letzte Nutzung, Art des Browsers und des Systems).

## 4. Ändern und Löschen Ihrer Daten

Ihre Registrierungsdaten können Sie jederzeit ändern: Melden Sie sich an und öffnen Sie den Menüpunkt „Mein Profil“. Auch bei einer Änderung müssen die Pflichtangaben vollständig bleiben.

Dort finden Sie auch die Möglichkeit „Account löschen“. Damit löschen Sie Ihr Konto und alle Daten, die darin gespeichert sind, auch Ihre Beiträge und Nachrichten. Das geschieht sofort und lässt sich nicht rückgängig machen. Antworten anderer Mitglieder bleiben lesbar; an der Stelle Ihres Textes steht dann ein neutraler Hinweis.

Sie können uns auch eine E-Mail an [{{contactEmail}}](mailto:{{contactEmail}}) schreiben und um die Löschung bitten. Wir fragen dann über die gespeicherte Adresse nach, ob die Bitte wirklich von Ihnen kommt. Spätestens nach einem Monat ist Ihre Bitte bearbeitet.

Von einem gelöschten Konto bleibt ein Nachweis ohne Namen und Adresse: eine zufällige Kennziffer, der Zeitpunkt, der Grund und die Zahl der gelöschten Einträge. Damit belegen wir, dass wir gelöscht haben (Artikel 5 Absatz 2 DSGVO). In Sicherungskopien können gelöschte Daten noch stehen, bis die Kopien überschrieben sind. Wird eine Sicherungskopie eingespielt, wiederholen wir alle Löschungen, bevor das Portal wieder öffnet.

## 5. Löschung bei Inaktivität

Liegt Ihre letzte Anmeldung länger als {{inactivityPeriod}} zurück, schickt Ihnen das Portal von selbst eine E-Mail. Sie werden darin gebeten, sich anzumelden und zu prüfen, ob Ihre Daten noch stimmen. Dafür haben Sie {{responsePeriod}} Zeit. Haben Sie sich nie angemeldet, zählt die Zeit ab Ihrer Registrierung.

Sobald Sie sich anmelden, ist Ihr Konto wieder aktiv. Melden Sie sich in dieser Zeit nicht an, wird Ihr Konto mit allen Daten automatisch gelöscht.

So zählen wir die Tage:

- Es gelten ganze Kalendertage nach der Uhrzeit in Deutschland, im Zweifel zu Ihren Gunsten.
- Ihre Frist beginnt erst, wenn der E-Mail-Dienst unsere Nachricht angenommen hat. Der letzte Tag steht in der Nachricht.
- Kommt die Nachricht als unzustellbar zurück, läuft keine Frist, und das Konto wird nicht automatisch gelöscht.

## 6. Sicherheit Ihrer Daten

Wir schützen Ihre Daten davor, dass Unbefugte sie einsehen, nutzen oder veröffentlichen. Sie liegen auf Servern in einer kontrollierten, gesicherten Umgebung. Die Übertragung ist verschlüsselt.

Innerhalb der {{operatorShortName}} sehen nur die Beschäftigten Ihre Daten, die sie für ihre Aufgabe brauchen. Wer dabei Daten eines Mitglieds aufruft oder ändert, hinterlässt einen Eintrag in einem Protokoll. Das Protokoll enthält Kennziffern statt Namen. Ist Ihr Konto gelöscht, führt die Kennziffer zu niemandem mehr.

Gegen das Ausprobieren von Passwörtern und gegen massenhafte Anfragen zählt das Portal Versuche je Konto und je Netz. Gespeichert wird nur eine verschlüsselte Kennung, aus der niemand die IP-Adresse ablesen kann, und nur, bis die Sperrzeit abgelaufen ist. Damit andere Sie nicht aussperren können, merkt sich das Portal außerdem {{knownNetworkPeriod}} lang, aus welchen Netzen Sie sich angemeldet haben, auch das nur als verschlüsselte Kennung. Rechtsgrundlage ist unser berechtigtes Interesse an einem sicheren Portal (Artikel 6 Absatz 1 Buchstabe f DSGVO).

## 7. Verwendung Ihrer Daten

Ihre Registrierungsdaten verwenden wir ausschließlich, um Ihnen die Leistungen des Portals anzubieten. Das sind vor allem Funktionen, mit denen Sie als Portalakteurin oder Portalakteur Informationen für andere veröffentlichen.

Die Pflichtangaben dienen drei Zwecken: Wir prüfen damit, wer Sie sind. Wir schützen das Portal vor Missbrauch. Und wir sichern die Qualität der Inhalte.

## 8. Kontakt unter Mitgliedern

Über Ihre E-Mail-Adresse können andere Mitglieder Sie erreichen, zum Beispiel aus dem Forum. Sie sehen die Adresse dabei nicht: Sie ist nur hinter den Kontaktfunktionen des Portals hinterlegt.

Wenn Sie uns über das Kontaktformular oder per E-Mail schreiben, verwenden wir Ihre Angaben nur, um Ihr Anliegen zu bearbeiten und Ihnen zu antworten. Danach löschen wir sie, soweit wir sie nicht aufbewahren müssen. Rechtsgrundlage ist unser berechtigtes Interesse, Anfragen zu beantworten (Artikel 6 Absatz 1 Buchstabe f DSGVO).

## 9. Keine Weitergabe, keine Verfolgung

Wir geben Ihre Daten nicht an Dritte weiter. Wir verkaufen und vermieten sie nicht.

Keine Seite und keine E-Mail des Portals ruft etwas von fremden Servern ab. Es gibt keine Zählpixel, keine Werbung und keine Dienste, die Ihr Verhalten auswerten. Schriften und Bilder liefert das Portal selbst aus.

Auf öffentlichen Seiten speichern wir nichts auf Ihrem Gerät. Erst wenn Sie sich anmelden, setzen wir, was dafür unbedingt nötig ist (§ 25 Absatz 2 Nummer 2 des Telekommunikation-Digitale-Dienste-Datenschutz-Gesetzes):

| Cookie | Zweck | Dauer |
| --- | --- | --- |
| {{sessionCookie}} | hält Sie angemeldet | bis Sie sich abmelden, höchstens {{sessionPeriod}}; ohne Nutzung {{sessionIdlePeriod}} |

Für den Betrieb der Server und den Versand der E-Mails arbeiten Unternehmen in unserem Auftrag. Sie sind vertraglich an unsere Weisungen gebunden und dürfen die Daten für nichts anderes verwenden (Artikel 28 DSGVO). Diese Auftragsverarbeiter sind: {{processors}}

E-Mails warten in einem Postausgang, bis sie versandt sind. Danach entfernen wir daraus Adresse und Inhalt; dass eine E-Mail versandt wurde, bleibt noch {{mailRecordPeriod}} vermerkt, bei Nachrichten, von denen eine Frist abhängt, so lange wie der Vorgang.

## 10. Herausgabe an Strafverfolgungsbehörden und in Rechtsstreitigkeiten

Liegt eine richterliche Anordnung vor, gibt die {{operatorShortName}} Ihre Daten an die Strafverfolgungsbehörden heraus. Sie werden darüber nicht informiert. Rechtsgrundlage ist unsere rechtliche Verpflichtung (Artikel 6 Absatz 1 Buchstabe c DSGVO).

Die {{operatorShortName}} behält sich vor, Ihre Daten in gerichtlichen Auseinandersetzungen zu verwenden, wenn das notwendig ist (Artikel 6 Absatz 1 Buchstabe f DSGVO). Daten, die dafür gebraucht werden, löschen wir erst, wenn der Streit beendet ist. Bis dahin sind sie gesperrt.

## 11. Änderungen dieser Erklärung

Wir können diese Erklärung ändern, zum Beispiel weil sich das Recht oder das Portal ändert oder weil wir Hinweise von Ihnen aufnehmen. Änderungen kündigen wir auf dem Portal und per E-Mail an.

Sind Sie mit einer Änderung nicht einverstanden, können Sie ihr schriftlich widersprechen. Dafür haben Sie {{objectionPeriod}} Zeit, gerechnet ab dem Tag, an dem der E-Mail-Dienst unsere Ankündigung angenommen hat. Widersprechen Sie nicht, gilt die neue Fassung für Sie ab dem Ende des letzten Tages. Widersprechen Sie, gilt für Sie weiter die bisherige Fassung. Wollen wir Ihre Daten für einen neuen Zweck verwenden, für den Ihre Einwilligung nötig ist, fragen wir Sie ausdrücklich.

Alle veröffentlichten Fassungen bleiben abrufbar: [Fassungen der Datenschutzerklärung](/datenschutz/versionen).

## 12. Auskunft und Rückmeldungen

Wir freuen uns über Hinweise zu dieser Erklärung. Möchten Sie wissen, was über Sie gespeichert ist, oder haben Sie eine Frage? Schreiben Sie an [{{contactEmail}}](mailto:{{contactEmail}}). Wir antworten so schnell wie möglich, spätestens innerhalb eines Monats. Anschrift und Telefonnummer finden Sie im [Impressum](/impressum).

## 13. Ihre Rechte

Nach der DSGVO haben Sie das Recht

- auf Auskunft darüber, was wir über Sie gespeichert haben (Artikel 15),
- auf Berichtigung falscher Daten (Artikel 16),
- auf Löschung (Artikel 17),
- auf Einschränkung der Verarbeitung (Artikel 18),
- Ihre Daten in einem gängigen Format zu erhalten (Artikel 20),
- einer Verarbeitung zu widersprechen, die wir auf ein berechtigtes Interesse stützen (Artikel 21),
- Ihre Einwilligung jederzeit zu widerrufen; was bis dahin geschehen ist, bleibt rechtmäßig (Artikel 7 Absatz 3).

Eine E-Mail oder ein Brief an uns genügt. Das kostet Sie nichts.

Sie können sich außerdem bei der Aufsichtsbehörde beschweren (Artikel 77 DSGVO). Für uns zuständig ist: {{supervisoryAuthority}}

Wir bewerten Sie nicht automatisiert und bilden keine Profile. Von selbst geschieht nur die Löschung inaktiver Konten, wie sie in Abschnitt 5 beschrieben ist.

## 14. Wie lange wir Daten speichern

| Daten | Dauer |
| --- | --- |
| Konto mit allem, was darin gespeichert ist | bis Sie es löschen oder bis es wegen Inaktivität gelöscht wird: Hinweis, wenn Sie sich länger als {{inactivityPeriod}} nicht angemeldet haben, dann noch {{responsePeriod}} |
| Registrierung, die nicht bestätigt wurde | {{unconfirmedPeriod}} |
| Ihre Zustimmung zu dieser Erklärung | so lange wie das Konto |
| Sitzung | höchstens {{sessionPeriod}}, bei Beschäftigten {{staffSessionPeriod}} |
| Kennung eines Netzes, aus dem Sie sich angemeldet haben | {{knownNetworkPeriod}} nach der letzten Anmeldung von dort |
| Link zum Zurücksetzen des Passworts | {{passwordLinkPeriod}} |
| E-Mail im Postausgang | Adresse und Inhalt bis zum Versand, Vermerk {{mailRecordPeriod}} |
| Protokolldateien der Aufrufe (anonym) | {{accessLogPeriod}} |
| Protokoll der Vorgänge (Kennziffern ohne Namen) | so lange wir nachweisen müssen, dass wir den Datenschutz einhalten |
| Löschnachweis (ohne Namen und Adresse) | dauerhaft |
`.trimStart()
