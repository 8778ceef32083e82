import { abbreviations } from './abbreviations'
import { fillerWords } from './filler-words'
import { formsOf } from './forms'

/** What somebody typed into a field for a search: all of the groups are wanted, of each group one of its terms. */
export type TypedQuery = Term[][]

export type Term = {
  /** As typed, without the signs of the search */
  text: string
  /** Words that count as well, beside or instead of the text */
  forms: string[]
  /** Words that count as well if they stand one after the other */
  phrases: string[]
  isExcluded: boolean
}

const MOST_TERMS = 16
const LONGEST_TERM = 60
const MOST_WITH_FORMS = 4

const quotes = /["„“”«»]/g
const terms = /(?<minus>(?<=^|\s)-(?=["\p{L}\p{N}]))?(?:"(?<phrase>[^"]+)"|(?<word>[^\s"]+))/gu

/**
 * Reads what was typed: words in any order, "words in this order", -without, this or that ("oder", "or"). Signs that mean nothing here are
 * left out; empty if no word is left. `similar`: words to look for instead of others, small.
 */
export function readQuery(typed: string, similar: ReadonlyMap<string, readonly string[]> = new Map()): TypedQuery {
  const groups: TypedQuery = []
  let isNext = false
  for (const { groups: found } of typed.normalize('NFC').replace(quotes, '"').matchAll(terms)) {
    const text = (found?.phrase ?? found?.word ?? '').slice(0, LONGEST_TERM)
    if (!/[\p{L}\p{N}]/u.test(text)) continue
    if (/^(or|oder)$/i.test(text) && groups.length > 0 && !found?.phrase) {
      isNext = true
      continue
    }
    const term = found?.phrase
      ? { text, forms: [], phrases: [text], isExcluded: Boolean(found.minus) }
      : { text, forms: [...(similar.get(bare(text)) ?? formsOf(text))], phrases: [], isExcluded: Boolean(found?.minus) }
    const last = groups.at(-1)
    if (isNext && last && !term.isExcluded) last.push(term)
    else if (groups.length < MOST_TERMS) groups.push([term])
    isNext = false
  }
  const query = withoutFillers(withAbbreviations(groups))
  // Many words say enough as they are; each further form costs time with each of them.
  return query.length > MOST_WITH_FORMS ? query.map((group) => group.map(asTyped)) : query
}

/** The words that may have been misspelt: small, of letters alone. */
export function spelling(query: TypedQuery): string[] {
  const words = query.flat().filter(({ isExcluded, phrases }) => !isExcluded && phrases.length === 0)
  return [...new Set(words.map(({ text }) => bare(text)).filter((word) => /^\p{L}{4,40}$/u.test(word)))].slice(0, 8)
}

/** What was typed with other words in place of some: to be shown, and to be asked for. */
export function replaceWords(typed: string, better: ReadonlyMap<string, readonly string[]>): string {
  return typed.replace(/\p{L}{4,}/gu, (word) => better.get(word.toLowerCase())?.[0] ?? word)
}

/** What was typed, where it is words alone, without signs of the search. */
export function wordsAlone(query: TypedQuery): string | undefined {
  const isPlain = query.every(
    ([term, another]) => term && !another && !term.isExcluded && !term.phrases.includes(term.text),
  )
  return isPlain ? query.map(([term]) => term?.text).join(' ') : undefined
}

/** The same with one word less, each in turn; empty where there is only one. */
export function fewerWords(query: TypedQuery): string[] {
  const wanted = query.filter(([first]) => !first?.isExcluded)
  if (wanted.length < 2) return query.length > wanted.length ? [wanted.map(shown).join(' ')] : []
  return wanted.slice(0, 4).map((left) =>
    wanted
      .filter((group) => group !== left)
      .map(shown)
      .join(' '),
  )
}

function shown(group: Term[]): string {
  return group.map(({ text, phrases }) => (phrases.includes(text) ? `"${text}"` : text)).join(' oder ')
}

function bare(text: string): string {
  return text.toLowerCase().replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')
}

/** "und", "für": only where nothing else was typed. */
function withoutFillers(groups: TypedQuery): TypedQuery {
  const isFiller = (group: Term[]) =>
    group.every(({ text, phrases }) => phrases.length === 0 && fillerWords.has(bare(text)))
  const rest = groups.filter((group) => !isFiller(group))
  return rest.some(([first]) => !first?.isExcluded) ? rest : groups.map((group) => group.map(asWanted))
}

/** Nothing can be found by what is not wanted alone: then the sign was none. */
function asWanted(term: Term): Term {
  return { ...term, isExcluded: false }
}

function asTyped(term: Term): Term {
  return term.forms.length > 0 ? { ...term, forms: term.forms.slice(0, 1), phrases: [] } : term
}

/** Each name of the same thing, by the beginnings of its words: "künstlicher Intelligenz" is "Künstliche Intelligenz". */
const rows = abbreviations.map((names) => names.map((name) => ({ name, stems: stemsOf(name) })))

function withAbbreviations(groups: TypedQuery): TypedQuery {
  const result: TypedQuery = []
  for (let at = 0; at < groups.length; ) {
    const found = nameAt(groups, at)
    const [first, ...others] = groups.slice(at, at + (found?.length ?? 1))
    if (found && first?.[0]) {
      const words = [first[0], ...others.flat()].map(({ text }) => text).join(' ')
      const forms = others.length === 0 ? first[0].forms : [words]
      result.push([
        {
          text: words,
          forms: [...forms, ...found.others.filter((name) => !/[\s-]/.test(name))],
          phrases: found.others.filter((name) => /[\s-]/.test(name)),
          isExcluded: false,
        },
      ])
    } else if (first) result.push(first)
    at += found?.length ?? 1
  }
  return result
}

/** The longest name that begins with this group. */
function nameAt(groups: TypedQuery, at: number): { length: number; others: string[] } | undefined {
  const typed: string[] = []
  for (const group of groups.slice(at, at + 8)) {
    const [term, another] = group
    if (!term || another || term.isExcluded || term.phrases.length > 0) break
    typed.push(...stemsOf(term.text))
  }
  let best: { length: number; others: string[] } | undefined
  for (const names of rows)
    for (const { name, stems } of names) {
      if (stems.length > typed.length || !stems.every((stem, index) => stem === typed[index])) continue
      const length = groupsFor(groups, at, stems.length)
      if (length && length > (best?.length ?? 0))
        best = { length, others: names.filter((n) => n.name !== name).map((n) => n.name) }
    }
  return best
}

/** How many groups hold exactly so many words; undefined if one would be cut in two. */
function groupsFor(groups: TypedQuery, at: number, words: number): number | undefined {
  let left = words
  for (let length = 0; ; length++) {
    if (left === 0) return length
    const text = groups[at + length]?.[0]?.text
    if (left < 0 || text === undefined) return undefined
    left -= stemsOf(text).length
  }
}

function stemsOf(name: string): string[] {
  const words = name.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  return words.map((word) => (word.length < 5 ? word : word.replace(/(e[nmrs]?|s)$/, '')))
}
