import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { portalWords } from '@/lib/auth/guessability'
import { sessionLimits, throttleLimits } from '@/lib/auth/limits'
import { LONGEST_SCAN } from '@/lib/disclosure/prepare-disclosure'
import * as fields from '@/lib/fields'
import { declaredTables } from '@/lib/personal-data/generated/inventory'
import { expectDrawn } from '../support/drawn'
import { sourceFiles } from '../support/source-files'

/** What ASVS wants in writing (DS-06) says what the code does: docs/security.md. */
const document = 'docs/security.md'
const paper = readFileSync(document, 'utf8')
const running = [
  ...sourceFiles('app', 'components', 'emails', 'lib', 'server').filter((file) => /\.(tsx?|mjs)$/.test(file)),
  'proxy.ts',
  'instrumentation.ts',
  'instrumentation-node.ts',
].filter((file) => !file.includes('/generated/'))
const read = (file: string) => readFileSync(file, 'utf8')

/** Rows of the first table below a heading. */
function tableBelow(heading: string): string[][] {
  const [, below = ''] = paper.split(new RegExp(`^#+ ${heading}$`, 'm'))
  const [table = ''] = below.match(/^\|.*(?:\n\|.*)*/m) ?? []
  return table
    .split('\n')
    .slice(2)
    .map((row) => row.split('|').slice(1, -1))
}

const pathsIn = (text: string) =>
  [...text.matchAll(/`((?:app|lib|server|scripts|packaging)\/[^`]+)`/g)].map(([, file = '']) => file)
const filesWith = (pattern: RegExp, files = running) => files.filter((file) => pattern.test(read(file))).sort()

/** 900 → "15 minutes". */
function duration(seconds: number): string {
  const [size, name] = (
    [
      [86_400, 'day'],
      [3_600, 'hour'],
      [60, 'minute'],
    ] as const
  ).find(([unit]) => seconds % unit === 0) ?? [1, 'second']
  const count = seconds / size
  return count === 1 ? `a ${name}`.replace('a hour', 'an hour') : `${count} ${name}s`
}

describe('figures are those of the code:', () => {
  test('words that make a password weak', () =>
    expectDrawn(document, 'words', portalWords.map((word) => `\`${word}\``).join(' ')))

  test('limits', () => {
    const rows = Object.entries(throttleLimits).map(
      ([name, { points, duration: seconds }]) => `| \`${name}\` | ${points} in ${duration(seconds)} |`,
    )
    return expectDrawn(document, 'limits', ['| limit | tries |', '| --- | --- |', ...rows].join('\n'))
  })

  test('sessions', () => {
    const rows = Object.entries(sessionLimits).map(
      ([who, { absolute, idle }]) => `| ${who} | ${duration(absolute)} | ${duration(idle)} |`,
    )
    return expectDrawn(
      document,
      'sessions',
      ['| whose | ends after | without use after |', '| --- | --- | --- |', ...rows].join('\n'),
    )
  })

  test('every limit is used', () => {
    for (const name of Object.keys(throttleLimits))
      expect(
        filesWith(new RegExp(`'${name}'`)).filter((file) => !/\/(limits|codes)\.ts$/.test(file)),
        name,
      ).not.toEqual([])
  })

  test('the longest scan of an order', () => expect(paper).toContain(`at most ${LONGEST_SCAN / 1024 / 1024} MiB`))
})

describe('each table is whole:', () => {
  test('every file that it names exists', () => {
    expect(pathsIn(paper).filter((file) => !existsSync(file))).toEqual([])
  })

  test('every reading of what people type', () => {
    const named = tableBelow('What people type').flatMap(([kinds = '']) => kinds.match(/(?<=`)\w+(?=`)/g) ?? [])
    expect(named.sort()).toEqual(Object.keys(fields).sort())
  })

  test('every key', () => {
    const named = pathsIn(tableBelow('Keys').flat().join(' ')).filter((file) => file.startsWith('lib/'))
    const keyed = filesWith(
      /\b(ringKeys|presentKey|keyedHash|seal|hkdfSync|createHmac|createCipheriv|pbkdf2Sync)\(|next-auth\/jwt/,
    )
    expect([...new Set(named)].filter((file) => file !== 'lib/from-inside.ts').sort()).toEqual(keyed)
  })

  test('every file that opens a connection to elsewhere', () => {
    const named = pathsIn(tableBelow('Who talks to whom').flat().join(' '))
    const opening =
      /from '(pg|resend|imapflow|nodemailer[^']*|undici|node:(tls|https|dgram|dns|http2))'|\bcreateConnection\(|(?<!\w)fetch\(/
    const connecting = filesWith(
      opening,
      running.filter((file) => !isForBrowsers(file)),
    )
    // The room of the database talks to the one that it is given. Composing a mail and reading an address connect nobody.
    const rooms = connecting.map((file) => file.replace(/^lib\/db\/.*/, 'lib/db/client.ts'))
    const harmless = ['lib/mail/compose.ts', 'lib/mail/smtp-transport.ts']
    const elsewhere = [...new Set(rooms)].filter((file) => !harmless.includes(file))
    expect(elsewhere).toEqual(elsewhere.filter((file) => named.includes(file)))
    expect(connecting.length).toBeGreaterThan(3)
  })

  test('every log', () => {
    const named = pathsIn(tableBelow('What is logged').flat().join(' '))
    for (const file of filesWith(/\bconsole\.|process\.std(out|err)/)) expect(named, file).toContain(file)
  })

  test('every kind of column', () => {
    const kinds = Object.values(declaredTables).flatMap(({ columns }) => Object.values(columns).map(({ kind }) => kind))
    const levels = tableBelow('How much what needs protection').flatMap(
      ([, columns = '']) => columns.match(/(?<=`)\w+(?=`)/g) ?? [],
    )
    expect(levels.sort()).toEqual([...new Set<string>(kinds)].sort())
  })
})

function isForBrowsers(file: string): boolean {
  return file.startsWith('components/') || read(file).startsWith("'use client'")
}
