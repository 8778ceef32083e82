import { expect, test } from 'vitest'
import { contactSchema, limits } from '@/lib/contact/schema'

const message = { name: 'Erika Muster', email: 'erika@beispiel.de', subject: 'Frage', message: 'Guten Tag' }
const problems = (input: object) =>
  (contactSchema.safeParse(input).error?.issues ?? []).map(({ path, message }) => [path[0], message])

test('a complete message passes, tidied', () => {
  expect(contactSchema.parse({ ...message, name: '  Erika Muster ', message: 'Guten\r\nTag\n' })).toEqual({
    ...message,
    message: 'Guten\nTag',
  })
})

test('each empty field is named once', () => {
  expect(problems({ name: ' ', email: '', subject: '', message: '\n' })).toEqual([
    ['name', 'Geben Sie Ihren Namen ein.'],
    ['email', 'Geben Sie Ihre E-Mail-Adresse ein.'],
    ['subject', 'Geben Sie einen Betreff ein.'],
    ['message', 'Schreiben Sie Ihre Nachricht.'],
  ])
})

test.each(['Frage\r\nBcc: x@example.org', 'Frage\nTo: x', 'Frage\u2028x', 'Frage\u202Ex', 'Frage\u0000x'])(
  'S-G1: %j reaches a mail header as one visible line',
  (typed) => {
    const { subject, name } = contactSchema.parse({ ...message, subject: typed, name: typed })
    for (const line of [subject, name]) expect(line).toMatch(/^Frage ?[\x20-\x7e]+$/)
  },
)

test('lengths count characters, to the last one', () => {
  expect(problems({ ...message, message: 'ä'.repeat(limits.message) })).toEqual([])
  expect(problems({ ...message, message: 'ä'.repeat(limits.message + 1) })).toHaveLength(1)
  expect(problems({ ...message, subject: '😀'.repeat(limits.subject) })).toEqual([])
  expect(problems({ ...message, subject: '😀'.repeat(limits.subject + 1) })).toHaveLength(1)
})

test('S-E1: extra and missing fields are refused', () => {
  expect(contactSchema.safeParse({ ...message, role: 'admin' }).success).toBe(false)
  expect(contactSchema.safeParse({ ...message, subject: ['a', 'b'] }).success).toBe(false)
})
