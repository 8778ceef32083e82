import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { beforeEach, describe, expect, test } from 'vitest'
import { attestChainLoss, chainLosses, claimChainLoss, rejectChainLoss } from '@/lib/accountability/chain-loss'
import { anchorChain, anchorFile } from '@/lib/audit/anchors'
import { verifyOnward } from '@/lib/audit/keep-verified'
import { recordEvent } from '@/lib/audit/record-event'
import { verifyChain } from '@/lib/audit/verify-chain'
import { type PortalContext } from '@/lib/context'
import { Refused } from '@/lib/result'
import { testContext } from '../support/context'
import { loseEnd } from '../support/lost-end'
import { owner } from '../support/owner'
import { aStaff, idOf } from '../support/staff'

/**
 * A failover that lost the last commits leaves anchors that the record does not know (DS-06). Two people attest that, and the record counts as whole
 * again; what was rewritten nobody can attest.
 */
const ctx = testContext()
const reason = 'Der erste Datenbankserver ist ausgefallen.'
let admin: PortalContext
let approver: PortalContext

beforeEach(async () => {
  rmSync(anchorFile(), { force: true })
  admin = await aStaff(ctx, 'admin')
  approver = await aStaff(ctx, 'approver')
  await recordEvent(ctx, 'member.viewed')
  await anchorChain(ctx)
})

const faults = async () => (await verifyChain(ctx)).faults.map(({ fault, at }) => `${fault} ${at}`)

async function claimed(): Promise<string> {
  const result = await claimChainLoss(admin, { reason })
  if (result.outcome !== 'claimed') throw new Error(result.outcome)
  return result.lossId
}

test('the record is whole again once an approver has attested what an admin claimed, and goes on', async () => {
  const lost = await loseEnd(ctx, { count: 3 })
  expect(await faults()).toEqual(lost.map((at) => `cut-off ${at}`))
  const lossId = await claimed()
  expect((await faults()).length, 'a claim alone changes nothing').toBeGreaterThan(0)
  expect(await attestChainLoss(approver, { lossId })).toEqual({ outcome: 'attested' })
  expect(await faults()).toEqual([])
  expect((await verifyOnward(ctx, { isFull: true })).faults).toEqual([])
  expect(await anchorChain(ctx)).toEqual({ outcome: 'anchored' })
  await recordEvent(ctx, 'member.viewed')
  expect(await faults()).toEqual([])
})

test('the places are kept with who, when and why, and in the record', async () => {
  const [from, , to] = await loseEnd(ctx, { count: 3 })
  const lossId = await claimed()
  await attestChainLoss(approver, { lossId })
  expect(await ctx.db.auditEvent.findMany({ where: { subjectId: lossId }, orderBy: { seq: 'asc' } })).toMatchObject([
    { act: 'chain.loss-claimed', actorId: idOf(admin), details: { from, to } },
    { act: 'chain.loss-released', actorId: idOf(approver), details: { from, to } },
  ])
  expect(await chainLosses(approver)).toMatchObject({
    claimed: [{ id: lossId, anchors: 3, reason, decision: 'released' }],
    lost: undefined,
  })
})

test('approvers are told at once', async () => {
  await loseEnd(ctx)
  await claimed()
  expect(
    await ctx.db.outgoingMail.findMany({ where: { template: 'staff-alert' }, select: { accountId: true } }),
  ).toEqual([{ accountId: idOf(approver) }])
})

describe('it takes two people', () => {
  test.each(['moderator', 'admin', 'dpo'] as const)('%s attests nothing', async (role) => {
    await loseEnd(ctx)
    const lossId = await claimed()
    await expect(attestChainLoss(await aStaff(ctx, role), { lossId })).rejects.toThrow(Refused)
    expect(await faults()).not.toEqual([])
  })

  test.each(['moderator', 'approver', 'dpo'] as const)('%s claims nothing', async (role) => {
    await loseEnd(ctx)
    await expect(claimChainLoss(await aStaff(ctx, role), { reason })).rejects.toThrow(Refused)
  })

  test('the database refuses one person who is both', async () => {
    await loseEnd(ctx)
    const lossId = await claimed()
    await expect(
      owner().query(
        `UPDATE chain_loss SET decision = 'released', decided_at = now(), decided_by = prepared_by WHERE id = '${lossId}'`,
      ),
    ).rejects.toThrow('chain_loss_two_people')
  })

  test('either of them says no, once, and the record counts as broken as before', async () => {
    await loseEnd(ctx)
    for (const who of [admin, approver]) {
      const lossId = await claimed()
      expect(await rejectChainLoss(who, { lossId })).toEqual({ outcome: 'rejected' })
      expect(await rejectChainLoss(who, { lossId })).toEqual({ outcome: 'not-open' })
      expect(await attestChainLoss(approver, { lossId })).toEqual({ outcome: 'not-open' })
    }
    expect(await faults()).not.toEqual([])
  })

  test('two approvers at once attest it once', async () => {
    await loseEnd(ctx)
    const lossId = await claimed()
    const other = await aStaff(ctx, 'approver')
    const outcomes = await Promise.all([approver, other].map((who) => attestChainLoss(who, { lossId })))
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['attested', 'not-open'])
  })

  test('one claim at a time', async () => {
    await loseEnd(ctx)
    await claimed()
    expect(await claimChainLoss(admin, { reason })).toEqual({ outcome: 'already-claimed' })
  })
})

describe('only what was lost at the end can be attested', () => {
  test('nothing is missing', async () => {
    expect(await claimChainLoss(admin, { reason })).toEqual({ outcome: 'nothing-lost' })
  })

  test('an event was changed', async () => {
    await tamper(`UPDATE audit_event SET act = 'x' WHERE seq = (SELECT max(seq) FROM audit_event)`)
    expect(await claimChainLoss(admin, { reason })).toEqual({ outcome: 'nothing-lost' })
  })

  test('the record was rewritten: what stands in the place is older than the anchor', async () => {
    const lines = readFileSync(anchorFile(), 'utf8').trim().split('\n')
    const last = JSON.parse(lines.pop() ?? '') as object
    writeFileSync(anchorFile(), `${[...lines, JSON.stringify({ ...last, hash: 'b'.repeat(64) })].join('\n')}\n`)
    expect(await faults()).toMatchObject([expect.stringMatching(/^anchor-differs/)])
    expect(await claimChainLoss(admin, { reason })).toEqual({ outcome: 'nothing-lost' })
  })

  test('anchors in the middle are missing, and later ones are right', async () => {
    await loseEnd(ctx)
    await recordEvent(ctx, 'member.viewed')
    await recordEvent(ctx, 'member.viewed')
    const [, lost = ''] = readFileSync(anchorFile(), 'utf8').trim().split('\n').slice(-2)
    await anchorChain(ctx)
    // Another one beyond the right one: not side by side with the first.
    writeFileSync(anchorFile(), `${lost.replace('a'.repeat(64), 'c'.repeat(64))}\n`, { flag: 'a' })
    expect(await claimChainLoss(admin, { reason })).toEqual({ outcome: 'nothing-lost' })
  })

  test('other anchors are missing by the time of the decision', async () => {
    await loseEnd(ctx)
    const lossId = await claimed()
    await loseEnd(ctx)
    expect(await attestChainLoss(approver, { lossId })).toEqual({ outcome: 'changed' })
    expect(await faults()).not.toEqual([])
  })

  test('a loss attested once sets aside those anchors and no others', async () => {
    await loseEnd(ctx, { count: 2 })
    await attestChainLoss(approver, { lossId: await claimed() })
    await loseEnd(ctx)
    expect(await faults()).toHaveLength(1)
    writeFileSync(anchorFile(), readFileSync(anchorFile(), 'utf8').replace('a'.repeat(64), 'd'.repeat(64)))
    expect(await faults(), 'the lines that were set aside have changed').toHaveLength(3)
  })
})

async function tamper(sql: string): Promise<void> {
  await owner().query(`BEGIN; ALTER TABLE audit_event DISABLE TRIGGER USER; ${sql};
    ALTER TABLE audit_event ENABLE TRIGGER USER; COMMIT`)
}
