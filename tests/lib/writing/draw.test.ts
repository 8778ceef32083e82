import { beforeEach, expect, test, vi } from 'vitest'
import { type TimedOutcome } from '@/lib/time-limit'
import { draw } from '@/lib/writing/draw'

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
const isDrawn = (text: string) => draw(text).words === text.replaceAll('**', '').trim()
const isTyped = (text: string) => draw(text).words === text.trim()
const long = (beginning: string) => beginning + '**Guten** Tag zusammen. '.repeat(40)

test('a text of 500 characters needs no limit, one of 501 does', () => {
  ending = 'done'
  expect([isDrawn('**a** '.padEnd(500, 'x')), readings]).toEqual([true, 0])
  expect([isDrawn('**a** '.padEnd(501, 'x')), readings]).toEqual([true, 1])
})

test('a text that takes too long stands as it was typed, for good', () => {
  ending = 'costly'
  expect([isTyped(long('zwei ')), readings]).toEqual([true, 1])
  time += PAUSE
  expect(draw(long('zwei ')).isFinal).toBe(true)
})

test('for half a second after it other long texts stand as they were typed and are not kept so; short ones are drawn', () => {
  ending = 'costly'
  draw(long('drei '))
  ending = 'done'
  time += PAUSE - 1
  expect([isTyped(long('vier ')), draw(long('vier ')).isFinal, isDrawn('**kurz**'), readings]).toEqual([
    true,
    false,
    true,
    1,
  ])
  time += 1
  expect([isDrawn(long('vier ')), draw(long('vier ')).isFinal]).toEqual([true, true])
})

test('a text for which the machine had no time is tried again half a second later', () => {
  ending = 'busy'
  expect([isTyped(long('fünf ')), readings]).toEqual([true, 1])
  time += PAUSE
  expect(draw(long('fünf ')).isFinal).toBe(false)
  ending = 'done'
  time += PAUSE
  expect([isDrawn(long('fünf ')), draw(long('fünf ')).isFinal]).toEqual([true, true])
})
