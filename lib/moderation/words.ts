import { type ContentKind, contentKinds, contentWords } from '../content'

/** German words of the moderation, for pages, mails and the report of the own data. */
export const measureActs = ['hide', 'lock', 'move', 'warn', 'suspend'] as const
export type MeasureAct = (typeof measureActs)[number]

export const measureNames: Record<MeasureAct, string> = {
  hide: 'Verborgen',
  lock: 'Geschlossen',
  move: 'Verschoben',
  warn: 'Verwarnung',
  suspend: 'Konto gesperrt',
}

export const grounds = ['terms', 'law'] as const
export type Ground = (typeof grounds)[number]

export const groundWords: Record<Ground, string> = { terms: 'unsere Nutzungsregeln', law: 'ein Gesetz' }

/** Why somebody reports something (DSA Art. 16(2)); codes are stored. */
export const reportCategories = {
  unlawful: 'Verstößt gegen ein Gesetz',
  insult: 'Beleidigt oder bedroht jemanden',
  hate: 'Hetzt gegen Menschen',
  fraud: 'Betrug oder falsche Angaben',
  spam: 'Werbung, die nicht hierher gehört',
  privacy: 'Verrät persönliche Daten',
  rights: 'Verletzt Urheber- oder Markenrechte',
  other: 'Etwas anderes',
} as const
export type ReportCategory = keyof typeof reportCategories

export const contentNames = Object.fromEntries(contentKinds.map((kind) => [kind, contentWords[kind].name])) as Record<
  ContentKind,
  string
>

/** What can be done about a kind of content, besides nothing; in the order of the form. */
export function actsFor(kind: ContentKind): MeasureAct[] {
  return kind === 'topic' ? ['hide', 'lock', 'move', 'warn', 'suspend'] : ['hide', 'warn', 'suspend']
}

const pronouns: Record<ContentKind, string> = {
  publication: 'Es',
  topic: 'Es',
  post: 'Er',
  message: 'Sie',
  profile: 'Es',
}
const LONGEST_TITLE = 80

/** „Ihr Beitrag ‚Hallo‘“, in a mail to its author. */
export function yourContent(kind: ContentKind, title?: string): string {
  const possessive = kind === 'message' ? 'Ihre' : 'Ihr'
  const short = title && title.length > LONGEST_TITLE ? `${title.slice(0, LONGEST_TITLE)} …` : title
  return [possessive, contentNames[kind], short && kind !== 'profile' ? `„${short}“` : ''].filter(Boolean).join(' ')
}

/** What a measure does to the author. */
export function effectOf(kind: ContentKind, act: MeasureAct): string {
  const it = pronouns[kind]
  return {
    hide: `${it} ist für andere nicht mehr sichtbar.`,
    lock: `${it} ist geschlossen: Niemand kann mehr antworten.`,
    move: `${it} steht jetzt in einem anderen Bereich.`,
    warn: 'Wir verwarnen Sie. Bei weiteren Verstößen kann Ihr Konto gesperrt werden.',
    suspend:
      'Ihr Konto ist gesperrt: Sie können sich nicht mehr anmelden. Solange löschen wir es nicht wegen Inaktivität; eine Aufforderung, sich anzumelden, gilt nicht mehr.',
  }[act]
}

/** What has changed once it is over. */
export function effectOfEnd(kind: ContentKind, act: MeasureAct): string {
  const it = pronouns[kind]
  return {
    hide: `${it} ist wieder sichtbar.`,
    lock: `${it} ist wieder offen.`,
    move: `${it} kommt an den alten Ort zurück.`,
    warn: 'Die Verwarnung gilt nicht mehr.',
    suspend: 'Ihr Konto ist wieder offen: Sie können sich anmelden.',
  }[act]
}
