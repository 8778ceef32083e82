import { Marked, type Tokens } from 'marked'
import sanitizeHtml from 'sanitize-html'
import { addressAtStart, linkTarget } from './addresses'
import { putAside, putBack } from './german-markdown'

/**
 * Simple Markdown as HTML for a page. Raw HTML is shown as it was typed; images are never loaded from anywhere (DS-09); a link leads to an
 * address that linkTarget knows, tells the target nothing, or is text. What the parser makes is then cleaned against a list of what may
 * stand there, so that no mistake of the first step reaches a page (S-E). No word and no number is lost on the way.
 */
export function renderMarkdown(text: string): string {
  const parsed = marked.parse(putAside(text.replace(longGap, ' '.repeat(200))), { async: false })
  return framed(sanitizeHtml(putBack(parsed, escaped), allowed))
}

const longGap = /[ \t]{200,}/g

/** What is wider than the page moves in a frame of its own, by keyboard too. */
function framed(html: string): string {
  return html
    .replaceAll('<table>', '<div class="frame" role="group" aria-label="Tabelle" tabindex="0"><table>')
    .replaceAll('</table>', '</table></div>')
    .replaceAll('<pre>', '<pre tabindex="0">')
}

/** The words of such HTML as a reader of the page sees them, numbers of lists included; a line for each paragraph, item and row. */
export function wordsOfHtml(html: string): string {
  return html
    .replace(/<li value="(\d+)">/g, '$1. ')
    .replace(/<(br|hr) \/>|<\/(p|li|h\d|blockquote|pre|tr)>/g, '\n')
    .replace(/<\/t[hd]>\n?/g, ' ')
    .replace(/<[^>]*>/g, '')
    .replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => characters[name] ?? '')
    .replace(/[^\S\n]*\n\s*/g, '\n')
    .trim()
}

export function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character)
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const characters: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }

/** A link with words of its own is `named`: on paper its address stands behind it. */
function linked(target: string, inner: string, { isNamed }: { isNamed: boolean }): string {
  return `<a${isNamed ? ' class="named"' : ''} href="${escaped(target)}">${inner}</a>`
}

const footnote = {
  name: 'footnote',
  level: 'inline' as const,
  tokenizer(src: string) {
    const [raw, label] = src.match(/^\[\^([\p{L}\p{N}-]{1,20})\]/u) ?? []
    return raw ? { type: 'footnote', raw, label } : undefined
  },
  renderer: ({ label }: Tokens.Generic) => `<sup>[${label}]</sup>`,
}

const marked = new Marked({
  gfm: true,
  breaks: true,
  extensions: [footnote],
  tokenizer: {
    // An indent is none of Markdown's, and "[1]: Quelle" stays a line that people can read.
    code: () => undefined,
    def: () => undefined,
    reflink: () => undefined,
    table(src) {
      const [, head = '', , rows = ''] = this.rules.block.table.exec(src) ?? []
      // Cells beyond the head would be lost: such a table stays as it was typed.
      const most = cells(head)
      return rows.split('\n').every((row) => cells(row) <= most) ? false : undefined
    },
    url(src) {
      const found = this.lexer.state.inLink ? undefined : addressAtStart(src, putBack)
      if (!found) return undefined
      const { text, href } = found
      return { type: 'link', raw: text, text, href, tokens: [{ type: 'text', raw: text, text }] }
    },
  },
  renderer: {
    html: ({ text }) => escaped(text),
    link({ href, title, tokens, raw }) {
      const target = linkTarget(putBack(href))
      if (!target) return escaped(raw)
      const isNamed = raw.startsWith('[')
      return linked(target, this.parser.parseInline(tokens), { isNamed }) + (title ? ` (${escaped(title)})` : '')
    },
    // The words for people who cannot see it, as a link to the picture: never the picture.
    image({ href, title, text, raw }) {
      const target = linkTarget(putBack(href))
      if (!target) return escaped(raw)
      return linked(target, escaped(text || href), { isNamed: text !== '' }) + (title ? ` (${escaped(title)})` : '')
    },
    // The page has its own headings: those of a text stand below them.
    heading({ tokens, depth }) {
      const level = Math.min(6, depth + 3)
      return `<h${level}>${this.parser.parseInline(tokens)}</h${level}>\n`
    },
    listitem({ raw, tokens }) {
      const number = raw.match(/^\s*(\d{1,9})[.)]/)?.[1]
      return `<li${number ? ` value="${number}"` : ''}>${this.parser.parse(tokens)}</li>\n`
    },
    checkbox: ({ checked }) => (checked ? '[x] ' : '[ ] '),
    // Behind the fence stands the name of a language, or what somebody wrote there.
    code: ({ text, lang }) => `<pre><code>${escaped([lang, text].filter(Boolean).join('\n'))}\n</code></pre>\n`,
  },
})

const cells = (row: string) =>
  row
    .trim()
    .replace(/^\||(?<!\\)\|$/g, '')
    .split(/(?<!\\)\|/).length

/** All that a text can become. */
export const elements =
  'p br strong em del sup code pre blockquote ul ol li a hr h4 h5 h6 table thead tbody tr th td'.split(' ')

const allowed: sanitizeHtml.IOptions = {
  allowedTags: elements,
  allowedAttributes: { a: ['href', 'rel'], li: ['value'] },
  allowedClasses: { a: ['named'] },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowProtocolRelative: false,
  disallowedTagsMode: 'escape',
  transformTags: {
    a: (tagName, attribs) => ({ tagName, attribs: { ...attribs, rel: 'nofollow ugc noopener noreferrer' } }),
  },
}
