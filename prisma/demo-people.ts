import { type MemberGroup, type Role } from '@/lib/db/generated/enums'

/** What became of a demo member after the registration; days are counted back from now. */
export type DemoLife =
  /** Registered, address not confirmed. */
  | { state: 'unconfirmed'; registered: number }
  /** Confirmed, never signed in. */
  | { state: 'fresh'; registered: number }
  | { state: 'active'; registered: number; lastLogin: number }
  /** Last sign-in a year ago less these days: the notice is due then. */
  | { state: 'nearly-inactive'; registered: number; noticeIn: number }
  /** Notice accepted by the mail provider this many days ago, no answer yet. */
  | { state: 'notified'; registered: number; notified: number }
  /** The notice came back. */
  | { state: 'undeliverable'; registered: number; notified: number }
  /** Signed in after the notice, and said that the data are right. */
  | { state: 'reactivated'; registered: number; notified: number; signedIn: number }
  /** Did not answer: erased by now. Only the ledger knows. */
  | { state: 'erased'; registered: number; notified: number }

export type DemoPerson = {
  givenName: string
  surname: string
  email: string
  memberGroup: MemberGroup
  organisation?: string
  position?: string
  role?: Role
  life: DemoLife
  /** The start prints how to sign in as this person, and says this about them. */
  signInHint?: string
}

const YEARS = 365

/** Invented people and organisations; the addresses end in .example, which no mail ever reaches (RFC 2606). */
export const demoPeople: readonly DemoPerson[] = [
  {
    givenName: 'Katrin',
    surname: 'Hofmann',
    email: 'katrin.hofmann@gfaw.example',
    memberGroup: 'public_body',
    organisation: 'GFAW',
    position: 'Leitung Portal',
    role: 'admin',
    life: { state: 'active', registered: 3 * YEARS, lastLogin: 1 },
    signInHint: 'Verwaltung',
  },
  {
    givenName: 'Jens',
    surname: 'Albrecht',
    email: 'jens.albrecht@gfaw.example',
    memberGroup: 'public_body',
    organisation: 'GFAW',
    position: 'Datenschutz',
    role: 'dpo',
    life: { state: 'active', registered: 3 * YEARS - 1, lastLogin: 4 },
    signInHint: 'Datenschutzbeauftragter',
  },
  {
    givenName: 'Miriam',
    surname: 'Vogel',
    email: 'miriam.vogel@gfaw.example',
    memberGroup: 'public_body',
    organisation: 'GFAW',
    position: 'Redaktion',
    role: 'moderator',
    life: { state: 'active', registered: 2 * YEARS, lastLogin: 2 },
    signInHint: 'Moderation',
  },
  {
    givenName: 'Lena',
    surname: 'Winter',
    email: 'lena.winter@post.example',
    memberGroup: 'private_person',
    life: { state: 'active', registered: 500, lastLogin: 3 },
    signInHint: 'Mitglied, aktiv',
  },
  {
    givenName: 'Stefan',
    surname: 'Ruppert',
    email: 's.ruppert@ruppert-metallbau.example',
    memberGroup: 'company',
    organisation: 'Ruppert Metallbau GmbH',
    position: 'Personal und Ausbildung',
    life: { state: 'notified', registered: 800, notified: 10 },
    signInHint: 'Mitglied, hat den Hinweis auf Inaktivität bekommen',
  },
  {
    givenName: 'Birgit',
    surname: 'Heyder',
    email: 'heyder@bildungswerk-saale.example',
    memberGroup: 'training_provider',
    organisation: 'Bildungswerk Saale e. V.',
    position: 'Kursplanung',
    life: { state: 'nearly-inactive', registered: 700, noticeIn: 3 },
    signInHint: 'Mitglied, bald inaktiv',
  },
  {
    givenName: 'Tobias',
    surname: 'Kellner',
    email: 'tobias.kellner@lernstatt-jena.example',
    memberGroup: 'training_provider',
    organisation: 'Lernstatt Jena gGmbH',
    position: 'Geschäftsführung',
    life: { state: 'active', registered: 900, lastLogin: 4 },
  },
  {
    givenName: 'Nadine',
    surname: 'Schreiber',
    email: 'nadine.schreiber@beratung-erfurt.example',
    memberGroup: 'advisory_body',
    organisation: 'Beratungsstelle Weiterbildung Erfurt',
    position: 'Beraterin',
    life: { state: 'active', registered: 420, lastLogin: 8 },
  },
  {
    givenName: 'Uwe',
    surname: 'Zimmermann',
    email: 'u.zimmermann@kammer-suedthueringen.example',
    memberGroup: 'chamber',
    organisation: 'Kammer Südthüringen',
    position: 'Referent Fachkräfte',
    life: { state: 'active', registered: 1000, lastLogin: 75 },
  },
  {
    givenName: 'Franziska',
    surname: 'Oertel',
    email: 'oertel@landkreis-muster.example',
    memberGroup: 'public_body',
    organisation: 'Landratsamt Musterkreis',
    position: 'Wirtschaftsförderung',
    life: { state: 'active', registered: 300, lastLogin: 150 },
  },
  {
    givenName: 'Mehmet',
    surname: 'Aydın',
    email: 'm.aydin@aydin-pflege.example',
    memberGroup: 'company',
    organisation: 'Aydın Pflegedienste',
    position: 'Inhaber',
    life: { state: 'active', registered: 260, lastLogin: 4 },
  },
  {
    givenName: 'Johanna',
    surname: 'Freifrau von der Weißenburg',
    email: 'johanna@weissenburg.example',
    memberGroup: 'private_person',
    life: { state: 'active', registered: 620, lastLogin: 210 },
  },
  {
    givenName: 'Paul',
    surname: 'Lindner',
    email: 'paul.lindner@post.example',
    memberGroup: 'private_person',
    life: { state: 'fresh', registered: 5 },
  },
  {
    givenName: 'Sabine',
    surname: 'Trautmann',
    email: 'trautmann@holzwerk-rhoen.example',
    memberGroup: 'company',
    organisation: 'Holzwerk Rhön GmbH & Co. KG',
    position: 'Ausbildungsleiterin',
    life: { state: 'fresh', registered: 1 },
  },
  {
    givenName: 'Dirk',
    surname: 'Möller',
    email: 'dirk.moeller@post.example',
    memberGroup: 'private_person',
    life: { state: 'nearly-inactive', registered: 900, noticeIn: 8 },
  },
  {
    givenName: 'Anja',
    surname: 'Seidel',
    email: 'anja.seidel@coaching-weimar.example',
    memberGroup: 'advisory_body',
    organisation: 'Coaching Weimar',
    position: 'Trainerin',
    life: { state: 'nearly-inactive', registered: 640, noticeIn: 8 },
  },
  {
    givenName: 'Ralf',
    surname: 'Bergmann',
    email: 'bergmann@handwerk-nordhausen.example',
    memberGroup: 'chamber',
    organisation: 'Handwerksverband Nordhausen',
    position: 'Geschäftsstelle',
    life: { state: 'nearly-inactive', registered: 1050, noticeIn: 19 },
  },
  {
    givenName: 'Claudia',
    surname: 'Ehrhardt',
    email: 'claudia.ehrhardt@post.example',
    memberGroup: 'private_person',
    life: { state: 'nearly-inactive', registered: 480, noticeIn: 27 },
  },
  {
    givenName: 'Henrik',
    surname: 'Voigt',
    email: 'h.voigt@voigt-elektro.example',
    memberGroup: 'company',
    organisation: 'Voigt Elektrotechnik',
    position: 'Meister',
    life: { state: 'notified', registered: 760, notified: 24 },
  },
  {
    givenName: 'Ines',
    surname: 'Kaufmann',
    email: 'kaufmann@akademie-gera.example',
    memberGroup: 'training_provider',
    organisation: 'Akademie Gera',
    position: 'Dozentin',
    life: { state: 'notified', registered: 830, notified: 17 },
  },
  {
    givenName: 'Günther',
    surname: 'Apel',
    email: 'guenther.apel@alte-adresse.example',
    memberGroup: 'private_person',
    life: { state: 'undeliverable', registered: 950, notified: 17 },
  },
  {
    givenName: 'Svenja',
    surname: 'Roth',
    email: 'svenja.roth@jobcoach-eisenach.example',
    memberGroup: 'advisory_body',
    organisation: 'Jobcoach Eisenach',
    position: 'Beraterin',
    life: { state: 'reactivated', registered: 870, notified: 24, signedIn: 20 },
  },
  {
    givenName: 'Horst',
    surname: 'Degenhardt',
    email: 'h.degenhardt@post.example',
    memberGroup: 'private_person',
    life: { state: 'erased', registered: 1080, notified: 45 },
  },
  {
    givenName: 'Petra',
    surname: 'Stolz',
    email: 'petra.stolz@post.example',
    memberGroup: 'private_person',
    life: { state: 'unconfirmed', registered: 2 },
  },
  {
    givenName: 'Oliver',
    surname: 'Naumann',
    email: 'naumann@naumann-logistik.example',
    memberGroup: 'company',
    organisation: 'Naumann Logistik',
    position: 'Disposition',
    life: { state: 'unconfirmed', registered: 6 },
  },
]
