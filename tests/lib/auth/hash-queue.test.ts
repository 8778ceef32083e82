import { availableParallelism } from 'node:os'
import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { inHashQueue, Overloaded } from '@/lib/auth/hash-queue'

/** One core is kept free for everything else. */
const hashingCores = Math.max(1, availableParallelism() - 1)

test('S-L2 never more hashes at once than cores less one, in the order of arrival, and all are done', async () => {
  let running = 0
  let most = 0
  const order: number[] = []
  await Promise.all(
    Array.from({ length: 30 }, (_, index) =>
      inHashQueue(async () => {
        running += 1
        most = Math.max(most, running)
        order.push(index)
        await setTimeout(1)
        running -= 1
      }),
    ),
  )
  expect(most).toBe(hashingCores)
  expect(order).toEqual(order.toSorted((a, b) => a - b))
})

test('S-L2 who comes to a full queue is sent away at once, and the queue recovers', async () => {
  const results = await Promise.allSettled(
    Array.from({ length: 251 * hashingCores + 5 }, () => inHashQueue(() => setTimeout(1))),
  )
  const refused = results.filter(({ status }) => status === 'rejected')
  expect(refused).toHaveLength(5)
  expect(refused.every((result) => result.status === 'rejected' && result.reason instanceof Overloaded)).toBe(true)
  expect(await inHashQueue(async () => 'free again')).toBe('free again')
})

test('S-L2 a hash that fails gives its place back', async () => {
  const failures = Array.from({ length: 10 }, () => inHashQueue(() => Promise.reject(new Error('broken'))))
  expect((await Promise.allSettled(failures)).every(({ status }) => status === 'rejected')).toBe(true)
  expect(await inHashQueue(async () => 1)).toBe(1)
})
