import { expect, test } from 'vitest'
import { codesOf, contentLabels } from '@/lib/codes'
import { contentQuery, readContentQuery } from '@/lib/content'

const id = '01930000-0000-7000-8000-00000000abcd'

test.each(codesOf(contentLabels))('a reference to a %s survives its address', (kind) => {
  expect(readContentQuery(Object.fromEntries(new URLSearchParams(contentQuery({ kind, id }))))).toEqual({ kind, id })
})

test.each([
  {},
  { art: 'angebot' },
  { art: 'konto', id },
  { art: 'angebot', id: `${id}'--` },
  { art: 'angebot', id: '1' },
])('%o is no reference', (query) => {
  expect(readContentQuery(query)).toBeUndefined()
})
