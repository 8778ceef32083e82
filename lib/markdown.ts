import { Marked } from 'marked'
import sanitizeHtml from 'sanitize-html'

/**
 * Text that a member wrote, as HTML for a page: simple Markdown, nothing else. Raw HTML is shown as it was typed; images are never
 * loaded from anywhere (DS-09); links keep http(s), go nowhere by themselves and tell the target nothing. What marked makes is then
 * cleaned against a list of what may stand there, so that no mistake of the first step reaches a page (S-E).
 */
export function renderMarkdown(text: string): string {
  return sanitizeHtml(parsed(text), allowed)
}

/** The words alone, on one line: for excerpts, search and mails. `limit`: characters. */
export function plainText(text: string, limit = Number.POSITIVE_INFINITY): string {
  const words = (mayBeMarkdown.test(text) ? wordsOf(text) : text).replace(/\s+/g, ' ').trim()
  return words.length <= limit ? words : `${words.slice(0, limit - 1).replace(/\s+\S*$/, '')} …`
}

/** Without any of these a text is its words: most messages are, and lists show twenty excerpts a page. */
const mayBeMarkdown = /[*_~`<>[\]|#&\\\0]|^\s*(?:[-+=:]|\d+[.)])/m

function wordsOf(text: string): string {
  return sanitizeHtml(parsed(text).replace(/<\/(p|li|h\d|blockquote|pre|td|th)>|<br>/g, '$& '), {
    allowedTags: [],
    allowedAttributes: {},
    textFilter: decode,
  })
}

/** More signs than a text by hand has: brackets, stars, underscores and the like that the parser tries to pair with one another. */
const MOST_SIGNS = 2_000
/** Quotations and lists inside one another on one line. */
const nestedTooDeep = /^(?:[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t]))){20}/m
const longGap = /[ \t]{200,}/g

/**
 * HTML of what somebody wrote, not cleaned yet. Texts that would take the parser longer than all the rest of a page, or break it, stand as
 * they were typed: nobody can close a page to others by what they write on it (DS-07).
 */
function parsed(text: string): string {
  const signs = text.match(/[*_~`<>[\]|]/g)?.length ?? 0
  if (signs > MOST_SIGNS || nestedTooDeep.test(text)) return asTyped(text)
  try {
    return marked.parse(text.replace(longGap, ' '.repeat(200)), { async: false })
  } catch {
    return asTyped(text)
  }
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
