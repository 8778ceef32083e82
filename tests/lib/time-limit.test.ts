import { expect, test } from 'vitest'
import { withinTime } from '@/lib/time-limit'

test('work that ends in time hands over its result, an error of its own is thrown', () => {
  expect(withinTime(1_000, () => 'Ergebnis')).toEqual({ outcome: 'done', value: 'Ergebnis' })
  const broken = new TypeError('kaputt')
  expect(() =>
    withinTime(1_000, () => {
      throw broken
    }),
  ).toThrow(broken)
})

test.each([
  [
    'a loop',
    () => {
      for (;;);
    },
  ],
  ['a regular expression', () => /^(a+)+$/.test(`${'a'.repeat(60)}b`)],
])('%s that would not end is broken off, again and again', (_, endless) => {
  for (let time = 0; time < 3; time++) {
    const before = process.threadCpuUsage()
    expect(withinTime(20, endless).outcome).toBe('broken-off')
    expect(process.threadCpuUsage(before).user / 1000).toBeLessThan(100)
  }
  expect(withinTime(1_000, () => 'danach')).toEqual({ outcome: 'done', value: 'danach' })
})

test('within work that has a limit other work can have its own', () => {
  const inner = () => withinTime(1_000, () => 'innen')
  expect(withinTime(1_000, () => [inner(), inner()])).toEqual({
    outcome: 'done',
    value: [
      { outcome: 'done', value: 'innen' },
      { outcome: 'done', value: 'innen' },
    ],
  })
})

test('time in which the machine did something else is not held against the work', () => {
  const asleep = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100)
  const result = withinTime(20, () => {
    asleep()
    for (const end = performance.now() + 1; performance.now() < end; );
  })
  expect(result).toEqual({ outcome: 'broken-off', isCostly: false })
})
