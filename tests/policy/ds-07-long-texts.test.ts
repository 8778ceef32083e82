import { beforeEach, describe, expect, test, vi } from 'vitest'
import { answerTopic, beginTopic, changePost } from '@/app/(member)/forum/actions'
import { throttleLimits } from '@/lib/auth/limits'
import { type Member } from '@/lib/auth/session'
import { eventCalendar } from '@/lib/publications/calendar'
import { atomFeed, rssFeed } from '@/lib/publications/feeds'
import { type ShownPublication } from '@/lib/publications/shown'
import { testContext } from '../support/context'
import { aSpeaker } from '../support/forum'
import { someContent } from '../support/publications'

/** Nobody can close the portal to others by what they write, before or after it is published (DS-07, S-L2). */
const { visit } = vi.hoisted(() => ({ visit: { member: undefined as Member | undefined, status: 200 } }))
vi.mock('next/cache', () => ({ revalidatePath: () => {} }))
vi.mock('next/headers', () => ({ headers: async () => new Headers(), cookies: async () => ({ get: () => undefined }) }))
vi.mock('@/lib/auth/session', () => ({ currentMember: async () => visit.member, pendingMember: async () => undefined }))
vi.mock('@/lib/exchange', async (original) => ({
  ...(await original<object>()),
  setStatus: (status: number) => {
    visit.status = status
    return true
  },
  peerAddress: () => '127.0.0.1',
  keepFarewell: () => true,
}))

const ctx = testContext()
const id = '01930000-0000-7000-8000-000000000000'

async function signedIn(): Promise<void> {
  const { accountId, givenName, surname } = await aSpeaker(ctx)
  visit.member = {
    accountId,
    role: 'member',
    sessionId: crypto.randomUUID(),
    givenName,
    surname,
    memberGroup: 'private_person',
    isVerified: true,
    factorAt: null,
    hasFlash: false,
  }
}

describe('a preview', () => {
  const kinds = [
    { action: beginTopic, fields: { categoryId: id, title: 'Eine Frage' } },
    { action: answerTopic, fields: { topicId: id } },
    { action: changePost, fields: { postId: id } },
  ]
  async function preview(kind: number, body: string) {
    const { action, fields } = kinds[kind % kinds.length] as (typeof kinds)[number]
    const form = new FormData()
    for (const [name, value] of Object.entries({ ...fields, body, intent: 'preview' })) form.append(name, value)
    visit.status = 200
    return action({}, form)
  }
  beforeEach(signedIn)

  test(`is shown ${throttleLimits.preview.points} times in ten minutes, of all kinds together, then 429; others are not held up`, async () => {
    for (let time = 0; time < throttleLimits.preview.points; time++)
      expect((await preview(time, '**Guten** Tag')).shownText).toBe('<p><strong>Guten</strong> Tag</p>\n')
    for (const kind of [0, 1, 2]) {
      const refused = await preview(kind, '**Guten** Tag')
      expect([visit.status, refused.shownText, refused.values?.body]).toEqual([429, undefined, '**Guten** Tag'])
      expect(refused.problem).toMatch(/^Zu viele Versuche/)
    }
    await signedIn()
    expect((await preview(0, 'Tag')).shownText).toBe('<p>Tag</p>\n')
  })

  test.each([
    ['!', '!'.repeat(19_990)],
    ['a.a.a…@', `${'a.'.repeat(9_980)}@`],
    ['line breaks', `a${'\n'.repeat(19_900)}b`],
  ])('of 20,000 signs holds up nobody: %s', async (_, body) => {
    await preview(0, 'warm')
    const before = process.threadCpuUsage()
    expect((await preview(0, body)).shownText).toBeDefined()
    expect(process.threadCpuUsage(before).user / 1_000).toBeLessThan(100)
  })
})

test('feeds and calendars with published texts of this kind cost all visitors together one reading', () => {
  const now = ctx.now()
  const texts = [`* a\n\n${'!aa'.repeat(6_600)}`, `*a*${'\n'.repeat(19_900)}b`, `* a\n\n${'!'.repeat(19_900)}`]
  const publications = Array.from({ length: 30 }, (_, number): ShownPublication => {
    const body = `${number} ${texts[number % texts.length]}`
    return {
      ...someContent(ctx, { body, summary: '' }),
      drawn: null,
      id,
      kind: 'event',
      publishedAt: now,
      correctedAt: null,
      changedAt: now,
      eventState: null,
      sequence: 0,
      publisher: { organisation: 'Bildungswerk Saale', name: null },
    }
  })
  const appUrl = 'http://portal.test'
  const readers = [
    () => atomFeed({ appUrl, publications, updatedAt: now }),
    () => rssFeed({ appUrl, publications, updatedAt: now }),
    () => publications.map((shown) => eventCalendar(shown, { appUrl })),
  ]
  for (const read of [...readers, ...readers]) {
    const before = process.threadCpuUsage()
    read()
    // Thirty texts of 20,000 characters are escaped and hashed as well.
    expect(process.threadCpuUsage(before).user / 1_000).toBeLessThan(250)
  }
})
