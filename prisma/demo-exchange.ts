import { randomUUID } from 'node:crypto'
import { type PortalContext } from '@/lib/context'
import { saveEntry } from '@/lib/directory/save-entry'
import { type EntryChange } from '@/lib/directory/schema'
import { cancelMails } from '@/lib/mail/queue-mail'
import { readConversation } from '@/lib/messaging/read-conversation'
import { sendReply } from '@/lib/messaging/send-reply'
import { startConversation } from '@/lib/messaging/start-conversation'

type Event = { daysAgo: number; happens(then: PortalContext): Promise<unknown> }
type Ids = Map<string, string>

/**
 * What the demo members show in the directory and write to one another, each at its time and by the public verbs (DS-07, DS-08). The mails
 * about it belong to the past and are not sent.
 */
export function demoExchange(ids: Ids): Event[] {
  return [
    ...entries.map(({ daysAgo, email, ...entry }) => ({
      daysAgo,
      happens: (then: PortalContext) => saveEntry(as(ids, then, email), { ...nothingShown, ...entry }),
    })),
    ...conversations.flatMap((conversation) => eventsOf(ids, conversation)),
  ]
}

function eventsOf(
  ids: Ids,
  { between: [starter, other], subject, shownAs, messages, readUntil }: Conversation,
): Event[] {
  let conversationId = ''
  const [first, ...answers] = messages
  const partnerOf = (email: string) => (email === starter ? other : starter)
  const begin: Event = {
    daysAgo: first.daysAgo,
    happens: async (then) => {
      const recipientId = idOf(ids, other)
      const content = { kind: 'profile', id: recipientId } as const
      const sent = { recipientId, content, shownAs, subject, text: first.text }
      const result = await startConversation(as(ids, then, starter), sent)
      if (result.outcome !== 'sent') throw new Error(`the demo message "${subject}" was not sent: ${result.outcome}`)
      conversationId = result.conversationId
      await cancelMails(then, { accountId: recipientId, templates: ['new-message'] })
    },
  }
  const reply = ({ daysAgo, by = starter, text }: Message): Event => ({
    daysAgo,
    happens: async (then) => {
      const author = as(ids, then, by)
      await readConversation(author, { id: conversationId })
      const { outcome } = await sendReply(author, { conversationId, text })
      if (outcome !== 'sent') throw new Error(`a demo answer in "${subject}" was not sent: ${outcome}`)
      await cancelMails(then, { accountId: idOf(ids, partnerOf(by)), templates: ['new-message'] })
    },
  })
  const look: Event[] = readUntil
    ? [
        {
          daysAgo: readUntil.daysAgo,
          happens: (then) => readConversation(as(ids, then, readUntil.by), { id: conversationId }),
        },
      ]
    : []
  return [begin, ...answers.map(reply), ...look]
}

function as(ids: Ids, then: PortalContext, email: string): PortalContext {
  return {
    ...then,
    actor: { kind: 'member', accountId: idOf(ids, email), role: 'member', sessionId: randomUUID() },
  }
}

function idOf(ids: Ids, email: string): string {
  const id = ids.get(email)
  if (!id) throw new Error(`the demo person ${email} is not registered yet`)
  return id
}

const kellner = 'tobias.kellner@lernstatt-jena.example'
const schreiber = 'nadine.schreiber@beratung-erfurt.example'
const zimmermann = 'u.zimmermann@kammer-suedthueringen.example'
const oertel = 'oertel@landkreis-muster.example'
const aydin = 'm.aydin@aydin-pflege.example'
const winter = 'lena.winter@post.example'
const heyder = 'heyder@bildungswerk-saale.example'
const roth = 'svenja.roth@jobcoach-eisenach.example'
const vogel = 'miriam.vogel@gfaw.example'
const kaufmann = 'kaufmann@akademie-gera.example'
const ruppert = 's.ruppert@ruppert-metallbau.example'
const degenhardt = 'h.degenhardt@post.example'

const nothingShown: EntryChange = {
  isListed: false,
  showName: false,
  showPosition: false,
  showGroup: false,
  subjects: [],
  introduction: null,
  website: null,
}

const entries: ({ daysAgo: number; email: string } & Partial<EntryChange>)[] = [
  {
    daysAgo: 850,
    email: kellner,
    showName: true,
    showPosition: true,
    showGroup: true,
    subjects: ['digital', 'education', 'vocational'],
    website: 'https://www.lernstatt-jena.example/',
    introduction: `Die **Lernstatt Jena** ist ein gemeinnütziger Träger am Spitzweidenweg. Wir bilden seit 2009 weiter, vor allem Menschen, die neben dem Beruf lernen.

- Vorbereitung auf die Ausbildereignungsprüfung, abends und am Samstag
- Digitale Werkzeuge für Lehrkräfte und Ausbilder
- Lernbegleitung für Betriebe, auch bei Ihnen vor Ort

Sprechen Sie uns an, wenn Sie Räume oder Lehrkräfte teilen möchten: Beides haben wir, beides brauchen wir manchmal.`,
  },
  {
    daysAgo: 690,
    email: heyder,
    showName: true,
    showPosition: true,
    showGroup: true,
    subjects: ['care', 'basic-skills', 'language'],
    website: 'https://www.bildungswerk-saale.example/',
    introduction: `Kurse in **Saalfeld, Rudolstadt und Pößneck**: Grundbildung, Berufssprache und Anpassungsqualifizierung in der Pflege.

Unsere Kursplanung für das kommende Halbjahr steht jeweils Ende November. Kooperationen mit Pflegediensten sind willkommen.`,
  },
  {
    daysAgo: 400,
    email: schreiber,
    showName: true,
    showPosition: true,
    showGroup: true,
    subjects: ['funding', 'vocational'],
    website: 'https://www.beratung-erfurt.example/',
    introduction:
      'Wir beraten Beschäftigte und kleine Betriebe zu Weiterbildung und Förderung: kostenfrei, unabhängig, auf Wunsch am Telefon. Termine in Erfurt jeden Dienstag und Donnerstag.',
  },
  {
    daysAgo: 900,
    email: zimmermann,
    showPosition: true,
    showGroup: true,
    subjects: ['vocational', 'crafts', 'industry', 'leadership'],
    introduction:
      'Ansprechstelle der Kammer für Fachkräftesicherung zwischen Suhl, Meiningen und Sonneberg. Wir führen Betriebe zusammen, die gemeinsam ausbilden oder qualifizieren möchten.',
  },
  { daysAgo: 280, email: oertel, subjects: ['funding', 'hospitality'], showPosition: true, showGroup: true },
  {
    daysAgo: 250,
    email: aydin,
    showName: true,
    showPosition: true,
    showGroup: true,
    subjects: ['care', 'language'],
    introduction:
      'Ambulanter Pflegedienst mit 38 Beschäftigten in Sömmerda und Umgebung. Wir suchen Partner für die **Praxisanleitung** und für Deutschkurse, die sich mit Schichtdienst vertragen.',
  },
  {
    daysAgo: 200,
    email: winter,
    isListed: true,
    subjects: ['education', 'digital'],
    introduction:
      'Freie Trainerin für Büroanwendungen und Barrierefreiheit, unterwegs zwischen Weimar und Jena. Ich unterrichte gern kleine Gruppen.',
  },
  {
    daysAgo: 330,
    email: vogel,
    isListed: true,
    showName: true,
    showPosition: true,
    showGroup: true,
    introduction: 'Redaktion des Portals. Fragen zu Angeboten und zum Forum beantworte ich gern.',
  },
  {
    daysAgo: 800,
    email: kaufmann,
    showName: true,
    subjects: ['commerce', 'leadership'],
    introduction: 'Fachwirte, Buchführung und Führung im Mittelstand. Unsere Kurse finden in Gera und online statt.',
  },
  { daysAgo: 20, email: roth, showPosition: true, showGroup: true, subjects: ['vocational', 'funding'] },
]

type Message = { daysAgo: number; by?: string; text: string }
type Conversation = {
  between: readonly [starter: string, other: string]
  subject: string
  /** As the directory shows the other one. */
  shownAs: string
  messages: readonly [Message, ...Message[]]
  readUntil?: { by: string; daysAgo: number }
}

const conversations: Conversation[] = [
  {
    between: [degenhardt, heyder],
    subject: 'Lehrauftrag Metalltechnik',
    shownAs: 'Birgit Heyder, Bildungswerk Saale e. V.',
    messages: [
      {
        daysAgo: 420,
        text: 'Guten Tag, ich war 30 Jahre Ausbilder und möchte gern stundenweise unterrichten. Haben Sie Bedarf?',
      },
      {
        daysAgo: 418,
        by: heyder,
        text: 'Guten Tag, vielen Dank für Ihr Angebot. Zurzeit ist alles besetzt, im Sommer suchen wir wieder. Ich melde mich dann bei Ihnen.',
      },
    ],
  },
  {
    between: [ruppert, heyder],
    subject: 'Berufssprache für zwei Kollegen',
    shownAs: 'Birgit Heyder, Bildungswerk Saale e. V.',
    messages: [
      {
        daysAgo: 400,
        text: 'Guten Tag Frau Heyder,\n\nzwei unserer Schweißer bräuchten einen Kurs „Deutsch für den Beruf“, am besten freitags ab 14 Uhr. Gibt es so etwas bei Ihnen in Rudolstadt?\n\nViele Grüße\nStefan Ruppert',
      },
      {
        daysAgo: 399,
        by: heyder,
        text: 'Guten Tag Herr Ruppert,\n\nfreitags noch nicht, aber ab fünf Personen richten wir einen Kurs ein. Drei Anmeldungen haben wir schon. Soll ich Ihre beiden vormerken?',
      },
      { daysAgo: 398, text: 'Ja, bitte. Die Namen bringe ich zum Gespräch mit.' },
    ],
  },
  {
    between: [schreiber, vogel],
    subject: 'Übersicht der Förderprogramme',
    shownAs: 'Miriam Vogel, GFAW',
    messages: [
      {
        daysAgo: 32,
        text: 'Liebe Frau Vogel, in Beratungen werde ich oft nach einer Übersicht aller Förderungen auf einer Seite gefragt. Wäre das etwas für das Portal? Einen Entwurf hätte ich.',
      },
      {
        daysAgo: 31,
        by: vogel,
        text: 'Sehr gern! Veröffentlichen Sie ihn am besten als Information unter Ihrem Namen, dann finden ihn alle über die Suche. Wenn etwas klemmt, helfe ich.',
      },
    ],
  },
  {
    between: [winter, kellner],
    subject: 'Lehrauftrag: barrierefreie Dokumente',
    shownAs: 'Tobias Kellner, Lernstatt Jena gGmbH',
    messages: [
      {
        daysAgo: 20,
        text: 'Guten Tag Herr Kellner,\n\nin Ihrem Eintrag schreiben Sie, dass Sie manchmal Lehrkräfte suchen. Ich unterrichte barrierefreie Dokumente mit Word und PDF, meist als Tagesseminar. Passt das in Ihr Programm?\n\nViele Grüße\nLena Winter',
      },
      {
        daysAgo: 18.8,
        by: kellner,
        text: 'Guten Tag Frau Winter,\n\ndas passt sehr gut: Mehrere Verwaltungen haben danach gefragt. Wir denken an zwei Termine im Februar, je acht Personen. Was brauchen Sie an Technik?',
      },
      {
        daysAgo: 18.7,
        text: 'Für jede Person einen Rechner mit Word und einem Screenreader. NVDA genügt, das kostet nichts. Dazu einen Beamer und, wenn möglich, einen Raum ohne Teppichgeruch. :-)',
      },
      {
        daysAgo: 13,
        by: kellner,
        text: 'Haben wir alles, auch den Raum. Ich schlage den 11. und den 25. Februar vor, jeweils 9 bis 16 Uhr. Den Vertragsentwurf bekommen Sie mit der Post.',
      },
      { daysAgo: 12.9, text: 'Beide Termine sind notiert. Ich freue mich!' },
      {
        daysAgo: 12.1,
        by: kellner,
        text: 'Noch eine Frage: Dürfen wir das Seminar schon im Portal ankündigen, mit Ihrem Namen?',
      },
    ],
    readUntil: { by: winter, daysAgo: 12 },
  },
  {
    between: [schreiber, winter],
    subject: 'Anfrage einer Ratsuchenden',
    shownAs: 'Lena Winter',
    messages: [
      {
        daysAgo: 31.5,
        text: 'Liebe Frau Winter, eine Ratsuchende aus Apolda möchte nach der Elternzeit ihre Kenntnisse in Excel auffrischen, einzeln und vormittags. Nehmen Sie solche Aufträge an? Mit einem Bildungsscheck wäre die Hälfte bezahlt.',
      },
      {
        daysAgo: 31.2,
        by: winter,
        text: 'Liebe Frau Schreiber, ja, dienstags und mittwochs geht das gut. Geben Sie ihr gern meinen Namen aus dem Verzeichnis weiter.',
      },
    ],
    readUntil: { by: schreiber, daysAgo: 30.5 },
  },
  {
    between: [aydin, winter],
    subject: 'Schulung für unsere Pflegedokumentation',
    shownAs: 'Lena Winter',
    messages: [
      {
        daysAgo: 6.2,
        text: 'Guten Tag Frau Winter,\n\nwir stellen im Januar auf eine digitale Pflegedokumentation um. Ungefähr zwölf Kolleginnen und Kollegen sind am Tablet unsicher. Könnten Sie an zwei Nachmittagen zu uns nach Sömmerda kommen?\n\nFreundliche Grüße\nMehmet Aydın',
      },
    ],
  },
  {
    between: [aydin, heyder],
    subject: 'Praxisanleitung gemeinsam anbieten',
    shownAs: 'Birgit Heyder, Bildungswerk Saale e. V.',
    messages: [
      {
        daysAgo: 7,
        text: 'Guten Tag Frau Heyder, wir müssten im Frühjahr drei Pflegefachkräfte zu Praxisanleiterinnen weiterbilden. Allein lohnt sich ein Kurs nicht. Hätten Sie Interesse, ihn mit uns und zwei Diensten aus Weimar auf die Beine zu stellen?',
      },
      { daysAgo: 6.1, text: 'Nachtrag: Die Dienste aus Weimar haben heute zugesagt, wir wären also zu neunt.' },
    ],
  },
  {
    between: [kellner, zimmermann],
    subject: 'Räume in Suhl',
    shownAs: 'Kammer Südthüringen',
    messages: [
      {
        daysAgo: 90,
        text: 'Guten Tag, für einen Vorbereitungskurs auf die Ausbildereignungsprüfung suchen wir ab September abends einen Raum in Suhl. Können Sie helfen?',
      },
      {
        daysAgo: 76,
        by: zimmermann,
        text: 'Guten Tag Herr Kellner, unser Seminarraum im zweiten Stock ist montags und mittwochs ab 17 Uhr frei. Rufen Sie einfach an, die Nummer steht auf unserer Seite.',
      },
    ],
    readUntil: { by: kellner, daysAgo: 70 },
  },
]
