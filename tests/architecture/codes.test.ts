import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import * as exported from '@/lib/codes'
import { type Codes } from '@/lib/codes'
import { sourceFiles } from '../support/source-files'

/** A code has one word, and its list one place: lib/codes.ts (DS-12). */
const lists = Object.entries(exported).flatMap(([name, list]) =>
  name.endsWith('Labels') ? [{ name, list: list as Codes }] : [],
)
const files = sourceFiles('app', 'components', 'emails', 'lib', 'prisma', 'server')
  .filter((file) => /\.(ts|tsx|mjs)$/.test(file) && !file.includes('/generated/') && file !== 'lib/codes.ts')
  .map((file) => ({ file, text: readFileSync(file, 'utf8') }))

/** Whoever says more about the codes of a list than their word: sentences, hints, parts of addresses. */
const NO_WORDS: Record<string, string> = {
  'app/admin/moderation/[id]/parts/measure-details.tsx': 'what a button does',
  'app/(public)/angebote/[id]/page.tsx': 'sentences about a state',
  'emails/parts/sample.ts': 'somebody made up',
  'lib/lifecycle/brake-words.ts': 'beginnings of sentences',
  'lib/publications/calendar.ts': 'names of RFC 5545',
  'lib/publications/structured-data.ts': 'names of schema.org',
  'lib/moderation/effects.ts': 'sentences and pronouns about a content',
}

describe('a list of codes', () => {
  test('is known here by its name', () => {
    expect(lists.length).toBeGreaterThan(40)
  })

  test('has its German words nowhere else', () => {
    const doubled = files.flatMap(({ file, text }) =>
      wordLists(text).flatMap((keys) => {
        const same = lists.find(({ list }) => keys.every((key) => Object.hasOwn(list, key)))
        return same && !(file in NO_WORDS) ? [`${file}: ${same.name}: ${keys.join(', ')}`] : []
      }),
    )
    expect(doubled).toEqual([])
  })

  test('is written out nowhere else: codesOf() gives its codes', () => {
    // A letter declares what it is given by itself, and whoever queues it is held to that (emails import no rules).
    const doubled = files
      .filter(({ file }) => !file.startsWith('emails/'))
      .flatMap(({ file, text }) =>
        arrays(text).flatMap((codes) => {
          const same = lists.find(
            ({ list }) =>
              codes.length > 1 &&
              codes.length === Object.keys(list).length &&
              codes.every((code) => Object.hasOwn(list, code)),
          )
          return same ? [`${file}: ${same.name}`] : []
        }),
      )
    expect(doubled).toEqual([])
  })

  test('is found where it is written out (this test sees)', () => {
    expect(wordLists("const x = {\n  // Why\n  self: 'Selbst',\n  'carried-out': 'Ausgeführt' }")).toEqual([
      ['self', 'carried-out'],
    ])
    expect(wordLists("{ self: 'Das Konto ist weg.', staff: 'Wir haben es gelöscht.' }")).toEqual([])
    expect(arrays("z.enum(['upheld', 'rejected'], 'Bitte')")).toEqual([['upheld', 'rejected']])
  })
})

/** Keys of the objects that hold nothing but words: two or more texts that are no sentence. */
function wordLists(text: string): string[][] {
  const pair = `\\s*(?://[^\\n]*\\n\\s*)*(?:'[\\w-]+'|\\w+):\\s*'[^'\\n]*',?`
  return [...text.matchAll(new RegExp(`\\{((?:${pair}){2,})\\s*\\}`, 'g'))].flatMap(([, inside = '']) => {
    const pairs = [...inside.matchAll(/(?:'([\w-]+)'|(\w+)):\s*'([^'\n]*)'/g)]
    // A word in German begins with a capital or is several; the rest are names for programs.
    const areWords = pairs.every(([, , , word = '']) => /^\p{Lu}| /u.test(word) && !/[.?!]$|:\/\//.test(word))
    return areWords ? [pairs.map(([, quoted, plain]) => quoted ?? plain ?? '')] : []
  })
}

function arrays(text: string): string[][] {
  return [...text.matchAll(/\[((?:\s*'[\w-]+',?)+)\s*\]/g)].map(([, inside = '']) =>
    [...inside.matchAll(/'([\w-]+)'/g)].map(([, code = '']) => code),
  )
}
