/**
 * Markdown as people in Germany write without knowing it: a day at the beginning of a line, a gender star, "ca. ~5 €", an apostrophe typed as
 * a backtick, an ampersand. Signs that only look like marks are put aside before the parser sees them and come back in what it makes.
 */

/** Signs of the private use area: typed texts hold none of them (typed-text.ts). */
const aside = {
  '.': '\u{E010}',
  ')': '\u{E011}',
  '*': '\u{E012}',
  '~': '\u{E013}',
  '`': '\u{E014}',
  '>': '\u{E015}',
  '&': '\u{E016}',
}
const back = new Map(Object.entries(aside).map(([sign, placeholder]) => [placeholder, sign]))
const placeholders = /[\u{E010}-\u{E016}]/gu

/** The text with every sign put aside that is none of Markdown's. */
export function putAside(text: string): string {
  return ordinalsAside(
    text
      .replace(placeholders, '')
      .replaceAll('&', aside['&'])
      .replace(/(?<=[\p{L}\p{N}\p{M}])\*(?=[\p{L}\p{N}])/gu, aside['*'])
      .replace(/(?<=[\p{L}\p{M}])`(?=\p{L})/gu, aside['`'])
      .replace(/(?<!~)~(?!~)/g, aside['~'])
      .replace(/^([ \t]*)>(?=\d)/gm, `$1${aside['>']}`),
  )
}

/** What was put aside, where it stood. `write`: how a sign is written there. */
export function putBack(made: string, write: (sign: string) => string = (sign) => sign): string {
  return made.replace(placeholders, (placeholder) => write(back.get(placeholder) ?? ''))
}

const month =
  /^(Jan(uar)?|Jän(ner)?|Feb(ruar|er)?|März?|Mrz|Apr(il)?|Mai|Juni?|Juli?|Aug(ust)?|Sept?(ember)?|Okt(ober)?|Nov(ember)?|Dez(ember)?)(?!\p{L})/iu
/** At the beginning of a line, behind marks of quotations and bullets: indent, number, sign, the rest of the line. */
const numbered = /^([ \t]*(?:(?:>|[-*+](?=[ \t]))[ \t]*)*)(\d{1,9})([.)])(?=[ \t]|$)([^\n]*)/gm

/** A numbered list begins with 1 and goes on with the next number; every other number at the beginning of a line is an ordinal. */
function ordinalsAside(text: string): string {
  /** By the column in which it stands: the last number of a list. */
  const last = new Map<number, number>()
  return text.replace(numbered, (line, indent: string, digits: string, sign: '.' | ')', rest: string) => {
    const number = Number(digits)
    const column = indent.length
    // Numbers of one and two digits may be aligned at their ends.
    const isNext = [column, column - 1, column + 1].some((place) => last.get(place) === number - 1)
    const isItem = (number === 1 || isNext) && !digits.startsWith('0') && isContent(rest.trim())
    if (!isItem) return `${indent}${digits}${aside[sign]}${rest}`
    last.set(column, number)
    return line
  })
}

/** Behind a day stands its month, or the next part of a date in figures. */
const isContent = (rest: string) => rest !== '' && !/^\d/.test(rest) && !month.test(rest)
