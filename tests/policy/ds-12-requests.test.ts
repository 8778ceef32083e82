import { describe, expect, test } from 'vitest'
import { answerRequest } from '@/lib/access-requests/answer-request'
import { carryOutRequest } from '@/lib/access-requests/carry-out-request'
import { closeRequest } from '@/lib/access-requests/close-request'
import { confirmRequest } from '@/lib/access-requests/confirm-request'
import { extendRequest } from '@/lib/access-requests/extend-request'
import { proofsOf } from '@/lib/access-requests/list-proofs'
import { requestsOf } from '@/lib/access-requests/list-requests'
import { openRequest } from '@/lib/access-requests/open-request'
import { extendedDueOn } from '@/lib/access-requests/periods'
import { proveIdentity, rejectIdentity, releaseIdentity } from '@/lib/access-requests/prove-identity'
import { readRequestLink } from '@/lib/access-requests/read-request-link'
import { remindStaff } from '@/lib/access-requests/remind-staff'
import { resendIdentityCheck } from '@/lib/access-requests/resend-identity-check'
import { codesOf, type RequestKind, requestKindLabels } from '@/lib/codes'
import { type PortalContext } from '@/lib/context'
import { eraseAccount } from '@/lib/erasure/erase-account'
import { aMember, secretFromMail } from '../support/cast'
import { as, at, testContext } from '../support/context'
import { emptyOutbox, readMail, sendMail } from '../support/outbox'

/** DS-12: whoever asks by e-mail or letter what is stored, or has another right of the GDPR, gets an answer in time. */
const receivedOn = '2026-11-20'
const others = codesOf(requestKindLabels).filter((kind) => kind !== 'erasure')

async function staffContext(role: 'admin' | 'approver' | 'dpo' | 'moderator' = 'admin'): Promise<PortalContext> {
  const ctx = testContext()
  const { accountId } = await aMember(ctx, { role })
  return as(ctx, { kind: 'member', accountId, role, sessionId: crypto.randomUUID() })
}

async function anOpenRequest(kind: RequestKind = 'access') {
  const ctx = await staffContext()
  const member = await aMember(testContext())
  const opened = await openRequest(ctx, { accountId: member.accountId, kind, receivedOn, note: 'per Brief' })
  if (opened.outcome !== 'opened') throw new Error(opened.outcome)
  const template = kind === 'erasure' ? 'erasure-request-identity' : 'request-received'
  const secret = await secretFromMail(ctx, member.accountId, template)
  return { ctx, visitor: testContext(), member, requestId: opened.requestId, secret }
}

async function actsAbout(ctx: PortalContext, subjectId: string) {
  const rows = await ctx.db.auditEvent.findMany({ where: { subjectId }, orderBy: { seq: 'asc' } })
  return rows.map(({ act }) => act).filter((act) => act.startsWith('request.'))
}

describe('a request that comes by e-mail or letter', () => {
  test.each(others)(
    '%s: receipt with identity check to the stored address, confirmation, answer by mail',
    async (kind) => {
      await emptyOutbox()
      const { ctx, visitor, member, requestId, secret } = await anOpenRequest(kind)
      expect(await readRequestLink(visitor, secret)).toEqual({ outcome: 'open', kind, isClosed: false })
      await sendMail(ctx)
      const receipt = (await readMail({ to: member.email })).find(({ subject }) => subject.includes('ist angekommen'))
      expect(receipt?.text).toContain('20. Dezember 2026')
      expect(await confirmRequest(visitor, { secret })).toEqual({ outcome: 'confirmed' })
      expect(await ctx.db.account.count({ where: { id: member.accountId } })).toBe(1)
      expect(await requestsOf(ctx, member.accountId)).toMatchObject([
        { kind, state: 'waits-for-staff', dueOn: '2026-12-20' },
      ])
      expect(await answerRequest(ctx, { requestId, answer: 'Das ist die Antwort.' })).toEqual({ outcome: 'answered' })
      expect(await answerRequest(ctx, { requestId, answer: 'Noch einmal' })).toEqual({ outcome: 'not-open' })
      await sendMail(ctx)
      const answer = (await readMail({ to: member.email })).find(({ subject }) => subject.startsWith('Antwort auf Ihr'))
      expect(answer?.text).toContain('Das ist die Antwort.')
      expect(answer?.links.some((link) => link.endsWith('/mein-profil/daten'))).toBe(
        kind === 'access' || kind === 'portability',
      )
      expect(await requestsOf(ctx, member.accountId)).toMatchObject([
        { state: 'answered', answer: 'Das ist die Antwort.' },
      ])
      expect(await actsAbout(ctx, member.accountId)).toEqual([
        'request.opened',
        'request.identity-confirmed',
        'request.answered',
      ])
    },
  )

  test('of each kind one at a time; a second entry leads to the first', async () => {
    const { ctx, member, requestId } = await anOpenRequest('access')
    const { accountId } = member
    expect(await openRequest(ctx, { accountId, kind: 'access', receivedOn })).toEqual({
      outcome: 'already-open',
      requestId,
    })
    expect(await openRequest(ctx, { accountId, kind: 'complaint', receivedOn })).toMatchObject({ outcome: 'opened' })
    expect(await ctx.db.dataRequest.count()).toBe(2)
  })

  test.each(['access', 'portability', 'rectification', 'restriction'] as const)(
    '%s is not answered before the person has confirmed; a new mail makes the older link void',
    async (kind) => {
      const { ctx, visitor, member, requestId, secret } = await anOpenRequest(kind)
      expect(await answerRequest(ctx, { requestId, answer: 'x' })).toEqual({ outcome: 'not-confirmed' })
      expect(await resendIdentityCheck(ctx, { requestId })).toEqual({ outcome: 'sent' })
      expect(await confirmRequest(visitor, { secret })).toEqual({ outcome: 'superseded' })
      const newest = await secretFromMail(ctx, member.accountId, 'request-received')
      expect(await confirmRequest(visitor, { secret: newest })).toEqual({ outcome: 'confirmed' })
      expect(await answerRequest(ctx, { requestId, answer: 'x' })).toEqual({ outcome: 'answered' })
    },
  )

  test('for erasure is answered by the erasure only, and no other one is ever carried out as one', async () => {
    const erasure = await anOpenRequest('erasure')
    expect(await answerRequest(erasure.ctx, { requestId: erasure.requestId, answer: 'x' })).toEqual({
      outcome: 'erasure',
    })
    const access = await anOpenRequest('access')
    await confirmRequest(access.visitor, { secret: access.secret })
    expect(await carryOutRequest(access.ctx, { requestId: access.requestId })).toEqual({ outcome: 'not-open' })
    expect(await access.ctx.db.account.count({ where: { id: access.member.accountId } })).toBe(1)
  })

  test('goes its own way beside others of the same person: neither receipt nor link of another one gets lost', async () => {
    const { ctx, visitor, member, secret } = await anOpenRequest('access')
    const { accountId } = member
    const second = await openRequest(ctx, { accountId, kind: 'complaint', receivedOn })
    if (second.outcome !== 'opened') throw new Error(second.outcome)
    expect(await ctx.db.outgoingMail.count({ where: { accountId, template: 'request-received' } })).toBe(2)
    await closeRequest(ctx, { requestId: second.requestId, outcome: 'refused', ground: 'excessive', reason: 'Doppelt' })
    expect(await ctx.db.outgoingMail.count({ where: { accountId, template: 'request-received' } })).toBe(1)
    expect(await confirmRequest(visitor, { secret })).toEqual({ outcome: 'confirmed' })
  })

  test('can be closed without an answer; its link is void then', async () => {
    const { ctx, visitor, requestId, secret } = await anOpenRequest('access')
    expect(await closeRequest(ctx, { requestId, outcome: 'withdrawn', reason: 'Anruf' })).toEqual({ outcome: 'closed' })
    expect(await confirmRequest(visitor, { secret })).toEqual({ outcome: 'withdrawn' })
    expect(await ctx.db.outgoingMail.count({ where: { template: 'request-received' } })).toBe(0)
  })

  test('disappears with the person, down to the line of the ledger', async () => {
    const { ctx, visitor, member, requestId, secret } = await anOpenRequest('access')
    await confirmRequest(visitor, { secret })
    await answerRequest(ctx, { requestId, answer: 'Antwort' })
    await eraseAccount(visitor, { accountId: member.accountId, reason: 'self' })
    expect(await ctx.db.dataRequest.count()).toBe(0)
    const ledger = await ctx.db.erasure.findUniqueOrThrow({ where: { accountId: member.accountId } })
    expect(ledger.counts).toMatchObject({ data_request: 1 })
  })

  test('is handled by admins and the data protection officer only', async () => {
    const { requestId } = await anOpenRequest()
    for (const ctx of [testContext(), await staffContext('moderator')]) {
      await expect(async () => answerRequest(ctx, { requestId, answer: 'x' })).rejects.toThrow('refused')
      await expect(async () => extendRequest(ctx, { requestId, ground: 'many', reason: 'x' })).rejects.toThrow(
        'refused',
      )
    }
  })
})

describe('an end that is not all of it (GDPR Art. 12(4))', () => {
  test('answered in part: the person reads what is refused, on what ground, and why', async () => {
    await emptyOutbox()
    const { ctx, visitor, member, requestId, secret } = await anOpenRequest('access')
    await confirmRequest(visitor, { secret })
    const refused = { ground: 'others', reason: 'Namen anderer sind geschwärzt.' } as const
    expect(await answerRequest(ctx, { requestId, answer: 'Hier.', refused })).toEqual({ outcome: 'answered' })
    await sendMail(ctx)
    const mail = (await readMail({ to: member.email })).find(({ subject }) => subject.startsWith('Antwort auf Ihr'))
    expect(mail?.text).toContain('Art. 15 Abs. 4')
    expect(mail?.text).toContain('Namen anderer sind geschwärzt.')
    expect(await requestsOf(ctx, member.accountId)).toMatchObject([
      { state: 'partly', ground: 'others', byLetter: false },
    ])
  })

  test('by letter: no mail leaves, for an answer, a refusal and more time', async () => {
    const answered = await anOpenRequest('complaint')
    const { ctx } = answered
    await answerRequest(ctx, { requestId: answered.requestId, answer: 'x', byLetter: true })
    const refused = await anOpenRequest('objection')
    const ending = { outcome: 'refused', ground: 'compelling', reason: 'x' } as const
    await closeRequest(ctx, { requestId: refused.requestId, ...ending, byLetter: true })
    const longer = await anOpenRequest('access')
    await extendRequest(ctx, { requestId: longer.requestId, ground: 'many', reason: 'x', byLetter: true })
    const templates = ['request-answered', 'request-refused', 'request-extended']
    expect(await ctx.db.outgoingMail.count({ where: { template: { in: templates } } })).toBe(0)
    expect(await requestsOf(ctx, answered.member.accountId)).toMatchObject([{ byLetter: true, state: 'answered' }])
  })
})

describe('whoever has lost the mailbox (GDPR Art. 12(2), (6))', () => {
  const proof = { way: 'document', note: 'Ausweis in der Geschäftsstelle gesehen' } as const

  test('is identified in another way by one person and released by another, never by one alone', async () => {
    const { ctx, visitor, requestId, secret } = await anOpenRequest('access')
    const approver = await staffContext('approver')
    expect(await proveIdentity(ctx, { requestId, ...proof })).toEqual({ outcome: 'proved' })
    expect(await proveIdentity(ctx, { requestId, ...proof })).toEqual({ outcome: 'already-waiting' })
    expect(await answerRequest(ctx, { requestId, answer: 'x' })).toEqual({ outcome: 'not-confirmed' })
    const [{ id: proofId } = { id: '' }] = await proofsOf(ctx, requestId)
    await expect(releaseIdentity(ctx, { proofId })).rejects.toThrow('refused')
    expect(await releaseIdentity(approver, { proofId })).toEqual({ outcome: 'confirmed' })
    expect(await releaseIdentity(approver, { proofId })).toEqual({ outcome: 'not-open' })
    expect(await proveIdentity(ctx, { requestId, ...proof })).toEqual({ outcome: 'already-confirmed' })
    expect(await confirmRequest(visitor, { secret })).toEqual({ outcome: 'withdrawn' })
    expect(await answerRequest(ctx, { requestId, answer: 'x', byLetter: true })).toEqual({ outcome: 'answered' })
  })

  test('and asks to be erased, is erased with the release, as behind the link', async () => {
    const { ctx, member, requestId } = await anOpenRequest('erasure')
    await proveIdentity(ctx, { requestId, ...proof })
    const [{ id: proofId } = { id: '' }] = await proofsOf(ctx, requestId)
    expect(await releaseIdentity(await staffContext('approver'), { proofId })).toEqual({ outcome: 'erased' })
    expect(await ctx.db.account.count({ where: { id: member.accountId } })).toBe(0)
    expect(await ctx.db.identityProof.count()).toBe(0)
  })

  test('is not identified by a proof that was taken back or not accepted; the link in the mailbox goes on', async () => {
    const { ctx, visitor, requestId, secret } = await anOpenRequest('access')
    const approver = await staffContext('approver')
    for (const by of [ctx, approver]) {
      await proveIdentity(ctx, { requestId, ...proof })
      const [{ id: proofId } = { id: '' }] = await proofsOf(ctx, requestId)
      expect(await rejectIdentity(by, { proofId })).toEqual({ outcome: 'rejected' })
      expect(await releaseIdentity(approver, { proofId })).toEqual({ outcome: 'not-open' })
    }
    expect(await answerRequest(ctx, { requestId, answer: 'x' })).toEqual({ outcome: 'not-confirmed' })
    expect(await confirmRequest(visitor, { secret })).toEqual({ outcome: 'confirmed' })
  })

  test('is nobody who acts in the own case', async () => {
    const ctx = await staffContext('approver')
    const accountId = ctx.actor.kind === 'member' ? ctx.actor.accountId : ''
    const admin = await staffContext()
    const opened = await openRequest(admin, { accountId, kind: 'access', receivedOn })
    if (opened.outcome !== 'opened') throw new Error(opened.outcome)
    await proveIdentity(admin, { requestId: opened.requestId, ...proof })
    const [{ id: proofId } = { id: '' }] = await proofsOf(admin, opened.requestId)
    expect(await releaseIdentity(ctx, { proofId })).toEqual({ outcome: 'concerned' })
  })
})

describe('two months more (GDPR Art. 12(3))', () => {
  test.each([
    ['2026-11-20', '2027-02-20'],
    ['2026-11-30', '2027-02-28'],
    ['2027-11-30', '2028-02-29'],
    ['2026-01-31', '2026-04-30'],
  ])('received on %s → due on %s', (received, due) => {
    expect(extendedDueOn(received)).toBe(due)
  })

  test('once, with the reason by mail, until the end of the last day of the first month', async () => {
    const { ctx, member, requestId } = await anOpenRequest()
    const lastMinute = at(ctx, new Date('2026-12-20T22:59:00Z'))
    const dayAfter = at(ctx, new Date('2026-12-20T23:00:00Z'))
    expect(await extendRequest(dayAfter, { requestId, ground: 'complex', reason: 'Viele Daten' })).toEqual({
      outcome: 'too-late',
    })
    expect(await extendRequest(lastMinute, { requestId, ground: 'complex', reason: 'Viele Daten' })).toEqual({
      outcome: 'extended',
    })
    expect(await extendRequest(lastMinute, { requestId, ground: 'complex', reason: 'Noch mehr' })).toEqual({
      outcome: 'already-extended',
    })
    expect(await requestsOf(dayAfter, member.accountId)).toMatchObject([
      { dueOn: '2027-02-20', isOverdue: false, extensionReason: 'Viele Daten' },
    ])
    expect(await ctx.db.outgoingMail.findMany({ where: { template: 'request-extended' } })).toMatchObject([
      {
        accountId: member.accountId,
        props: { dueOn: '2027-02-20', ground: 'Das Anliegen ist komplex', reason: 'Viele Daten' },
      },
    ])
    expect(await actsAbout(ctx, member.accountId)).toContain('request.extended')
  })
})

describe('staff are reminded', () => {
  test('a week before the due day and once more when it has passed, in one mail without names', async () => {
    const { ctx, member, requestId } = await anOpenRequest()
    await aMember(testContext(), { role: 'dpo' })
    const on = (day: string) => at(ctx, new Date(`${day}T12:00:00Z`))
    expect(await remindStaff(on('2026-12-12'))).toEqual({ reminded: 0 })
    expect(await remindStaff(on('2026-12-13'))).toEqual({ reminded: 1 })
    expect(await remindStaff(on('2026-12-14'))).toEqual({ reminded: 0 })
    expect(await remindStaff(on('2026-12-20'))).toEqual({ reminded: 0 })
    expect(await remindStaff(on('2026-12-21'))).toEqual({ reminded: 1 })
    expect(await remindStaff(on('2026-12-22'))).toEqual({ reminded: 0 })
    const mails = await ctx.db.outgoingMail.findMany({ where: { template: 'staff-alert' } })
    expect(mails).toHaveLength(4)
    expect(JSON.stringify(mails.map(({ props }) => props))).not.toMatch(new RegExp(`${member.email}|${member.surname}`))
    await closeRequest(ctx, { requestId, outcome: 'withdrawn', reason: 'x' })
    expect(await remindStaff(on('2027-01-21'))).toEqual({ reminded: 0 })
  })

  test('of twenty calls at once one writes', async () => {
    const { ctx } = await anOpenRequest()
    const late = at(ctx, new Date('2026-12-15T12:00:00Z'))
    const results = await Promise.all(Array.from({ length: 8 }, () => remindStaff(late)))
    expect(results.reduce((sum, { reminded }) => sum + reminded, 0)).toBe(1)
    expect(await ctx.db.outgoingMail.count({ where: { template: 'staff-alert' } })).toBe(1)
  })
})
