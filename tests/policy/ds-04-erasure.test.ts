import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { inTransaction, type PortalContext } from '@/lib/context'
import { sqlDateOfDay } from '@/lib/dates'
import { eraseAccount } from '@/lib/erasure/erase-account'
import { eraseLocked } from '@/lib/erasure/erase-accounts'
import { isErased } from '@/lib/erasure/is-erased'

import { erasureSteps } from '@/lib/personal-data/generated/inventory'
import { countPersonRows } from '@/lib/personal-data/person-rows'
import { aMember } from '../support/cast'
import { as, TEST_NOW, testContext } from '../support/context'
import { aFullLife as fullLife, settleAll } from '../support/full-life'
import { emptyOutbox, expectQueueFits, readMail, sendMail } from '../support/outbox'

const CANARY = 'Kanarienvogel'

beforeEach(emptyOutbox)
afterEach(() => expectQueueFits(testContext()))

const aFullLife = (ctx: PortalContext) => fullLife(ctx, CANARY)

/** Tables in which a text occurs in any column, whatever its type. */
async function tablesWith(ctx: PortalContext, text: string): Promise<string[]> {
  const tables = await ctx.db.$queryRaw<{ table: string; xml: string }[]>`
    SELECT tablename AS table, table_to_xml(format('public.%I', tablename)::regclass, true, false, '')::text AS xml
    FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename`
  return tables.filter(({ xml }) => xml.toLowerCase().includes(text.toLowerCase())).map(({ table }) => table)
}

describe('"Account löschen" deletes the account and all data stored in it (DS-04)', () => {
  test('after the last mail has left, no table contains a trace of the person (I5)', async () => {
    const ctx = testContext()
    const { accountId, email } = await aFullLife(ctx)
    expect(await tablesWith(ctx, CANARY)).toEqual(
      expect.arrayContaining(['account', 'account_token', 'data_request', 'legal_hold', 'outgoing_mail', 'suspension']),
    )
    expect(await eraseAccount(ctx, { accountId, reason: 'self' })).toEqual({ outcome: 'erased' })
    // Only the last confirmation still knows where it goes.
    expect(await tablesWith(ctx, CANARY)).toEqual(['outgoing_mail'])
    expect(await ctx.db.outgoingMail.findMany()).toMatchObject([
      { template: 'erased-self', accountId: null, recipient: email, props: { surname: CANARY } },
    ])
    await sendMail(ctx)
    expect(await readMail()).toMatchObject([{ to: email }])
    expect(await tablesWith(ctx, CANARY)).toEqual([])
    // The number of the account, which leads nowhere, is all that stays, in the records.
    expect(await tablesWith(ctx, accountId)).toEqual(['audit_event', 'disclosure', 'erasure'])
  })

  test('the ledger says when, why and how many rows of which table; no personal data', async () => {
    const ctx = testContext()
    const { accountId } = await aFullLife(ctx)
    const stored = await countPersonRows(ctx, accountId)
    const erased = stored.filter(({ erasure, count }) => ['delete', 'neutral'].includes(erasure) && count > 0)
    await eraseAccount(as(ctx, { kind: 'member', accountId, role: 'member', sessionId: accountId }), {
      accountId,
      reason: 'self',
    })
    expect(await ctx.db.erasure.findMany()).toEqual([
      {
        accountId,
        erasedAt: TEST_NOW,
        reason: 'self',
        counts: Object.fromEntries(erased.map(({ name, count }) => [name, count])),
        policyVersion: 1,
        // Evidence belongs to erasures for inactivity only.
        noticeAcceptedAt: null,
        respondBy: null,
      },
    ])
    expect(await ctx.db.auditEvent.findMany({ where: { act: 'account.erased' } })).toMatchObject([
      { actorKind: 'member', actorId: accountId, subjectId: accountId, details: { reason: 'self' } },
    ])
    expect(await isErased(ctx, accountId)).toBe(true)
  })

  test('the ledger cannot be changed afterwards (I7)', async () => {
    const ctx = testContext()
    const { accountId } = await aMember(ctx)
    await eraseAccount(ctx, { accountId, reason: 'self' })
    await expect(ctx.db.erasure.update({ where: { accountId }, data: { reason: 'staff' } })).rejects.toThrow()
    await expect(ctx.db.erasure.delete({ where: { accountId } })).rejects.toThrow()
  })

  test('does nothing if the account is already gone, or never was', async () => {
    const ctx = testContext()
    const { accountId } = await aMember(ctx)
    expect(await eraseAccount(ctx, { accountId, reason: 'self' })).toEqual({ outcome: 'erased' })
    for (let round = 0; round < 3; round += 1) {
      expect(await eraseAccount(ctx, { accountId, reason: 'self' })).toEqual({ outcome: 'already-gone' })
    }
    const never = '019abcde-0000-7000-8000-000000000000'
    expect(await eraseAccount(ctx, { accountId: never, reason: 'staff' })).toEqual({ outcome: 'already-gone' })
    expect(await ctx.db.erasure.count()).toBe(1)
    expect(await ctx.db.outgoingMail.count()).toBe(1)
  })

  test('nobody else is touched', async () => {
    const ctx = testContext()
    const { accountId } = await aMember(ctx)
    const other = await aFullLife(ctx)
    const before = await rowsOf(ctx, other.accountId)
    await eraseAccount(ctx, { accountId, reason: 'self' })
    expect(await rowsOf(ctx, other.accountId)).toEqual(before)
  })

  test('the address is free again at once', async () => {
    const ctx = testContext()
    const { accountId, email } = await aMember(ctx)
    await eraseAccount(ctx, { accountId, reason: 'self' })
    const again = await aMember(ctx, { email })
    expect(again.accountId).not.toBe(accountId)
  })
})

describe('the other reasons', () => {
  test.each([
    ['request', 'erased-request'],
    ['inactivity', 'erased-inactive'],
    ['staff', 'erased-staff'],
  ] as const)('%s: one last mail %s that can be sent', async (reason, template) => {
    const ctx = testContext()
    const { accountId, email } = await aFullLife(ctx)
    await settleAll(ctx, accountId)
    await eraseAccount(ctx, { accountId, reason })
    expect(await ctx.db.outgoingMail.findMany()).toMatchObject([{ template, recipient: email }])
    expect(await sendMail(ctx)).toMatchObject({ accepted: 1 })
    expect(await readMail({ to: email })).toHaveLength(1)
  })

  test('inactivity: the ledger keeps when the notice was accepted and the last day to answer (DS-05)', async () => {
    const ctx = testContext()
    const { accountId } = await aFullLife(ctx)
    await settleAll(ctx, accountId)
    await eraseAccount(ctx, { accountId, reason: 'inactivity' })
    expect(await ctx.db.erasure.findMany()).toMatchObject([
      { reason: 'inactivity', noticeAcceptedAt: TEST_NOW, respondBy: sqlDateOfDay('2026-12-01') },
    ])
    expect(await ctx.db.outgoingMail.findMany()).toMatchObject([
      { props: { noticeAcceptedAt: '2026-11-23T12:00:00.000Z', respondBy: '2026-12-01' } },
    ])
  })

  test('an unconfirmed registration goes without a mail: nobody said that the address is theirs (DS-03)', async () => {
    const ctx = testContext()
    const { accountId } = await aMember(ctx, { confirmed: false })
    expect(await eraseAccount(ctx, { accountId, reason: 'unconfirmed' })).toEqual({ outcome: 'erased' })
    expect(await ctx.db.outgoingMail.count()).toBe(0)
    expect(await ctx.db.erasure.findMany()).toMatchObject([{ reason: 'unconfirmed' }])
  })

  test.each(['self', 'request', 'inactivity', 'staff', 'unconfirmed'] as const)(
    'an open legal hold keeps everything, also against %s (DS-10, S-D9)',
    async (reason) => {
      const ctx = testContext()
      const { accountId } = await aFullLife(ctx)
      await ctx.db.legalHold.create({ data: { accountId, reason: 'Rechtsstreit' } })
      const before = await rowsOf(ctx, accountId)
      expect(await eraseAccount(ctx, { accountId, reason })).toEqual({ outcome: 'held' })
      expect(await rowsOf(ctx, accountId)).toEqual(before)
      expect(await ctx.db.erasure.count()).toBe(0)
    },
  )

  test('a batch is erased by the same statements, each with its own counts; held accounts are left out', async () => {
    const ctx = testContext()
    const members = [await aMember(ctx), await aFullLife(ctx), await aMember(ctx)]
    const [first, second, held] = members.map(({ accountId }) => accountId) as [string, string, string]
    await settleAll(ctx, second)
    await ctx.db.legalHold.create({ data: { accountId: held, reason: 'Rechtsstreit' } })
    const { erased } = await inTransaction(ctx, async (tx) => {
      await tx.db.$queryRaw`SELECT 1 FROM account FOR UPDATE`
      return eraseLocked(tx, { accountIds: [first, second, held], reason: 'staff' })
    })
    expect(erased.sort()).toEqual([first, second].sort())
    const ledger = await ctx.db.erasure.findMany({ select: { accountId: true, counts: true } })
    expect(Object.fromEntries(ledger.map(({ accountId, counts }) => [accountId, counts]))).toMatchObject({
      [first]: { account: 1, policy_acceptance: 1 },
      [second]: { account: 1, legal_hold: 1, session: 1, suspension: 1 },
    })
    expect(await ctx.db.account.findMany({ select: { id: true } })).toEqual([{ id: held }])
    expect(await ctx.db.outgoingMail.count({ where: { template: 'erased-staff' } })).toBe(2)
  })
})

describe('the list of what an erasure deletes is complete', () => {
  test('every table with a foreign key to account stands in it, and every such key has an index', async () => {
    const ctx = testContext()
    const keys = await ctx.db.$queryRaw<{ table: string; column: string; indexed: boolean }[]>`
      SELECT k.conrelid::regclass::text AS table, c.attname AS column,
             EXISTS (SELECT FROM pg_index i WHERE i.indrelid = k.conrelid AND i.indkey[0] = k.conkey[1]
                     AND i.indpred IS NULL) AS indexed
      FROM pg_constraint k JOIN pg_attribute c ON c.attrelid = k.conrelid AND c.attnum = k.conkey[1]
      WHERE k.contype = 'f' AND k.confrelid = 'account'::regclass`
    expect([...new Set(keys.map(({ table }) => table))].sort()).toEqual(Object.keys(erasureSteps).sort())
    expect(keys.filter(({ indexed }) => !indexed)).toEqual([])
  })

  test('every table with a column that may name an account is in it or is one of the three records', async () => {
    const ctx = testContext()
    const columns = await ctx.db.$queryRaw<{ table: string }[]>`
      SELECT DISTINCT table_name::text AS table FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
      WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND column_name IN (
        SELECT 'account_id' UNION SELECT 'subject_id' UNION SELECT 'member_id' UNION
        SELECT c.attname FROM pg_constraint k JOIN pg_attribute c ON c.attrelid = k.conrelid AND c.attnum = k.conkey[1]
        WHERE k.contype = 'f' AND k.confrelid = 'account'::regclass)`
    expect(columns.map(({ table }) => table).sort()).toEqual(
      [...Object.keys(erasureSteps), 'audit_event', 'disclosure', 'erasure'].sort(),
    )
  })
})

/** Everything stored about one account, as text. */
async function rowsOf(ctx: PortalContext, accountId: string) {
  return ctx.db.account.findUnique({
    where: { id: accountId },
    include: {
      tokens: true,
      sessions: true,
      acceptances: true,
      announcements: true,
      notices: true,
      mails: true,
      holds: true,
      suspensions: true,
      requests: true,
    },
  })
}
