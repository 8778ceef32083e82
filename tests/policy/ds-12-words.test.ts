import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { compileReport } from '@/lib/access-requests/compile-report'
import { lookReasons } from '@/lib/accounts/look-reasons'
import { actWord } from '@/lib/audit/act-words'
import { acts } from '@/lib/audit/acts'
import { mailLabel } from '@/lib/mail/mail-words'
import { detailsText, nameOfDetail } from '@/lib/personal-data/detail-words'
import { inventory } from '@/lib/personal-data/inventory'
import { wordsOf } from '@/lib/personal-data/words'
import { testContext } from '../support/context'
import { aFullLife } from '../support/full-life'
import { sourceFiles } from '../support/source-files'

/** DS-12: the report is in plain German. A code that a person can see has a word. */
const shownKinds = ['report', 'own']

describe('every code that a person can see has a German word: add it in lib/personal-data/words.ts', () => {
  test('of the types that the database knows', async () => {
    const labels = await testContext().db.$queryRaw<{ column: string; code: string }[]>`
      SELECT c.table_name || '.' || c.column_name AS column, e.enumlabel AS code
      FROM information_schema.columns c JOIN pg_type t ON t.typname = c.udt_name JOIN pg_enum e ON e.enumtypid = t.oid
      WHERE c.table_schema = 'public'`
    const shown = new Set(
      inventory().flatMap(({ name, columns }) =>
        columns.filter(({ kind }) => shownKinds.includes(kind)).map((column) => `${name}.${column.name}`),
      ),
    )
    expect(labels.length).toBeGreaterThan(10)
    expect(labels.filter(({ column, code }) => shown.has(column) && !wordsOf(column)?.[code])).toEqual([])
  })

  test('of the texts whose codes stand in the schema ("/// one | two")', () => {
    const listed = codesInSchema()
    expect(listed).toContainEqual({ column: 'data_request.outcome', code: 'carried-out' })
    expect(listed.filter(({ column, code }) => !wordsOf(column)?.[code])).toEqual([])
  })

  test('of all acts and mails, by their types', () => {
    for (const act of acts) expect(actWord(act)).not.toBe(act)
    expect(mailLabel('request-refused')).toBe('Anliegen abgelehnt')
  })

  test('in the details of the audit rows that the code writes: add it in lib/personal-data/detail-words.ts', () => {
    const names = sourceFiles('lib').flatMap(detailNames)
    expect(new Set(names.map(({ name }) => name)).size).toBeGreaterThan(30)
    expect(names.filter(({ name }) => !nameOfDetail(name))).toEqual([])
  })
})

test('why staff looked at somebody is said in German, whatever the reason', () => {
  expect(lookReasons.filter((reason) => detailsText({ reason }) === `Anlass: ${reason}`)).toEqual([])
})

test('details read like a sentence, days and instants in German form', () => {
  expect(detailsText({ reason: 'self', sessions: 1200, dueOn: '2026-12-20', inForce: true, fields: ['surname'] })).toBe(
    'Anlass: selbst gelöscht, Sitzungen: 1.200, Antwort fällig am: 20. Dezember 2026, gilt jetzt: ja, Angaben: Name',
  )
  expect(detailsText({ by: [], found: 5 })).toBe('durch: nichts Bestimmtes, gefunden: 5')
})

test('a whole report holds no act, template or code in its readable file', async () => {
  const ctx = testContext()
  const { accountId } = await aFullLife(ctx, 'Kanarienvogel')
  const report = await compileReport(ctx, { accountId })
  if (report.outcome !== 'compiled') throw new Error(report.outcome)
  const html = (await Array.fromAsync(report.files.find(({ name }) => name === 'auskunft.html')?.text ?? [])).join('')
  const values = [...html.matchAll(/<dd>(.*?)<\/dd>/g)].map(([, value]) => value ?? '')
  expect(values.filter((value) => /^[a-z]+[._-][a-z._-]+$/.test(value))).toEqual([])
})

/** Columns shown to the person whose comment lists codes: `/// answered | refused`. */
function codesInSchema(): { column: string; code: string }[] {
  return sourceFiles('prisma/schema').flatMap((file) => {
    const models = readFileSync(file, 'utf8')
      .split(/^model /m)
      .slice(1)
    return models.flatMap((model) => {
      const table = /@@map\("(\w+)"\)/.exec(model)?.[1] ?? ''
      return [...model.matchAll(/((?:^ {2}\/\/\/.*\n)+) {2}(\w+)(.*)/gm)].flatMap(
        ([, comment = '', field, rest = '']) => {
          if (!/@report/.test(comment)) return []
          const list = /\/\/\/ (\w[\w-]*(?: \| [\w-]+)+)/.exec(comment)?.[1] ?? ''
          const column = `${table}.${/@map\("(\w+)"\)/.exec(rest)?.[1] ?? field}`
          return list.split(' | ').flatMap((code) => (code ? [{ column, code }] : []))
        },
      )
    })
  })
}

/** Names in `details: { … }` of recordEvent, and in the JSON of set-based audit rows. */
function detailNames(file: string): { file: string; name: string }[] {
  const text = readFileSync(file, 'utf8')
  const objects = [...text.matchAll(/recordEvent\([^;]*?details: \{([^}]*)\}/g)].flatMap(([, inside = '']) =>
    [
      ...inside
        .replace(/\.\.\.\(?\w+[^,]*/g, '')
        .replace(/\([^)]*\)/g, '')
        .matchAll(/(?:^|,)\s*(\w+)\s*(?=[:,]|\s*$)/g),
    ].map(([, name = '']) => name),
  )
  const statements = [...text.matchAll(/INSERT INTO audit_event([^`]*)/g)].flatMap(([, sql = '']) =>
    [...sql.matchAll(/[(,]\s*'(\w+)',/g)].map(([, name = '']) => name).filter((name) => !/^(true|false)$/.test(name)),
  )
  return [...objects, ...statements].map((name) => ({ file, name }))
}
