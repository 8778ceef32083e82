import { createHash } from 'node:crypto'
import { Marked } from 'marked'
import sanitizeHtml from 'sanitize-html'
import { withinTime } from './time-limit'

/**
 * Text that a member wrote, as HTML for a page: simple Markdown, nothing else. Raw HTML is shown as it was typed; images are never
 * loaded from anywhere (DS-09); links keep http(s), go nowhere by themselves and tell the target nothing. What marked makes is then
 * cleaned against a list of what may stand there, so that no mistake of the first step reaches a page (S-E).
 */
export function renderMarkdown(text: string): string {
  return readOnce('html', text, asTyped)
}

/** The words alone, on one line: for excerpts, search and mails. `limit`: characters. */
export function plainText(text: string, limit = Number.POSITIVE_INFINITY): string {
  const words = readOnce('words', text, (typed) => typed)
    .replace(/\s+/g, ' ')
    .trim()
  return words.length <= limit ? words : `${words.slice(0, limit - 1).replace(/\s+\S*$/, '')} …`
}

const readings = {
  html: (text: string) => sanitizeHtml(parsed(text), allowed),
  words: (text: string) =>
    sanitizeHtml(parsed(text).replace(/<\/(p|li|h\d|blockquote|pre|td|th)>|<br>/g, '$& '), {
      allowedTags: [],
      allowedAttributes: {},
      textFilter: decode,
    }),
}
type Reading = keyof typeof readings

const parsed = (text: string) => marked.parse(text.replace(longGap, ' '.repeat(200)), { async: false })
const longGap = /[ \t]{200,}/g

const MOST_KEPT = 2_000
const kept = new Map<string, string>()

/** A text is read when it is first shown; the ones shown last are remembered. `typed`: what stands there if it cannot be read. */
function readOnce(kind: Reading, text: string, typed: (text: string) => string): string {
  const key = kind + createHash('sha256').update(text).digest('base64')
  const known = kept.get(key)
  const read = known === undefined ? readInTime(kind, text) : { outcome: 'read' as const, value: known }
  if (read.outcome === 'not-now') return typed(text)
  const value = read.outcome === 'read' ? read.value : typed(text)
  kept.delete(key)
  kept.set(key, value)
  const [oldest] = kept.keys()
  if (kept.size > MOST_KEPT && oldest) kept.delete(oldest)
  return value
}

/** A parser is quadratic here and there; up to this many characters no text takes it long. */
const ALWAYS_SHORT = 500
/** Milliseconds for one text. The longest by hand takes a third of it. */
const LONGEST_READING = 24
/** Milliseconds after a text that took too long: of a page full of them only the first is tried. */
const PAUSE = 500
let tooLongAt = Number.NEGATIVE_INFINITY

type InTime = { outcome: 'read'; value: string } | { outcome: 'unreadable' | 'not-now' }

/**
 * Texts that would take the parser longer than all the rest of a page, or break it, stand as they were typed: nobody can close a page to
 * others by what they write on it (DS-07; docs/decisions/0044-texts-are-read-within-a-time-limit.md).
 */
function readInTime(kind: Reading, text: string): InTime {
  if (isNotByHand(text)) return { outcome: 'unreadable' }
  const read = () => readings[kind](text)
  if (text.length <= ALWAYS_SHORT) return { outcome: 'read', value: read() }
  if (performance.now() - tooLongAt < PAUSE) return { outcome: 'not-now' }
  const reading = withinTime(LONGEST_READING, read)
  if (reading.outcome === 'done') return { outcome: 'read', value: reading.value }
  tooLongAt = performance.now()
  return { outcome: reading.isCostly ? 'unreadable' : 'not-now' }
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

const asTyped = (text: string) => `<p>${escaped(text).replaceAll('\n', '<br>')}</p>`

const marked = new Marked({
  gfm: true,
  breaks: true,
  renderer: {
    html: ({ text }) => escaped(text),
    // The words for people who cannot see it, or its address: never the picture.
    image: ({ text, href }) => escaped(text || href),
    // The page has its own headings: those of a text stand below them.
    heading({ tokens, depth }) {
      const level = Math.min(6, depth + 3)
      return `<h${level}>${this.parser.parseInline(tokens)}</h${level}>\n`
    },
    checkbox: ({ checked }) => (checked ? '[x] ' : '[ ] '),
  },
})

const allowed: sanitizeHtml.IOptions = {
  allowedTags: [
    'p',
    'br',
    'strong',
    'em',
    'del',
    'code',
    'pre',
    'blockquote',
    'ul',
    'ol',
    'li',
    'a',
    'hr',
    'h4',
    'h5',
    'h6',
    'table',
    'thead',
    'tbody',
    'tr',
    'th',
    'td',
  ],
  allowedAttributes: { a: ['href', 'rel'], ol: ['start'] },
  allowedSchemes: ['http', 'https'],
  allowProtocolRelative: false,
  disallowedTagsMode: 'escape',
  transformTags: {
    a: (tagName, { href }) => ({
      tagName,
      attribs: { ...(href ? { href } : {}), rel: 'nofollow ugc noopener noreferrer' },
    }),
  },
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character)
}

function decode(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => decoded[name] ?? '')
}

const decoded: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }

// The first texts of a process take the parser ten times as long as all others: they are not to be held against somebody's text.
const sample =
  '# Ein\n\n**Text** mit *allem*, `was` [es](https://example.org) ~~gibt~~ & mehr:\n\n- a\n- b\n\n1. c\n\n> d\n\n|a|b|\n|-|-|\n|c|d|\n\n'
for (const read of Object.values(readings)) for (let time = 0; time < 3; time++) read(sample.repeat(10))
