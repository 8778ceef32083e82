import { diffArrays, diffWordsWithSpace } from 'diff'
import { type Block, type Inline, type PolicyText } from './policy-text'

export type Mark = 'same' | 'added' | 'removed'
export type ComparedPart = { mark: Mark; text: string }
/** One paragraph, heading, list item or table row with its words marked. */
export type ComparedBlock = {
  kind: 'heading' | 'paragraph' | 'item'
  level?: 2 | 3
  mark: Mark | 'changed'
  parts: ComparedPart[]
}

type Line = Pick<ComparedBlock, 'kind' | 'level'> & {
  text: string
  /** How often each word stands in it. */
  words: Map<string, number>
  /** Characters without spaces. */
  size: number
}

/** Share of words in common from which two paragraphs are one that was changed, not one removed and one added. */
const ALIKE = 0.4
/** Texts that have less in common than this are shown as replaced. The time of a comparison grows with the square of it (S-L2). */
const MOST_EDITS = 1_500
/** How many of the old paragraphs are looked at for each new one. */
const LOOK_AHEAD = 30

/**
 * The difference between two versions as people read it (DS-11): paragraph by paragraph, changed ones word by word. The texts are
 * compared with their placeholders filled, so a changed period is a changed word.
 */
export function compareVersions(older: PolicyText, newer: PolicyText): ComparedBlock[] {
  const result: ComparedBlock[] = []
  let removed: Line[] = []
  const [before, after] = [linesOf(older.blocks), linesOf(newer.blocks)]
  const runs = diffArrays(before, after, {
    comparator: (one, other) => one.text === other.text && one.kind === other.kind,
    maxEditLength: MOST_EDITS,
  })
  const replaced = [
    { value: before, added: false, removed: true },
    { value: after, added: true, removed: false },
  ]
  for (const { value, added, removed: isRemoved } of runs ?? replaced) {
    if (isRemoved) removed = value
    else {
      result.push(...(added ? paired(removed, value) : [...removed.map(gone), ...value.map(kept)]))
      removed = []
    }
  }
  return [...result, ...removed.map(gone)]
}

/** Each new line with the first old one that resembles it; the order of both sides is kept. */
function paired(removed: Line[], added: Line[]): ComparedBlock[] {
  const waiting = [...removed]
  const blocks = added.flatMap((line) => {
    for (const [index, former] of waiting.slice(0, LOOK_AHEAD).entries()) {
      if (former.kind !== line.kind || mostInCommon(former, line) < ALIKE) continue
      const parts = wordsOf(former.text, line.text)
      if (shareInCommon(parts) < ALIKE) continue
      const skipped = waiting.splice(0, index + 1).slice(0, -1)
      return [...skipped.map(gone), { kind: line.kind, level: line.level, mark: 'changed' as const, parts }]
    }
    return [{ ...shape(line), mark: 'added' as const, parts: [{ mark: 'added' as const, text: line.text }] }]
  })
  return [...blocks, ...waiting.map(gone)]
}

function wordsOf(older: string, newer: string): ComparedPart[] {
  const parts = diffWordsWithSpace(older, newer, { maxEditLength: MOST_EDITS })
  if (!parts) {
    return [
      { mark: 'removed', text: older },
      { mark: 'added', text: newer },
    ]
  }
  return parts.map(({ value, added, removed }) => ({
    text: value,
    mark: added ? 'added' : removed ? 'removed' : 'same',
  }))
}

/** Never less than shareInCommon of both, and quick: what they share if order does not count. */
function mostInCommon(one: Line, other: Line): number {
  let same = 0
  for (const [word, count] of one.words) same += word.length * Math.min(count, other.words.get(word) ?? 0)
  return same / Math.max(1, one.size, other.size)
}

function shareInCommon(parts: ComparedPart[]): number {
  const lengthOf = (mark: Mark) =>
    parts.filter((part) => part.mark === mark).reduce((sum, { text }) => sum + text.replace(/\s/g, '').length, 0)
  const same = lengthOf('same')
  return same / Math.max(1, same + Math.max(lengthOf('added'), lengthOf('removed')))
}

function shape({ kind, level }: Line): Pick<ComparedBlock, 'kind' | 'level'> {
  return { kind, level }
}

const gone = (line: Line): ComparedBlock => ({
  ...shape(line),
  mark: 'removed',
  parts: [{ mark: 'removed', text: line.text }],
})
const kept = (line: Line): ComparedBlock => ({
  ...shape(line),
  mark: 'same',
  parts: [{ mark: 'same', text: line.text }],
})

function linesOf(blocks: readonly Block[]): Line[] {
  return blocks
    .flatMap(linesOfBlock)
    .map((line) => ({ ...line, words: countWords(line.text), size: line.text.replace(/\s/g, '').length }))
}

function countWords(text: string): Map<string, number> {
  const words = new Map<string, number>()
  for (const word of text.match(/[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu) ?? []) words.set(word, (words.get(word) ?? 0) + 1)
  return words
}

function linesOfBlock(block: Block): Omit<Line, 'words' | 'size'>[] {
  switch (block.kind) {
    case 'heading':
      return [{ kind: 'heading', level: block.level, text: block.text }]
    case 'paragraph':
      return [{ kind: 'paragraph', text: textOf(block.content) }]
    case 'list':
      return block.items.map((item) => ({ kind: 'item', text: textOf(item) }))
    case 'table':
      return block.rows.map((row) => ({ kind: 'item', text: row.map(textOf).join(' · ') }))
  }
}

/** The words that a reader sees; of a link also its address if that is something else. */
function textOf(content: Inline[]): string {
  return content
    .map((piece) => {
      switch (piece.kind) {
        case 'text':
          return piece.text
        case 'missing':
          return '[Angabe fehlt noch]'
        case 'break':
          return ' '
        case 'link':
          return withAddress(textOf(piece.content), piece.href)
        default:
          return textOf(piece.content)
      }
    })
    .join('')
}

function withAddress(text: string, href: string): string {
  return href.replace(/^(mailto|tel):/, '') === text ? text : `${text} (${href})`
}
