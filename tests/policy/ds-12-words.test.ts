import { describe, expect, test } from 'vitest'
import { compileReport } from '@/lib/access-requests/compile-report'
import { type Act, acts, type DetailKind, type Details } from '@/lib/audit/acts'
import { recordEvent } from '@/lib/audit/record-event'
import { type Codes, codeLists } from '@/lib/codes'
import { describeDetails, describeValue } from '@/lib/personal-data/describe-value'
import { inventory } from '@/lib/personal-data/inventory'
import { type PersonValue } from '@/lib/personal-data/person-rows'
import { asSelf, testContext } from '../support/context'
import { aFullLife } from '../support/full-life'

/** DS-12: the report is in plain German. Every code that a person can see has its word, and in each list its own. */
const everyDetail = Object.entries(acts).flatMap(([act, { details }]) =>
  Object.entries(details as Details).map(([name, kind]) => ({ act: act as Act, name, kind })),
)
const listed = everyDetail.flatMap(({ act, name, kind }) => {
  const list = listOf(kind)
  return list ? Object.entries(list).map(([code, word]) => ({ act, name, code, word, kind })) : []
})
const columns = inventory().flatMap((table) => table.columns.map((column) => ({ table: table.name, column })))

describe('codes in the details of audit rows', () => {
  test('are shown in the word of their own list, for every act and every code', () => {
    expect(listed.length).toBeGreaterThan(150)
    for (const { act, name, code, word, kind } of listed) {
      const text = describeDetails(act, { [name]: Array.isArray(kind) ? [code] : code })
      expect(text, `${act}.${name}`).toMatch(/^\p{L}[^:]*: /u)
      expect(text.slice(text.indexOf(': ') + 2), `${act}.${name}: ${code}`).toBe(word)
    }
  })

  test('mean in each list what they mean there', () => {
    const kinds = ['erasure', 'objection', 'restriction'] as const
    expect(kinds.map((kind) => describeDetails('request.opened', { kind }))).toEqual([
      'Art: Löschwunsch',
      'Art: Widerspruch gegen die Verarbeitung',
      'Art: Einschränkung der Verarbeitung',
    ])
    expect(describeDetails('restriction.placed', { ground: 'objection' })).toBe(
      'Grund: Ein Widerspruch gegen die Verarbeitung wird geprüft',
    )
    expect(describeDetails('erasure.postponed', { reason: 'request' })).toBe('Anlass: Wunsch per E-Mail oder Brief')
    expect(describeDetails('member.viewed', { reason: 'request' })).toBe('Anlass: Anliegen')
  })

  test('of moderation and verification are no English', () => {
    expect(describeDetails('verification.decided', { decision: 'verified' })).toBe('Entscheidung: Bestätigt')
    expect(describeDetails('moderation.decided', { act: 'hide', ground: 'terms' })).toBe(
      'Maßnahme: Verborgen, Grund: unsere Nutzungsregeln',
    )
    expect(describeDetails('moderation.decided', { act: 'warn' })).toBe('Maßnahme: Verwarnung')
    expect(describeDetails('moderation.appeal-decided', { decision: 'upheld' })).toBe(
      'Entscheidung: Beschwerde hatte Erfolg',
    )
    expect(describeDetails('content.reported', { kind: 'publication', category: 'hate' })).toBe(
      'Art: Angebot, Grund: Hetzt gegen Menschen',
    )
  })
})

test('details read like a sentence, days, instants and columns in German form', () => {
  expect(describeDetails('account.erased', { reason: 'self', replayed: true })).toBe(
    'Anlass: Selbst gelöscht, nach einer Wiederherstellung wiederholt: ja',
  )
  expect(describeDetails('request.opened', { dueOn: '2026-12-20' })).toBe('Antwort fällig am: 20. Dezember 2026')
  expect(describeDetails('session.ended', { sessions: 1200 })).toBe('Sitzungen: 1.200')
  expect(describeDetails('account.profile-updated', { fields: ['surname', 'position'] })).toBe(
    'Angaben: Name · Aufgabenbereich/Position',
  )
  expect(describeDetails('policy.in-force', { announcedAt: '2026-11-30T12:00:00+00:00' })).toBe(
    'bekannt gemacht am: 30. November 2026, 13:00 Uhr',
  )
  expect(describeDetails('account.time-corrected', { column: 'last_login_at' })).toBe('Feld: Letzter Login')
  expect(describeDetails('portal.times-found', { rows: { 'session.created_at': 1000 } })).toBe(
    'Einträge: Angemeldete Geräte: Angemeldet am 1.000',
  )
  expect(describeDetails('member.searched', { by: [], found: 5 })).toBe('durch: nichts Bestimmtes, gefunden: 5')
  expect(describeDetails('disclosure.secrecy-set', { tellFrom: null })).toBe('mitteilen ab: keine Angabe')
})

test('what an older version wrote is shown as it stands', () => {
  expect(describeDetails('account.erased', { reason: 'of-old', gone: 'yes' })).toBe('Anlass: of-old, gone: yes')
  expect(describeDetails('act.of-old', { kind: 'erasure' })).toBe('Art: erasure')
})

describe('codes in columns', () => {
  test('of an enum or of a declared list are shown in the word of that list', () => {
    const coded = columns.filter(({ column }) => column.codes !== undefined && column.label !== undefined)
    expect(coded.length).toBeGreaterThan(30)
    for (const { table, column } of coded) {
      for (const [code, word] of Object.entries(listNamed(column.codes) ?? {})) {
        const text = describeValue(column, { values: { [column.name]: code } })
        expect(text, `${table}.${column.name}`).toBe(word)
      }
    }
  })

  test('of an enum always have a list, and so do acts and mails', () => {
    const enums = columns.filter(({ column }) => column.type === 'code')
    expect(enums.filter(({ column }) => column.label && !column.codes)).toEqual([])
    expect(describeValue(columnOf('audit_event', 'act'), { values: { act: 'account.erased' } })).toBe('Konto gelöscht')
    expect(describeValue(columnOf('outgoing_mail', 'template'), { values: { template: 'request-refused' } })).toBe(
      'Anliegen abgelehnt',
    )
  })

  test('that a report shows are all declared: a text that holds one word of a list names the list', async () => {
    const ctx = testContext()
    const { accountId } = await aFullLife(ctx, 'Nachtigall')
    for (const { act, name, kind } of everyDetail) {
      const [code] = Object.keys(listOf(kind) ?? {})
      if (code) await recordEvent(ctx, act, { subjectId: accountId, details: detail(name, kind, code) })
    }
    const report = await compileReport(asSelf(ctx, accountId), { accountId })
    if (report.outcome !== 'compiled') throw new Error(report.outcome)
    const codes = new Set([...Object.values(codeLists).flatMap((list) => Object.keys(list)), ...Object.keys(acts)])
    const german = new Set(listed.map(({ word }) => word))
    const isCode = (value: string) => codes.has(value) && !german.has(value)
    for (const file of report.files.filter(({ name }) => /\.(html|csv)$/.test(name))) {
      const text = (await Array.fromAsync(file.text)).join('')
      const values = file.name.endsWith('.html')
        ? [...text.matchAll(/<dd>(.*?)<\/dd>/g)].map(([, value]) => value ?? '')
        : [...text.matchAll(/"((?:[^"]|"")*)"/g)].map(([, value]) => value ?? '')
      const parts = values.flatMap((value) => [
        value,
        ...value.split(/, | · /).map((part) => part.replace(/^.*: /, '')),
      ])
      expect(parts.filter(isCode), file.name).toEqual([])
    }
  })
})

function listOf(kind: DetailKind): Codes | undefined {
  const [each] = Array.isArray(kind) ? kind : [kind]
  return typeof each === 'object' ? each : undefined
}

function listNamed(name: string | undefined): Codes | undefined {
  return (codeLists as Record<string, Codes>)[name ?? '']
}

function detail(name: string, kind: DetailKind, code: string): Record<string, PersonValue & string> {
  return { [name]: (Array.isArray(kind) ? [code] : code) as string }
}

function columnOf(table: string, name: string) {
  const found = columns.find((each) => each.table === table && each.column.name === name)
  if (!found) throw new Error(`${table}.${name}`)
  return found.column
}
