import { beforeEach, expect, test, vi } from 'vitest'
import { GET } from '@/app/api/unread/route'
import { QUIET_ASKS, sessionLimits } from '@/lib/auth/limits'
import { endAllSessions, startSession } from '@/lib/auth/sessions'
import { inTransaction } from '@/lib/context'
import { startConversation } from '@/lib/messaging/start-conversation'
import { aMember, type CastMember } from '../support/cast'
import { as, testContext } from '../support/context'

/** What the menu of an open page asks by itself (DS-08): only of members, and without keeping anything alive (S-C4). */
const { browser } = vi.hoisted(() => ({ browser: { sessionId: undefined as string | undefined } }))
vi.mock('@/lib/auth/session', () => ({ currentSessionId: async () => browser.sessionId }))

const ctx = testContext({ now: new Date() })

beforeEach(() => {
  browser.sessionId = undefined
})

function ask(known?: string): Promise<Response> {
  return GET(new Request('http://portal.test/api/unread', { headers: known ? { 'if-none-match': known } : {} }))
}

async function aReader(): Promise<CastMember> {
  const member = await aMember(ctx, { verified: true })
  const session = { accountId: member.accountId, role: 'member' as const, device: 'Firefox' }
  browser.sessionId = await inTransaction(ctx, (tx) => startSession(tx, session))
  return member
}

async function writeTo(recipient: CastMember): Promise<void> {
  const { accountId } = await aMember(ctx, { verified: true })
  const result = await startConversation(as(ctx, { kind: 'member', accountId, role: 'member', sessionId: accountId }), {
    recipientId: recipient.accountId,
    content: { kind: 'profile', id: recipient.accountId },
    shownAs: 'Glaswerk Jena',
    subject: 'Kurs',
    text: 'Guten Tag',
  })
  expect(result.outcome).toBe('sent')
}

test('a member is told how many messages are unread, and nothing while nothing changes', async () => {
  const member = await aReader()
  expect(await (await ask()).json()).toEqual({ unread: 0 })
  await writeTo(member)
  const answer = await ask('"0"')
  expect(await answer.json()).toEqual({ unread: 1 })
  expect(answer.headers.get('cache-control')).toBe('no-store')
  const again = await ask(answer.headers.get('etag') ?? '')
  expect([again.status, await again.text()]).toEqual([304, ''])
})

test('visitors and ended sessions are told nothing', async () => {
  expect((await ask()).status).toBe(401)
  const { accountId } = await aReader()
  expect((await ask()).status).toBe(200)
  await endAllSessions(ctx, accountId)
  const answer = await ask()
  expect([answer.status, await answer.text()]).toEqual([401, ''])
})

test('asking is no use of the session and no sign-in: an open tab keeps nothing alive', async () => {
  const { accountId } = await aReader()
  const facts = async () => ({
    sessions: await ctx.db.session.findMany({ where: { accountId } }),
    account: await ctx.db.account.findUniqueOrThrow({ where: { id: accountId } }),
    events: await ctx.db.auditEvent.count(),
  })
  const almost = new Date(Date.now() - (sessionLimits.member.idle - 60) * 1000)
  await ctx.db.session.updateMany({ where: { accountId }, data: { lastSeenAt: almost } })
  const before = await facts()
  expect((await ask()).status).toBe(200)
  expect(await facts()).toEqual(before)
  const idle = new Date(Date.now() - sessionLimits.member.idle * 1000)
  await ctx.db.session.updateMany({ where: { accountId }, data: { lastSeenAt: idle } })
  expect((await ask()).status).toBe(401)
})

test(`more than ${QUIET_ASKS.points} questions of one session in a minute are refused, those of others are not`, async () => {
  await aReader()
  for (let each = 0; each < QUIET_ASKS.points; each++) expect((await ask()).status).toBe(200)
  const refused = await ask()
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '60'])
  await aReader()
  expect((await ask()).status).toBe(200)
})
