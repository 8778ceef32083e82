import { describe, expect, it } from 'vitest'
import { compareVersions } from '@/lib/policies/compare-versions'
import { firstVersionText } from '@/lib/policies/first-version-text'
import { parsePeriod, periodAsInput } from '@/lib/policies/period-text'
import { type PolicyFacts, placeholders } from '@/lib/policies/placeholders'
import { renderPolicy } from '@/lib/policies/render-policy'

const facts = Object.fromEntries(Object.keys(placeholders).map((name) => [name, `${name}@example.org`])) as PolicyFacts
const periods = { inactivityPeriod: 'P1Y', responsePeriod: 'P28D', objectionPeriod: 'P28D', accessLogPeriod: 'P7D' }

function compare(older: string, newer: string, newPeriods = {}) {
  return compareVersions(
    renderPolicy({ ...periods, body: older }, facts),
    renderPolicy({ ...periods, ...newPeriods, body: newer }, facts),
  )
}

/** "gleich [-alt-] {+neu+}" per block. */
function shown(blocks: ReturnType<typeof compare>): string[] {
  const marks = { same: ['', ''], added: ['{+', '+}'], removed: ['[-', '-]'] } as const
  return blocks.map(({ parts }) => parts.map(({ mark, text }) => marks[mark][0] + text + marks[mark][1]).join(''))
}

describe('the difference between two versions (DS-11)', () => {
  it('marks words within a paragraph', () => {
    expect(shown(compare('Wir löschen Ihr Konto bald.', 'Wir löschen Ihr Benutzerkonto sehr bald.'))).toEqual([
      'Wir löschen Ihr [-Konto-]{+Benutzerkonto+} {+sehr +}bald.',
    ])
  })

  it('marks whole paragraphs, list items and headings that came or went', () => {
    expect(
      shown(compare('## A\n\nEins zwei drei.\n\n- x\n- y', '## A\n\nGanz anderer Inhalt hier.\n\n- x\n\n## B')),
    ).toEqual(['A', '{+Ganz anderer Inhalt hier.+}', '[-Eins zwei drei.-]', 'x', '{+B+}', '[-y-]'])
  })

  it('shows a changed period although the text is the same', () => {
    const changed = compare(firstVersionText, firstVersionText, { responsePeriod: 'P14D' }).filter(
      ({ mark }) => mark !== 'same',
    )
    expect(changed.length).toBeGreaterThan(0)
    expect(shown(changed).join(' ')).toContain('[-vier-]{+zwei+} Wochen')
  })

  it('shows a changed address behind the same words', () => {
    expect(shown(compare('[Hier](/a) steht alles dazu.', '[Hier](/b) steht alles dazu.')).join()).toMatch(/\[-a.*\{\+b/)
  })

  it('gives both texts back: what is not added is the old one, what is not removed is the new one', () => {
    const newer = firstVersionText.replace('jederzeit', 'immer').replace(/## 5\.[\s\S]*?(?=## 6\.)/, '')
    const blocks = compare(firstVersionText, newer)
    const without = (mark: string) =>
      blocks
        .map(({ parts }) =>
          parts
            .filter((part) => part.mark !== mark)
            .map(({ text }) => text)
            .join(''),
        )
        .filter(Boolean)
    const plain = (text: string) => compare(text, text).map(({ parts }) => parts.map((part) => part.text).join(''))
    expect(without('removed')).toEqual(plain(newer))
    expect(without('added').sort()).toEqual(plain(firstVersionText).sort())
  })
})

describe('a period as staff write it', () => {
  it.each([
    ['1 Jahr', 'P1Y'],
    ['18 Monate', 'P18M'],
    ['4 Wochen', 'P28D'],
    ['28 Tagen', 'P28D'],
    [' 10  Tage ', 'P10D'],
    ['1 Tag', 'P1D'],
    ['10 Jahre', 'P10Y'],
    ['118 Monate', 'P118M'],
    ['522 Wochen', 'P3654D'],
    ['3660 Tage', 'P3660D'],
  ])('%s is %s', (text, period) => {
    expect(parsePeriod(text)).toBe(period)
    expect(parsePeriod(periodAsInput(period))).toBe(period)
  })

  it.each([
    '',
    '0 Tage',
    'vier Wochen',
    '-1 Jahr',
    '11 Jahre',
    '119 Monate',
    '523 Wochen',
    '3661 Tage',
    '1.5 Jahre',
    'P1Y',
    '4',
    '4 Wochen und 1 Tag',
  ])('"%s" is none', (text) => expect(parsePeriod(text)).toBeUndefined())
})

describe('a text that nobody would write', () => {
  const many = (count: number, made: (index: number) => string, glue: string) =>
    Array.from({ length: count }, (_, index) => made(index)).join(glue)
  const word = (index: number) => String(Math.imul(index + 7, 2_654_435_761) >>> 20)

  it.each([
    ['thousands of paragraphs', many(20_000, (index) => 'abcdefghij'[index % 10] ?? '', '\n\n')],
    ['thousands of paragraphs with other words', many(15_000, word, '\n\n')],
    ['one paragraph of 100,000 characters', many(20_000, word, ' ')],
    ['nothing but brackets', '['.repeat(100_000)],
  ])('is compared in seconds, not minutes: %s', { timeout: 20_000 }, (_, body) => {
    const start = performance.now()
    expect(compare(firstVersionText, body).length).toBeGreaterThan(0)
    expect(
      compare(
        many(15_000, (index) => word(15_000 - index), '\n\n'),
        body,
      ).length,
    ).toBeGreaterThan(0)
    expect(performance.now() - start).toBeLessThan(15_000)
  })

  it('that is nested without end is refused with a sentence', () => {
    expect(() => renderPolicy({ ...periods, body: '> '.repeat(50_000) }, facts)).toThrow(/zu tief verschachtelt/)
  })
})
