/** Who says what in the forum of the demo. People by their first part of the address; hours count from the post before. */
type DemoPost = [by: Voice, hours: number, text: string, quoted?: number]
export type DemoTopic = {
  category: string
  title: string
  /** The first post. */
  daysAgo: number
  posts: readonly [DemoPost, ...DemoPost[]]
  /** Number of the answer that helped. */
  helpful?: number
  /** Locked by the moderation, with this reason. */
  locked?: string
}

export const voices = {
  lena: 'lena.winter@post.example',
  tobias: 'tobias.kellner@lernstatt-jena.example',
  nadine: 'nadine.schreiber@beratung-erfurt.example',
  uwe: 'u.zimmermann@kammer-suedthueringen.example',
  franziska: 'oertel@landkreis-muster.example',
  mehmet: 'm.aydin@aydin-pflege.example',
  miriam: 'miriam.vogel@gfaw.example',
} as const
export type Voice = keyof typeof voices

export const demoCategories = [
  {
    name: 'Förderung und Finanzierung',
    description:
      'Bildungsgutschein, Weiterbildungsscheck, Aufstiegs-BAföG: Wer zahlt was, und wie stellt man den Antrag?',
  },
  {
    name: 'Kurse und Abschlüsse',
    description: 'Welcher Kurs passt? Erfahrungen mit Umschulung, Teilqualifikation, Fernlehrgang und Prüfung.',
  },
  {
    name: 'Weiterbildung im Betrieb',
    description: 'Personalentwicklung, Lernen neben der Schicht, Ausbildung der Fachkräfte von morgen.',
  },
  {
    name: 'Sprache und Anerkennung',
    description: 'Deutsch für den Beruf, Anerkennung ausländischer Abschlüsse, Ankommen im Betrieb.',
  },
  { name: 'Zum Portal', description: 'Fragen, Wünsche und Hinweise zu QualiService Thüringen.' },
] as const

const [funding, courses, company, language, portal] = demoCategories.map(({ name }) => name) as [
  string,
  string,
  string,
  string,
  string,
]

export const demoTopics: readonly DemoTopic[] = [
  {
    category: funding,
    title: 'Bildungsgutschein trotz Beschäftigung – geht das?',
    daysAgo: 9,
    helpful: 3,
    posts: [
      [
        'lena',
        0,
        'Guten Tag,\n\nich arbeite Teilzeit im Einzelhandel und möchte mich zur **Fachkraft für Buchhaltung** weiterbilden. Im Kurs heißt es, er sei „mit Bildungsgutschein förderbar“. Bekomme ich den überhaupt, wenn ich nicht arbeitslos bin?',
      ],
      [
        'tobias',
        3,
        'Grundsätzlich ja, aber es ist eine Ermessensentscheidung der Agentur für Arbeit. Wichtig ist, dass Sie **vor** der Anmeldung zum Kurs mit der Agentur sprechen.',
      ],
      [
        'nadine',
        2,
        'Aus der Beratung: Für Beschäftigte läuft das über die Förderung nach § 82 SGB III. Drei Dinge helfen im Gespräch:\n\n1. Stellenanzeigen, die zeigen, dass der Abschluss gefragt ist\n2. das Kursangebot mit Maßnahmenummer\n3. eine Zusage des Betriebs, Sie für die Zeit freizustellen\n\nWenn der Betrieb nicht mitzieht, ist der Weiterbildungsscheck der zweite Weg.',
        1,
      ],
      [
        'lena',
        20,
        'Vielen Dank, das war genau die Liste, die mir gefehlt hat. Termin bei der Agentur ist am Donnerstag.',
        3,
      ],
      ['mehmet', 30, 'Viel Erfolg! Bei einer unserer Pflegehelferinnen hat es im Frühjahr nach vier Wochen geklappt.'],
    ],
  },
  {
    category: funding,
    title: 'Weiterbildungsscheck: Wie lange dauert die Bewilligung zurzeit?',
    daysAgo: 34,
    posts: [
      [
        'mehmet',
        0,
        'Wir wollen zwei Mitarbeiterinnen ab Januar zur Praxisanleitung schicken. Der Kurs ist fast voll. Wie lange warten Sie gerade auf die Bewilligung?',
      ],
      [
        'nadine',
        5,
        'Bei vollständigen Unterlagen zuletzt **drei bis vier Wochen**. Häufigster Grund für Rückfragen: Die Kursgebühr im Angebot und im Antrag weicht ab.',
      ],
      [
        'tobias',
        26,
        'Als Anbieter reservieren wir Plätze bis zur Bewilligung, wenn man uns Bescheid gibt. Fragen lohnt sich also.',
      ],
      ['mehmet', 4, 'Das machen wir. Danke Ihnen beiden!'],
    ],
  },
  {
    category: funding,
    title: 'Aufstiegs-BAföG und Teilzeit: Erfahrungen?',
    daysAgo: 96,
    posts: [
      [
        'lena',
        0,
        'Hat hier jemand Aufstiegs-BAföG für einen Lehrgang in Teilzeit bekommen? Mich interessiert, ob der Beitrag zum Lebensunterhalt dann wegfällt.',
      ],
      [
        'uwe',
        18,
        'Ja, der Unterhaltsbeitrag gilt nur für Vollzeit. In Teilzeit gibt es den **Maßnahmebeitrag**: Lehrgangs- und Prüfungsgebühren, die Hälfte als Zuschuss, der Rest als Darlehen. Beim Bestehen wird ein Teil des Darlehens erlassen.',
      ],
      ['lena', 7, 'Verständlich erklärt, danke. Dann rechne ich das einmal durch.'],
      ['uwe', 22, 'Wenn Sie mögen, bringen Sie die Zahlen in unsere Sprechstunde mit. Dienstags, ohne Termin.'],
    ],
  },
  {
    category: funding,
    title: 'Fahrtkosten zum Lehrgang: Was wird erstattet?',
    daysAgo: 160,
    posts: [
      [
        'franziska',
        0,
        'Aus dem Landkreis fahren viele eine Stunde zum Kurs. Welche Programme erstatten Fahrtkosten, welche nicht? Ich sammle für unsere Übersicht auf der Internetseite.',
      ],
      [
        'nadine',
        6,
        'Mit Bildungsgutschein: ja, als Pauschale je Kilometer. Beim Weiterbildungsscheck: nein, nur Kursgebühren.',
      ],
      [
        'uwe',
        40,
        'Bei der überbetrieblichen Ausbildung zahlt oft der Betrieb. Azubis sollten außerdem nach dem Azubi-Ticket fragen.',
      ],
      ['franziska', 48, 'Danke, die Übersicht ist fertig und hängt jetzt auch im Bürgerservice aus.'],
    ],
  },
  {
    category: courses,
    title: 'Fernlehrgang oder Präsenz für die Ausbildereignung?',
    daysAgo: 15,
    posts: [
      [
        'mehmet',
        0,
        'Ich mache im Frühjahr den AEVO-Schein. Präsenz wären 14 Samstage, Fernlehrgang geht abends. Was würden Sie raten?',
      ],
      [
        'tobias',
        9,
        'Für die Theorie ist der Fernlehrgang völlig in Ordnung. Für die *praktische Prüfung* sollten Sie mindestens zwei Präsenztage einplanen: Dort üben Sie die Unterweisung vor anderen.',
      ],
      [
        'miriam',
        30,
        'Kleiner Hinweis aus der Redaktion: Unter „Angebote“ lässt sich nach Form filtern, also Präsenz, online oder gemischt.',
      ],
      ['mehmet', 12, 'Gemischt ist es geworden. Danke!', 2],
    ],
  },
  {
    category: courses,
    title: 'Teilqualifikation statt Umschulung – wer hat Erfahrung?',
    daysAgo: 58,
    posts: [
      [
        'tobias',
        0,
        'Wir überlegen, die Ausbildung zur Fachkraft für Lagerlogistik in **fünf Teilqualifikationen** anzubieten. Gibt es Betriebe, die das nutzen würden? Und wie gehen Sie mit der Freistellung um?',
      ],
      [
        'nadine',
        15,
        'Die Nachfrage von Beschäftigten ohne Abschluss ist groß. Viele trauen sich zwei Jahre am Stück nicht zu, ein halbes Jahr aber schon.',
      ],
      [
        'mehmet',
        28,
        'In der Pflege hätten wir das gern. Ein Modul pro Halbjahr ließe sich im Dienstplan unterbringen, mehr nicht.',
      ],
      [
        'tobias',
        20,
        'Das deckt sich mit dem, was wir hören. Wir planen mit einem Modul im Halbjahr und melden uns, sobald Termine feststehen.',
        3,
      ],
    ],
  },
  {
    category: courses,
    title: 'Prüfungsangst mit 52: Was hat Ihnen geholfen?',
    daysAgo: 44,
    posts: [
      [
        'lena',
        0,
        'Meine letzte Prüfung ist 30 Jahre her. Der Stoff sitzt, aber beim Gedanken an die mündliche Prüfung wird mir flau. Was hat Ihnen geholfen?',
      ],
      [
        'tobias',
        4,
        'Laut üben, vor Menschen. Wir machen in jedem Kurs zwei Probeprüfungen, und danach ist bei fast allen die Luft raus. Im guten Sinne.',
      ],
      [
        'nadine',
        16,
        'Fragen Sie bei der Kammer nach einer Beispielprüfung. Wer den Ablauf kennt, hat eine Sorge weniger.',
      ],
      ['mehmet', 40, 'Ich habe mir die ersten zwei Sätze auswendig zurechtgelegt. Danach lief es von allein.'],
      ['lena', 300, 'Bestanden! Mit der Note bin ich sehr zufrieden. Danke für den Zuspruch.'],
    ],
  },
  {
    category: courses,
    title: 'Welche Excel-Kurse taugen wirklich etwas?',
    daysAgo: 128,
    posts: [
      ['lena', 0, 'Es gibt Dutzende Angebote von zwei Stunden bis drei Monaten. Worauf achten Sie?'],
      ['uwe', 20, 'Auf ein **Zertifikat mit Inhaltsübersicht**. „Teilgenommen“ allein sagt einem Betrieb nichts.'],
      [
        'tobias',
        10,
        'Und darauf, dass mit eigenen Tabellen gearbeitet wird. Wer die Aufgabe aus dem Betrieb mitbringt, lernt doppelt.',
      ],
    ],
  },
  {
    category: courses,
    title: 'Meister oder Techniker im Metallbau?',
    daysAgo: 210,
    posts: [
      [
        'uwe',
        0,
        'Die Frage kommt in jeder zweiten Beratung. Ich stelle unsere Gegenüberstellung hier ein:\n\n| | Meister | Techniker |\n|---|---|---|\n| Dauer in Vollzeit | etwa ein Jahr | zwei Jahre |\n| Schwerpunkt | Führung, Ausbildung, Betrieb | Planung, Konstruktion |\n| Selbstständigkeit | ja | eingeschränkt |\n\nErgänzungen sind willkommen.',
      ],
      [
        'franziska',
        90,
        'Danke, genau so etwas fehlte uns für die Berufemesse. Darf ich die Tabelle mit Quelle verwenden?',
      ],
      ['uwe', 20, 'Gern.'],
    ],
  },
  {
    category: company,
    title: 'Lernen neben der Schicht: Was funktioniert bei Ihnen?',
    daysAgo: 140,
    posts: [
      [
        'mehmet',
        0,
        'Im Pflegedienst arbeiten wir in drei Schichten. Jede Fortbildung heißt: Jemand muss einspringen. Wie machen das andere Betriebe? Ich freue mich über alles, was sich bewährt hat – auch über das, was nicht geklappt hat.',
      ],
      [
        'uwe',
        7,
        'Ein Betrieb im Kammerbezirk legt alle Schulungen auf die Übergabe: die erste halbe Stunde der Spätschicht, die letzte der Frühschicht. So sitzen zwei Schichten zusammen.',
      ],
      [
        'tobias',
        5,
        'Wir bieten Kurse mit zwei gleichen Terminen in der Woche an, vormittags und abends. Wer Schicht wechselt, wechselt den Termin.',
      ],
      ['mehmet', 20, 'Zwei gleiche Termine wären für uns ideal. Ist das teurer?', 3],
      ['tobias', 4, 'Ab acht Personen nicht. Darunter teilen wir die Mehrkosten.'],
      [
        'nadine',
        30,
        'Bitte auch an die Förderung denken: Wird die Lernzeit als Arbeitszeit bezahlt, gibt es Zuschüsse zum Lohn.',
      ],
      [
        'lena',
        11,
        'Aus Sicht einer Beschäftigten: Wichtig ist, dass die Lernzeit im **Dienstplan steht**. „Wenn mal Luft ist“ kommt nie.',
      ],
      ['mehmet', 8, 'Das ist ein guter Punkt. Wir haben es bisher genau so versucht, und es war nie Luft.', 7],
      [
        'uwe',
        26,
        'Feste Lernzeit von zwei Stunden im Monat, im Plan markiert: So macht es ein Metallbetrieb mit 40 Leuten. Die Zahl der abgesagten Schulungen ist auf fast null gefallen.',
      ],
      ['tobias', 18, 'Zwei Stunden im Monat klingen wenig, sind aber drei Arbeitstage im Jahr.'],
      ['nadine', 40, 'Und bitte mit Namen: Wer vertritt wen? Sonst bleibt es doch an der Leitung hängen.'],
      [
        'mehmet',
        15,
        'Wir probieren das ab dem nächsten Monat: zwei Stunden, fester Platz im Plan, Vertretung eingetragen. Ich berichte.',
      ],
      ['lena', 6, 'Darauf bin ich gespannt!'],
      [
        'uwe',
        50,
        'Noch eine Anregung: Lernpaare. Zwei Leute, die denselben Kurs machen und sich gegenseitig abfragen. Kostet nichts.',
      ],
      ['tobias', 9, 'Das können wir bestätigen. Die Abbruchquote ist bei Lernpaaren deutlich kleiner.', 14],
      ['nadine', 21, 'Gibt es bei Ihnen Erfahrungen mit kurzen Lerneinheiten auf dem Handy?'],
      ['mehmet', 10, 'Wir haben Videos zur Hygiene, je fünf Minuten. Die werden angesehen, aber das Nachfragen fehlt.'],
      ['tobias', 12, 'Kurze Einheiten sind gut zum **Wiederholen**, selten zum ersten Lernen.'],
      ['uwe', 33, 'So sehen wir das auch. Erst gemeinsam verstehen, dann in kleinen Stücken wiederholen.'],
      ['lena', 14, 'Ich wiederhole im Zug. Dafür sind fünf Minuten genau richtig.'],
      ['mehmet', 60, 'Zwischenstand nach drei Wochen: 9 von 11 Terminen fanden statt. Vorher war es die Hälfte.'],
      ['nadine', 5, 'Das ist ein großer Sprung. Was war bei den beiden, die ausgefallen sind?', 21],
      [
        'mehmet',
        9,
        'Einmal Krankheit, einmal hatte die Vertretung selbst Frühdienst. Den Fehler machen wir nicht noch einmal.',
      ],
      ['uwe', 28, 'Führen Sie Buch darüber, was die Leute gelernt haben? Das hilft beim nächsten Antrag.'],
      ['mehmet', 16, 'Bisher nur eine Liste mit Datum und Thema.'],
      ['nadine', 13, 'Das reicht für den Anfang. Ergänzen Sie: Dauer, Ziel, wer unterrichtet hat.'],
      ['tobias', 24, 'Wir stellen für jede Einheit eine Bescheinigung aus, wenn Sie das wünschen.'],
      ['mehmet', 7, 'Gern. Ich schreibe Ihnen über das Portal eine Nachricht.', 27],
      [
        'lena',
        45,
        'Eine Frage in die Runde: Wer entscheidet bei Ihnen, *was* gelernt wird? Die Leitung oder das Team?',
      ],
      ['uwe', 12, 'Am besten beide: Die Leitung setzt das Ziel, das Team den Weg.'],
      [
        'mehmet',
        10,
        'Bei uns durfte jede und jeder drei Themen nennen. Auf Platz eins: Umgang mit Angehörigen. Damit hatte ich nicht gerechnet.',
      ],
      ['nadine', 19, 'Genau dafür gibt es in Erfurt einen Kurs. Ich schicke Ihnen den Namen als Nachricht.', 31],
      ['tobias', 22, 'Wir hätten auch etwas, zwei Nachmittage, gern bei Ihnen im Haus.'],
      ['mehmet', 30, 'Danke, ich spreche das im Team an.'],
      ['uwe', 55, 'Vergessen Sie die Nachtschicht nicht. Die fällt bei Schulungen fast immer hinten runter.'],
      ['mehmet', 11, 'Stimmt. Für die Nacht haben wir noch keine Lösung. Ideen?', 35],
      ['lena', 16, 'Vielleicht ein Termin direkt nach Dienstschluss, mit Frühstück? Dann ist danach frei.'],
      ['tobias', 8, 'Morgens um sechs hatten wir noch keinen Kurs. Aber warum nicht.'],
      [
        'mehmet',
        48,
        'Frühstück um sechs, 45 Minuten Schulung: Sechs von sieben waren da. Der Kaffee war entscheidend.',
      ],
      ['nadine', 6, 'Großartig. Das nehme ich als Beispiel in die Beratung mit.'],
      ['uwe', 20, 'Ich würde es gern im Arbeitskreis Fachkräfte vorstellen, ohne Namen. Einverstanden?', 39],
      ['mehmet', 5, 'Einverstanden, gern auch mit Namen.'],
      ['lena', 36, 'Selten so viel aus einem Forum mitgenommen. Danke an alle!'],
      [
        'mehmet',
        70,
        'Abschließend nach drei Monaten: 31 von 34 Terminen gehalten, zwei neue Praxisanleiterinnen, und die Nachtschicht kommt weiter zum Frühstück.',
      ],
    ],
  },
  {
    category: company,
    title: 'Wie finden Sie Themen für die Jahresplanung?',
    daysAgo: 26,
    posts: [
      [
        'mehmet',
        0,
        'Es ist wieder so weit: Schulungsplan für das nächste Jahr. Fragen Sie das Team, oder legen Sie fest?',
      ],
      [
        'tobias',
        13,
        'Kurze Umfrage mit drei Fragen: Was fehlt Ihnen heute? Was kommt nächstes Jahr neu? Was können Sie anderen beibringen? Die dritte Frage bringt am meisten.',
      ],
      [
        'miriam',
        22,
        'Wir haben dazu eine Vorlage vom letzten Fachtag. Ich frage nach, ob wir sie im Portal veröffentlichen dürfen.',
      ],
    ],
  },
  {
    category: company,
    title: 'Ausbildung im Verbund: Suche Partner im Ilm-Kreis',
    daysAgo: 82,
    posts: [
      [
        'uwe',
        0,
        'Für einen kleinen Elektrobetrieb suche ich Partner, die Auszubildende für **acht Wochen Steuerungstechnik** aufnehmen. Wer hat Kapazität?',
      ],
      ['nadine', 31, 'Ich frage zwei Betriebe, mit denen wir arbeiten, und melde mich.'],
      ['uwe', 60, 'Hat geklappt, ab September sind zwei Plätze besetzt. Vielen Dank!'],
    ],
  },
  {
    category: company,
    title: 'Digitale Berichtshefte – lohnt die Umstellung?',
    daysAgo: 175,
    posts: [
      [
        'franziska',
        0,
        'Bei uns im Amt werden Berichtshefte noch auf Papier geführt. Wer hat umgestellt und würde es wieder tun?',
      ],
      [
        'uwe',
        9,
        'Die Kammer erkennt beides an. Entscheidend ist, dass wöchentlich abgezeichnet wird, und das klappt digital besser.',
      ],
      [
        'tobias',
        20,
        'Würde ich wieder tun. Planen Sie einen Nachmittag Einführung für die Ausbildenden ein, nicht für die Azubis.',
      ],
    ],
  },
  {
    category: language,
    title: 'B2-Kurs für Pflegekräfte am Abend gesucht',
    daysAgo: 5,
    posts: [
      [
        'mehmet',
        0,
        'Drei neue Kolleginnen aus Tunesien brauchen **Deutsch B2 Pflege**, möglichst abends oder am Samstag, Raum Erfurt/Weimar. Wer kennt ein Angebot?',
      ],
      [
        'tobias',
        6,
        'Ab Februar in Jena, dienstags und donnerstags von 17 bis 20 Uhr. Online-Teilnahme ist möglich, die Prüfung ist in Präsenz.',
      ],
      ['lena', 20, 'Das Sprachcafé in Erfurt ist kein Kurs, aber eine gute Ergänzung. Mittwochs, kostenlos.'],
    ],
  },
  {
    category: language,
    title: 'Anerkennung als Erzieherin: Welche Stelle ist zuständig?',
    daysAgo: 72,
    helpful: 2,
    posts: [
      [
        'lena',
        0,
        'Meine Nachbarin hat in der Ukraine als Erzieherin gearbeitet. Wohin wendet sie sich wegen der Anerkennung?',
      ],
      [
        'nadine',
        4,
        'Zuerst zur **Anerkennungsberatung** im IQ Netzwerk. Dort wird kostenlos geprüft, welche Stelle zuständig ist und welche Übersetzungen nötig sind. Bitte nicht vorher übersetzen lassen: Das kostet oft doppelt.',
      ],
      ['lena', 26, 'Danke! Der Hinweis mit den Übersetzungen hat ihr ein paar hundert Euro gespart.', 2],
    ],
  },
  {
    category: language,
    title: 'Fachbegriffe lernen: Bildkarten für die Werkstatt',
    daysAgo: 118,
    posts: [
      [
        'uwe',
        0,
        'Ein Betrieb aus Suhl hat Bildkarten mit 120 Werkzeugen auf Deutsch, Arabisch und Ukrainisch gestaltet und gibt sie weiter. Bei Interesse bitte hier melden.',
      ],
      ['mehmet', 14, 'Sehr gern. Gibt es so etwas auch für die Pflege?'],
      ['uwe', 25, 'Noch nicht, aber die Vorlage ist frei. Vielleicht finden sich hier Leute, die mitmachen.'],
      ['lena', 30, 'Ich würde beim Korrekturlesen helfen.'],
    ],
  },
  {
    category: language,
    title: 'Azubi mit B1: Reicht das für die Berufsschule?',
    daysAgo: 190,
    posts: [
      ['franziska', 0, 'Welche Erfahrungen haben Sie: Kommt jemand mit B1 in der Berufsschule mit?'],
      ['uwe', 16, 'Im ersten Jahr knapp. Mit Stützunterricht über die *assistierte Ausbildung* klappt es meistens.'],
      ['nadine', 12, 'Bitte früh beantragen, am besten schon mit dem Ausbildungsvertrag.'],
    ],
  },
  {
    category: portal,
    title: 'Willkommen im Forum: So gelingt der Austausch',
    daysAgo: 300,
    locked: 'Dieses Thema sammelt nur die Regeln. Für Fragen eröffnen Sie bitte ein eigenes Thema.',
    posts: [
      [
        'miriam',
        0,
        'Herzlich willkommen!\n\n- **Ein Thema, eine Frage.** Ein klarer Titel hilft anderen, Ihre Frage zu finden.\n- **Freundlich und sachlich.** Wir schreiben über Sachen, nicht über Personen.\n- **Keine Werbung.** Angebote gehören unter „Angebote“.\n- **Keine persönlichen Daten anderer.**\n\nHat Ihnen eine Antwort geholfen? Dann markieren Sie sie, das hilft allen, die dieselbe Frage haben. Stört Sie ein Beitrag, melden Sie ihn bitte.',
      ],
      ['uwe', 50, 'Danke, kurz und klar. Auf gute Zusammenarbeit!'],
    ],
  },
  {
    category: portal,
    title: 'Wunsch: Angebote auf einer Karte anzeigen',
    daysAgo: 52,
    posts: [
      ['tobias', 0, 'Schön wäre eine Karte, auf der man sieht, welche Kurse in der Nähe sind.'],
      [
        'miriam',
        20,
        'Danke für die Anregung! Wir prüfen, wie das ohne Dienste von Dritten geht. Bis dahin hilft der Filter nach Ort.',
      ],
      ['tobias', 6, 'Ohne fremde Kartendienste finde ich richtig. Dann warte ich gern.', 2],
    ],
  },
  {
    category: portal,
    title: 'Kann ich meinen Beitrag nachträglich ändern?',
    daysAgo: 12,
    helpful: 2,
    posts: [
      ['lena', 0, 'Ich habe mich vertippt. Geht das?'],
      [
        'miriam',
        2,
        'Ja: unter Ihrem Beitrag auf „Bearbeiten“. In der ersten Stunde ohne Hinweis, danach steht „Geändert am …“ dabei.',
      ],
      ['lena', 1, 'Gefunden, danke!'],
    ],
  },
]
