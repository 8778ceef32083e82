import { beforeEach, describe, expect, test } from 'vitest'
import {
  type BulkActState,
  bulkStateLabels,
  codesOf,
  dutyLabels,
  type LedgerState,
  type RequestState,
  type WorkKind,
  workKindLabels,
} from '@/lib/codes'
import { type PortalContext } from '@/lib/context'
import { type Role } from '@/lib/db/generated/enums'
import { Refused } from '@/lib/result'
import { claimWork } from '@/lib/work-queue/claim-work'
import { deadlineCalendar } from '@/lib/work-queue/deadlines'
import { kindsToDo, rolesFor, titleOf } from '@/lib/work-queue/kinds'
import { countWork, listWork, workEntry } from '@/lib/work-queue/list-work'
import { setWorkNotice } from '@/lib/work-queue/notice-setting'
import { tellOfWork, tidyWork } from '@/lib/work-queue/tell-staff'
import { aMember, type CastMember } from '../support/cast'
import { as, at, TEST_NOW, testContext } from '../support/context'
import { aStaff, idOf } from '../support/staff'
import { waitingOf } from '../support/work'

/** DS-06, DS-12: whatever waits for a person of staff stands in one queue, for those who can settle it, by its time. */
const ctx = testContext()
const duty = as(ctx, { kind: 'system', duty: 'mail' })
const HOUR = 3_600_000
const DAY = 24 * HOUR
const ago = (ms: number) => new Date(TEST_NOW.getTime() - ms)
const id = () => crypto.randomUUID()

let admin: PortalContext
let approver: PortalContext
let dpo: PortalContext
let moderator: PortalContext
let member: CastMember

beforeEach(async () => {
  admin = await aStaff(ctx, 'admin')
  approver = await aStaff(ctx, 'approver')
  dpo = await aStaff(ctx, 'dpo')
  moderator = await aStaff(ctx, 'moderator')
  member = await aMember(ctx)
  // Nothing but what a test makes.
  await ctx.db.verification.deleteMany()
  for (const duty of codesOf(dutyLabels))
    await ctx.db.dutyLease.upsert({
      where: { duty: `duty/${duty}` },
      create: { duty: `duty/${duty}`, lastRunAt: TEST_NOW },
      update: { lastRunAt: TEST_NOW },
    })
})

const aCase = () =>
  ctx.db.moderationCase.create({
    data: { contentKind: 'post', contentId: id(), authorId: member.accountId, openedAt: ago(HOUR) },
  })

async function anAppeal(by: PortalContext = moderator) {
  const { id: caseId } = await ctx.db.moderationCase.create({
    data: { contentKind: 'post', contentId: id(), openedAt: ago(HOUR), closedAt: ago(HOUR), outcome: 'warn' },
  })
  const startedBy = idOf(by)
  const { id: measureId } = await ctx.db.contentMeasure.create({
    data: { contentKind: 'post', contentId: id(), caseId, act: 'warn', reason: 'x', startedAt: ago(HOUR), startedBy },
  })
  return ctx.db.appeal.create({ data: { measureId, measureBy: startedBy, text: 'x', filedAt: ago(HOUR) } })
}

const aBreach = (noticedAt = ago(HOUR), rest = {}) =>
  ctx.db.breach.create({
    data: { noticedAt, description: 'x', affectedKind: 'all', openedAt: noticedAt, openedBy: idOf(dpo), ...rest },
  })

const anOutsideRequest = (rest: object) =>
  ctx.db.outsideRequest.create({
    data: {
      kind: 'access',
      name: 'x',
      email: 'x@draussen.test',
      receivedOn: TEST_NOW,
      dueOn: new Date('2026-12-23'),
      enteredAt: ago(HOUR),
      enteredBy: idOf(admin),
      ...rest,
    },
  })

const aBulkAct = (rest = {}) =>
  ctx.db.bulkAct.create({
    data: {
      kind: 'suspend',
      reason: 'x',
      chosen: 1,
      members: 1,
      preparedAt: ago(HOUR),
      preparedBy: idOf(admin),
      submittedAt: ago(HOUR),
      ...rest,
    },
  })

const aDisclosure = (rest = {}) =>
  ctx.db.disclosure.create({
    data: {
      authority: 'x',
      court: 'x',
      fileNumber: 'x',
      orderedOn: TEST_NOW,
      legalBasis: 'x',
      scope: ['name'],
      preparedAt: ago(HOUR),
      preparedBy: idOf(admin),
      ...rest,
    },
  })

const aDraft = (rest: object) =>
  ctx.db.policyVersion.create({
    data: {
      number: 2,
      inactivityPeriod: 'P1Y',
      responsePeriod: 'P28D',
      objectionPeriod: 'P28D',
      body: 'x',
      editedBy: idOf(admin),
      editedAt: ago(HOUR),
      ...rest,
    },
  })

const aMail = (state: 'failed' | 'queued') =>
  ctx.db.outgoingMail.create({ data: { template: 'staff-alert', state, recipient: 'x@beispiel.test', cause: 'limit' } })

/** Something of each kind that waits. A kind without an example does not compile. */
const examples: Record<WorkKind, () => Promise<unknown>> = {
  'inbound-mail': () =>
    ctx.db.inboundMail.create({
      data: {
        hash: id(),
        way: 'pipe',
        class: 'case',
        rule: 'x',
        accountId: member.accountId,
        receivedAt: ago(HOUR),
        filedAt: ago(HOUR),
        dueOn: TEST_NOW,
      },
    }),
  request: () =>
    ctx.db.dataRequest.create({
      data: { accountId: member.accountId, kind: 'access', receivedOn: TEST_NOW, dueOn: new Date('2026-12-23') },
    }),
  'outside-request': () => anOutsideRequest({}),
  'outside-answer': () => anOutsideRequest({ preparedAt: ago(HOUR), preparedBy: idOf(admin) }),
  'identity-proof': () =>
    ctx.db.dataRequest.create({
      data: {
        accountId: member.accountId,
        kind: 'access',
        receivedOn: TEST_NOW,
        dueOn: new Date('2026-12-23'),
        proofs: {
          create: {
            accountId: member.accountId,
            way: 'document',
            note: 'x',
            preparedAt: ago(HOUR),
            preparedBy: idOf(admin),
          },
        },
      },
    }),
  'breach-report': () => aBreach(),
  'breach-people': () =>
    aBreach(ago(HOUR), {
      assessments: {
        create: { risk: 'high', telling: 'tell', reason: 'x', decidedAt: ago(HOUR), decidedBy: idOf(approver) },
      },
    }),
  'breach-end': () => aBreach(ago(DAY), { authorityToldAt: ago(HOUR) }),
  'hold-request': () =>
    ctx.db.holdRequest.create({
      data: {
        accountId: member.accountId,
        kind: 'place',
        reason: 'x',
        reviewOn: new Date('2027-05-01'),
        preparedAt: ago(HOUR),
        preparedBy: idOf(admin),
      },
    }),
  'hold-review': () =>
    ctx.db.legalHold.create({ data: { accountId: member.accountId, reason: 'x', reviewOn: new Date('2026-12-01') } }),
  'court-order': () => aDisclosure(),
  'hand-over': () =>
    aDisclosure({
      decision: 'released',
      decidedAt: ago(HOUR),
      decidedBy: idOf(approver),
      archive: Buffer.from('x'),
      archiveSha256: 'x',
      orderSha256: 'x',
      answer: 'found',
    }),
  'bulk-act': () => aBulkAct(),
  'team-change': () =>
    ctx.db.staffChange.create({
      data: {
        accountId: member.accountId,
        kind: 'role',
        role: 'moderator',
        reason: 'x',
        preparedAt: ago(HOUR),
        preparedBy: idOf(admin),
      },
    }),
  'chain-loss': () =>
    ctx.db.chainLoss.create({
      data: {
        firstLost: 1,
        lastLost: 2,
        anchors: 2,
        digest: Buffer.alloc(32),
        reason: 'x',
        preparedAt: ago(HOUR),
        preparedBy: idOf(admin),
      },
    }),
  'policy-draft': () => aDraft({ submittedAt: ago(HOUR), submittedBy: idOf(admin) }),
  'returned-draft': () => aDraft({ returnedReason: 'Bitte kürzer' }),
  objection: () =>
    ctx.db.policyObjection.create({
      data: { accountId: member.accountId, versionNumber: 1, receivedOn: TEST_NOW, enteredAt: ago(HOUR) },
    }),
  'undelivered-announcement': async () => {
    await aDraft({
      publishedAt: ago(DAY),
      submittedAt: ago(DAY),
      submittedBy: idOf(admin),
      publishedBy: idOf(approver),
    })
    await ctx.db.policyAnnouncement.create({
      data: { accountId: member.accountId, versionNumber: 2, bouncedAt: ago(HOUR) },
    })
  },
  verification: () =>
    ctx.db.verification.create({
      data: { accountId: member.accountId, cause: 'registered', requestedAt: ago(HOUR) },
    }),
  report: aCase,
  appeal: () => anAppeal(),
  publication: () =>
    ctx.db.publication.create({
      data: {
        accountId: member.accountId,
        kind: 'offer',
        submittedAt: ago(HOUR),
        createdAt: ago(HOUR),
        savedAt: ago(HOUR),
      },
    }),
  opinion: () => aBulkAct(),
  'stopped-run': () =>
    ctx.db.sweepRun.create({ data: { trigger: 'cron', startedAt: ago(HOUR), brake: 'too-many-erasures' } }),
  'undelivered-notice': async () => {
    const { lastLoginAt, registeredAt } = await ctx.db.account.findUniqueOrThrow({ where: { id: member.accountId } })
    await ctx.db.inactivityNotice.create({
      data: {
        accountId: member.accountId,
        inactiveSince: lastLoginAt ?? registeredAt,
        policyVersion: 1,
        closedAt: ago(HOUR),
        outcome: 'undeliverable',
      },
    })
  },
  'failed-mail': () => aMail('failed'),
  'mail-outage': () =>
    ctx.db.mailOutage.create({ data: { cause: 'sender', error: 'smtp 550', beganAt: ago(HOUR), lastAt: ago(HOUR) } }),
  'broken-check': () =>
    ctx.db.promiseCheck.update({ where: { id: aCheck }, data: { found: 1, brokenSince: ago(HOUR) } }),
  'stale-check': () => ctx.db.promiseCheck.delete({ where: { id: aCheck } }),
  'late-duty': () => ctx.db.dutyLease.update({ where: { duty: 'duty/mail' }, data: { lastRunAt: ago(3 * DAY) } }),
  'failing-step': () => ctx.db.dutyStep.create({ data: { duty: 'mail', step: 'send-mail', failingSince: ago(HOUR) } }),
  setting: async () => {},
}
let aCheck = ''

beforeEach(async () => {
  const { promises } = await import('@/lib/accountability/promises')
  const ids = promises.flatMap(({ checks }) => checks).map((check) => check.id)
  aCheck = ids[0] ?? ''
  await ctx.db.promiseCheck.createMany({ data: ids.map((id) => ({ id, checkedAt: TEST_NOW, found: 0 })) })
})

const contextOf: Record<string, () => PortalContext> = {
  admin: () => admin,
  approver: () => approver,
  dpo: () => dpo,
  moderator: () => moderator,
}

describe('whatever waits', () => {
  test.each(codesOf(workKindLabels))(
    '%s: stands in the queue of those who can settle it, and of nobody else',
    async (kind) => {
      const before = await waitingOf(ctx, kind)
      // The settings of the test server have warnings of their own.
      if (kind !== 'setting') expect(before).toBe(0)
      await examples[kind]()
      const added = kind === 'setting' ? 0 : 1
      expect(await waitingOf(ctx, kind)).toBe(before + added)
      for (const role of ['moderator', 'admin', 'approver', 'dpo'] as const) {
        // Whoever took the measure cannot judge the appeal.
        const isTheirs = rolesFor(kind).includes(role) && !(kind === 'appeal' && role === 'moderator')
        const looking = contextOf[role]?.() ?? ctx
        const found = (await listWork(looking, { kind })).entries
        expect(
          found.map((entry) => entry.kind),
          role,
        ).toEqual(isTheirs ? Array.from({ length: before + added }, () => kind) : [])
        for (const entry of found) expect(titleOf(entry)).toMatch(/^[\p{Lu}].+/u)
      }
    },
  )

  test('is counted for the menu as it is listed', async () => {
    for (const kind of ['request', 'report', 'bulk-act', 'breach-report', 'court-order'] as const)
      await examples[kind]()
    for (const looking of [admin, approver, dpo, moderator]) {
      const counted = (await countWork(looking)).reduce((sum, { waiting }) => sum + waiting, 0)
      expect(counted).toBe((await listWork(looking)).found)
    }
  })

  test('every role has something that it settles', () => {
    for (const role of ['moderator', 'admin', 'approver', 'dpo'] as const)
      expect(kindsToDo(role).length, role).toBeGreaterThan(0)
    expect(codesOf(workKindLabels).filter((kind) => rolesFor(kind).length === 0)).toEqual([])
  })

  test('is for staff only', async () => {
    for (const looking of [
      ctx,
      as(ctx, { kind: 'member', accountId: member.accountId, role: 'member', sessionId: id() }),
    ])
      await expect(listWork(looking)).rejects.toThrow(Refused)
  })
})

/** Where the states of the lists wait, or why they do not. A new state does not compile before it is told. */
const bulkStates: Record<BulkActState, WorkKind | 'author' | 'duty' | 'over'> = {
  preview: 'author',
  waits: 'bulk-act',
  running: 'duty',
  expired: 'over',
  rejected: 'over',
  stopped: 'over',
  finished: 'over',
}
const requestStates: Record<RequestState, WorkKind | 'over'> = {
  'waits-for-person': 'request',
  'waits-for-hold': 'request',
  'waits-for-staff': 'request',
  answered: 'over',
  partly: 'over',
  'carried-out': 'over',
  withdrawn: 'over',
  refused: 'over',
}
const ledgerStates: Record<LedgerState, WorkKind | 'duty' | 'member' | 'over'> = {
  queued: 'duty',
  failed: 'failed-mail',
  bounced: 'undelivered-announcement',
  running: 'member',
  'in-force': 'over',
  objected: 'objection',
}

/** Tables with a column that ends something, and the kinds in which it waits until then; or why it waits for nobody. */
const tables: Record<string, readonly WorkKind[] | string> = {
  appeal: ['appeal'],
  breach: ['breach-report', 'breach-end'],
  breach_letter: ['breach-people'],
  breach_telling: ['breach-people'],
  bulk_act: ['bulk-act'],
  chain_loss: ['chain-loss'],
  content_measure: 'in force until somebody ends it, with an appeal of its own',
  data_request: ['request'],
  identity_proof: ['identity-proof'],
  outside_request: ['outside-request', 'outside-answer'],
  disclosure: ['court-order', 'hand-over'],
  duty_step: ['failing-step'],
  hold_request: ['hold-request'],
  inactivity_notice: ['undelivered-notice'],
  legal_hold: ['hold-review'],
  mail_outage: ['mail-outage'],
  moderation_case: ['report'],
  outage: 'over when it is noticed',
  policy_announcement: ['undelivered-announcement'],
  policy_objection: ['objection'],
  policy_version: ['policy-draft', 'returned-draft'],
  promise_check: ['broken-check', 'stale-check'],
  publication: ['publication'],
  restoration: 'the portal is closed: the command line ends it',
  restriction: 'in force until staff announce its end; an announcement that comes back is told by its room',
  server_state: 'a server that stopped',
  staff_change: ['team-change'],
  suspension: 'in force until staff end it',
  sweep_run: ['stopped-run'],
  verification: ['verification'],
}

describe('every state that waits', () => {
  test('of every table has its kind, or a reason', async () => {
    const rows = await ctx.db.$queryRaw<{ table: string }[]>`
      SELECT DISTINCT table_name AS table FROM information_schema.columns
      WHERE table_schema = current_schema() AND is_nullable = 'YES'
        AND column_name ~ '^(decided|closed|ended|released|lifted|finished|submitted|confirmed|withdrawn|bounced|reopened|handed_over)_(at|on)$|_since$'`
    const found = rows.map(({ table }) => table).filter((table) => !NOT_FOR_STAFF.includes(table))
    expect(found.filter((table) => !(table in tables))).toEqual([])
  })

  test('of every list is in the queue', async () => {
    expect(Object.keys(bulkStates)).toEqual(expect.arrayContaining(codesOf(bulkStateLabels)))
    const told = [bulkStates, requestStates, ledgerStates].flatMap((states) => Object.values<string>(states))
    const kinds = told.filter((kind) => !['author', 'duty', 'over', 'member'].includes(kind))
    expect(kinds.filter((kind) => !(kind in workKindLabels))).toEqual([])
  })
})

/** What ends there is a member's own doing. */
const NOT_FOR_STAFF = ['_prisma_migrations', 'account', 'authenticator', 'conversation_member']

describe('the order', () => {
  test('urgent first, then by the time at which it is due', async () => {
    await examples.request()
    await examples.verification()
    await examples['breach-report']()
    await examples.report()
    await ctx.db.dataRequest.create({
      data: { accountId: member.accountId, kind: 'access', receivedOn: TEST_NOW, dueOn: new Date('2026-11-22') },
    })
    const entries = (await listWork(admin)).entries.filter(({ kind }) => kind !== 'setting')
    const order = entries.map(({ kind, isUrgent }) => `${kind}${isUrgent ? '!' : ''}`)
    expect(order).toEqual(['request!', 'breach-report!', 'report', 'verification', 'request'])
  })

  test.each([
    ['urgent from 24 hours before its time', new Date('2026-12-22T23:00:00Z'), { isUrgent: false, isOverdue: false }],
    ['a moment later', new Date('2026-12-22T23:00:00.001Z'), { isUrgent: true, isOverdue: false }],
    ['in time until the day is over', new Date('2026-12-23T23:00:00Z'), { isUrgent: true, isOverdue: false }],
    ['overdue a moment later', new Date('2026-12-23T23:00:00.001Z'), { isUrgent: true, isOverdue: true }],
  ])('%s', async (_, now, state) => {
    await examples.request()
    expect((await listWork(at(admin, now), { kind: 'request' })).entries).toMatchObject([state])
    expect((await listWork(at(admin, now), { kind: 'request', isOverdue: true })).found).toBe(state.isOverdue ? 1 : 0)
  })
})

describe('a long list', () => {
  const START = TEST_NOW.getTime()
  const addRequests = (amount: number) =>
    ctx.db.dataRequest.createMany({
      data: Array.from({ length: amount }, (_, index) => ({
        accountId: member.accountId,
        kind: 'access' as const,
        receivedOn: TEST_NOW,
        dueOn: new Date('2026-12-23'),
        enteredAt: new Date(START - index * 60_000),
      })),
    })

  test('comes in pages of the size asked for, the other way round and by what has waited longest, too', async () => {
    await addRequests(60)
    const first = await listWork(admin, { kind: 'request', size: 25, order: 'since' })
    const last = await listWork(admin, { kind: 'request', size: 25, page: 3, order: 'since' })
    const down = await listWork(admin, { kind: 'request', size: 25, order: 'since', isDown: true })
    expect([first.entries.length, last.entries.length, first.found, first.pages]).toEqual([25, 10, 60, 3])
    const waiting = [...first.entries, ...last.entries].map(({ since }) => since.getTime())
    expect(waiting).toEqual([...waiting].sort((a, b) => a - b))
    expect(down.entries[0]?.since.getTime()).toBe(last.entries.at(-1)?.since.getTime())
    const beyond = await listWork(admin, { kind: 'request', size: 25, page: 4 })
    expect([beyond.page, beyond.entries.length]).toEqual([1, 25])
  })

  test('stands in the calendar of deadlines as a whole', async () => {
    await addRequests(130)
    const calendar = await deadlineCalendar(admin)
    expect(calendar.match(/^UID:request-/gm)).toHaveLength(130)
  })
})

describe('two people', () => {
  test('whoever prepared it, whom it concerns and who owes the role to the first person do not have it to do', async () => {
    await examples['bulk-act']()
    expect(await kindsOf(approver, 'bulk-act')).toBe(1)
    const same = as(ctx, { kind: 'member', accountId: idOf(admin), role: 'approver', sessionId: id() })
    expect(await kindsOf(same, 'bulk-act')).toBe(0)
    await ctx.db.staffChange.create({
      data: {
        accountId: idOf(approver),
        kind: 'role',
        role: 'approver',
        reason: 'x',
        preparedAt: ago(29 * DAY),
        preparedBy: idOf(admin),
        decidedAt: ago(29 * DAY),
        decidedBy: id(),
        decision: 'released',
      },
    })
    expect(await kindsOf(approver, 'bulk-act')).toBe(0)
    expect((await listWork(approver, { kind: 'bulk-act', everybodys: true })).entries).toMatchObject([
      { isMine: false },
    ])
    await ctx.db.staffChange.updateMany({ data: { decidedAt: ago(30 * DAY) } })
    expect(await kindsOf(approver, 'bulk-act')).toBe(1)
    await ctx.db.holdRequest.create({
      data: {
        accountId: idOf(approver),
        kind: 'place',
        reason: 'x',
        reviewOn: new Date('2027-05-01'),
        preparedAt: ago(HOUR),
        preparedBy: idOf(admin),
      },
    })
    expect(await kindsOf(approver, 'hold-request')).toBe(0)
  })
})

const kindsOf = async (looking: PortalContext, kind: WorkKind) => (await listWork(looking, { kind })).found

describe('who takes it', () => {
  test('is seen by the others, who may take it over; it is given back, and on record', async () => {
    const { id: caseId } = await aCase()
    const entry = { kind: 'report', id: caseId } as const
    expect(await claimWork(moderator, { ...entry, take: true })).toEqual({ outcome: 'taken' })
    expect(await workEntry(admin, 'report', caseId)).toMatchObject({ assignee: 'Erika Muster', isClaimedByMe: false })
    expect((await listWork(moderator, { assignee: 'mine' })).found).toBe(1)
    expect((await listWork(admin, { assignee: 'nobody', kind: 'report' })).found).toBe(0)
    expect(await claimWork(admin, { ...entry, take: true })).toEqual({ outcome: 'taken' })
    expect((await listWork(moderator, { assignee: 'mine' })).found).toBe(0)
    expect(await claimWork(admin, { ...entry, take: false })).toEqual({ outcome: 'given-back' })
    expect((await listWork(moderator, { assignee: 'nobody' })).found).toBe(1)
    const events = await ctx.db.auditEvent.findMany({ where: { act: 'work.claimed' }, orderBy: { seq: 'asc' } })
    expect(events.map(({ details }) => details)).toMatchObject([
      { work: 'report', entry: caseId, decision: 'taken' },
      { decision: 'taken' },
      { decision: 'given-back' },
    ])
  })

  test('can settle it, and it still waits', async () => {
    const { id: caseId } = await aCase()
    const entry = { kind: 'report', id: caseId, take: true } as const
    expect(await claimWork(dpo, entry)).toEqual({ outcome: 'not-yours' })
    expect(await claimWork(moderator, { ...entry, id: id() })).toEqual({ outcome: 'not-waiting' })
    const { id: appealId } = await anAppeal()
    expect(await claimWork(moderator, { kind: 'appeal', id: appealId, take: true })).toEqual({ outcome: 'not-yours' })
  })

  test('is forgotten with it', async () => {
    const { id: caseId } = await aCase()
    await claimWork(moderator, { kind: 'report', id: caseId, take: true })
    await tidyWork(ctx)
    expect(await ctx.db.claim.count()).toBe(1)
    await ctx.db.moderationCase.update({
      where: { id: caseId },
      data: { closedAt: TEST_NOW, closedBy: idOf(moderator), outcome: 'none' },
    })
    expect(await tidyWork(ctx)).toEqual({ workTidied: 1 })
    expect(await ctx.db.claim.count()).toBe(0)
  })
})

const mailsTo = async (looking: PortalContext) =>
  (await ctx.db.outgoingMail.findMany({ where: { accountId: idOf(looking), template: 'staff-alert' } })).map(
    ({ props }) => props as { headline: string; lines: string[] },
  )

describe('the mail', () => {
  test('goes to those who can settle it, once', async () => {
    await examples['court-order']()
    expect(await tellOfWork(duty)).toEqual({ workTold: 2, workDigests: 0 })
    expect(await mailsTo(approver)).toMatchObject([{ headline: 'Herausgabe: Freigabe' }])
    expect(await mailsTo(dpo)).toMatchObject([{ headline: 'Stellungnahme möglich: Herausgabe' }])
    for (const other of [admin, moderator]) expect(await mailsTo(other)).toEqual([])
    expect(await tellOfWork(duty)).toEqual({ workTold: 0, workDigests: 0 })
  })

  test.each([
    [48, 'h48'],
    [24, 'h24'],
    [6, 'h6'],
  ])('tells of a breach again %i hours before its time', async (hours, stage) => {
    const noticedAt = ago(HOUR)
    await aBreach(noticedAt)
    await tellOfWork(duty)
    const then = noticedAt.getTime() + (72 - hours) * HOUR
    await tellOfWork(at(duty, new Date(then - 1)))
    const before = (await mailsTo(admin)).length
    await tellOfWork(at(duty, new Date(then)))
    const after = await mailsTo(admin)
    expect(after.length).toBe(before + 1)
    expect(await ctx.db.workAlert.count({ where: { kind: 'breach-report', stage } })).toBe(1)
    expect(after.at(-1)?.lines[0]).toContain(`Noch ${hours} Stunden`)
  })

  test('comes once a day for who wants it so, in the morning, with all that waits; a breach comes at once', async () => {
    const noon = at(duty, TEST_NOW)
    await setWorkNotice(admin, 'daily')
    await setWorkNotice(approver, 'daily')
    await examples['court-order']()
    await examples.objection()
    // It is past seven: the mail of today is still due.
    expect(await tellOfWork(noon)).toMatchObject({ workDigests: 2 })
    const night = new Date('2026-11-24T05:59:59Z')
    await aBreach(night)
    expect(await tellOfWork(at(duty, night))).toMatchObject({ workDigests: 0, workTold: 3 })
    expect((await mailsTo(admin)).at(-1)).toMatchObject({ headline: 'Datenpanne: Meldung an die Aufsicht' })
    expect(await tellOfWork(at(duty, new Date('2026-11-24T06:00:00Z')))).toMatchObject({ workDigests: 2 })
    expect((await mailsTo(admin)).at(-1)?.lines).toHaveLength(2)
    expect(await tellOfWork(at(duty, new Date('2026-11-24T20:00:00Z')))).toMatchObject({ workDigests: 0 })
  })

  test('says that the time is over', async () => {
    await examples.objection()
    await tellOfWork(duty)
    await tellOfWork(at(duty, new Date(TEST_NOW.getTime() + 3 * DAY)))
    expect((await mailsTo(admin)).at(-1)?.lines[0]).toMatch(/^Überfällig: Widerspruch gegen eine Fassung/)
    expect(await mailsTo(admin)).toHaveLength(2)
  })

  test('names no member, whoever is concerned', async () => {
    for (const kind of ['request', 'objection', 'publication', 'hold-request'] as const) await examples[kind]()
    await tellOfWork(duty)
    const text = JSON.stringify(await ctx.db.outgoingMail.findMany({ where: { template: 'staff-alert' } }))
    expect(text).not.toContain(member.surname)
    expect(text).not.toContain(member.email)
  })
})

test('the calendar holds what is due, with its instant, and no name', async () => {
  await examples.request()
  const file = await deadlineCalendar(admin)
  expect(file).toContain('DTSTART:20261223T230000Z')
  expect(file).toContain('SUMMARY:Anliegen zum Datenschutz: Auskunft')
  expect(file).not.toContain(member.surname)
})

test('roles have their queue each', async () => {
  for (const kind of codesOf(workKindLabels).filter(
    (one) =>
      one !== 'returned-draft' && one !== 'opinion' && one !== 'undelivered-announcement' && one !== 'stale-check',
  ))
    await examples[kind]()
  const seen = async (looking: PortalContext) => new Set((await listWork(looking)).entries.map(({ kind }) => kind))
  expect(await seen(moderator)).toEqual(new Set<WorkKind>(['report', 'publication']))
  expect(await seen(dpo)).toEqual(new Set<WorkKind>(['inbound-mail', 'breach-report', 'broken-check', 'opinion']))
  const all: Role[] = ['moderator', 'admin', 'approver', 'dpo']
  expect(all).toHaveLength(4)
})
