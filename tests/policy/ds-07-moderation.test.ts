import { beforeEach, describe, expect, test } from 'vitest'
import { inTransaction, type PortalContext } from '@/lib/context'
import { Prisma } from '@/lib/db/generated/client'
import { eraseAccount } from '@/lib/erasure/erase-account'
import { remindModeration } from '@/lib/moderation/alert-moderation'
import { decideAppeal } from '@/lib/moderation/decide-appeal'
import { type Decision, decideCase } from '@/lib/moderation/decide-case'
import { endMeasure } from '@/lib/moderation/end-measure'
import { enterAppeal, fileAppeal } from '@/lib/moderation/file-appeal'
import { countCases, listCases, moderationNumbers } from '@/lib/moderation/list-cases'
import { loadCase } from '@/lib/moderation/load-case'
import { isVisibleSql } from '@/lib/moderation/measures'
import { ownMeasures } from '@/lib/moderation/own-measures'
import { type NewReport, reportContent } from '@/lib/moderation/report-content'
import { changeFirstReviews, firstReviews } from '@/lib/moderation/review-setting'
import { restoreWithReasons, suspendWithReasons } from '@/lib/moderation/suspend-with-reasons'
import { tidyCases } from '@/lib/moderation/tidy-cases'
import { Refused } from '@/lib/result'
import { claimWork } from '@/lib/work-queue/claim-work'
import { aMember, type CastMember } from '../support/cast'
import { as, asPortal, at, TEST_NOW, testContext } from '../support/context'
import { emptyOutbox, readMail, sendMail } from '../support/outbox'
import { owner } from '../support/owner'

/** DS-07: the portal is protected from abuse. Reports, decisions with reasons, appeals that another person decides. */
const ctx = testContext()
let moderator: PortalContext
let admin: PortalContext
let author: CastMember
let postId: string

beforeEach(async () => {
  await emptyOutbox()
  moderator = await staff('moderator')
  admin = await staff('admin')
  author = await aMember(ctx, { verified: true, surname: 'Urheber' })
  postId = crypto.randomUUID()
  await sendMail(ctx)
  await emptyOutbox()
})

async function staff(role: 'admin' | 'dpo' | 'moderator'): Promise<PortalContext> {
  const { accountId } = await aMember(ctx, { role })
  return as(ctx, { kind: 'member', accountId, role, sessionId: crypto.randomUUID() })
}

const asSelf = ({ accountId }: CastMember, then = ctx) =>
  as(then, { kind: 'member', accountId, role: 'member', sessionId: crypto.randomUUID() })
const later = (who: PortalContext, days: number) => at(who, new Date(TEST_NOW.getTime() + days * 86_400_000))

function aReport(change: Partial<NewReport> = {}): NewReport {
  return {
    content: { kind: 'post', id: postId, authorId: author.accountId },
    category: 'insult',
    explanation: 'Der zweite Absatz beleidigt jemanden.',
    ...change,
  }
}

async function report(by: PortalContext = ctx, change: Partial<NewReport> = {}): Promise<string> {
  const result = await reportContent(by, aReport(change))
  if (result.outcome !== 'reported') throw new Error(result.outcome)
  return result.caseId
}

const decide = (by: PortalContext, caseId: string, act: Decision['act'] = 'hide') =>
  decideCase(by, { caseId, act, ground: 'terms', reason: 'Das verletzt unsere Regeln.', title: 'Hallo' })

async function isVisible(): Promise<boolean> {
  const [row] = await ctx.db.$queryRaw<{ is: boolean }[]>`
    SELECT ${isVisibleSql('post', Prisma.sql`${postId}::uuid`)} AS is`
  return row?.is ?? false
}

async function hiddenMeasure(): Promise<{ caseId: string; measureId: string }> {
  const caseId = await report()
  await decide(moderator, caseId)
  const { id } = await ctx.db.contentMeasure.findFirstOrThrow({ where: { caseId } })
  return { caseId, measureId: id }
}

async function appealed(): Promise<{ caseId: string; measureId: string; appealId: string }> {
  const found = await hiddenMeasure()
  await fileAppeal(asSelf(author), { measureId: found.measureId, text: 'Das war ein Zitat.' })
  const { id } = await ctx.db.appeal.findFirstOrThrow({ where: { measureId: found.measureId } })
  return { ...found, appealId: id }
}

describe('a report (DSA Art. 16)', () => {
  test('by a visitor with an address gets a receipt that holds no word of the report, and no address is shown to moderators', async () => {
    const caseId = await report(ctx, { name: 'Petra Muster', email: 'petra@beispiel.test' })
    await sendMail(ctx)
    const [mail] = await readMail({ to: 'petra@beispiel.test' })
    expect(mail?.subject).toMatch(/^Ihre Meldung ist angekommen \(Vorgang /)
    expect(mail?.text).not.toMatch(/Absatz|Petra|Urheber/)
    const shown = await loadCase(moderator, caseId)
    expect(shown?.reports).toMatchObject([{ reporter: 'Petra Muster', isMember: false, category: 'insult' }])
    expect(JSON.stringify(shown)).not.toContain('@')
  })

  test('needs neither name nor address', async () => {
    await report()
    expect(await ctx.db.outgoingMail.count({ where: { template: 'report-received' } })).toBe(0)
    expect(await countCases(asPortal(ctx))).toMatchObject({ open: 1, appeals: 0 })
  })

  test('of the same content joins the open case; the same member reports it once', async () => {
    const reporter = await aMember(ctx)
    const caseId = await report(asSelf(reporter))
    expect(await report()).toBe(caseId)
    expect(await reportContent(asSelf(reporter), aReport())).toEqual({ outcome: 'already-reported' })
    expect((await listCases(moderator, { view: 'open' })).cases).toMatchObject([{ id: caseId, reports: 2 }])
  })

  test('of ten visitors at the same moment stands in one case', async () => {
    const ids = await Promise.all(Array.from({ length: 10 }, () => report()))
    expect(new Set(ids).size).toBe(1)
    expect(await ctx.db.contentReport.count()).toBe(10)
  })

  test('while the case is decided joins it or opens the next one, but is never lost in a closed one', async () => {
    const first = await report()
    const [second] = await Promise.all([report(), decide(moderator, first, 'none')])
    const { closedAt } = await ctx.db.moderationCase.findUniqueOrThrow({ where: { id: second } })
    if (second === first) {
      expect(await ctx.db.outgoingMail.count({ where: { template: 'report-decided' } })).toBe(0)
      expect(closedAt).not.toBeNull()
    } else expect(closedAt).toBeNull()
  })
})

describe('a decision', () => {
  test('hides with a statement of reasons to the author, and tells the outcome to whoever reported it (DSA Art. 16, 17)', async () => {
    const reporter = await aMember(ctx)
    await sendMail(ctx)
    const caseId = await report(asSelf(reporter))
    await report(ctx, { email: 'petra@beispiel.test' })
    expect(await decide(moderator, caseId)).toEqual({ outcome: 'decided' })
    expect(await isVisible()).toBe(false)
    await sendMail(ctx)
    const [statement] = await readMail({ to: author.email })
    for (const part of [
      'Ihr Beitrag „Hallo“',
      'nicht mehr sichtbar',
      'unsere Nutzungsregeln',
      'eine Meldung',
      'ein Mensch, kein Programm',
      'Das verletzt unsere Regeln.',
      'bis 23. Mai 2027',
      'http://portal.test/mein-profil/moderation',
      'Gerichten',
    ]) {
      expect(statement?.text).toContain(part)
    }
    for (const to of [reporter.email, 'petra@beispiel.test']) {
      const [outcome] = await readMail({ to })
      expect(outcome?.subject).toMatch(/^Über Ihre Meldung ist entschieden \(Vorgang /)
      expect(outcome?.text).toContain('Wir haben eine Maßnahme ergriffen.')
      expect(outcome?.text).not.toMatch(/Urheber|Hallo/)
    }
    expect(await listCases(moderator, { view: 'closed' })).toMatchObject({ found: 1, cases: [{ outcome: 'hide' }] })
  })

  test('of two moderators at the same moment counts once: one measure, one mail', async () => {
    const second = await staff('moderator')
    const caseId = await report()
    const outcomes = await Promise.all([decide(moderator, caseId), decide(second, caseId, 'warn')])
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['already-decided', 'decided'])
    expect(await ctx.db.contentMeasure.count()).toBe(1)
    expect(await ctx.db.outgoingMail.count({ where: { template: 'measure-taken' } })).toBe(1)
  })

  test('to do nothing tells whoever reported it, and not the author', async () => {
    const caseId = await report(ctx, { email: 'petra@beispiel.test' })
    await decide(moderator, caseId, 'none')
    await sendMail(ctx)
    expect((await readMail({ to: 'petra@beispiel.test' }))[0]?.text).toContain('Wir sehen keinen Verstoß')
    expect(await readMail({ to: author.email })).toEqual([])
    expect(await isVisible()).toBe(true)
  })

  test('is not for members, the data protection officer, or about own content', async () => {
    const caseId = await report()
    await expect(decide(await staff('dpo'), caseId)).rejects.toThrow(Refused)
    await expect(decide(asSelf(author), caseId)).rejects.toThrow(Refused)
    const { actor } = moderator
    const authorId = actor.kind === 'member' ? actor.accountId : ''
    const own = await report(ctx, { content: { kind: 'post', id: crypto.randomUUID(), authorId } })
    await expect(decide(moderator, own)).rejects.toThrow('own-content')
  })

  test('to lock is for topics only, and hiding what is hidden is said', async () => {
    const { caseId } = await hiddenMeasure()
    expect(await decide(moderator, caseId)).toEqual({ outcome: 'already-decided' })
    const next = await report()
    expect(await decide(moderator, next, 'lock')).toEqual({ outcome: 'not-possible' })
    expect(await decide(moderator, next)).toEqual({ outcome: 'in-place' })
  })

  test('suspends only by an admin, and the suspended author hears why', async () => {
    const caseId = await report()
    await expect(decide(moderator, caseId, 'suspend')).rejects.toThrow(Refused)
    expect(await decide(admin, caseId, 'suspend')).toEqual({ outcome: 'decided' })
    expect(await ctx.db.suspension.count({ where: { accountId: author.accountId, endedAt: null } })).toBe(1)
    await sendMail(ctx)
    const [statement] = await readMail({ to: author.email })
    expect(statement?.text).toContain('Ihr Konto ist gesperrt')
    expect(statement?.text).toContain('/kontakt')
  })

  test('is taken back with a reason; the author gets a mail', async () => {
    const { measureId } = await hiddenMeasure()
    expect(await endMeasure(moderator, { measureId, reason: 'Ein Versehen.' })).toEqual({ outcome: 'ended' })
    expect(await endMeasure(moderator, { measureId, reason: 'Ein Versehen.' })).toEqual({ outcome: 'not-open' })
    expect(await isVisible()).toBe(true)
    await sendMail(ctx)
    expect((await readMail({ to: author.email }))[0]?.text).toContain('Er ist wieder sichtbar.')
  })

  test('shows who works on a case', async () => {
    const caseId = await report()
    expect(await claimWork(moderator, { kind: 'report', id: caseId, take: true })).toEqual({ outcome: 'taken' })
    expect((await listCases(moderator, { view: 'open', assignee: 'mine' })).found).toBe(1)
    expect((await listCases(admin, { view: 'open', assignee: 'mine' })).found).toBe(0)
    expect((await listCases(admin, { view: 'open', assignee: 'nobody' })).found).toBe(0)
    expect((await listCases(admin, { view: 'open', category: 'spam' })).found).toBe(0)
    expect((await listCases(admin, { view: 'open', category: 'insult', kind: 'post' })).found).toBe(1)
    await claimWork(moderator, { kind: 'report', id: caseId, take: false })
    expect((await listCases(admin, { view: 'open', assignee: 'nobody' })).found).toBe(1)
    await decide(moderator, caseId)
    expect(await claimWork(admin, { kind: 'report', id: caseId, take: true })).toEqual({ outcome: 'not-waiting' })
  })

  test('looking at a case stands in the record', async () => {
    const caseId = await report()
    await loadCase(moderator, caseId)
    const events = await ctx.db.auditEvent.findMany({ where: { act: 'moderation.case-viewed' } })
    expect(events).toMatchObject([{ subjectId: author.accountId, details: { caseId } }])
  })
})

describe('the data protection officer', () => {
  test('sees the queue and a case, and that look stands in the record; members see neither', async () => {
    const { caseId } = await hiddenMeasure()
    const dpo = await staff('dpo')
    expect((await listCases(dpo, { view: 'closed' })).found).toBe(1)
    expect((await loadCase(dpo, caseId))?.measures).toHaveLength(1)
    const look = await ctx.db.auditEvent.findFirstOrThrow({ where: { act: 'moderation.case-viewed' } })
    expect(look).toMatchObject({ subjectId: author.accountId, details: { caseId } })
    for (const by of [ctx, asSelf(author)]) {
      await expect(listCases(by, { view: 'open' })).rejects.toThrow(Refused)
      await expect(loadCase(by, caseId)).rejects.toThrow(Refused)
    }
  })

  test('decides nothing', async () => {
    const { measureId, appealId } = await appealed()
    const caseId = await report()
    const dpo = await staff('dpo')
    expect(await claimWork(dpo, { kind: 'report', id: caseId, take: true })).toEqual({ outcome: 'not-yours' })
    const acts = [
      decide(dpo, caseId, 'none'),
      endMeasure(dpo, { measureId, reason: 'x' }),
      enterAppeal(dpo, { measureId, text: 'x' }),
      decideAppeal(dpo, { appealId, decision: 'upheld', answer: 'x' }),
    ]
    for (const result of await Promise.allSettled(acts))
      expect(result).toMatchObject({ status: 'rejected', reason: expect.any(Refused) })
  })
})

describe('the moderation learns that something waits', () => {
  const alerts = () =>
    ctx.db.outgoingMail.findMany({ where: { template: 'staff-alert' }, select: { accountId: true, props: true } })
  const idOf = ({ actor }: PortalContext) => (actor.kind === 'member' ? actor.accountId : '')
  const anotherPost = (by: PortalContext = ctx) =>
    report(by, { content: { kind: 'post', id: crypto.randomUUID(), authorId: author.accountId } })

  test('at once by the first report, without a word about anybody; not by the next ones', async () => {
    await staff('dpo')
    await Promise.all([report(), report(), anotherPost()])
    const mails = await alerts()
    expect(mails.map(({ accountId }) => accountId).sort()).toEqual([idOf(moderator), idOf(admin)].sort())
    expect(JSON.stringify(mails)).not.toMatch(/Urheber|Absatz/)
    expect(mails[0]?.props).toMatchObject({ url: 'http://portal.test/admin/moderation' })
  })

  test('once a day while something waits, and no more when nothing does', async () => {
    const caseId = await report()
    expect(await remindModeration(ctx)).toEqual({ moderationWaiting: 1 })
    expect(await alerts()).toHaveLength(2)
    await anotherPost(later(ctx, 1))
    const both = await Promise.all([1, 2].map(() => remindModeration(later(ctx, 1))))
    expect(both).toEqual([{ moderationWaiting: 2 }, { moderationWaiting: 2 }])
    expect(await alerts()).toHaveLength(4)
    await decide(moderator, caseId, 'none')
    await decide(moderator, (await ctx.db.moderationCase.findFirstOrThrow({ where: { closedAt: null } })).id, 'none')
    expect(await remindModeration(later(ctx, 2))).toEqual({ moderationWaiting: 0 })
    expect(await alerts()).toHaveLength(4)
  })

  test('at once by an appeal, if nothing else waits', async () => {
    const { measureId } = await hiddenMeasure()
    await ctx.db.outgoingMail.deleteMany()
    await fileAppeal(asSelf(author), { measureId, text: 'Das war ein Zitat.' })
    const mails = await alerts()
    expect(mails).toHaveLength(2)
    expect(mails[0]?.props).toMatchObject({ url: 'http://portal.test/admin/moderation?ansicht=beschwerden' })
  })
})

describe('an appeal (DSA Art. 20)', () => {
  test('is filed once, within six months, by the author only', async () => {
    const { measureId } = await hiddenMeasure()
    const words = { measureId, text: 'Das war ein Zitat.' }
    expect(await fileAppeal(asSelf(await aMember(ctx)), words)).toEqual({ outcome: 'unknown-measure' })
    const [measure] = await ownMeasures(asSelf(author), author.accountId)
    expect(measure).toMatchObject({ mayAppeal: true, appealUntil: '2027-05-23' })
    expect(await fileAppeal(asSelf(author, at(ctx, new Date('2027-05-23T22:00:00Z'))), words)).toEqual({
      outcome: 'too-late',
    })
    expect(await fileAppeal(asSelf(author, at(ctx, new Date('2027-05-23T21:59:59Z'))), words)).toEqual({
      outcome: 'filed',
    })
    expect(await fileAppeal(asSelf(author), words)).toEqual({ outcome: 'already-filed' })
    expect((await listCases(moderator, { view: 'appeals' })).found).toBe(1)
  })

  test('is decided by another person; the one who took the measure is refused by the verb and by the database', async () => {
    const { appealId, measureId } = await appealed()
    const decision = { appealId, decision: 'rejected', answer: 'Bleibt so.' } as const
    expect(await decideAppeal(moderator, decision)).toEqual({ outcome: 'same-person' })
    const { startedBy } = await ctx.db.contentMeasure.findUniqueOrThrow({ where: { id: measureId } })
    const data = { decision: 'rejected', decidedAt: TEST_NOW, decidedBy: startedBy } as const
    await expect(ctx.db.appeal.update({ where: { id: appealId }, data })).rejects.toThrow('appeal_other_person')
    // Nor can the row be made to say that somebody else took the measure.
    await expect(
      ctx.db.appeal.update({ where: { id: appealId }, data: { measureBy: crypto.randomUUID() } }),
    ).rejects.toThrow()
    expect(await decideAppeal(await staff('moderator'), decision)).toEqual({ outcome: 'rejected' })
    expect(await isVisible()).toBe(false)
  })

  test('that is upheld restores the content, and the author reads the answer', async () => {
    const { appealId } = await appealed()
    expect(await decideAppeal(admin, { appealId, decision: 'upheld', answer: 'Es war ein Zitat.' })).toEqual({
      outcome: 'upheld',
    })
    expect(await isVisible()).toBe(true)
    await sendMail(ctx)
    const [mail] = await readMail({ to: author.email })
    expect(mail?.text).toContain('Es war ein Zitat.')
    expect(mail?.text).toContain('Die Maßnahme ist aufgehoben.')
    const [measure] = await ownMeasures(asSelf(author), author.accountId)
    expect(measure).toMatchObject({ mayAppeal: false, appeal: { decision: 'upheld', answer: 'Es war ein Zitat.' } })
    expect(await decideAppeal(admin, { appealId, decision: 'rejected', answer: 'Doch.' })).toEqual({
      outcome: 'already-decided',
    })
  })

  test('of a suspended author is entered by staff, and a second admin opens the account again', async () => {
    const second = await staff('admin')
    await suspendWithReasons(admin, { accountId: author.accountId, reason: 'Missbrauch' })
    const { id: measureId } = await ctx.db.contentMeasure.findFirstOrThrow({ where: { authorId: author.accountId } })
    // Where staff find it, although nobody reported anything.
    const { cases: closed } = await listCases(moderator, { view: 'closed' })
    expect(closed).toMatchObject([{ contentKind: 'profile', outcome: 'suspend', reports: 0 }])
    expect((await loadCase(moderator, closed[0]?.id ?? ''))?.measures).toMatchObject([{ id: measureId }])
    expect(await moderationNumbers(moderator, TEST_NOW)).toMatchObject({ cases: 0, measures: 1, medianHours: null })
    expect(await enterAppeal(moderator, { measureId, text: 'Brief' })).toEqual({ outcome: 'filed' })
    expect((await listCases(moderator, { view: 'appeals' })).found).toBe(1)
    const { id: appealId } = await ctx.db.appeal.findFirstOrThrow()
    const upheld = { appealId, decision: 'upheld', answer: 'Stimmt.' } as const
    await expect(decideAppeal(moderator, upheld)).rejects.toThrow(Refused)
    expect(await decideAppeal(second, upheld)).toEqual({ outcome: 'upheld' })
    expect(await ctx.db.suspension.count({ where: { endedAt: null } })).toBe(0)
  })

  test('restoring a member ends the measure too', async () => {
    await suspendWithReasons(admin, { accountId: author.accountId, reason: 'Missbrauch' })
    await restoreWithReasons(admin, { accountId: author.accountId, reason: 'Geklärt' })
    expect(await ctx.db.contentMeasure.count({ where: { endedAt: null } })).toBe(0)
  })
})

describe('an erasure (DS-04)', () => {
  test('of the author leaves the case open and takes the person out of it; it can still be decided', async () => {
    const caseId = await report(ctx, { email: 'petra@beispiel.test' })
    await eraseAccount(ctx, { accountId: author.accountId, reason: 'self' })
    const shown = await loadCase(moderator, caseId)
    expect(shown).toMatchObject({ authorId: null, author: null, closedAt: null, reports: [{ category: 'insult' }] })
    expect(await decide(moderator, caseId, 'warn')).toEqual({ outcome: 'not-possible' })
    expect(await decide(moderator, caseId, 'hide')).toEqual({ outcome: 'decided' })
    expect(await ctx.db.outgoingMail.count({ where: { template: 'measure-taken' } })).toBe(0)
    expect(await ctx.db.outgoingMail.count({ where: { template: 'report-decided' } })).toBe(1)
    const { reason } = await ctx.db.moderationCase.findUniqueOrThrow({ where: { id: caseId } })
    expect(reason).toBeNull()
  })

  test('of the reported profile takes its number out of case and measure', async () => {
    const { accountId } = author
    const caseId = await report(ctx, { content: { kind: 'profile', id: accountId, authorId: accountId } })
    await decide(moderator, caseId)
    await eraseAccount(ctx, { accountId, reason: 'self' })
    const rows = [await ctx.db.moderationCase.findMany(), await ctx.db.contentMeasure.findMany()]
    expect(JSON.stringify(rows)).not.toContain(accountId)
  })

  test('of the reporter takes the words along, and the case stays', async () => {
    const reporter = await aMember(ctx, { surname: 'Melder' })
    const caseId = await report(asSelf(reporter))
    await eraseAccount(ctx, { accountId: reporter.accountId, reason: 'self' })
    expect((await loadCase(moderator, caseId))?.reports).toMatchObject([{ explanation: null, reporter: null }])
    expect(await decide(moderator, caseId)).toEqual({ outcome: 'decided' })
    expect(await ctx.db.outgoingMail.count({ where: { template: 'report-decided' } })).toBe(0)
  })

  test('of an author who has appealed leaves the measure, without words', async () => {
    const { appealId } = await appealed()
    await eraseAccount(ctx, { accountId: author.accountId, reason: 'self' })
    expect(await ctx.db.appeal.findFirst()).toMatchObject({ text: null, authorId: null })
    expect(await decideAppeal(admin, { appealId, decision: 'upheld', answer: 'Name im Text' })).toEqual({
      outcome: 'upheld',
    })
    expect(await ctx.db.appeal.findFirst()).toMatchObject({ answer: null })
  })

  test.each(['hide', 'suspend'] as const)('at the same moment as a decision to %s leaves no half', async (act) => {
    const caseId = await report()
    const [decided, erased] = await Promise.all([
      decide(admin, caseId, act),
      eraseAccount(ctx, { accountId: author.accountId, reason: 'self' }),
    ])
    expect(erased).toEqual({ outcome: 'erased' })
    expect(['decided', 'not-possible']).toContain(decided.outcome)
    const traces = await ctx.db.contentMeasure.findMany({ select: { authorId: true, reason: true } })
    for (const { authorId } of traces) expect(authorId).toBeNull()
    expect(await ctx.db.outgoingMail.count({ where: { template: 'measure-taken' } })).toBe(0)
  })

  test('at the same moment as a report leaves a case that leads to nobody', async () => {
    const [, erased] = await Promise.all([report(), eraseAccount(ctx, { accountId: author.accountId, reason: 'self' })])
    expect(erased).toEqual({ outcome: 'erased' })
    expect(await ctx.db.moderationCase.findMany({ select: { authorId: true } })).toEqual([{ authorId: null }])
  })
})

describe('what is over is forgotten', () => {
  test('names of visitors after six months, the case after a year; not while a measure is in force', async () => {
    const caseId = await report(ctx, { name: 'Petra', email: 'petra@beispiel.test' })
    await decide(moderator, caseId, 'none')
    expect(await tidyCases(later(ctx, 181))).toEqual({ forgottenCases: 0, forgottenReporters: 0 })
    expect(await tidyCases(later(ctx, 182))).toEqual({ forgottenCases: 0, forgottenReporters: 1 })
    expect(await tidyCases(later(ctx, 365))).toMatchObject({ forgottenCases: 0 })
    expect(await tidyCases(later(ctx, 366))).toMatchObject({ forgottenCases: 1 })
    expect(await ctx.db.contentReport.count()).toBe(0)

    const { measureId } = await hiddenMeasure()
    expect(await tidyCases(later(ctx, 800))).toMatchObject({ forgottenCases: 0 })
    await endMeasure(moderator, { measureId, reason: 'Ende' })
    expect(await tidyCases(later(ctx, 800))).toMatchObject({ forgottenCases: 1 })
    expect(await ctx.db.contentMeasure.count()).toBe(0)
  })
})

describe('the setting for first publications', () => {
  test('is three, until an admin changes it; the newest counts', async () => {
    expect(await firstReviews(asPortal(ctx))).toBe(3)
    await expect(changeFirstReviews(moderator, { firstPublications: 0 })).rejects.toThrow(Refused)
    expect(await changeFirstReviews(admin, { firstPublications: 5 })).toEqual({ outcome: 'changed' })
    expect(await changeFirstReviews(admin, { firstPublications: 5 })).toEqual({ outcome: 'unchanged' })
    expect(await changeFirstReviews(admin, { firstPublications: 0 })).toEqual({ outcome: 'changed' })
    expect(await firstReviews(asPortal(ctx))).toBe(0)
    expect(await ctx.db.reviewSetting.count()).toBe(2)
  })
})

test('an act that fails in the middle leaves nothing', async () => {
  const caseId = await report()
  await owner().query('ALTER TABLE audit_event RENAME TO audit_event_gone')
  try {
    await expect(decide(moderator, caseId)).rejects.toThrow()
  } finally {
    await owner().query('ALTER TABLE audit_event_gone RENAME TO audit_event')
  }
  expect(await ctx.db.contentMeasure.count()).toBe(0)
  expect(await inTransaction(ctx, (tx) => tx.db.moderationCase.count({ where: { closedAt: null } }))).toBe(1)
})
