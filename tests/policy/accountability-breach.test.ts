import { beforeEach, describe, expect, test } from 'vitest'
import { closeBreach, listAffected, openBreach, recordAuthorityTold } from '@/lib/accountability/breach-case'
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
        toldAt: new Date(toldAt),
        delayReason,
      })
    expect(await told('2026-11-25T12:00:00.001Z')).toEqual({ outcome: 'reason-needed' })
    expect(await told('2026-12-01T12:00:00.001Z')).toEqual({ outcome: 'in-future' })
    expect(await told('2026-11-25T12:00:00Z')).toEqual({ outcome: 'recorded' })
    expect(await told('2026-11-25T12:00:00Z')).toEqual({ outcome: 'not-open' })
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

test('a case is closed once, by an approver, with what was done', async () => {
  const breachId = await opened()
  for (const role of ['admin', 'dpo'] as const)
    await expect(closeBreach(await staff(role), { breachId, outcome: 'x' })).rejects.toThrow(Refused)
  const approver = await staff('approver')
  expect(await closeBreach(approver, { breachId, outcome: 'Kein Risiko: Datei war verschlüsselt' })).toEqual({
    outcome: 'closed',
  })
  expect(await closeBreach(approver, { breachId, outcome: 'x' })).toEqual({ outcome: 'not-open' })
})
