import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { verbs } from '@/scripts/lib/verbs'

/** Whoever reads a command in a document can run it; whoever looks for a command finds it there. */
const documents = ['README.md', ...filesBelow('docs').filter((file) => file.endsWith('.md'))]
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => path.join(folder, name))
}

function mentions(pattern: RegExp): { file: string; name: string }[] {
  return documents.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(pattern)].map(([, name = '']) => ({ file, name })),
  )
}

describe('every command in README and docs exists', () => {
  test('npm run NAME, npm start, npm test', () => {
    const named = mentions(/(?:`|^|\/)npm (?:run )?(start|test|(?<=run )[a-z][a-z:-]*)/gm)
    expect(named.length).toBeGreaterThan(10)
    expect(named.filter(({ name }) => !scripts[name])).toEqual([])
  })

  test('npm run portal -- VERB', () => {
    const named = mentions(/npm run portal -- ([a-z][a-z:]*)/g)
    expect(named.length).toBeGreaterThan(5)
    expect(named.filter(({ name }) => !Object.hasOwn(verbs, name))).toEqual([])
  })

  test('files that commands in code blocks run', () => {
    const files = mentions(/\b(?:node|tsx) ((?:scripts|bench)\/[\w./-]+)/g)
    expect(files.filter(({ name }) => !existsSync(name))).toEqual([])
  })
})

describe('every command is in the README', () => {
  const readme = readFileSync('README.md', 'utf8')

  test.each(Object.keys(scripts))('npm run %s', (name) => {
    expect(readme).toMatch(new RegExp(`\`npm (run )?${name}\\b`))
  })

  test.each(Object.keys(verbs))('the verb %s', async (name) => {
    const [, line = ''] = readme.match(/Verbs of the command line:([\s\S]*?)\n\n/) ?? []
    expect(line).toMatch(new RegExp(`\`${name}[ \`]`))
    const { verb } = (await verbs[name]?.()) ?? {}
    expect(verb?.summary).toBeTruthy()
  })
})
