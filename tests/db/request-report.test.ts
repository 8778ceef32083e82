import { beforeEach, describe, expect, test, vi } from 'vitest'
import { POST } from '@/app/admin/vorgaenge/[id]/auskunft/route'
import { confirmRequest } from '@/lib/access-requests/confirm-request'
import { openRequest } from '@/lib/access-requests/open-request'
import { type Member } from '@/lib/auth/session'
import { startSession } from '@/lib/auth/sessions'
import { aMember, secretFromMail } from '../support/cast'
import { as, testContext } from '../support/context'

/** The compiled report that staff send by letter (DS-12): for the right people, and only after the identity check. */
const { visit } = vi.hoisted(() => ({ visit: { member: undefined as Member | undefined } }))
vi.mock('next/headers', () => ({ headers: async () => new Headers(), cookies: async () => ({ get: () => undefined }) }))
vi.mock('@/lib/auth/session', () => ({ currentMember: async () => visit.member, pendingMember: async () => undefined }))

beforeEach(() => {
  visit.member = undefined
})

async function anAccessRequest(kind: 'access' | 'complaint' = 'access') {
  const { accountId: staffId } = await aMember(testContext(), { role: 'admin' })
  const sessionId = await startSession(testContext(), { accountId: staffId, role: 'admin', device: 'Test' })
  const staff = { accountId: staffId, role: 'admin', sessionId } as const
  const ctx = as(testContext(), { kind: 'member', ...staff })
  const { accountId, email } = await aMember(testContext())
  const opened = await openRequest(ctx, { accountId, kind, receivedOn: '2026-11-20' })
  if (opened.outcome !== 'opened') throw new Error(opened.outcome)
  const secret = await secretFromMail(ctx, accountId, 'request-received')
  return { ctx, staff, accountId, email, requestId: opened.requestId, secret }
}

function get(requestId: string): Promise<Response> {
  return POST(new Request(`http://portal.test/admin/vorgaenge/${requestId}/auskunft`, { method: 'POST' }))
}

/** What the next page will say. */
async function told({ sessionId }: { sessionId: string }): Promise<string> {
  const { flash } = await testContext().db.session.findUniqueOrThrow({ where: { id: sessionId } })
  return JSON.stringify(flash)
}

function signIn(staff: object, role: Member['role'] = 'admin'): void {
  visit.member = { ...staff, role, factorAt: new Date() } as Member
}

describe('the report of an access request', () => {
  test('comes as a ZIP after the identity check, and the audit record says who got it for which request', async () => {
    const { ctx, staff, accountId, requestId, secret } = await anAccessRequest()
    signIn(staff)
    expect((await get(requestId)).headers.get('location')).toBe(`/admin/vorgaenge/${requestId}`)
    expect(await told(staff)).toContain('noch nicht bestätigt')
    await confirmRequest(testContext(), { secret })
    const answer = await get(requestId)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('application/zip')
    expect(
      Buffer.from(await answer.arrayBuffer())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK')
    expect(await ctx.db.auditEvent.findFirst({ where: { act: 'report.compiled' } })).toMatchObject({
      actorKind: 'staff',
      actorId: staff.accountId,
      subjectId: accountId,
      details: { requestId },
    })
  })

  test('is not for members, moderators or visitors, nor for another kind of request or an unknown one', async () => {
    const { ctx, staff, requestId, secret } = await anAccessRequest('complaint')
    await confirmRequest(testContext(), { secret })
    expect((await get(requestId)).status).toBe(303)
    for (const role of ['member', 'moderator'] as const) {
      signIn(staff, role)
      expect((await get(requestId)).status).toBe(403)
    }
    signIn(staff)
    for (const id of [requestId, 'x', crypto.randomUUID()]) {
      expect((await get(id)).headers.get('location')).toBe('/admin/vorgaenge')
      expect(await told(staff)).toContain('schon geschlossen')
    }
    expect(await ctx.db.auditEvent.count({ where: { act: 'report.compiled' } })).toBe(0)
  })
})
