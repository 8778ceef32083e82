import { type TypedQuery } from './typed-query'

/** Characters that nobody can type into a text. */
export const HIT_START = '\u{E000}'
export const HIT_END = '\u{E001}'

const WORDS_BEFORE = 8
const MOST_WORDS = 36
const LOOKED_AT = 4_000

/** Some words around the first that was looked for, each hit between HIT_START and HIT_END; the beginning of the text if there is none. */
export function foundWords(text: string, query: TypedQuery): string {
  const stems = query
    .flat()
    .filter(({ isExcluded }) => !isExcluded)
    .flatMap(({ forms, phrases }) => [...forms, ...phrases].flatMap(lettersOf).map(stemOf))
  const isHit = (word: string) => lettersOf(word).some((letters) => stems.some((stem) => holds(letters, stem)))
  const words = text.slice(0, LOOKED_AT).split(/\s+/).filter(Boolean)
  const first = Math.max(0, words.findIndex(isHit) - WORDS_BEFORE)
  const piece = words.slice(first, first + MOST_WORDS)
  const marked = piece.map((word) => (isHit(word) ? `${HIT_START}${word}${HIT_END}` : word)).join(' ')
  return `${first > 0 ? '… ' : ''}${marked}${first + MOST_WORDS < words.length ? ' …' : ''}`
}

/** As the search finds it: short words whole, longer ones also as beginning or tail of a compound. */
function holds(word: string, stem: string): boolean {
  return stem.length < 4 ? stemOf(word) === stem : word.startsWith(stem) || stemOf(word).endsWith(stem)
}

function lettersOf(text: string): string[] {
  const plain = text.normalize('NFKD').toLowerCase().replace(/\p{M}/gu, '').replaceAll('ß', 'ss')
  return plain.match(/[\p{L}\p{N}]+/gu) ?? []
}

function stemOf(word: string): string {
  return word.length < 5 ? word : word.replace(/(ern|em|en|er|es|e|n|s)$/, '')
}
