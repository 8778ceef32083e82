import { describe, expect, test } from 'vitest'
import {
  demoCategories,
  demoConversations,
  demoEntries,
  demoPeople,
  demoPublications,
  demoReports,
  demoTopics,
} from '@/prisma/demo/read-demo'

/** prisma/demo/*.json as a whole; that each part has its form is read with it, strictly. */
const registered = new Map(demoPeople.map(({ email, life }) => [email, life.registered]))

test('every person has an address of their own', () => {
  expect(registered.size).toBe(demoPeople.length)
})

test('nobody writes before they have registered, and nobody whose account is unconfirmed', () => {
  const written = [
    ...demoEntries.map(({ email, daysAgo }) => ({ email, daysAgo })),
    ...demoPublications.map(({ author: email, daysAgo }) => ({ email, daysAgo })),
    ...demoReports.map(({ by: email, daysAgo }) => ({ email, daysAgo })),
    ...demoTopics.flatMap(({ daysAgo, posts }) => posts.map(({ by: email }) => ({ email, daysAgo }))),
    ...demoConversations.flatMap(({ between: [email, other], messages: [{ daysAgo }] }) => [
      { email, daysAgo },
      { email: other, daysAgo },
    ]),
  ]
  expect(written.filter(({ email, daysAgo }) => daysAgo >= (registered.get(email) ?? 0))).toEqual([])
  const unconfirmed = demoPeople.filter(({ life }) => life.state === 'unconfirmed').map(({ email }) => email)
  expect(written.filter(({ email }) => unconfirmed.includes(email))).toEqual([])
})

describe('the topics of the forum', () => {
  test.each(demoTopics.map((topic) => [topic.title, topic] as const))('%s', (_, topic) => {
    expect(demoCategories.map(({ name }) => name)).toContain(topic.category)
    expect(topic.helpful ?? 1).toBeLessThanOrEqual(topic.posts.length)
    for (const [index, { quotes }] of topic.posts.entries()) expect(quotes ?? 0).toBeLessThanOrEqual(index)
    const hours = topic.posts.reduce((sum, post) => sum + post.hours, 0)
    expect(topic.daysAgo - hours / 24, 'the last answer lies in the past').toBeGreaterThan(0)
  })
})

describe('the conversations', () => {
  test.each(demoConversations.map((one) => [one.subject, one] as const))(
    '%s',
    (_, { between, messages, readUntil }) => {
      const times = messages.map(({ daysAgo }) => daysAgo)
      expect(times).toEqual(times.toSorted((a, b) => b - a))
      for (const by of [...messages.map((message) => message.by), readUntil?.by]) {
        if (by) expect(between).toContain(by)
      }
    },
  )
})
