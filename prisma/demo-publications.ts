import { randomUUID } from 'node:crypto'
import { type PortalContext } from '@/lib/context'
import { addDays, berlinDay } from '@/lib/dates'
import { type PublicationKind } from '@/lib/db/generated/enums'
import { cancelMails } from '@/lib/mail/queue-mail'
import { type PublicationContent } from '@/lib/publications/content'
import { decidePublication } from '@/lib/publications/decide-publication'
import { loadOwn } from '@/lib/publications/list-own'
import { savePublication } from '@/lib/publications/save-publication'
import { startCorrection } from '@/lib/publications/start-correction'
import { startPublication } from '@/lib/publications/start-publication'
import { submitPublication } from '@/lib/publications/submit-publication'
import { withdrawPublication } from '@/lib/publications/withdraw-publication'

type Content = Omit<Partial<PublicationContent>, 'startsOn' | 'endsOn'> & Pick<PublicationContent, 'title' | 'summary'>

type DemoPublication = Content & {
  author: string
  kind: PublicationKind
  /** Handed in this many days before now */
  daysAgo: number
  /** First and last day, in days from now */
  startsIn?: number
  endsIn?: number
  /** What became of it, if it was not simply published */
  fate?: 'draft' | 'submitted' | 'returned' | 'withdrawn' | 'corrected' | 'correction-submitted'
}

const KELLNER = 'tobias.kellner@lernstatt-jena.example'
const SCHREIBER = 'nadine.schreiber@beratung-erfurt.example'
const ZIMMERMANN = 'u.zimmermann@kammer-suedthueringen.example'
const OERTEL = 'oertel@landkreis-muster.example'
const AYDIN = 'm.aydin@aydin-pflege.example'
const ROTH = 'svenja.roth@jobcoach-eisenach.example'
const WINTER = 'lena.winter@post.example'
const VOGEL = 'miriam.vogel@gfaw.example'

/** About two dozen publications of all kinds and in every state; days are counted from now, so that there is always something ahead. */
const demoPublications: readonly DemoPublication[] = [
  {
    author: KELLNER,
    kind: 'offer',
    daysAgo: 120,
    title: 'Deutsch für den Beruf, Niveau B1 bis B2',
    summary:
      'Abendkurs für Menschen, die in Thüringen arbeiten und im Betrieb sicherer sprechen und schreiben möchten.',
    body: 'Wir üben Gespräche mit Kolleginnen und Kollegen, Telefonate und kurze Texte.\n\n- **Dienstag und Donnerstag**, 17:30 bis 19:45 Uhr\n- Gruppen bis zwölf Personen\n- Einstufung vor dem Start, kostenlos',
    subjects: ['language'],
    attendance: 'on_site',
    place: 'Jena',
    venue: 'Löbdergraben 14',
    duration: '120 Unterrichtsstunden',
    priceKind: 'free',
    targetGroup: 'Zugewanderte mit Arbeit oder Zusage',
    funding: 'Für Sie kostenlos, gefördert aus Landesmitteln',
  },
  {
    author: KELLNER,
    kind: 'event',
    daysAgo: 60,
    startsIn: 9,
    startsAt: '16:00',
    endsAt: '18:30',
    title: 'Offener Nachmittag in der Lernstatt',
    summary: 'Kommen Sie vorbei, lernen Sie unsere Kurse kennen und sprechen Sie mit Lehrkräften und Teilnehmenden.',
    body: 'Um 16:30 Uhr stellen wir das neue Programm vor. Danach beraten wir Sie einzeln, auch zu Förderung und Kinderbetreuung.',
    subjects: ['vocational', 'basic-skills'],
    attendance: 'on_site',
    place: 'Jena',
    venue: 'Löbdergraben 14, Saal im Erdgeschoss',
    priceKind: 'free',
  },
  {
    author: KELLNER,
    kind: 'offer',
    daysAgo: 40,
    startsIn: 21,
    endsIn: 60,
    startsAt: '09:00',
    endsAt: '15:00',
    title: 'Excel von Grund auf: Tabellen, Formeln, Auswertungen',
    summary: 'Sechs Samstage für alle, die im Büro mit Tabellen arbeiten und sie endlich verstehen möchten.',
    body: 'Sie brauchen keine Vorkenntnisse. Jede Person arbeitet an einem eigenen Rechner.\n\n1. Tabellen anlegen und ordnen\n2. Rechnen mit Formeln\n3. Diagramme, die man versteht\n4. Pivot-Tabellen ohne Angst',
    subjects: ['digital', 'commerce'],
    attendance: 'on_site',
    place: 'Jena',
    venue: 'Löbdergraben 14, Raum 2',
    duration: '36 Unterrichtsstunden',
    priceKind: 'fixed',
    priceCents: 24_000,
    funding: 'Bildungsscheck möglich',
    targetGroup: 'Beschäftigte im Büro',
  },
  {
    author: KELLNER,
    kind: 'offer',
    daysAgo: 25,
    title: 'Lesen und Schreiben neu lernen',
    summary: 'Kleine Gruppe, ruhiges Tempo, kein Druck: für Erwachsene, denen Lesen und Schreiben schwerfällt.',
    body: 'Der erste Schritt ist ein Gespräch. Sie können jemanden mitbringen. Wir erzählen niemandem davon.',
    subjects: ['basic-skills'],
    attendance: 'on_site',
    place: 'Jena',
    venue: 'Löbdergraben 14',
    duration: 'zweimal zwei Stunden in der Woche',
    priceKind: 'free',
    fate: 'corrected',
  },
  {
    author: KELLNER,
    kind: 'event',
    daysAgo: 35,
    startsIn: -5,
    startsAt: '10:00',
    endsAt: '12:00',
    title: 'Webinar: Kursteilnehmende gewinnen und halten',
    summary: 'Was hilft, damit Menschen einen Kurs beginnen und ihn auch zu Ende bringen? Erfahrungen aus zehn Jahren.',
    subjects: ['education'],
    attendance: 'online',
    priceKind: 'free',
    targetGroup: 'Bildungsträger',
  },
  {
    author: SCHREIBER,
    kind: 'offer',
    daysAgo: 200,
    title: 'Weiterbildungsberatung für Beschäftigte und Betriebe',
    summary: 'Kostenlos, neutral und vertraulich: Wir klären mit Ihnen Ziel, Weg und Förderung einer Weiterbildung.',
    body: 'Ein Gespräch dauert etwa eine Stunde, vor Ort, am Telefon oder per Video. Bringen Sie gern Zeugnisse mit.\n\n> Die meisten kommen mit einer vagen Idee und gehen mit einem Plan.',
    subjects: ['funding'],
    attendance: 'hybrid',
    place: 'Erfurt',
    venue: 'Anger 20, 2. Etage',
    duration: 'etwa eine Stunde',
    priceKind: 'free',
    fate: 'corrected',
  },
  {
    author: SCHREIBER,
    kind: 'notice',
    daysAgo: 90,
    title: 'Welche Förderung passt zu mir? Eine Übersicht',
    summary: 'Bildungsgutschein, Aufstiegs-BAföG, Qualifizierungsgeld: Wer bekommt was, und wo stellt man den Antrag?',
    body: '**Vor dem Antrag gilt immer:** Erst die Zusage, dann die Anmeldung zum Kurs.\n\n| Förderung | für wen | wo |\n| --- | --- | --- |\n| Bildungsgutschein | Arbeitsuchende, von Arbeitslosigkeit Bedrohte | Agentur für Arbeit, Jobcenter |\n| Aufstiegs-BAföG | Fortbildung zum Meister, Fachwirt, Techniker | Amt für Ausbildungsförderung |\n| Qualifizierungsgeld | Betriebe im Wandel | Agentur für Arbeit |',
    subjects: ['funding'],
  },
  {
    author: SCHREIBER,
    kind: 'event',
    daysAgo: 45,
    startsIn: 16,
    startsAt: '17:00',
    endsAt: '18:30',
    title: 'Zurück in den Beruf: Infoabend nach der Familienzeit',
    summary: 'Wie gelingt der Wiedereinstieg? Mit Beispielen, Zahlen zur Förderung und Zeit für Ihre Fragen.',
    subjects: ['vocational', 'funding'],
    attendance: 'hybrid',
    place: 'Erfurt',
    venue: 'Anger 20, 2. Etage',
    priceKind: 'free',
    targetGroup: 'Eltern und Pflegende',
  },
  {
    author: SCHREIBER,
    kind: 'offer',
    daysAgo: 38,
    startsIn: 30,
    endsIn: 32,
    title: 'Bewerbung heute: Unterlagen, Gespräch, Online-Profil',
    summary: 'Drei Vormittage, nach denen Ihre Bewerbung steht und das Gespräch keine Prüfung mehr ist.',
    subjects: ['vocational'],
    attendance: 'on_site',
    place: 'Erfurt',
    venue: 'Anger 20',
    duration: '12 Unterrichtsstunden',
    priceKind: 'fixed',
    priceCents: 4_500,
    funding: 'Mit Aktivierungs- und Vermittlungsgutschein kostenlos',
    fate: 'withdrawn',
  },
  {
    author: ZIMMERMANN,
    kind: 'offer',
    daysAgo: 300,
    startsIn: 50,
    endsIn: 700,
    title: 'Geprüfter Industriemeister Metall, Teilzeit',
    summary:
      'Berufsbegleitend zum Meister: freitags und samstags, mit erfahrenen Dozentinnen und Dozenten aus der Region.',
    body: 'Der Lehrgang bereitet auf beide Prüfungsteile vor. Die Ausbildereignung ist enthalten.\n\n- Basisqualifikationen: 400 Stunden\n- Handlungsspezifischer Teil: 600 Stunden',
    subjects: ['industry', 'leadership'],
    attendance: 'on_site',
    place: 'Suhl',
    venue: 'Bildungszentrum, Hauptstraße 33',
    duration: '1.000 Unterrichtsstunden',
    priceKind: 'fixed',
    priceCents: 520_000,
    funding: 'Aufstiegs-BAföG',
    targetGroup: 'Fachkräfte mit Abschluss in einem Metallberuf',
    showName: true,
  },
  {
    author: ZIMMERMANN,
    kind: 'offer',
    daysAgo: 150,
    startsIn: 14,
    endsIn: 15,
    startsAt: '08:30',
    endsAt: '16:30',
    title: 'MAG-Schweißen: Auffrischung mit Prüfung',
    summary: 'Zwei Tage in der Werkstatt: üben, verbessern, Schweißerprüfung nach DIN EN ISO 9606-1 verlängern.',
    subjects: ['crafts', 'industry'],
    attendance: 'on_site',
    place: 'Meiningen',
    venue: 'Lehrwerkstatt, Tor 2',
    duration: '16 Unterrichtsstunden',
    priceKind: 'fixed',
    priceCents: 49_000,
    funding: 'Bildungsscheck möglich',
  },
  {
    author: ZIMMERMANN,
    kind: 'event',
    daysAgo: 80,
    startsIn: 35,
    endsIn: 36,
    title: 'Ausbildungsbörse Südthüringen',
    summary: 'Über 60 Betriebe stellen ihre Ausbildungsberufe vor. Zum Ausprobieren: Fräsen, Löten, Mauern, Kochen.',
    subjects: ['vocational'],
    attendance: 'on_site',
    place: 'Suhl',
    venue: 'Kongresszentrum, Halle 1',
    priceKind: 'free',
    targetGroup: 'Jugendliche, Eltern, Lehrkräfte',
  },
  {
    author: ZIMMERMANN,
    kind: 'notice',
    daysAgo: 78,
    endsIn: 40,
    title: 'Prüfungstermine im Frühjahr: Anmeldung ist offen',
    summary:
      'Für die Fortbildungsprüfungen im Frühjahr können Sie sich jetzt anmelden. Nach Ablauf der Frist sind keine Plätze mehr sicher.',
    subjects: ['industry', 'commerce'],
  },
  {
    author: OERTEL,
    kind: 'notice',
    daysAgo: 160,
    title: 'Neue Anlaufstelle für Grundbildung im Landkreis',
    summary: 'Im Bürgerhaus beraten wir jeden Mittwoch zu Lesen, Schreiben, Rechnen und Schulabschlüssen. Ohne Termin.',
    body: 'Mittwochs von 9 bis 12 Uhr. Alle Gespräche sind vertraulich und kostenlos.',
    subjects: ['basic-skills'],
  },
  {
    author: OERTEL,
    kind: 'event',
    daysAgo: 155,
    startsIn: 44,
    startsAt: '13:00',
    endsAt: '17:00',
    title: 'Bildungskonferenz des Landkreises',
    summary:
      'Schulen, Träger und Betriebe sprechen darüber, was Menschen in der Region lernen wollen und was noch fehlt.',
    subjects: ['education', 'vocational'],
    attendance: 'on_site',
    place: 'Musterstadt',
    venue: 'Landratsamt, großer Saal',
    priceKind: 'free',
  },
  {
    author: AYDIN,
    kind: 'offer',
    daysAgo: 110,
    title: 'Praktikum in der ambulanten Pflege',
    summary: 'Zwei Wochen mitfahren, zuschauen, anpacken: So finden Sie heraus, ob die Pflege zu Ihnen passt.',
    body: 'Wir begleiten Sie vom ersten Tag an. Danach können Sie bei uns eine Ausbildung zur **Pflegefachkraft** beginnen.',
    subjects: ['care', 'vocational'],
    attendance: 'on_site',
    place: 'Gotha',
    duration: 'zwei Wochen',
    priceKind: 'free',
    targetGroup: 'Jugendliche und Quereinsteigende',
    showName: true,
  },
  {
    author: AYDIN,
    kind: 'offer',
    daysAgo: 70,
    startsIn: 26,
    endsIn: 28,
    title: 'Praxisanleitung in der Pflege: Pflichtfortbildung 24 Stunden',
    summary: 'Die jährliche Fortbildung für Praxisanleiterinnen und Praxisanleiter, mit Fällen aus dem Alltag.',
    subjects: ['care', 'education'],
    attendance: 'on_site',
    place: 'Gotha',
    venue: 'Am Tivoli 5',
    duration: '24 Unterrichtsstunden',
    priceKind: 'fixed',
    priceCents: 31_500,
    targetGroup: 'Praxisanleitende',
  },
  {
    author: AYDIN,
    kind: 'event',
    daysAgo: 30,
    startsIn: 6,
    startsAt: '14:00',
    endsAt: '15:30',
    title: 'Online-Treff: Dokumentation in der Pflege mit KI',
    summary: 'Was Sprachmodelle bei der Dokumentation abnehmen und was sie nicht dürfen. Mit Vorführung.',
    subjects: ['care', 'digital'],
    attendance: 'online',
    priceKind: 'free',
    targetGroup: 'Pflegedienste',
  },
  {
    author: AYDIN,
    kind: 'offer',
    daysAgo: 7,
    startsIn: 55,
    title: 'Ausbildung zur Pflegefachkraft: noch drei Plätze',
    summary: 'Start im Frühjahr, tarifliche Vergütung, Wohnung kann vermittelt werden.',
    body: 'Bewerben Sie sich formlos über das Portal.',
    subjects: ['care', 'vocational'],
    attendance: 'on_site',
    place: 'Gotha',
    duration: 'drei Jahre',
    priceKind: 'free',
    fate: 'correction-submitted',
  },
  {
    author: ROTH,
    kind: 'offer',
    daysAgo: 19,
    title: 'Jobcoaching am Arbeitsplatz',
    summary: 'Wenn es im Job hakt: Wir kommen in den Betrieb und finden mit allen Beteiligten Lösungen.',
    subjects: ['leadership', 'care'],
    attendance: 'on_site',
    place: 'Eisenach',
    duration: 'bis zu sechs Monate',
    priceKind: 'on_request',
    funding: 'Kostenübernahme durch Rentenversicherung oder Integrationsamt möglich',
  },
  {
    author: ROTH,
    kind: 'event',
    daysAgo: 12,
    startsIn: 19,
    startsAt: '09:00',
    endsAt: '12:00',
    title: 'Workshop: Gesund führen in der Schichtarbeit',
    summary: 'Ein Vormittag für Teamleitungen: Belastungen erkennen, Gespräche führen, Pausen ermöglichen.',
    body: 'Höchstens 14 Plätze.',
    subjects: ['leadership'],
    attendance: 'on_site',
    place: 'Eisenach',
    venue: 'Karlstraße 8',
    priceKind: 'fixed',
    priceCents: 9_900,
    fate: 'submitted',
  },
  {
    author: ROTH,
    kind: 'notice',
    daysAgo: 9,
    title: 'Bestes Angebot!!! Jetzt anrufen',
    summary: 'Die günstigsten Coachings in ganz Deutschland, nur diese Woche.',
    subjects: ['leadership'],
    fate: 'returned',
  },
  {
    author: ROTH,
    kind: 'offer',
    daysAgo: 4,
    title: 'Stressbewältigung für Auszubildende',
    summary: 'Vier Treffen in der Berufsschule.',
    fate: 'draft',
  },
  {
    author: WINTER,
    kind: 'event',
    daysAgo: 4,
    startsIn: 12,
    startsAt: '18:00',
    title: 'Lerngruppe Buchhaltung, zweites Treffen',
    summary: 'Wir bereiten uns gemeinsam auf die Prüfung zur Finanzbuchhalterin vor. Neue sind willkommen.',
    subjects: ['commerce'],
    attendance: 'on_site',
    place: 'Weimar',
    venue: 'Stadtbibliothek, Gruppenraum',
    priceKind: 'free',
    showName: true,
  },
  {
    author: WINTER,
    kind: 'notice',
    daysAgo: 3,
    title: 'Suche: Erfahrungen mit dem Fernstudium Sozialmanagement',
    summary: 'Ich überlege, neben der Arbeit zu studieren.',
    fate: 'draft',
  },
  {
    author: VOGEL,
    kind: 'notice',
    daysAgo: 20,
    title: 'So veröffentlichen Sie im Portal',
    summary:
      'Angebote, Veranstaltungen und Informationen einstellen: was geprüft wird, wie lange etwas sichtbar bleibt, wie Anfragen ankommen.',
    body: '1. Unter **Meine Angebote** einen Entwurf anlegen. Er wird von selbst gespeichert.\n2. In der Vorschau prüfen und einreichen.\n3. Die ersten Veröffentlichungen sehen wir uns vorher an, spätere erscheinen sofort.\n\nAnfragen kommen als Nachricht über das Portal. Ihre E-Mail-Adresse bleibt verborgen.',
    subjects: ['funding', 'education'],
  },
  {
    author: VOGEL,
    kind: 'event',
    daysAgo: 15,
    startsIn: 24,
    startsAt: '10:00',
    endsAt: '11:30',
    title: 'Sprechstunde für Mitglieder: Fragen zum Portal',
    summary: 'Online, ohne Anmeldung: Wir zeigen das Forum und die Suche und beantworten Ihre Fragen.',
    subjects: ['digital'],
    attendance: 'online',
    priceKind: 'free',
    targetGroup: 'Mitglieder des Portals',
  },
]

/** One event for each, for the history of the demo. `idOf`: the account of a demo person. */
export function publicationEvents(idOf: (email: string) => string) {
  return demoPublications.map((publication) => ({
    daysAgo: publication.daysAgo,
    happens: (then: PortalContext) => publishThen(then, publication, idOf),
  }))
}

const emptyContent: PublicationContent = {
  title: '',
  summary: '',
  body: '',
  subjects: [],
  attendance: null,
  place: null,
  venue: null,
  startsOn: null,
  startsAt: null,
  endsOn: null,
  endsAt: null,
  duration: null,
  priceKind: null,
  priceCents: null,
  targetGroup: null,
  funding: null,
  link: null,
  showName: false,
}

async function publishThen(
  then: PortalContext,
  publication: DemoPublication,
  idOf: (email: string) => string,
): Promise<void> {
  const { author, kind, daysAgo, startsIn, endsIn, fate, ...texts } = publication
  const role = author === VOGEL ? 'moderator' : 'member'
  const own = actingAs(then, idOf(author), role)
  const day = (days: number | undefined) =>
    days === undefined ? null : addDays(berlinDay(then.now()), Math.round(daysAgo + days))
  const content = { ...emptyContent, ...texts, startsOn: day(startsIn), endsOn: day(endsIn) }
  const started = await startPublication(own, { kind })
  if (started.outcome !== 'started') throw new Error('the demo publishes too much in a day')
  const { id } = started
  await savePublication(own, { publicationId: id, revision: 1, content })
  if (fate === 'draft') return
  const { outcome } = await submitPublication(own, { publicationId: id, revision: 2 })
  if (fate === 'submitted') return
  const staff = actingAs(then, idOf(VOGEL), 'moderator')
  if (fate === 'returned') {
    const reason =
      'Bitte beschreiben Sie sachlich, was Sie anbieten, wann und zu welchem Preis. So wirkt der Text wie Werbung.'
    await decidePublication(staff, { publicationId: id, decision: 'return', reason })
  } else if (outcome === 'submitted') await decidePublication(staff, { publicationId: id, decision: 'publish' })
  else if (outcome !== 'published') throw new Error(`the demo publication ${texts.title} is ${outcome}`)
  if (fate === 'withdrawn') await withdrawPublication(own, { publicationId: id })
  if (fate === 'corrected' || fate === 'correction-submitted') await correctThen(own, staff, id, fate)
  await cancelMails(then, { accountId: idOf(author), templates: ['publication-published', 'publication-returned'] })
}

/** A sentence more; without a release it waits beside what is published. */
async function correctThen(own: PortalContext, staff: PortalContext, id: string, fate: string): Promise<void> {
  await startCorrection(own, { publicationId: id })
  const working = (await loadOwn(own, id))?.working
  if (!working) throw new Error('the demo has no correction')
  const body = `${working.content.body}\n\nNeu: Rückfragen beantworten wir innerhalb eines Arbeitstags.`
  const content = { ...working.content, body: body.trim() }
  const saved = await savePublication(own, { publicationId: working.id, revision: working.revision, content })
  if (saved.outcome !== 'saved') throw new Error(saved.outcome)
  const { outcome } = await submitPublication(own, { publicationId: working.id, revision: saved.revision })
  if (outcome === 'submitted' && fate === 'corrected')
    await decidePublication(staff, { publicationId: working.id, decision: 'publish' })
}

function actingAs(then: PortalContext, accountId: string, role: 'member' | 'moderator'): PortalContext {
  return { ...then, actor: { kind: 'member', accountId, role, sessionId: randomUUID() } }
}
