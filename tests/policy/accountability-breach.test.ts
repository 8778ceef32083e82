import { beforeEach, describe, expect, test } from 'vitest'
import { listAffected } from '@/lib/accountability/breach-affected'
import { assessBreach } from '@/lib/accountability/breach-assessment'
import {
  closeBreach,
  openBreach,
  openBreachOfCheck,
  remarkOnBreach,
  reopenBreach,
} from '@/lib/accountability/breach-case'
import { type Finding, missingIn, recordFinding } from '@/lib/accountability/breach-findings'
import { prepareBreachLetter, rejectBreachLetter, releaseBreachLetter } from '@/lib/accountability/breach-letter'
import { breachMailHooks } from '@/lib/accountability/breach-mail-hooks'
import { breachReportPdf, reportParts } from '@/lib/accountability/breach-pdf'
import { recordAuthorityTold } from '@/lib/accountability/breach-report'
import { findingSchema } from '@/lib/accountability/breach-schema'
import { breachesOfChecks, loadBreach } from '@/lib/accountability/load-breach'
import { breachTellingLabels, codesOf } from '@/lib/codes'
import { type PortalContext } from '@/lib/context'
import { Refused } from '@/lib/result'
import { aMember } from '../support/cast'
import { as, at, TEST_NOW, testContext } from '../support/context'

/** Personal-data breach (GDPR Art. 33, 34): a case with the 72-hour clock and the members affected by a query. */
const ctx = testContext()
let dpo: PortalContext

beforeEach(async () => {
  dpo = await staff('dpo')
})

async function staff(role: 'admin' | 'approver' | 'dpo' | 'moderator'): Promise<PortalContext> {
  const { accountId } = await aMember(ctx, { role, registeredAt: new Date('2026-01-01T12:00:00Z') })
  return as(ctx, { kind: 'member', accountId, role, sessionId: crypto.randomUUID() })
}

const noticedAt = new Date('2026-11-22T12:00:00Z')

async function opened(affected: Parameters<typeof openBreach>[1]['affected'] = { kind: 'all' }): Promise<string> {
  const result = await openBreach(dpo, { noticedAt, description: 'Sicherung unverschlüsselt verschickt', affected })
  if (result.outcome !== 'opened') throw new Error(result.outcome)
  expect(result.reportBy).toEqual(new Date('2026-11-25T12:00:00Z'))
  return result.breachId
}

describe('the 72 hours', () => {
  test('run from the moment of notice; the last moment needs no reason, a moment later does', async () => {
    const breachId = await opened()
    const told = (toldAt: string, delayReason?: string) =>
      recordAuthorityTold(at(dpo, new Date('2026-12-01T12:00:00Z')), {
        breachId,
        phase: 'first',
        toldAt: new Date(toldAt),
        delayReason,
      })
    expect(await told('2026-11-25T12:00:00.001Z')).toEqual({ outcome: 'reason-needed' })
    expect(await told('2026-12-01T12:00:00.001Z')).toEqual({ outcome: 'in-future' })
    expect(await told('2026-11-25T12:00:00Z')).toEqual({ outcome: 'recorded' })
    expect(await told('2026-11-25T12:00:00Z')).toEqual({ outcome: 'not-in-order' })
  })

  test('nobody notices in the future, and moderators do not open cases', async () => {
    const future = new Date(TEST_NOW.getTime() + 1)
    const breach = { noticedAt: future, description: 'x', affected: { kind: 'all' } as const }
    expect(await openBreach(dpo, breach)).toEqual({ outcome: 'noticed-in-future' })
    await expect(openBreach(await staff('moderator'), { ...breach, noticedAt })).rejects.toThrow(Refused)
  })
})

describe('the members affected', () => {
  test('are those of the query, read at that moment; who listed how many is on record', async () => {
    const inside = await aMember(ctx, { registeredAt: new Date('2026-10-10T12:00:00Z') })
    await aMember(ctx, { registeredAt: new Date('2026-11-01T00:00:00Z') })
    const span = { from: new Date('2026-10-01T00:00:00Z'), until: new Date('2026-11-01T00:00:00Z') }
    const breachId = await opened({ kind: 'registered', ...span })
    const listed = await listAffected(dpo, { breachId })
    expect(listed).toMatchObject({ outcome: 'listed', members: [{ id: inside.accountId, email: inside.email }] })
    const event = await ctx.db.auditEvent.findFirstOrThrow({ where: { act: 'breach.listed' } })
    expect(event).toMatchObject({ subjectId: breachId, details: { members: 1 } })
    expect(await listAffected(dpo, { breachId: crypto.randomUUID() })).toEqual({ outcome: 'unknown' })
  })

  test('can be all', async () => {
    await aMember(ctx)
    const listed = await listAffected(dpo, { breachId: await opened() })
    expect(listed.outcome === 'listed' && listed.members.length).toBe(2)
  })
})

const finding: Finding = {
  losses: ['confidentiality'],
  source: 'own',
  happened: 'in der Nacht zum 22. November',
  nature: 'Eine Sicherung lag offen.',
  personCategories: 'Mitglieder',
  persons: 12,
  recordCategories: null,
  records: null,
  consequences: null,
  measures: null,
}

/** Assessed and told, as far as the parts say. */
async function decided(breachId: string, risk: 'none' | 'risk' | 'high', telling: keyof typeof breachTellingLabels) {
  expect(await assessBreach(await staff('approver'), { breachId, risk, telling, reason: 'Gründe' })).toEqual({
    outcome: 'assessed',
  })
}

describe('the end of a case (Art. 33(1), (4), (5))', () => {
  const close = async (breachId: string) =>
    (await closeBreach(await staff('approver'), { breachId, outcome: 'x' })).outcome

  test("is an approver's, after the assessment, once", async () => {
    const breachId = await opened()
    for (const role of ['admin', 'dpo'] as const)
      await expect(closeBreach(await staff(role), { breachId, outcome: 'x' })).rejects.toThrow(Refused)
    expect(await close(breachId)).toBe('not-assessed')
    await decided(breachId, 'none', 'not-high')
    expect(await close(breachId)).toBe('closed')
    expect(await close(breachId)).toBe('not-open')
  })

  test('comes after the complete report where there is a risk, and not between its phases', async () => {
    const breachId = await opened()
    const told = async (phase: 'first' | 'further' | 'final', hour: number) =>
      (
        await recordAuthorityTold(dpo, {
          breachId,
          phase,
          toldAt: new Date(`2026-11-22T${hour}:00:00Z`),
          reference: 'A 1',
        })
      ).outcome
    await decided(breachId, 'risk', 'not-high')
    expect(await close(breachId)).toBe('not-reported')
    expect(await told('further', 13)).toBe('nothing-to-add-to')
    expect(await told('first', 14)).toBe('recorded')
    expect(await close(breachId)).toBe('no-final-report')
    expect(await told('first', 15)).toBe('not-in-order')
    expect(await told('further', 13)).toBe('not-in-order')
    expect(await told('further', 16)).toBe('recorded')
    expect(await close(breachId)).toBe('no-final-report')
    expect(await told('final', 17)).toBe('recorded')
    expect(await close(breachId)).toBe('closed')
    expect(await told('further', 18)).toBe('not-open')
    expect((await loadBreach(dpo, breachId))?.authorityToldAt).toEqual(new Date('2026-11-22T14:00:00Z'))
  })

  test('is not for ever: reopened with a reason, and both stay', async () => {
    const breachId = await opened()
    await decided(breachId, 'none', 'not-high')
    expect(await close(breachId)).toBe('closed')
    await expect(reopenBreach(dpo, { breachId, reason: 'x' })).rejects.toThrow(Refused)
    const approver = await staff('approver')
    expect(await reopenBreach(approver, { breachId, reason: 'Neues' })).toEqual({ outcome: 'reopened' })
    expect(await reopenBreach(approver, { breachId, reason: 'Neues' })).toEqual({ outcome: 'not-closed' })
    expect(await close(breachId)).toBe('closed')
    const kinds = (await loadBreach(dpo, breachId))?.remarks.map(({ kind }) => kind)
    expect(kinds?.sort()).toEqual(['closed', 'closed', 'reopened'])
  })
})

describe('what is known (Art. 33(3), (5))', () => {
  test('grows by additions; whoever has seen an older state does not write over a newer one', async () => {
    const breachId = await opened()
    expect(await recordFinding(dpo, { breachId, known: 0, ...finding })).toEqual({ outcome: 'recorded' })
    expect(await recordFinding(dpo, { breachId, known: 0, ...finding })).toEqual({ outcome: 'seen-an-older-one' })
    const later = at(dpo, new Date(TEST_NOW.getTime() + 1000))
    expect(await recordFinding(later, { breachId, known: 1, ...finding, records: 0 })).toEqual({ outcome: 'recorded' })
    const found = (await loadBreach(dpo, breachId))?.findings
    expect(found?.map(({ records }) => records)).toEqual([0, null])
    expect(missingIn(found?.[0])).toEqual(['Kategorien betroffener Datensätze', 'wahrscheinliche Folgen', 'Maßnahmen'])
  })

  test('an empty field is "not known yet", a zero is a number', () => {
    const fields = {
      breachId: crypto.randomUUID(),
      known: '0',
      source: 'own',
      happened: ' ',
      nature: 'x',
      confidentiality: 'yes',
    }
    const rest = {
      personCategories: '',
      persons: ' ',
      recordCategories: '',
      records: '0',
      consequences: '',
      measures: '',
    }
    const read = findingSchema.parse({ ...fields, ...rest })
    expect(read).toMatchObject({ known: 0, losses: ['confidentiality'], persons: null, records: 0, happened: null })
    expect(findingSchema.safeParse({ ...fields, ...rest, persons: 'viele' }).success).toBe(false)
  })

  test('is added to even when the case is closed, by everybody who oversees', async () => {
    const breachId = await opened()
    for (const role of ['admin', 'approver', 'dpo'] as const)
      expect(await remarkOnBreach(await staff(role), { breachId, kind: 'note', text: role })).toEqual({
        outcome: 'remarked',
      })
    await expect(remarkOnBreach(await staff('moderator'), { breachId, kind: 'note', text: 'x' })).rejects.toThrow(
      Refused,
    )
    const unknown = { breachId: crypto.randomUUID(), kind: 'note', text: 'x' } as const
    expect(await remarkOnBreach(dpo, unknown)).toEqual({ outcome: 'unknown' })
  })

  test('is what the PDF for the authority says; what is missing is said to be missing', async () => {
    const breachId = await opened()
    await recordFinding(dpo, { breachId, known: 0, ...finding })
    const breach = await loadBreach(dpo, breachId)
    if (!breach) throw new Error('gone')
    const fields = new Map(reportParts(breach).flatMap((part) => part.fields.map(({ term, value }) => [term, value])))
    expect(fields.get('Zahl betroffener Personen')).toBe('etwa 12')
    expect(fields.get('Wahrscheinliche Folgen')).toContain('wird nachgereicht')
    expect(fields.get('Ende der 72 Stunden')).toContain('25. November 2026')
    const pdf = await breachReportPdf(dpo, breachId)
    expect(pdf?.subarray(0, 5).toString()).toBe('%PDF-')
    expect(await breachReportPdf(dpo, crypto.randomUUID())).toBeUndefined()
  })
})

describe('a broken check', () => {
  test('becomes a case by one click, once; its hours run from when the portal found it', async () => {
    const brokenSince = new Date('2026-11-23T06:00:00Z')
    await ctx.db.promiseCheck.create({ data: { id: 'audit-chain', checkedAt: TEST_NOW, found: 3, brokenSince } })
    const first = await openBreachOfCheck(dpo, { checkId: 'audit-chain' })
    if (first.outcome !== 'opened') throw new Error(first.outcome)
    expect(first.reportBy).toEqual(new Date('2026-11-26T06:00:00Z'))
    expect(await openBreachOfCheck(dpo, { checkId: 'audit-chain' })).toEqual({
      outcome: 'already-open',
      breachId: first.breachId,
    })
    expect((await breachesOfChecks(dpo)).get('audit-chain')).toBe(first.breachId)
    expect(await openBreachOfCheck(dpo, { checkId: 'open-files' })).toEqual({ outcome: 'not-broken' })
    await ctx.db.promiseCheck.deleteMany()
  })
})

describe('the people affected are told (Art. 34)', () => {
  const wording = { nature: 'Was', consequences: 'Folgen', measures: 'Getan', advice: 'Rat' }

  test('a high risk means so, or one of the exceptions', async () => {
    const breachId = await opened()
    const approver = await staff('approver')
    for (const telling of codesOf(breachTellingLabels)) {
      const { outcome } = await assessBreach(approver, { breachId, risk: 'high', telling, reason: 'x' })
      expect(outcome).toBe(telling === 'not-high' ? 'people-must-be-told' : 'assessed')
    }
    await expect(assessBreach(dpo, { breachId, risk: 'none', telling: 'not-high', reason: 'x' })).rejects.toThrow(
      Refused,
    )
  })

  test('by a letter that one prepares and another releases: one mail and one line of the ledger each', async () => {
    const members = await Promise.all(
      [1, 2, 3].map(() => aMember(ctx, { registeredAt: new Date('2026-10-10T12:00:00Z') })),
    )
    const span = { from: new Date('2026-10-01T00:00:00Z'), until: new Date('2026-11-01T00:00:00Z') }
    const breachId = await opened({ kind: 'registered', ...span })
    const [admin, approver] = [await staff('admin'), await staff('approver')]
    expect(await prepareBreachLetter(admin, { breachId, ...wording })).toEqual({ outcome: 'not-decided' })
    await decided(breachId, 'high', 'tell')
    const prepared = await prepareBreachLetter(admin, { breachId, ...wording })
    if (prepared.outcome !== 'prepared') throw new Error(prepared.outcome)
    const { letterId } = prepared
    expect(await prepareBreachLetter(admin, { breachId, ...wording })).toEqual({ outcome: 'already-prepared' })
    expect(await ctx.db.outgoingMail.count({ where: { template: 'breach-notice' } })).toBe(0)
    await expect(releaseBreachLetter(admin, { letterId })).rejects.toThrow(Refused)
    expect(await releaseBreachLetter(approver, { letterId })).toEqual({ outcome: 'released', members: 3 })
    expect(await releaseBreachLetter(approver, { letterId })).toEqual({ outcome: 'not-open' })
    const mails = await ctx.db.outgoingMail.findMany({
      where: { template: 'breach-notice' },
      orderBy: { accountId: 'asc' },
    })
    expect(mails.map(({ accountId }) => accountId).sort()).toEqual(members.map(({ accountId }) => accountId).sort())
    expect(mails[0]?.props).toEqual({ letterId })

    const hook = breachMailHooks['breach-notice']
    expect((await hook?.complete?.(ctx, mails))?.get(mails[0]?.id ?? '')).toEqual(wording)
    const [reached, unreached, waiting] = mails
    if (!reached || !unreached || !waiting) throw new Error('three mails')
    await hook?.accepted?.(ctx, [{ ...reached, acceptedAt: TEST_NOW, countsFrom: '2026-11-23' }])
    await hook?.bounced?.(ctx, [unreached])
    await ctx.db.account.delete({ where: { id: waiting.accountId ?? '' } })
    const letter = (await loadBreach(dpo, breachId))?.letters[0]
    expect(letter).toMatchObject({ members: 3, ledger: { accepted: 1, bounced: 1, waiting: 0 } })
    const listed = await listAffected(dpo, { breachId })
    expect(
      listed.outcome === 'listed' && listed.members.map(({ acceptedAt, bouncedAt }) => [acceptedAt, bouncedAt]),
    ).toEqual(
      expect.arrayContaining([
        [TEST_NOW, null],
        [null, TEST_NOW],
      ]),
    )

    const close = async () => (await closeBreach(approver, { breachId, outcome: 'x' })).outcome
    await recordAuthorityTold(dpo, { breachId, phase: 'final', toldAt: new Date('2026-11-22T13:00:00Z') })
    expect(await close()).toBe('people-not-told')
    await remarkOnBreach(admin, { breachId, kind: 'otherwise', text: 'Ein Brief am 24. November' })
    expect(await close()).toBe('closed')
  })

  test('the letter is taken back or refused, and then written anew; repeated mail counts as on its way again', async () => {
    await aMember(ctx)
    const breachId = await opened()
    await decided(breachId, 'risk', 'tell')
    const [admin, approver] = [await staff('admin'), await staff('approver')]
    for (const by of [admin, approver]) {
      const prepared = await prepareBreachLetter(admin, { breachId, ...wording })
      if (prepared.outcome !== 'prepared') throw new Error(prepared.outcome)
      expect(await rejectBreachLetter(by, prepared)).toEqual({ outcome: 'rejected' })
      expect(await releaseBreachLetter(approver, prepared)).toEqual({ outcome: 'not-open' })
    }
    const prepared = await prepareBreachLetter(admin, { breachId, ...wording })
    if (prepared.outcome !== 'prepared') throw new Error(prepared.outcome)
    await releaseBreachLetter(approver, prepared)
    const mail = await ctx.db.outgoingMail.findFirstOrThrow({ where: { template: 'breach-notice' } })
    const hook = breachMailHooks['breach-notice']
    await hook?.bounced?.(ctx, [mail])
    await hook?.revived?.(ctx, [mail])
    expect((await ctx.db.breachTelling.findUniqueOrThrow({ where: { mailId: mail.id } })).bouncedAt).toBeNull()
  })

  test('in public, a case does not end before somebody noted how', async () => {
    const breachId = await opened()
    await decided(breachId, 'high', 'public')
    const approver = await staff('approver')
    await recordAuthorityTold(dpo, { breachId, phase: 'final', toldAt: new Date('2026-11-22T13:00:00Z') })
    expect(await closeBreach(approver, { breachId, outcome: 'x' })).toEqual({ outcome: 'people-not-told' })
    await remarkOnBreach(dpo, { breachId, kind: 'otherwise', text: 'Auf der Startseite' })
    expect(await closeBreach(approver, { breachId, outcome: 'x' })).toEqual({ outcome: 'closed' })
  })
})
