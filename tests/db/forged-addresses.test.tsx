import { type ReactElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test, vi } from 'vitest'
import { type Member } from '@/lib/auth/session'
import { aMember } from '../support/cast'
import { testContext } from '../support/context'
import { readQueryNames } from '../support/query-names'

/** No address says that something happened: whatever stands in it, no page shows news that it would not show without (architecture rule 6). */
const { visit } = vi.hoisted(() => ({ visit: { member: undefined as Member | undefined } }))
vi.mock('next/server', () => ({ connection: async () => undefined }))
vi.mock('next/headers', () => ({ headers: async () => new Headers(), cookies: async () => ({ get: () => undefined }) }))
vi.mock('@/lib/auth/session', () => ({
  currentMember: async () => visit.member,
  currentSessionId: async () => undefined,
  pendingMember: async () => undefined,
}))

const ctx = testContext()
const id = '01930000-0000-7000-8000-000000000000'
const pages = import.meta.glob<{ default: (props: object) => Promise<ReactElement> }>([
  '../../app/**/page.tsx',
  '!../../app/_edge/**',
])

/** What pages once read, and what somebody may think of. */
const former =
  'meldung geprueft bestaetigt gesendet blockiert abgemeldet abgelaufen beendet passwort gespeichert fehler beschwerde neu'.split(
    ' ',
  )
const invented = 'erfolg success done ok status message notice error konto geloescht'.split(' ')
const names = [...new Set([...readQueryNames(), ...former, ...invented])]
const values = [
  'ja',
  'neu',
  'alle',
  'eine',
  'schon',
  'konto-geloescht',
  'widersprochen',
  'eingelegt',
  'passwort',
  'Ihr Konto ist gelöscht.',
]

/** What is news: a message of success, or one that is read out by itself. A search that says what it found is none. */
function newsIn(html: string): string[] {
  const messages = html.match(/<div[^>]*\bkern-alert\b[^>]*>.*?<\/(?:p|h\d)>/gs) ?? []
  return messages.filter((message) => /^<div[^>]*(?:kern-alert--success|role=)/.test(message))
}

async function newsOf(page: (props: object) => Promise<ReactElement>, query: object): Promise<string[]> {
  const props = {
    params: Promise.resolve({ id, number: '1', name: 'x', slug: 'x' }),
    searchParams: Promise.resolve(query),
  }
  const element = await page(props).catch((error: { digest?: string }) => {
    if (!error.digest?.startsWith('NEXT_REDIRECT')) throw error
    // Where it leads says nothing either.
    expect(error.digest).not.toMatch(new RegExp(`[?&](?:${former.join('|')})=`))
    return null
  })
  return newsIn(renderToStaticMarkup(element))
}

describe('no address brings news to a page', () => {
  test.each(['nobody', 'member', 'admin'] as const)(
    'of %s',
    async (visitor) => {
      const role = visitor === 'nobody' ? undefined : visitor
      if (role) {
        const { accountId, givenName, surname } = await aMember(ctx, { role })
        const session = {
          sessionId: crypto.randomUUID(),
          memberGroup: 'private_person',
          isVerified: true,
          hasFlash: false,
        }
        visit.member = { accountId, role, givenName, surname, factorAt: new Date(), ...session } as Member
      }
      for (const [key, load] of Object.entries(pages)) {
        const { default: page } = await load()
        const without = await newsOf(page, {})
        for (const value of values) {
          const query = Object.fromEntries(names.map((name) => [name, value]))
          const news = await newsOf(page, query)
          expect(
            news.filter((each) => !without.includes(each)),
            `${key} with ${value}`,
          ).toEqual([])
        }
      }
    },
    240_000,
  )
})
