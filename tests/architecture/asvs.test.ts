import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

/** docs/asvs.md names every requirement of ASVS 5.0.0, level 1 and 2, once, with proofs that exist (DS-06). */
const document = readFileSync('docs/asvs.md', 'utf8')

/** The official list: of each section the requirements of level 1 or 2. Those of level 3 that we keep as well stand below it. */
const OFFICIAL: Record<string, string> = {
  '1.1': '1-2',
  '1.2': '1-9',
  '1.3': '1-11',
  '1.4': '1-3',
  '1.5': '1-2',
  '2.1': '1-3',
  '2.2': '1-3',
  '2.3': '1-4',
  '2.4': '1',
  '3.2': '1-2',
  '3.3': '1-4',
  '3.4': '1-6',
  '3.5': '1-5',
  '3.7': '1-2',
  '4.1': '1-3',
  '4.2': '1',
  '4.3': '1-2',
  '4.4': '1-4',
  '5.1': '1',
  '5.2': '1-3',
  '5.3': '1-2',
  '5.4': '1-3',
  '6.1': '1-3',
  '6.2': '1-12',
  '6.3': '1-4',
  '6.4': '1-4',
  '6.5': '1-5',
  '6.6': '1-3',
  '6.8': '1-4',
  '7.1': '1-3',
  '7.2': '1-4',
  '7.3': '1-2',
  '7.4': '1-5',
  '7.5': '1-2',
  '7.6': '1-2',
  '8.1': '1-2',
  '8.2': '1-3',
  '8.3': '1',
  '8.4': '1',
  '9.1': '1-3',
  '9.2': '1-4',
  '10.1': '1-2',
  '10.2': '1-2',
  '10.3': '1-4',
  '10.4': '1-11',
  '10.5': '1-5',
  '10.6': '1-2',
  '10.7': '1-3',
  '11.1': '1-2',
  '11.2': '1-3',
  '11.3': '1-3',
  '11.4': '1-4',
  '11.5': '1',
  '11.6': '1',
  '12.1': '1-3',
  '12.2': '1-2',
  '12.3': '1-4',
  '13.1': '1',
  '13.2': '1-5',
  '13.3': '1-2',
  '13.4': '1-5',
  '14.1': '1-2',
  '14.2': '1-4',
  '14.3': '1-3',
  '15.1': '1-3',
  '15.2': '1-3',
  '15.3': '1-7',
  '16.1': '1',
  '16.2': '1-5',
  '16.3': '1-4',
  '16.4': '1-3',
  '16.5': '1-3',
  '17.1': '1',
  '17.2': '1-4',
  '17.3': '1-2',
}
const LEVEL_3 = ['2.3.5', '6.3.5', '6.3.8', '7.5.3']
/** Of each chapter, as the standard counts them: a second look at the list above. */
const COUNTS = [27, 11, 19, 10, 9, 35, 18, 7, 7, 29, 14, 9, 13, 9, 13, 16, 7]
/** What is not kept says so there, and stands here until it is. */
const NOT_KEPT: string[] = []

type Row = { id: string; level: string; asks: string; keptBy: string; shownBy: string }
const rows: Row[] = [...document.matchAll(/^\| (\d+\.\d+\.\d+) \| (\d) \| (.*?) \| (.*?) \| (.*) \|$/gm)].map(
  ([, id = '', level = '', asks = '', keptBy = '', shownBy = '']) => ({ id, level, asks, keptBy, shownBy }),
)

const official = Object.entries(OFFICIAL).flatMap(([section, range]) => {
  const [from = 1, to = from] = range.split('-').map(Number)
  return Array.from({ length: to - from + 1 }, (_, i) => `${section}.${from + i}`)
})
const byNumber = (a: string, b: string) => a.localeCompare(b, 'en', { numeric: true })

describe('the list', () => {
  test('is the official one, each requirement once and in its order', () => {
    expect(rows.map(({ id }) => id)).toEqual([...official, ...LEVEL_3].sort(byNumber))
    expect(rows.filter(({ level }) => level === '3').map(({ id }) => id)).toEqual(LEVEL_3)
  })

  test('has as many of each chapter as the standard', () => {
    const counts = COUNTS.map((_, i) => official.filter((id) => id.startsWith(`${i + 1}.`)).length)
    expect(counts).toEqual(COUNTS)
    expect(official).toHaveLength(253)
  })

  test('says what each asks for, and of each that it is kept, does not apply, or is the operator’s', () => {
    for (const { id, asks, keptBy, shownBy } of rows) {
      expect(asks, id).toMatch(/\w{3}/)
      expect(shownBy, id).toMatch(/^(`tests\/|does not apply: \w|operator: .*`docs\/|not kept: \w)/)
      if (keptBy === '–') expect(shownBy, id).toMatch(/^(does not apply|operator): /)
    }
    expect(rows.filter(({ shownBy }) => shownBy.startsWith('not kept')).map(({ id }) => id)).toEqual(NOT_KEPT)
  })
})

describe('proofs', () => {
  const cited = rows.flatMap(({ id, shownBy }) =>
    [...shownBy.matchAll(/`(tests\/[^`]+)`((?: (?:· )?"[^"]+")*)/g)].map(([, file = '', names = '']) => ({
      id,
      file,
      names: [...names.matchAll(/"([^"]+)"/g)].map(([, name = '']) => name),
    })),
  )

  test.each(rows.filter(({ id }) => !NOT_KEPT.includes(id)).map(({ id }) => [id]))('%s has one', (id) => {
    expect(cited.filter((each) => each.id === id)).not.toEqual([])
  })

  test('stand in files that exist, by their names', () => {
    const quotes = rows.flatMap(({ shownBy }) => shownBy.match(/"/g) ?? []).length
    expect(cited.flatMap(({ names }) => names)).toHaveLength(quotes / 2)
    const missing = cited.flatMap(({ id, file, names }) => {
      if (!existsSync(file)) return [`${id}: ${file}`]
      const source = readFileSync(file, 'utf8')
      return names.filter((name) => !isTitle(source, name)).map((name) => `${id}: ${file} "${name}"`)
    })
    expect(missing).toEqual([])
  })

  test('every other file that is named exists', () => {
    const named = rows.flatMap(({ id, keptBy, shownBy }) =>
      [
        ...`${keptBy} ${shownBy}`.matchAll(
          /`((?:app|components|docs|emails|lib|packaging|prisma|scripts|server)\b[^`]*|[\w.-]+\.(?:ts|mjs|md|json))`/g,
        ),
      ].map(([, file = '']) => ({ id, file })),
    )
    expect(named.length).toBeGreaterThan(200)
    expect(named.filter(({ file }) => !existsSync(file))).toEqual([])
  })
})

/** Is it the title of a test or of a group of tests? */
function isTitle(source: string, name: string): boolean {
  return ["'", '"', '`'].some((quote) => {
    const text = name.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`)
    return [text, name].some((each) => new RegExp(`\\(\\s*${RegExp.escape(quote + each + quote)},`).test(source))
  })
}

test('the reasons of what is relaxed stand in decisions', () => {
  for (const [id, decision] of [
    ['5.4.3', '0053-no-scanner-for-court-orders'],
    ['6.3.3', '0061-members-may-do-without-a-second-factor'],
    ['11.3.1', '0062-the-archive-for-a-court'],
    ['11.3.2', '0062-the-archive-for-a-court'],
    ['11.4.1', '0062-the-archive-for-a-court'],
    ['11.4.4', '0062-the-archive-for-a-court'],
  ] as const) {
    expect(rows.find((row) => row.id === id)?.keptBy, id).toContain(decision.slice(0, 4))
    expect(readFileSync(`docs/decisions/${decision}.md`, 'utf8'), decision).toContain(`${id}`)
  }
})

test('times for remediation are written down for each severity', () => {
  const paper = readFileSync('SECURITY.md', 'utf8')
  for (const severity of ['critical', 'high', 'medium', 'low'])
    expect(paper).toMatch(new RegExp(`^\\| ${severity}\\b.* \\| \\d+ days \\|$`, 'm'))
})
