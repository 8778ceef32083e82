import { Lexer, type MarkedToken, type Token, type Tokens } from 'marked'
import { formatPeriod } from '../text'
import { withinTime } from '../time-limit'
import { firstVersionText } from './first-version-text'
import { isPlaceholder, type PeriodName, type PlaceholderName, type PolicyFacts, placeholders } from './placeholders'
import { type Block, type Inline, type PolicyText, PolicyTextError } from './policy-text'

/** The problem of a text that cannot be read at all. */
export const UNREADABLE = 'Der Text ist zu tief verschachtelt oder besteht fast nur aus Sonderzeichen.'

export type Renderable = Record<PeriodName, string> & { body: string }

/**
 * Turns the Markdown of a version into pieces for pages, with every placeholder filled: periods in words from the version, the
 * rest from `facts`. Known are headings of level 2 and 3, paragraphs, lists, tables, bold, italics, line breaks and links; anything
 * else, an unknown placeholder or a doubled heading throws PolicyTextError. Values are never read as Markdown.
 */
export function renderPolicy(version: Renderable, facts: PolicyFacts): PolicyText {
  const reader = new Reader({ ...facts, ...periodsInWords(version) })
  // Not within a time limit: what is published has passed policyTextProblems, and has to be shown on the busiest machine (DS-01).
  const blocks = reader.read(tokensOf(version.body))
  if (reader.problems.length > 0) throw new PolicyTextError(reader.problems)
  const contents = blocks.flatMap((block) =>
    block.kind === 'heading' && block.level === 2 ? [{ id: block.id, text: block.text }] : [],
  )
  return { blocks, contents }
}

/**
 * What keeps a text from being published, as German sentences; empty if nothing does. Stricter than showing it: a version has
 * to state every period and address that the software obeys.
 */
export function policyTextProblems(body: string): string[] {
  const sample = Object.fromEntries(Object.keys(placeholders).map((name) => [name, `${name}@example.org`]))
  const reader = new Reader(sample)
  reader.read(tokensInTime(body))
  const unused = Object.entries(placeholders).filter(([name]) => !reader.used.has(name))
  return [
    ...reader.problems,
    ...unused.map(([name, meaning]) => `Der Platzhalter {{${name}}} fehlt im Text: ${meaning}.`),
  ]
}

/** Accusative, as the sentences of the policy need it: "länger als einen Monat", "vier Wochen Zeit". */
function periodsInWords(version: Renderable): Record<PeriodName, string> {
  const words = (period: string) => formatPeriod(period).replace(/\bein (Monat|Tag)\b/g, 'einen $1')
  return {
    inactivityPeriod: words(version.inactivityPeriod),
    responsePeriod: words(version.responsePeriod),
    objectionPeriod: words(version.objectionPeriod),
    accessLogPeriod: words(version.accessLogPeriod),
  }
}

/** Milliseconds; a text of the greatest length by hand takes a quarter of it. */
const LONGEST_READING = 30

/** As tokensOf; undefined as well for so many signs that reading them would hold up everybody (S-L2). */
function tokensInTime(body: string): Token[] | undefined {
  const reading = withinTime(LONGEST_READING, () => tokensOf(body))
  if (reading.outcome === 'done') return reading.value
  // It was the machine that was busy, not the text that was long: a draft is not called unreadable for that.
  return reading.isCostly ? undefined : tokensOf(body)
}

/** undefined: quotations in quotations, a thousand times, and marked runs out of stack. */
function tokensOf(body: string): Token[] | undefined {
  try {
    return new Lexer().lex(body)
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

// The first text of a process takes the parser ten times as long as all others.
for (let time = 0; time < 2; time++) new Lexer().lex(firstVersionText)

/** Walks the tokens of marked and collects what is wrong instead of stopping at the first problem. */
class Reader {
  readonly problems: string[] = []
  readonly used = new Set<string>()
  readonly #ids = new Set<string>()
  #lastHeading = ''

  constructor(readonly values: Partial<Record<PlaceholderName, string | null>>) {}

  read(tokens: Token[] | undefined): Block[] {
    if (!tokens) this.problems.push(UNREADABLE)
    return this.blocksOf(tokens ?? [])
  }

  blocksOf(tokens: Token[]): Block[] {
    return (tokens as MarkedToken[]).flatMap((token): Block[] => {
      switch (token.type) {
        case 'space':
          return []
        case 'heading':
          return this.#heading(token)
        case 'paragraph':
          return [{ kind: 'paragraph', content: this.inlinesOf(token.tokens) }]
        case 'list':
          return [{ kind: 'list', isNumbered: token.ordered, items: token.items.map((item) => this.#itemOf(item)) }]
        case 'table':
          return [this.#table(token)]
        default:
          return this.#refuse(token)
      }
    })
  }

  inlinesOf(tokens: Token[] = []): Inline[] {
    return (tokens as MarkedToken[]).flatMap((token): Inline[] => {
      switch (token.type) {
        case 'text':
          return token.tokens ? this.inlinesOf(token.tokens) : this.#filled(token.text)
        case 'escape':
          return [{ kind: 'text', text: token.text }]
        case 'br':
          return [{ kind: 'break' }]
        case 'strong':
          return [{ kind: 'strong', content: this.inlinesOf(token.tokens) }]
        case 'em':
          return [{ kind: 'emphasis', content: this.inlinesOf(token.tokens) }]
        case 'link':
          return this.#link(token)
        default:
          return this.#refuse(token)
      }
    })
  }

  #heading({ depth, tokens }: Tokens.Heading): Block[] {
    if (depth !== 2 && depth !== 3) {
      this.problems.push('Überschriften haben die Ebene 2 oder 3 (## oder ###).')
      return []
    }
    const text = textOf(this.inlinesOf(tokens))
    const id = slugOf(text)
    if (!id || this.#ids.has(id)) this.problems.push(`Die Überschrift „${text}“ ist leer oder kommt doppelt vor.`)
    this.#ids.add(id)
    this.#lastHeading = text
    return [{ kind: 'heading', level: depth, id, text }]
  }

  #itemOf(item: Tokens.ListItem): Inline[] {
    if (item.task) return this.#refuse(item)
    return item.tokens.flatMap((token) =>
      token.type === 'text' || token.type === 'paragraph' ? this.inlinesOf(token.tokens) : this.#refuse(token),
    )
  }

  #table({ header, rows }: Tokens.Table): Block {
    return {
      kind: 'table',
      caption: this.#lastHeading,
      header: header.map(({ tokens }) => textOf(this.inlinesOf(tokens))),
      rows: rows.map((row) => row.map(({ tokens }) => this.inlinesOf(tokens))),
    }
  }

  #link({ href, tokens }: Tokens.Link): Inline[] {
    const target = textOf(this.#filled(href))
    if (!/^(\/(?![/\\])|#|mailto:[^\s@]+@|tel:\+?\d|https:\/\/)/.test(target)) {
      this.problems.push(
        `Der Link „${href}“ ist nicht erlaubt: möglich sind /seite, #abschnitt, mailto:, tel: und https://.`,
      )
    }
    return [{ kind: 'link', href: target, content: this.inlinesOf(tokens) }]
  }

  /** Text with its placeholders filled; a value is text, whatever it contains. */
  #filled(text: string): Inline[] {
    return text.split(/(\{\{[^{}]*\}\})/).flatMap((part): Inline[] => {
      if (part === '') return []
      if (!part.startsWith('{{')) return [{ kind: 'text', text: part }]
      const name = part.slice(2, -2).trim()
      if (!isPlaceholder(name)) {
        this.problems.push(`Den Platzhalter {{${name}}} gibt es nicht.`)
        return []
      }
      this.used.add(name)
      const value = this.values[name]
      return value == null ? [{ kind: 'missing' }] : [{ kind: 'text', text: value }]
    })
  }

  #refuse({ raw, type }: Token): [] {
    this.problems.push(`Diese Auszeichnung ist nicht vorgesehen (${type}): ${raw.trim().slice(0, 60)}`)
    return []
  }
}

function textOf(inlines: Inline[]): string {
  return inlines
    .map((inline) => {
      if (inline.kind === 'text') return inline.text
      return 'content' in inline ? textOf(inline.content) : ''
    })
    .join('')
}

const umlauts: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' }

/** "5. Löschung bei Inaktivität" → "loeschung-bei-inaktivitaet": the number may change, the address of a section stays. */
function slugOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[äöüß]/g, (letter) => umlauts[letter] ?? letter)
    .replace(/^\d+\.\s*/, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
}
