import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { sourceFiles } from '../support/source-files'

/** The grammar of an id: letter of the kind, letter of the group, number; a group may be named alone. */
const ID = '(?:DS-(?=\\d)|[SAR]-[A-Z]|[IW](?=\\d))\\d{0,2}'
const CITED = new RegExp(`(?<![\\w*-])(${ID})(?: to (${ID}))?(?![\\w-])`, 'g')

/** docs/requirements.md says in one line what each id in a comment or the name of a test stands for. */
const document = 'docs/requirements.md'
const lines = readFileSync(document, 'utf8').split('\n')
const cited = citations()
const groups = lines.flatMap((line) => line.match(/(?<=^## .*\()[A-Z](-[A-Z])?(?=\)$)/)?.[0] ?? [])
const defined = lines.flatMap((line) => line.match(/(?<=^\| \*\*)[\w-]+(?=\*\*)/)?.[0] ?? [])

describe('ids', () => {
  test('that are cited are defined', () => {
    const unknown = [...cited].filter(([id]) => !id.startsWith('DS-') && !defined.includes(id) && !groups.includes(id))
    expect(Object.fromEntries(unknown)).toEqual({})
  })

  test('that are defined are cited, once each, under the heading of their group', () => {
    expect(defined.filter((id) => !cited.has(id))).toEqual([])
    expect(new Set(defined).size).toBe(defined.length)
    let group = ''
    for (const line of lines) {
      group = line.match(/(?<=^## .*\()[A-Z](-[A-Z])?(?=\)$)/)?.[0] ?? group
      const id = line.match(/(?<=^\| \*\*)[\w-]+(?=\*\*)/)?.[0]
      if (id) expect(id.replace(/\d+$/, '')).toBe(group)
    }
  })

  test('of promises are those of the table in the README', () => {
    const inTable = readFileSync('README.md', 'utf8').match(/(?<=^\| )DS-\d\d(?= \|)/gm)
    expect([...cited.keys()].filter((id) => id.startsWith('DS-')).sort()).toEqual([...new Set(inTable)].sort())
  })
})

/** Files that stay true stay; others are drawn anew by `npx vitest run tests/architecture/requirements.test.ts --update`. */
test('the files named with an id name it', async () => {
  await expect(lines.map(withTrueFiles).join('\n')).toMatchFileSnapshot(`../../${document}`)
})

const MOST_FILES = 3

function withTrueFiles(line: string): string {
  const [, id, text, ...cells] = /^\| \*\*([\w-]+)\*\* \| (.*?) \| (.*?) \| (.*?) \|$/.exec(line) ?? []
  if (!id) return line
  const files = (cited.get(id) ?? []).filter((file) => !/^(docs|prisma\/migrations)\//.test(file))
  const [held, shown] = cells.map((cell, i) => {
    const candidates = files.filter((file) => file.startsWith('tests/') === (i === 1))
    const named = [...cell.matchAll(/<\.\.\/([^>]+)>/g)].map(([, file = '']) => file)
    const isTrue = named.length > 0 === candidates.length > 0 && named.every((file) => candidates.includes(file))
    return isTrue ? cell : candidates.slice(0, MOST_FILES).map(linkTo).join(' ') || '–'
  })
  return `| **${id}** | ${text} | ${held} | ${shown} |`
}

function linkTo(file: string): string {
  return `[${file.split('/').slice(-2).join('/')}](<../${file}>)`
}

/** Which files name an id, by id. A range ("… to …") names all of them. */
function citations(): Map<string, string[]> {
  const cited = new Map<string, string[]>()
  const files = sourceFiles().filter((file) => /\.(tsx?|mjs|prisma|sql|css|scss|md)$/.test(file))
  for (const file of files.filter((each) => each !== document && each !== 'README.md')) {
    const ids = [...commentsOf(file).matchAll(CITED)].flatMap(([, first = '', last]) => rangeOf(first, last))
    for (const id of new Set(ids)) cited.set(id, [...(cited.get(id) ?? []), file])
  }
  return cited
}

function rangeOf(first: string, last = first): string[] {
  const [, group = '', from] = /^(\D+)(\d*)$/.exec(first) ?? []
  if (!from) return [first]
  const to = Number(last.slice(group.length))
  const ids = Array.from({ length: to - Number(from) + 1 }, (_, i) => `${group}${Number(from) + i}`)
  return group === 'DS-' ? ids.map((id) => id.replace(/-(?=\d$)/, '-0')) : ids
}

/** Without regular expressions such as /[A-Z2-9]/, where no id stands. */
function commentsOf(file: string): string {
  return readFileSync(file, 'utf8').replace(/\[[^\]\n]*A-Z[^\]\n]*\]/g, '')
}
