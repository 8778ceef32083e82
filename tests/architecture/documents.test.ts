import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { expectDrawn } from '../support/drawn'
import { sourceFiles } from '../support/source-files'

/** What a document names can be opened, and every document is found from the README. */
const files = sourceFiles()
const documents = files.filter((file) => file.endsWith('.md'))
const decisions = documents.filter((file) => /^docs\/decisions\/\d/.test(file))
const textOf = (file: string) => readFileSync(file, 'utf8')
const proseOf = (file: string) => textOf(file).replace(/```[\s\S]*?```/g, '')
/** A decision that was replaced speaks of what is gone. */
const isHistory = (file: string) => /^\*\*Superseded/m.test(textOf(file))

describe('every document', () => {
  test.each(documents)('%s links to what exists', (document) => {
    const links = linksOf(document).filter((target) => !existsSync(target))
    expect(links).toEqual([])
  })

  test.each(documents.filter((file) => !isHistory(file)))('%s names paths that exist', (document) => {
    const folders = new Set(files.filter((file) => file.includes('/')).map((file) => file.split('/')[0]))
    const named = [...proseOf(document).matchAll(/`([\w.[(][^`\s]*)`/g)]
      .map(([, name = '']) => name.replace(/[/.,:]$/, ''))
      .filter((name) => folders.has(name.split('/')[0] ?? '') && name.includes('/') && !/NN|…/.test(name))
    expect(named.filter((name) => !path.matchesGlob(name, '**/generated/**') && !isThere(name))).toEqual([])
  })

  test('of a decision, in code and documents, exists', () => {
    const numbers = new Set(decisions.map((file) => path.basename(file).slice(0, 4)))
    const strays = files
      .filter((file) => /\.(tsx?|mjs|md|prisma|sql)$/.test(file) && file !== 'docs/decisions/template.md')
      .flatMap((file) =>
        [...textOf(file).matchAll(/decisions? (\d{4})\b/g)].map(([, number = '']) => ({ file, number })),
      )
      .filter(({ number }) => !numbers.has(number))
    expect(strays).toEqual([])
  })

  test('that code speaks of exists', () => {
    const named = files
      .filter(
        (file) =>
          /\.(tsx?|mjs|prisma|sql|ya?ml|toml|service|conf)$/.test(file) && !file.startsWith('tests/architecture/'),
      )
      .flatMap((file) =>
        [...textOf(file).matchAll(/\b(?:docs\/[\w./-]+|[A-Z]{4,})\.md\b/g)].map(([name]) => ({ file, name })),
      )
    expect(named.length).toBeGreaterThan(5)
    expect(named.filter(({ name }) => !documents.includes(name))).toEqual([])
  })

  test('is found from the README', () => {
    const found = new Set<string>()
    const queue = ['README.md']
    for (const document of queue) {
      if (found.has(document)) continue
      found.add(document)
      queue.push(...linksOf(document).filter((target) => documents.includes(target)))
    }
    expect(documents.filter((document) => !found.has(document))).toEqual([])
  })
})

test('the list of decisions is the folder; `npx vitest run tests/architecture/documents.test.ts --update` draws it', async () => {
  const rows = decisions.map((file) => {
    const [, number, title] = /^# (\d{4}):? (.+)\n/.exec(textOf(file)) ?? []
    expect(number, file).toBe(path.basename(file).slice(0, 4))
    return `| [${number}](${path.basename(file)}) | ${title}${isHistory(file) ? ' *(superseded)*' : ''} |`
  })
  await expectDrawn('docs/decisions/README.md', 'decisions', ['| | decision |', '| --- | --- |', ...rows].join('\n'))
})

describe('the tables of promises', () => {
  const tables = { 'README.md': 5, 'docs/promises.md': 4 }
  const rows = Object.entries(tables).flatMap(([document, columns]) =>
    [...textOf(document).matchAll(/^\| (?!id |sentence |---).*\|$/gm)]
      .map(([row]) => row.slice(2, -2).split(' | '))
      .filter((cells) => cells.length === columns)
      .map((cells) => ({ row: cells.at(-4) ?? '', cells: cells.slice(-3) })),
  )

  test('lead to room, test and page in one step', () => {
    expect(rows.length).toBeGreaterThan(50)
    for (const { row, cells } of rows) for (const cell of cells) expect(cell, row).toMatch(/^\[.*\)/)
  })

  test('lead from an address to its page', () => {
    for (const { text, target } of rows.flatMap(({ cells }) => linksIn(cells[2] ?? ''))) {
      const address = target
        .replace(/^(\.\.\/)?app/, '')
        .replace(/\/\(\w+\)/, '')
        .replace(/page\.tsx$/, '')
      expect(text.replace(/^all, such as /, '').replace(/(?<!\/)$/, '/'), target).toBe(address)
    }
  })

  test('have every promise', () => {
    const ids = Array.from({ length: 12 }, (_, i) => `DS-${String(i + 1).padStart(2, '0')}`)
    for (const id of ids) expect(textOf('README.md')).toContain(`\n| ${id} |`)
    expect(textOf('docs/promises.md').match(/(?<=^## )DS-\d\d/gm)).toEqual(ids)
  })
})

test('the README is a door, not a book', () => {
  expect(textOf('README.md').split('\n').length).toBeLessThanOrEqual(141)
})

test('each name in docs/glossary.md exists in the code', () => {
  const code = files
    .filter((file) => /^(lib|app|components|emails|prisma\/schema)\/.*\.(tsx?|prisma)$/.test(file))
    .map((file) => `${file.replaceAll('/', ' ')} ${textOf(file)}`)
    .join('\n')
  const words = new Set(code.match(/[\w-]+/g))
  const names = [...textOf('docs/glossary.md').matchAll(/^\| [^|]+ \| ([^|]+) \|/gm)]
    .slice(1)
    .flatMap(([, cell = '']) => [...cell.matchAll(/`([\w-]+)`/g)].map(([, name = '']) => name))
  expect(names.length).toBeGreaterThan(50)
  expect(names.filter((name) => !words.has(name))).toEqual([])
})

/** Files and folders of this repository that a document links to. */
function linksOf(document: string): string[] {
  return linksIn(proseOf(document))
    .map(({ target }) => target.replace(/#.*/, ''))
    .filter((target) => target !== '' && !/^[a-z]+:/.test(target))
    .map((target) => path.join(path.dirname(document), target))
}

function linksIn(markdown: string): { text: string; target: string }[] {
  const found = markdown.matchAll(/\[([^\]]*)\]\((?:<([^>]+)>|([^()\s]+))\)/g)
  return [...found].map(([, text = '', inBrackets, plain = '']) => ({ text, target: inBrackets ?? plain }))
}

/** A file, a folder, or a pattern with stars that some file fits. */
function isThere(name: string): boolean {
  const pattern = new RegExp(`^${name.split('*').map(RegExp.escape).join('[^/]*')}(/|$)`)
  return files.some((file) => pattern.test(file)) || existsSync(name)
}
