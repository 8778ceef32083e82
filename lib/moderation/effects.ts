import { type ContentKind, codesOf, contentLabels, type MeasureAct, measureLabels } from '../codes'

/** What can be done about a kind of content, besides nothing; in the order of the form. */
export function actsFor(kind: ContentKind): MeasureAct[] {
  return kind === 'topic' ? codesOf(measureLabels) : ['hide', 'warn', 'suspend']
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
  return [possessive, contentLabels[kind], short && kind !== 'profile' ? `„${short}“` : ''].filter(Boolean).join(' ')
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
