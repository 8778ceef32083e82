import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type z } from 'zod'
import {
  address,
  day,
  euros,
  id,
  line,
  link,
  name,
  optionalAddress,
  optionalDay,
  optionalLine,
  text,
  tick,
  timeOfDay,
  wholeNumber,
} from '@/lib/fields'
import { readLine, readText, stackedMarks } from '@/lib/typed-text'
import { sourceFiles } from '../support/source-files'

/** What a field makes of an entry: its value, or the words of the refusal in brackets. */
function read(field: z.ZodType, entry: unknown): unknown {
  const parsed = field.safeParse(entry)
  return parsed.success ? parsed.data : parsed.error.issues.map(({ message }) => `[${message}]`).join('')
}

describe('what is invisible and means nothing where it stands goes without a word (S-E7)', () => {
  test.each([
    ['zero-width space', 'a\u200bb', 'ab'],
    ['word joiner', 'a\u2060b', 'ab'],
    ['byte order mark', '\ufeffab', 'ab'],
    ['soft hyphen', 'Müll\u00adabfuhr', 'Müllabfuhr'],
    ['bidi override', 'a\u202eb\u202c', 'ab'],
    ['bidi isolate', '\u2068ab\u2069', 'ab'],
    ['left-to-right mark', 'ab\u200e', 'ab'],
    ['grapheme joiner', 'e\u034f\u0301', 'é'],
    ['Hangul filler', 'a\u3164b', 'ab'],
    ['tags', 'a\u{e0061}\u{e007f}', 'a'],
    ['invisible times', '2\u2062x', '2x'],
    ['private use', 'a\ue000b', 'ab'],
    ['half a character', 'a\ud83db', 'ab'],
    ['noncharacter', 'a\uffffb', 'ab'],
    ['interlinear note', 'a\ufff9b', 'ab'],
    ['null and bell', 'a\u0000b\u0007', 'ab'],
    ['variation selector behind a letter', 'x\ufe0f', 'x'],
    ['joiner between Latin letters', 'a\u200cb\u200dc', 'abc'],
    ['joiner at the end', 'می\u200c', 'می'],
    ['every space', '\u00a0Dr.\u202f\u2009Müller\u3000', 'Dr. Müller'],
    ['blank of Braille', '\u2800a\u2800', 'a'],
  ])('%s', (_what, typed, stored) => {
    expect(readLine(typed)).toBe(stored)
  })

  test.each([
    ['Persian', 'علی\u200cپور'],
    ['Sinhala', 'ශ්\u200dරී'],
    ['Malayalam, at the end', 'ന്\u200d'],
    ['Devanagari', 'दिल्\u200dली'],
    ['a family in one picture', '👨‍👩‍👧'],
    ['a flag', '🏳️‍🌈'],
    ['a red heart', '❤️'],
    ['a key cap', '1️⃣'],
    ['a dark thumb', '👍🏽'],
    ['a Japanese name', '辻\u{e0100}'],
    ['Vietnamese', 'Nguyễn Thị'],
    ['Hebrew with points', 'שָׁלוֹם'],
    ['Thai', 'กี่น้ำ'],
  ])('what carries meaning stays: %s', (_what, typed) => {
    expect(readLine(typed)).toBe(typed.normalize('NFC'))
    expect(stackedMarks(readLine(typed))).toBeUndefined()
  })

  test('a text keeps its lines, tabs and doubled spaces', () => {
    expect(readText(' a\r\nb\rc\u2028d\u0085e\tf  g\u00a0h ')).toBe('a\nb\nc\nd\ne\tf  g h')
  })

  test('for any input: reading twice changes nothing, nothing invisible is left, every letter and digit stays', () => {
    const invisible =
      /(?!\u200c|\u200d|[\ufe00-\ufe0f\u{e0100}-\u{e01ef}\u180b-\u180f\n\t])[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Co}\p{Cs}]/u
    const random = randomTexts(4_000)
    for (const typed of random) {
      for (const reader of [readLine, readText]) {
        const stored = reader(typed)
        expect(reader(stored)).toBe(stored)
        expect(stored).not.toMatch(invisible)
        expect(letters(stored)).toBe(letters(typed))
      }
      expect(readLine(typed)).not.toMatch(/[^\S ]| {2}|^ | $/u)
    }
  })
})

describe('fields', () => {
  test('a mandatory line, and how it says what is wrong', () => {
    const field = line({ max: 5, missing: 'Geben Sie etwas ein.', what: 'Der Titel' })
    expect(read(field, ' \u200b\u00a0 ')).toBe('[Geben Sie etwas ein.]')
    expect(read(field, undefined)).toBe('[Geben Sie etwas ein.]')
    expect(read(field, '👍👍👍👍👍')).toBe('👍👍👍👍👍')
    expect(read(field, 'abcdef')).toBe('[Der Titel darf höchstens 5 Zeichen lang sein, jetzt sind es 6.]')
    expect(read(field, 'x'.repeat(5_000_000))).toMatch(/jetzt sind es 5.000.000/)
    expect(read(field, `a${'\u200b'.repeat(900)}b`)).toBe('ab')
  })

  test('accents upon each other: six are enough for every script, the seventh is named', () => {
    const field = line({ max: 200 })
    expect(read(field, `Z${'\u0337'.repeat(6)}`)).toBe(`Z${'\u0337'.repeat(6)}`)
    expect(read(field, `Z${'\u0337'.repeat(7)}`)).toMatch(
      /^\[Der Text enthält bei „Z.+“ zu viele Akzente übereinander\.\]$/,
    )
    expect(read(text({ max: 20_000 }), `ok Z${'\u0337'.repeat(99)}`)).toMatch(/Akzente/)
  })

  test.each([
    [name({ max: 100 }), 'www.boese.example', /Entfernen Sie „www\.“/],
    [name({ max: 100 }), 'x@y', /Entfernen Sie „@“/],
    [name({ max: 100 }), '1234', /mindestens einen Buchstaben/],
    [name({ max: 100 }), "O'Neill", "O'Neill"],
    [optionalLine({ max: 9 }), ' ', null],
    [address(), '\u200ba@x.de', 'a@x.de'],
    [address(), '', /Geben Sie Ihre E-Mail-Adresse ein/],
    [optionalAddress, ' \u00a0', undefined],
    [optionalAddress, 'x', /fehlt das @/],
    [day(), '24.12.2026', '2026-12-24'],
    [day(), '2026-12-24 ', '2026-12-24'],
    [day(), '31.2.2026', /vollständiges Datum/],
    [optionalDay(), '', undefined],
    [optionalDay(), '1', /vollständiges Datum/],
    [timeOfDay, '9.30 Uhr', '09:30'],
    [timeOfDay, '24:00', /09:30/],
    [timeOfDay, '', null],
    [euros, '1.250,50 €', 125_050],
    [euros, '99\u00a0€', 9_900],
    [euros, '12,5', /Preis in Euro/],
    [euros, '9999999', /zu hoch/],
    [wholeNumber('Nein.', { max: 99 }), '99', 99],
    [wholeNumber('Nein.', { max: 99 }), '100', '[Nein.]'],
    [wholeNumber('Nein.'), '0', '[Nein.]'],
    [wholeNumber('Nein.', { min: 0 }), '0', 0],
    [wholeNumber('Nein.'), '1e3', '[Nein.]'],
    [link({ max: 99, problem: 'Nein.' }), 'beispiel.de', 'https://beispiel.de/'],
    [link({ max: 99, problem: 'Nein.' }), 'http://beispiel.de', '[Nein.]'],
    [link({ max: 99, problem: 'Nein.' }), 'https://a:b@beispiel.de', '[Nein.]'],
    [link({ max: 99, problem: 'Nein.' }), 'javascript:alert(1)', '[Nein.]'],
    [id(), '019ABCDE-0000-7000-8000-000000000000', '019abcde-0000-7000-8000-000000000000'],
    [id('Weg.'), '1', '[Weg.]'],
    [tick, undefined, false],
    [tick, 'yes', true],
  ] as [z.ZodType, unknown, unknown][])('%#: %s', (field, entry, expected) => {
    const found = read(field, entry)
    if (expected instanceof RegExp) expect(found).toMatch(expected)
    else expect(found).toEqual(expected)
  })
})

test('what people type is read by lib/fields.ts alone: no schema of lib or app reads text by itself', () => {
  const others = sourceFiles('lib', 'app')
    .filter((file) => /\.tsx?$/.test(file) && !/^lib\/(fields|env)\.ts$/.test(file))
    .filter((file) => /z\s*\.(string|uuid|email|coerce)\(/.test(withoutRows(readFileSync(file, 'utf8'))))
  // What is not typed into a form: the provider's reports, the answer of a passkey, the file of the operator, what the portal itself keeps.
  expect(others).toEqual(MACHINES)
})

/** Rows of statements come from the database: their schemas are called so. */
function withoutRows(source: string): string {
  return source.replace(/const \w*Row = [\s\S]*?(?=\n\n|\n(?:export )?(?:const|type|function|async) |$)/g, '')
}

const MACHINES = [
  'lib/accounts/register-member.ts',
  'lib/auth/schema.ts',
  'lib/inbound/fetch-received.ts',
  'lib/mail/read-bounce.ts',
  'lib/operator.ts',
]

/** Letters and digits without what composes them, and without the fillers of Hangul, which only look like letters to Unicode. */
function letters(typed: string): string {
  return typed.normalize('NFD').replace(/[^\p{L}\p{N}]|[\u115f\u1160\u3164\uffa0]/gu, '')
}

/** Made of signs that matter here, with a fixed seed. */
function randomTexts(count: number): string[] {
  const signs = [
    ...'aZß9 -.@\t\n\r',
    ...['\u00a0', '\u00ad', '\u200b', '\u200c', '\u200d', '\u200e', '\u202e', '\u2060', '\ufe0f', '\ufeff', '\u3164'],
    ...[
      '\u0301',
      '\u0337',
      '\u034f',
      '\ud800',
      '\udc00',
      '\ue000',
      '\uffff',
      '\u2028',
      '\u2800',
      '\u{e0100}',
      '\u{e0041}',
    ],
    ...['ع', 'ی', 'ශ', '\u0dca', 'ര', '\u0d4d', '👨', '👧', '🏽', '❤', '辻', '\u180b', 'ᠠ', 'é', '각', 'ก'],
  ]
  let seed = 42
  const next = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((seed / 2_147_483_648) * below)
  }
  return Array.from({ length: count }, () =>
    Array.from({ length: next(14) }, () => signs[next(signs.length)] ?? '').join(''),
  )
}
