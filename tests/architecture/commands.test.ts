import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { verbs } from '@/scripts/lib/verbs'
import { expectDrawn } from '../support/drawn'
import { sourceFiles } from '../support/source-files'

/** Whoever reads a command, in a document or in what the portal says, can run it; whoever looks for one finds it in docs/commands.md. */
const texts = sourceFiles().filter(
  (file) => /\.(md|tsx?|mjs|ya?ml|service|conf|example)$/.test(file) && !file.endsWith('/commands.test.ts'),
)
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }

function mentions(pattern: RegExp): { file: string; name: string }[] {
  return texts.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(pattern)].map(([, name = '']) => ({ file, name })),
  )
}

describe('every command that is named exists', () => {
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
    const files = mentions(/\b(?:node|tsx|vitest run|playwright test) ((?:scripts|bench|tests)\/[\w./-]+)/g)
    expect(files.filter(({ name }) => !existsSync(name))).toEqual([])
  })
})

describe('every command is in docs/commands.md', () => {
  const document = 'docs/commands.md'

  test.each(Object.keys(scripts))('npm run %s', (name) => {
    expect(readFileSync(document, 'utf8')).toMatch(new RegExp(`^\\| \`npm (run )?${name}\\b`, 'm'))
  })

  test('and every verb, as it describes itself', { timeout: 120_000 }, async () => {
    const rows = Object.entries(verbs).map(async ([name, load]) => {
      const { usage, summary, does } = (await load()).verb
      const call = `\`${`${name} ${usage}`.trim().replaceAll('|', '\\|')}\``
      return `| ${call} | ${summary} | ${typeof does === 'string' ? does : does({})} |`
    })
    await expectDrawn(
      document,
      'verbs',
      ['| verb | does | data |', '| --- | --- | --- |', ...(await Promise.all(rows))].join('\n'),
    )
  })
})
