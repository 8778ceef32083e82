import { withinTime } from '../time-limit'
import { escaped, renderMarkdown, wordsOfHtml } from './render-markdown'

/** What is shown of a text that a member wrote: its HTML, and its words with a line for each paragraph. */
export type Drawing = { version: number; html: string; words: string }

/** Counts up whenever the same text is to be shown in another way: what is stored is then drawn anew. */
export const RULES = 1

/** A parser is quadratic here and there; up to this many characters no text takes it long. */
const ALWAYS_SHORT = 500
/** Milliseconds for one text. The longest by hand takes a third of it. */
const LONGEST_DRAWING = 24
/** Milliseconds after a text that took too long: of many of them only the first is tried. */
const PAUSE = 500
let tooLongAt = Number.NEGATIVE_INFINITY

/**
 * Draws a text within a time limit. Texts that would take the parser longer, or break it, stand as they were typed: nobody can close a page
 * to others by what they write on it (DS-07; docs/decisions/0044-texts-are-read-within-a-time-limit.md). `isFinal`: false where the
 * machine had no time, and another try may draw it.
 */
export function draw(text: string): Drawing & { isFinal: boolean } {
  if (isNotByHand(text)) return { ...asTyped(text), isFinal: true }
  if (text.length <= ALWAYS_SHORT) return { ...drawing(text), isFinal: true }
  if (performance.now() - tooLongAt < PAUSE) return { ...asTyped(text), isFinal: false }
  const drawn = withinTime(LONGEST_DRAWING, () => drawing(text))
  if (drawn.outcome === 'done') return { ...drawn.value, isFinal: true }
  tooLongAt = performance.now()
  return { ...asTyped(text), isFinal: drawn.isCostly }
}

function drawing(text: string): Drawing {
  const html = renderMarkdown(text)
  return { version: RULES, html, words: wordsOfHtml(html) }
}

function asTyped(text: string): Drawing {
  return { version: RULES, html: `<p>${escaped(text).replaceAll('\n', '<br />')}</p>`, words: text.trim() }
}

/** More signs than a text by hand has: brackets, stars, underscores and the like that the parser tries to pair with one another. */
const MOST_SIGNS = 2_000
/** Share of all signs, full stops included, from which a text with so many of them is none. */
const LARGEST_SHARE = 0.45
/** Quotations and lists inside one another on one line. */
const nestedTooDeep = /^(?:[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t]))){20}/m

function isNotByHand(text: string): boolean {
  const paired = text.match(/[*_~`<>[\]|]/g)?.length ?? 0
  const signs = text.match(/[\p{P}\p{S}]/gu)?.length ?? 0
  const isAllSigns = signs > MOST_SIGNS && signs > text.length * LARGEST_SHARE
  return paired > MOST_SIGNS || isAllSigns || nestedTooDeep.test(text)
}

// The first texts of a process take the parser ten times as long as all others: they are not to be held against somebody's text.
const sample =
  '# Ein\n\n**Text** mit *allem*, `was` [es](https://example.org) ~~gibt~~ & mehr:\n\n- a\n- b\n\n1. c\n\n> d\n\n|a|b|\n|-|-|\n|c|d|\n\n'
for (let time = 0; time < 3; time++) drawing(sample.repeat(10))
