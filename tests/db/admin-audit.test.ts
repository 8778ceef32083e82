import { beforeEach, describe, expect, test, vi } from 'vitest'
import { listStaff } from '@/lib/accounts/list-staff'
import { recordEvent } from '@/lib/audit/record-event'
import { searchEvents } from '@/lib/audit/search-events'
import { type Member } from '@/lib/auth/session'
import { type Role } from '@/lib/db/generated/enums'
import { pageSizes } from '@/lib/list'
import { aMember } from '../support/cast'
import { as, testContext } from '../support/context'

/** /admin/protokoll and /admin/team: who may look, what is found, and that looking is recorded (DS-06, S-D8). */
const { visit } = vi.hoisted(() => ({ visit: { member: undefined as Member | undefined } }))
vi.mock('@/lib/auth/session', () => ({ currentMember: async () => visit.member, pendingMember: async () => undefined }))

const ctx = testContext()
const someone = '01930000-0000-7000-8000-000000000001'
const other = '01930000-0000-7000-8000-000000000002'
const actor = (role: Role, accountId: string = someone) =>
  as(ctx, { kind: 'member', accountId, role, sessionId: crypto.randomUUID() })

/** Gives the account behind `someone` this role: whoever acts must have it at the moment of the act. */
async function staffNow(role: Role): Promise<void> {
  await ctx.db.account.upsert({
    where: { id: someone },
    update: { role },
    create: {
      id: someone,
      email: 'b@beispiel.test',
      surname: 'B',
      givenName: 'A',
      memberGroup: 'private_person',
      passwordHash: 'x',
      role,
    },
  })
}

async function csv(role: Role | undefined, search = '', factorAt: Date | null = new Date()): Promise<Response> {
  visit.member = role && {
    accountId: someone,
    role,
    sessionId: crypto.randomUUID(),
    givenName: 'A',
    surname: 'B',
    memberGroup: 'private_person',
    isVerified: true,
    factorAt,
    hasFlash: false,
  }
  const { GET } = await import('@/app/admin/protokoll/csv/route')
  return GET(new Request(`http://portal.test/admin/protokoll/csv${search}`))
}

beforeEach(async () => {
  await recordEvent(ctx, 'member.viewed', { subjectId: someone, details: { requestId: 'a;b"c' } })
  await recordEvent(ctx, 'member.searched', { subjectId: other })
})

describe('the audit record', () => {
  test('is found by act and by person, newest first, and the look is in it', async () => {
    await staffNow('dpo')
    const dpo = actor('dpo')
    const acts = async (filter = {}) => (await searchEvents(dpo, filter)).events.map(({ act }) => act)
    expect(await acts()).toEqual(['audit.searched', 'member.searched', 'member.viewed'])
    expect(await acts({ act: 'member.viewed' })).toEqual(['member.viewed'])
    expect(await acts({ subjectId: other })).toEqual(['audit.searched', 'member.searched'])
    expect(await acts({ actorId: someone })).toHaveLength(4)
    expect(await acts({ until: ctx.now() })).toEqual([])
    const looks = await ctx.db.auditEvent.findMany({ where: { act: 'audit.searched' }, orderBy: { seq: 'asc' } })
    expect(looks.map(({ details }) => details)).toEqual([
      { by: [] },
      { by: ['act'] },
      { by: ['subjectId'] },
      { by: ['actorId'] },
      { by: ['until'] },
    ])
  })

  test('has pages', async () => {
    await staffNow('dpo')
    for (let i = 0; i < pageSizes[0]; i += 1) await recordEvent(ctx, 'policy.accepted')
    const first = await searchEvents(actor('dpo'), {})
    expect(first.events).toHaveLength(pageSizes[0])
    const second = await searchEvents(actor('dpo'), { before: first.next })
    expect(second.events.map(({ seq }) => seq)).toEqual([3n, 2n, 1n].filter((seq) => seq < (first.next ?? 0n)))
    expect(second.next).toBeUndefined()
  })

  test.each(['member', 'moderator', 'admin'] as const)('is closed to %s', async (role) => {
    await expect(searchEvents(actor(role), {})).rejects.toThrow()
    expect((await csv(role)).status).toBe(403)
  })

  test('leaves as CSV for the data protection officer only, with the second factor', async () => {
    await staffNow('dpo')
    expect((await csv(undefined)).status).toBe(303)
    expect((await csv('dpo', '', null)).status).toBe(403)
    const answer = await csv('dpo', '?vorgang=member.viewed')
    expect(answer.headers.get('content-type')).toContain('text/csv')
    expect(Buffer.from(await answer.arrayBuffer()).toString('utf8')).toBe(
      `\uFEFFNummer;Zeitpunkt;Art;Wer;Vorgang;Wen oder was;Einzelheiten\r\n1;${ctx.now().toISOString()};visitor;;member.viewed;${someone};"{""requestId"":""a;b\\""c""}"\r\n`,
    )
    expect(await ctx.db.auditEvent.count({ where: { act: 'audit.exported' } })).toBe(1)
  })
})

describe('the team', () => {
  test('is shown to those who give, release or watch, with the second factor of each, and the look is recorded', async () => {
    const admin = await aMember(ctx, { role: 'admin' })
    const dpo = await aMember(ctx, { role: 'dpo' })
    await aMember(ctx)
    await ctx.db.passkey.create({
      data: { accountId: dpo.accountId, name: 'x', credentialId: 'x', publicKey: new Uint8Array(1), counter: 0n },
    })
    const staff = await listStaff(actor('admin', admin.accountId))
    expect(staff.map(({ id, role, hasFactor }) => [id, role, hasFactor])).toEqual([
      [admin.accountId, 'admin', false],
      [dpo.accountId, 'dpo', true],
    ])
    expect(await ctx.db.auditEvent.count({ where: { act: 'member.searched', actorId: admin.accountId } })).toBe(1)
    for (const role of ['member', 'moderator'] as const) await expect(listStaff(actor(role))).rejects.toThrow()
  })
})
