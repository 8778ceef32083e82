import { describe, expect, test } from 'vitest'
import { listOutsideRequests, viewOutsideRequest } from '@/lib/access-requests/list-outside-requests'
import { openOutsideRequest } from '@/lib/access-requests/open-outside-request'
import {
  answerOutsideRequest,
  closeOutsideRequest,
  extendOutsideRequest,
  releaseOutsideAnswer,
  returnOutsideAnswer,
} from '@/lib/access-requests/settle-outside-request'
import { tidyOutsideRequests } from '@/lib/access-requests/tidy-outside-requests'
import { codesOf, type RequestKind, requestKindLabels } from '@/lib/codes'
import { type PortalContext } from '@/lib/context'
import { aMember } from '../support/cast'
import { as, asPortal, at, TEST_NOW, testContext } from '../support/context'
import { emptyOutbox, readMail, sendMail } from '../support/outbox'

/** DS-12: people without an account have the same rights (GDPR Art. 12 to 21), a register of their own, and an answer in time. */
const receivedOn = '2026-11-20'
const identity = { way: 'reply', note: 'Hat aus dem Postfach geantwortet' } as const

async function staff(role: 'admin' | 'approver' | 'dpo' | 'moderator'): Promise<PortalContext> {
  const { accountId } = await aMember(testContext(), { role })
  return as(testContext(), { kind: 'member', accountId, role, sessionId: crypto.randomUUID() })
}

async function anOpen(kind: RequestKind = 'access') {
  const admin = await staff('admin')
  const email = `${crypto.randomUUID()}@draussen.test`
  const opened = await openOutsideRequest(admin, { kind, name: 'Dana Draußen', email, receivedOn })
  if (opened.outcome !== 'opened') throw new Error(opened.outcome)
  return { admin, email, outsideId: opened.outsideId }
}

const mailsTo = async (ctx: PortalContext, email: string) => {
  await sendMail(ctx)
  return readMail({ to: email })
}

describe('a request of a person without an account', () => {
  test('is received with its day: the month, a receipt, and a line in the list', async () => {
    await emptyOutbox()
    const { admin, email, outsideId } = await anOpen()
    const [receipt] = await mailsTo(admin, email)
    expect(receipt?.text).toContain('20. Dezember 2026')
    expect(receipt?.text).not.toContain('Dana')
    expect((await listOutsideRequests(admin)).map(({ id }) => id)).toEqual([outsideId])
  })

  test('needs a way to answer and a day that has been, and goes the way of members where the address is one', async () => {
    const admin = await staff('admin')
    const wish = { kind: 'access', name: 'Dana', receivedOn } as const
    expect(await openOutsideRequest(admin, wish)).toEqual({ outcome: 'no-way-to-answer' })
    expect(await openOutsideRequest(admin, { ...wish, address: 'Weg 1', receivedOn: '2026-11-24' })).toEqual({
      outcome: 'received-in-future',
    })
    const { email, accountId } = await aMember(testContext())
    expect(await openOutsideRequest(admin, { ...wish, email })).toEqual({ outcome: 'has-account', accountId })
    expect(await openOutsideRequest(admin, { ...wish, address: 'Weg 1' })).toMatchObject({ outcome: 'opened' })
    await expect(openOutsideRequest(await staff('moderator'), { ...wish, address: 'x' })).rejects.toThrow('refused')
  })

  test.each(codesOf(requestKindLabels))(
    '%s: who must prove who they are, and where two people are needed',
    async (kind) => {
      const { admin, outsideId } = await anOpen(kind)
      const needsProof = !['objection', 'withdrawal', 'complaint'].includes(kind)
      const disclosing = kind === 'access' || kind === 'portability'
      const first = await answerOutsideRequest(admin, { outsideId, answer: 'Antwort' })
      expect(first.outcome).toBe(needsProof ? 'identity-needed' : 'answered')
      if (!needsProof) return
      const second = await answerOutsideRequest(admin, { outsideId, answer: 'Antwort', identity })
      expect(second.outcome).toBe(disclosing ? 'prepared' : 'answered')
    },
  )

  test('for data is answered by two people, and the answer leaves only then', async () => {
    await emptyOutbox()
    const { admin, email, outsideId } = await anOpen()
    const approver = await staff('approver')
    const refused = { ground: 'others', reason: 'Namen anderer' } as const
    await answerOutsideRequest(admin, { outsideId, answer: 'Eine Meldung.', identity, refused })
    expect(await answerOutsideRequest(admin, { outsideId, answer: 'x', identity })).toEqual({ outcome: 'not-open' })
    expect((await mailsTo(admin, email)).some(({ text }) => text.includes('Eine Meldung.'))).toBe(false)
    await expect(releaseOutsideAnswer(admin, { outsideId })).rejects.toThrow('refused')
    expect(await returnOutsideAnswer(approver, { outsideId })).toEqual({ outcome: 'returned' })
    expect(await releaseOutsideAnswer(approver, { outsideId })).toEqual({ outcome: 'not-open' })
    await answerOutsideRequest(admin, { outsideId, answer: 'Eine Meldung.', identity, refused })
    expect(await releaseOutsideAnswer(approver, { outsideId })).toEqual({ outcome: 'answered' })
    const mail = (await mailsTo(admin, email)).find(({ text }) => text.includes('Eine Meldung.'))
    expect(mail?.text).toContain('Art. 15 Abs. 4')
    expect(await admin.db.outsideRequest.findUniqueOrThrow({ where: { id: outsideId } })).toMatchObject({
      outcome: 'partly',
    })
  })

  test('is refused with a ground, withdrawn, or put off once within the month', async () => {
    const { admin, outsideId } = await anOpen()
    const longer = { outsideId, ground: 'complex', reason: 'Viele Meldungen' } as const
    const last = at(admin, new Date('2026-12-20T22:59:00Z'))
    expect(await extendOutsideRequest(at(admin, new Date('2026-12-20T23:00:00Z')), longer)).toEqual({
      outcome: 'too-late',
    })
    expect(await extendOutsideRequest(last, longer)).toEqual({ outcome: 'extended' })
    expect(await extendOutsideRequest(last, longer)).toEqual({ outcome: 'already-extended' })
    const ending = { outsideId, outcome: 'refused', ground: 'unfounded', reason: 'x' } as const
    expect(await closeOutsideRequest(admin, ending)).toEqual({ outcome: 'closed' })
    expect(await closeOutsideRequest(admin, ending)).toEqual({ outcome: 'not-open' })
    const events = await admin.db.auditEvent.findMany({ where: { subjectId: outsideId }, orderBy: { seq: 'asc' } })
    expect(events.at(-1)).toMatchObject({ act: 'outside-request.closed', details: { ground: 'unfounded', receivedOn } })
  })

  test('shows what is stored about the address without an account, and who looked is on record', async () => {
    const { admin, email, outsideId } = await anOpen()
    await admin.db.moderationCase.create({
      data: {
        contentKind: 'topic',
        contentId: crypto.randomUUID(),
        openedAt: TEST_NOW,
        reports: { create: { reporterEmail: email, reporterName: 'Dana', category: 'spam', createdAt: TEST_NOW } },
      },
    })
    const viewed = await viewOutsideRequest(admin, outsideId)
    expect(viewed?.traces).toMatchObject([{ what: 'report', text: 'Dana' }])
    const looked = await admin.db.auditEvent.findFirst({
      where: { act: 'outside-request.viewed', subjectId: outsideId },
    })
    expect(looked?.details).toEqual({ found: 1 })
  })

  test('is forgotten three years after its end, to the day; its line in the record stays', async () => {
    const { admin, outsideId } = await anOpen('complaint')
    await answerOutsideRequest(admin, { outsideId, answer: 'x' })
    const on = (day: string) => asPortal(at(admin, new Date(`${day}T12:00:00Z`)))
    expect(await tidyOutsideRequests(on('2029-11-23'))).toEqual({ forgottenOutside: 0 })
    expect(await tidyOutsideRequests(on('2029-11-24'))).toEqual({ forgottenOutside: 1 })
    expect(await admin.db.auditEvent.count({ where: { subjectId: outsideId, act: 'outside-request.closed' } })).toBe(1)
  })
})
