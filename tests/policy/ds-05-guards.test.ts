import { Client } from 'pg'
import { beforeEach, describe, expect, it } from 'vitest'
import { restoreMember, suspendMember } from '@/lib/accounts/suspend-member'
import { findMember, peekMember, startSession } from '@/lib/auth/sessions'
import { carryOutBulkActs } from '@/lib/bulk-acts/carry-out-bulk-acts'
import { releaseBulkAct, submitBulkAct } from '@/lib/bulk-acts/decide-bulk-act'
import { prepareBulkAct } from '@/lib/bulk-acts/prepare-bulk-act'
import { inTransaction, type PortalContext } from '@/lib/context'
import { sqlDateOfDay } from '@/lib/dates'
import { type Role } from '@/lib/db/generated/enums'
import { decideHold } from '@/lib/disclosure/decide-hold'
import { requestHold } from '@/lib/disclosure/request-hold'
import { completeErasure } from '@/lib/erasure/complete-erasure'
import { eraseAccount } from '@/lib/erasure/erase-account'
import { lifecycleMailHooks } from '@/lib/lifecycle/mail-hooks'
import { Refused } from '@/lib/result'
import { aMember, type CastMember, lastLogin } from '../support/cast'
import { as, asPortal, at, testContext } from '../support/context'
import {
  acceptingTransport,
  afterFirstRun,
  berlin,
  deliverMail,
  existing,
  inactiveLife,
  notifiedMember,
  runSweep,
  signInAs,
} from '../support/lifecycle'
import { owner } from '../support/owner'

/**
 * One test for each guard of erasure, notice, suspension and hold, in which only that guard can refuse (DS-04, DS-05, DS-07, DS-10):
 * rows are put by hand into a state in which all the others let pass. The guard of the clock has its table in ds-05-clock.
 */
const ctx = testContext()
const { registeredAt, noticeAt, dayAfter } = inactiveLife
let member: CastMember

beforeEach(async () => {
  member = await aMember(ctx, { registeredAt })
})

const isThere = async () => (await existing(ctx, [member])).length === 1
const idOf = ({ actor }: PortalContext) => (actor.kind === 'member' ? actor.accountId : '')

async function staff(role: Role): Promise<PortalContext> {
  const { accountId } = await aMember(ctx, { role })
  return as(ctx, { kind: 'member', accountId, role, sessionId: crypto.randomUUID() })
}

describe('the erasure for inactivity', () => {
  beforeEach(async () => {
    await notifiedMember(ctx, member, noticeAt)
  })
  const notice = (data: object) => ctx.db.inactivityNotice.updateMany({ where: { accountId: member.accountId }, data })
  const account = (data: object) => ctx.db.account.update({ where: { id: member.accountId }, data })

  it('happens, if no guard refuses', async () => {
    expect(await runSweep(at(ctx, dayAfter))).toMatchObject({ erased: 1 })
  })

  it.each<[string, () => Promise<unknown>]>([
    ['the notice was accepted in the very moment the run began', () => notice({ acceptedAt: dayAfter })],
    ['the last day to answer is today', () => notice({ respondBy: sqlDateOfDay('2026-03-02') })],
    ['the notice is closed', () => notice({ closedAt: noticeAt, outcome: 'undeliverable' })],
    ['the member signed in, and the notice was left open', () => account({ lastLoginAt: berlin('2026-02-15') })],
    ['the address is not confirmed any more', () => account({ emailConfirmedAt: null, lastLoginAt: registeredAt })],
    ['the first run of an installation', () => ctx.db.sweepRun.deleteMany()],
  ])('not, because %s', async (_, change) => {
    await change()
    expect(await runSweep(at(ctx, dayAfter))).toMatchObject({ erased: 0, unconfirmed: 0, failed: 0 })
    expect(await isThere()).toBe(true)
  })

  it('all conditions are repeated after the lock: a notice closed between the choice and the erasure', async () => {
    // Whoever chooses and locks still sees the notice; the statement after it does not.
    await policy(
      'inactivity_notice',
      `current_query() LIKE '%FOR UPDATE OF a SKIP LOCKED%' OR current_query() NOT LIKE '%ANY%'`,
    )
    try {
      expect(await runSweep(at(ctx, dayAfter))).toMatchObject({ erased: 0, failed: 0 })
    } finally {
      await noPolicy('inactivity_notice')
    }
    expect(await isThere()).toBe(true)
    expect(await runSweep(at(ctx, dayAfter))).toMatchObject({ erased: 1 })
  })

  it('one by one: a row that somebody holds is left alone', async () => {
    await ctx.db.$executeRaw`UPDATE sweep_run SET failed = 0`
    const other = await aConnection()
    await other.query('BEGIN')
    await other.query('SELECT 1 FROM account WHERE id = $1 FOR UPDATE', [member.accountId])
    expect(await runSweep(at(ctx, dayAfter))).toMatchObject({ erased: 0, failed: 0 })
    await other.query('COMMIT')
    await other.end()
    expect(await runSweep(at(ctx, dayAfter))).toMatchObject({ erased: 1 })
  })
})

describe('the notice', () => {
  beforeEach(() => afterFirstRun(at(ctx, registeredAt)))
  const notices = () => ctx.db.outgoingMail.count({ where: { template: 'inactivity-notice' } })

  it.each<[string, () => Promise<unknown>]>([
    ['there is an open one', () => aNotice({})],
    ['the one of this episode was undeliverable', () => aNotice({ closedAt: noticeAt, outcome: 'undeliverable' })],
    [
      'the address is not confirmed',
      () =>
        ctx.db.account.update({
          where: { id: member.accountId },
          data: { emailConfirmedAt: null, lastLoginAt: registeredAt },
        }),
    ],
    ['the year is not over', () => lastLogin(ctx, member.accountId, berlin('2025-02-01'))],
  ])('not, because %s', async (_, change) => {
    await change()
    expect(await runSweep(at(ctx, noticeAt))).toMatchObject({ notified: 0 })
    expect(await notices()).toBe(0)
  })

  it('a mail is not sent once its notice is closed', async () => {
    await deliverMail(at(ctx, registeredAt))
    await runSweep(at(ctx, noticeAt))
    await ctx.db.inactivityNotice.updateMany({ data: { closedAt: noticeAt, outcome: 'superseded' } })
    const transport = acceptingTransport()
    await deliverMail(at(ctx, noticeAt), transport)
    expect(transport.sent).toEqual([])
  })

  it('an acceptance that comes twice, or after the end, moves no last day', async () => {
    const { id, mailId, respondBy } = await notifiedMember(ctx, member, noticeAt)
    const accepted = lifecycleMailHooks['inactivity-notice']?.accepted
    const later = { id: mailId ?? '', accountId: member.accountId, acceptedAt: dayAfter, countsFrom: '2026-03-02' }
    await accepted?.(ctx, [later])
    expect(await ctx.db.inactivityNotice.findUnique({ where: { id } })).toMatchObject({ respondBy })
    await ctx.db.inactivityNotice.update({
      where: { id },
      data: { acceptedAt: null, respondBy: null, closedAt: noticeAt, outcome: 'superseded' },
    })
    await accepted?.(ctx, [later])
    expect(await ctx.db.inactivityNotice.findUnique({ where: { id } })).toMatchObject({ respondBy: null })
  })

  it('an acceptance that is recorded after an outage gives the days of the outage too', async () => {
    await runSweep(at(ctx, noticeAt))
    const { id, mailId } = await ctx.db.inactivityNotice.findFirstOrThrow()
    const [beganAt, endedAt] = [berlin('2026-02-01T05:00'), berlin('2026-03-09T05:00')]
    const days = { firstDay: sqlDateOfDay('2026-02-01'), days: 37 }
    await ctx.db.outage.create({ data: { cause: 'silence', beganAt, endedAt, ...days, noticedAt: endedAt } })
    const mail = { id: mailId ?? '', accountId: member.accountId, acceptedAt: noticeAt, countsFrom: '2026-02-01' }
    await lifecycleMailHooks['inactivity-notice']?.accepted?.(ctx, [mail])
    const notice = await ctx.db.inactivityNotice.findUnique({ where: { id } })
    expect(notice).toMatchObject({ acceptedAt: noticeAt, respondBy: sqlDateOfDay('2026-04-06') })
  })

  function aNotice(end: object) {
    const row = { accountId: member.accountId, inactiveSince: registeredAt, policyVersion: 1, createdAt: noticeAt }
    return ctx.db.inactivityNotice.create({ data: { ...row, ...end } })
  }
})

describe('the ledger', () => {
  it.each(['self', 'staff'] as const)('no ledger row, no erasure (%s)', async (reason) => {
    await owner().query(`
      CREATE FUNCTION lose_ledger() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
      CREATE TRIGGER lose_ledger BEFORE INSERT ON erasure FOR EACH ROW EXECUTE FUNCTION lose_ledger()`)
    try {
      const erasing = eraseAccount(ctx, { accountId: member.accountId, reason })
      await expect(erasing).rejects.toThrow('0 of 1 erasures were recorded')
    } finally {
      await owner().query('DROP TRIGGER lose_ledger ON erasure; DROP FUNCTION lose_ledger()')
    }
    expect(await isThere()).toBe(true)
    expect(await ctx.db.outgoingMail.count({ where: { template: { startsWith: 'erased' } } })).toBe(0)
    expect(await eraseAccount(ctx, { accountId: member.accountId, reason })).toEqual({ outcome: 'erased' })
  })
})

describe('a suspension', () => {
  const suspend = async (by: PortalContext) => suspendMember(by, { accountId: member.accountId, reason: 'Test' })
  const session = () =>
    inTransaction(ctx, (tx) => startSession(tx, { accountId: member.accountId, role: 'member', device: 'Test' }))

  it('ends the sessions: their rows are gone and do not come back with the account', async () => {
    const sessionId = await session()
    const admin = await staff('admin')
    await suspend(admin)
    expect(await ctx.db.session.count({ where: { accountId: member.accountId } })).toBe(0)
    await restoreMember(admin, { accountId: member.accountId, reason: 'Geklärt' })
    expect(await findMember(ctx, sessionId)).toBeUndefined()
  })

  it('of many ends theirs too', async () => {
    await session()
    const [one, two] = [await staff('admin'), await staff('approver')]
    const prepared = await prepareBulkAct(one, { kind: 'suspend', reason: 'Test', choice: { list: member.email } })
    if (prepared.outcome !== 'prepared') throw new Error(prepared.outcome)
    await submitBulkAct(one, prepared)
    await releaseBulkAct(two, prepared)
    await carryOutBulkActs(as(ctx, { kind: 'system', duty: 'bulk-acts' }))
    expect(await ctx.db.suspension.count({ where: { accountId: member.accountId } })).toBe(1)
    expect(await ctx.db.session.count({ where: { accountId: member.accountId } })).toBe(0)
  })

  it.each(['moderator', 'dpo', 'member'] as const)(
    'is not lifted by a %s, nor by who was suspended meanwhile',
    async (role) => {
      const admin = await staff('admin')
      await suspend(admin)
      const lift = (by: PortalContext) => restoreMember(by, { accountId: member.accountId, reason: 'x' })
      await expect(lift(await staff(role))).rejects.toThrow(Refused)
      await suspendMember(await staff('admin'), { accountId: idOf(admin), reason: 'x' })
      await expect(lift(admin)).rejects.toThrow(Refused)
      expect(await ctx.db.suspension.count({ where: { accountId: member.accountId, endedAt: null } })).toBe(1)
    },
  )
})

describe('a session that was left behind opens nothing', () => {
  const closures: Record<string, () => Promise<unknown>> = {
    suspended: () => ctx.db.suspension.create({ data: { accountId: member.accountId, reason: 'x' } }),
    held: () => ctx.db.legalHold.create({ data: { accountId: member.accountId, reason: 'x' } }),
    unconfirmed: () => ctx.db.account.update({ where: { id: member.accountId }, data: { emailConfirmedAt: null } }),
  }

  it.each(Object.entries(closures))('%s', async (_, close) => {
    const sessionId = await inTransaction(ctx, (tx) =>
      startSession(tx, { accountId: member.accountId, role: 'member', device: 'Test' }),
    )
    expect(await findMember(ctx, sessionId)).toBeDefined()
    await close()
    expect(await findMember(ctx, sessionId)).toBeUndefined()
    expect(await peekMember(ctx, sessionId)).toBeUndefined()
    expect(await signInAs(ctx, member)).toEqual({ outcome: 'refused' })
  })
})

describe('a legal hold', () => {
  const place = { kind: 'place', reason: 'Klage', reviewOn: '2027-05-01' } as const
  const hooks = { completeErasure }

  async function held(one: PortalContext, two: PortalContext) {
    const asked = await requestHold(one, { accountId: member.accountId, ...place })
    if (asked.outcome !== 'requested') throw new Error(asked.outcome)
    return decideHold(two, { requestId: asked.requestId, decision: 'released' }, hooks)
  }

  it('is not asked for twice, nor for nobody', async () => {
    const [one, two] = [await staff('admin'), await staff('approver')]
    await held(one, two)
    expect(await requestHold(one, { accountId: member.accountId, ...place })).toEqual({ outcome: 'already-held' })
    expect(await requestHold(one, { accountId: crypto.randomUUID(), ...place })).toEqual({ outcome: 'unknown-member' })
  })

  it('the sessions of a sealed account are gone, and an erasure that waits is not done while another hold is open', async () => {
    const [one, two] = [await staff('admin'), await staff('approver')]
    await inTransaction(ctx, (tx) => startSession(tx, { accountId: member.accountId, role: 'member', device: 'Test' }))
    await held(one, two)
    expect(await ctx.db.session.count({ where: { accountId: member.accountId } })).toBe(0)
    expect(await eraseAccount(ctx, { accountId: member.accountId, reason: 'self' })).toEqual({ outcome: 'held' })
    expect(await completeErasure(asPortal(ctx), member.accountId)).toEqual({ outcome: 'held' })
    expect(await isThere()).toBe(true)
    await ctx.db.legalHold.updateMany({ data: { releasedAt: ctx.now() } })
    expect(await completeErasure(asPortal(ctx), member.accountId)).toEqual({ outcome: 'erased' })
    expect(await completeErasure(asPortal(ctx), member.accountId)).toEqual({ outcome: 'not-waiting' })
  })

  it.each(['moderator', 'member'] as const)('is not decided by a %s', async (role) => {
    const asked = await requestHold(await staff('admin'), { accountId: member.accountId, ...place })
    if (asked.outcome !== 'requested') throw new Error(asked.outcome)
    const deciding = async (decision: 'released' | 'rejected') =>
      decideHold(await staff(role), { requestId: asked.requestId, decision }, hooks)
    await expect(deciding('released')).rejects.toThrow(Refused)
    await expect(deciding('rejected')).rejects.toThrow(Refused)
    expect(await ctx.db.holdRequest.count({ where: { decidedAt: null } })).toBe(1)
  })
})

/** Rows of a table are seen only where the condition holds, for the portal too. */
async function policy(table: string, condition: string): Promise<void> {
  await owner().query(`CREATE POLICY guard ON ${table} USING (${condition});
    ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY`)
}

async function noPolicy(table: string): Promise<void> {
  await owner().query(`ALTER TABLE ${table} DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY;
    DROP POLICY guard ON ${table}`)
}

async function aConnection(): Promise<Client> {
  const client = new Client({ connectionString: process.env.DATABASE_URL })
  await client.connect()
  return client
}
