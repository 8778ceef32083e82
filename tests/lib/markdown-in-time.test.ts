import { beforeEach, expect, test, vi } from 'vitest'
import { plainText } from '@/lib/markdown'
import { type TimedOutcome } from '@/lib/time-limit'

/** What is shown of a long text whose reading ends in time, or not (DS-07). */
let readings = 0
let ending: 'done' | 'costly' | 'busy'
vi.mock('@/lib/time-limit', () => ({
  withinTime<T>(_: number, work: () => T): TimedOutcome<T> {
    readings += 1
    return ending === 'done'
      ? { outcome: 'done', value: work() }
      : { outcome: 'broken-off', isCostly: ending === 'costly' }
  },
}))

let time = 0
vi.spyOn(performance, 'now').mockImplementation(() => time)
beforeEach(() => {
  time += 60_000
  readings = 0
})

const PAUSE = 500
const isRead = (text: string) => plainText(text) === text.replaceAll('**', '').trim()
const isTyped = (text: string) => plainText(text) === text.trim()
const long = (beginning: string) => beginning + '**Guten** Tag zusammen. '.repeat(40)

test('a text that is read in time is read once', () => {
  ending = 'done'
  expect([isRead(long('eins ')), isRead(long('eins ')), readings]).toEqual([true, true, 1])
})

test('a text of 500 characters needs no limit, one of 501 does', () => {
  ending = 'done'
  expect([isRead('**a** '.padEnd(500, 'x')), readings]).toEqual([true, 0])
  expect([isRead('**a** '.padEnd(501, 'x')), readings]).toEqual([true, 1])
})

test('a text that takes too long stands as it was typed and is not tried again', () => {
  ending = 'costly'
  expect(isTyped(long('zwei '))).toBe(true)
  ending = 'done'
  time += PAUSE
  expect([isTyped(long('zwei ')), readings]).toEqual([true, 1])
})

test('for half a second after it other long texts stand as they were typed, short ones and known ones do not', () => {
  ending = 'done'
  plainText(long('bekannt '))
  ending = 'costly'
  plainText(long('drei '))
  ending = 'done'
  time += PAUSE - 1
  expect([isTyped(long('vier ')), isRead('**kurz**'), isRead(long('bekannt ')), readings]).toEqual([
    true,
    true,
    true,
    2,
  ])
  time += 1
  expect([isRead(long('vier ')), readings]).toEqual([true, 3])
})

test('a text for which the machine had no time is tried again half a second later', () => {
  ending = 'busy'
  expect(isTyped(long('fünf '))).toBe(true)
  ending = 'done'
  expect([isTyped(long('fünf ')), readings]).toEqual([true, 1])
  time += PAUSE
  expect([isRead(long('fünf ')), readings]).toEqual([true, 2])
})
