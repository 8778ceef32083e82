import { beforeEach, describe, expect, test } from 'vitest'
import { proveIdentity, rejectIdentity, releaseIdentity } from '@/lib/access-requests/prove-identity'
import { rejectStaffChange, releaseStaffChange } from '@/lib/accounts/decide-staff-change'
import { requestStaffChange } from '@/lib/accounts/request-staff-change'
import { verifyMember } from '@/lib/accounts/verify-member'
import { rejectBulkAct, releaseBulkAct, submitBulkAct } from '@/lib/bulk-acts/decide-bulk-act'
import { prepareBulkAct } from '@/lib/bulk-acts/prepare-bulk-act'
import { type PortalContext } from '@/lib/context'
import { rejectDisclosure, releaseDisclosure } from '@/lib/disclosure/decide-disclosure'
import { decideHold } from '@/lib/disclosure/decide-hold'
import { handOver, setTellFrom } from '@/lib/disclosure/hand-over'
import { attachOrder, prepareDisclosure } from '@/lib/disclosure/prepare-disclosure'
import { requestHold } from '@/lib/disclosure/request-hold'
import { completeErasure } from '@/lib/erasure/complete-erasure'
import { type ActKind, kinds } from '@/lib/four-eyes/kinds'
import { Refused } from '@/lib/result'
import { aMember } from '../support/cast'
import { TEST_NOW, testContext } from '../support/context'
import { aStaff, idOf, inRole } from '../support/staff'

/** Nobody takes part in an act of two people that is about the own account, in whatever role (DS-06, DS-10). */
const ctx = testContext()
let admin: PortalContext
let approver: PortalContext

beforeEach(async () => {
  admin = await aStaff(ctx, 'admin')
  approver = await aStaff(ctx, 'approver')
})

const emailOf = async (accountId: string) =>
  (await ctx.db.account.findUniqueOrThrow({ where: { id: accountId }, select: { email: true } })).email

async function withFactor(accountId: string): Promise<void> {
  const key = { name: 'x', credentialId: accountId, publicKey: new Uint8Array(1), counter: 0n }
  await ctx.db.passkey.create({ data: { accountId, ...key } })
}

const order = (sought: string) => ({
  authority: 'Staatsanwaltschaft Erfurt',
  court: 'Amtsgericht Erfurt',
  fileNumber: '48 Gs 1/26',
  orderedOn: '2026-11-20' as const,
  legalBasis: '§ 100j StPO',
  sought,
  scope: ['name' as const],
})

type Kind = {
  kind: ActKind
  /** Somebody prepares it about an account; the outcome, and how the second person releases or rejects it. */
  prepare(
    by: PortalContext,
    accountId: string,
  ): Promise<{
    outcome: string
    release(second: PortalContext): Promise<{ outcome: string }>
    reject(second: PortalContext): Promise<{ outcome: string }>
  }>
}

const acts: Record<string, Kind> = {
  'a legal hold': {
    kind: 'hold',
    async prepare(by, accountId) {
      const wish = { accountId, kind: 'place', reason: 'Klage', reviewOn: '2027-05-01' } as const
      const result = await requestHold(by, wish)
      const requestId = result.outcome === 'requested' ? result.requestId : crypto.randomUUID()
      const decide = (second: PortalContext, decision: 'released' | 'rejected') =>
        decideHold(second, { requestId, decision }, { completeErasure })
      return {
        outcome: result.outcome,
        release: (by) => decide(by, 'released'),
        reject: (by) => decide(by, 'rejected'),
      }
    },
  },
  'a court order by address': { kind: 'disclosure', prepare: async (by, id) => anOrder(by, await emailOf(id)) },
  'a court order by another spelling of the address': {
    kind: 'disclosure',
    prepare: async (by, id) => anOrder(by, `<${(await emailOf(id)).toUpperCase()}>`),
  },
  'a court order by number': { kind: 'disclosure', prepare: (by, id) => anOrder(by, id.toUpperCase()) },
  'an act on many members': {
    kind: 'bulk-act',
    async prepare(by, accountId) {
      // Chosen as a member; staff are never among the targets.
      const { role } = await ctx.db.account.findUniqueOrThrow({ where: { id: accountId }, select: { role: true } })
      const isSelf = accountId === idOf(by)
      const become = (to: typeof role) =>
        ctx.db.account.update({ where: { id: accountId }, data: { role: to }, select: { id: true } })
      if (!isSelf) await become('member')
      const list = [await emailOf(accountId), (await aMember(ctx)).email].join('\n')
      const result = await prepareBulkAct(by, {
        kind: 'suspend',
        reason: 'x',
        choice: { list: isSelf ? accountId : list },
      })
      if (!isSelf) await become(role)
      const actId = result.outcome === 'prepared' ? result.actId : crypto.randomUUID()
      await submitBulkAct(by, { actId })
      return {
        outcome: result.outcome === 'nobody' ? 'concerned' : result.outcome,
        release: (second) => releaseBulkAct(second, { actId }),
        reject: (second) => rejectBulkAct(second, { actId }),
      }
    },
  },
  'a role': {
    kind: 'staff-change',
    prepare: (by, accountId) => aChange(by, { person: { accountId }, kind: 'role', role: 'dpo', reason: 'x' }),
  },
  'a proof of identity': {
    kind: 'identity',
    async prepare(by, accountId) {
      const request = { accountId, kind: 'access', receivedOn: TEST_NOW, dueOn: TEST_NOW } as const
      const { id: requestId } = await ctx.db.dataRequest.create({ data: request, select: { id: true } })
      const { outcome } = await proveIdentity(by, { requestId, way: 'document', note: 'x' })
      const proof = await ctx.db.identityProof.findFirst({ where: { requestId }, select: { id: true } })
      const proofId = proof?.id ?? crypto.randomUUID()
      return {
        outcome: outcome === 'proved' ? 'prepared' : outcome,
        release: (second) => releaseIdentity(second, { proofId }),
        reject: (second) => rejectIdentity(second, { proofId }),
      }
    },
  },
  'the reset of a factor': {
    kind: 'staff-change',
    async prepare(by, accountId) {
      await withFactor(accountId)
      return aChange(by, { person: { accountId }, kind: 'factor-reset', reason: 'x' })
    },
  },
}

async function anOrder(by: PortalContext, sought: string) {
  const result = await prepareDisclosure(by, order(sought))
  const disclosureId = result.outcome === 'prepared' ? result.disclosureId : crypto.randomUUID()
  await attachOrder(by, { disclosureId, scan: Buffer.from('%PDF-1.7') })
  return {
    outcome: result.outcome,
    release: (second: PortalContext) => releaseDisclosure(second, { disclosureId }),
    reject: (second: PortalContext) => rejectDisclosure(second, { disclosureId, reason: 'x' }),
  }
}

async function aChange(by: PortalContext, wish: Parameters<typeof requestStaffChange>[1]) {
  const result = await requestStaffChange(by, wish)
  const changeId = result.outcome === 'requested' ? result.changeId : crypto.randomUUID()
  return {
    outcome: result.outcome,
    release: (second: PortalContext) => releaseStaffChange(second, { changeId }),
    reject: (second: PortalContext) => rejectStaffChange(second, { changeId }),
  }
}

test('every kind of act is among them, but those that are about no account', () => {
  const tested = Object.values(acts).map(({ kind }) => kind)
  expect([...new Set<ActKind>([...tested, 'chain-loss', 'breach-letter'])].sort()).toEqual(Object.keys(kinds).sort())
})

describe.each(Object.entries(acts))('%s', (_, { kind, prepare }) => {
  test('about the own account is prepared by nobody, and nothing is written', async () => {
    expect((await prepare(admin, idOf(admin))).outcome).toBe('concerned')
    expect(await ctx.db.$queryRawUnsafe(`SELECT 1 FROM ${kinds[kind].table}`)).toEqual([])
  })

  test('about the own account is neither released nor rejected by an approver, and another one may', async () => {
    const { outcome, release, reject } = await prepare(admin, idOf(approver))
    expect(['requested', 'prepared']).toContain(outcome)
    expect(await release(approver)).toEqual({ outcome: 'concerned' })
    expect(await reject(approver)).toEqual({ outcome: 'concerned' })
    const table = kinds[kind].table
    expect(await ctx.db.$queryRawUnsafe(`SELECT 1 FROM ${table} WHERE decided_at IS NOT NULL`)).toEqual([])
    expect((await release(await aStaff(ctx, 'approver'))).outcome).toMatch(
      /^(released|placed|changed|reset|confirmed)$/,
    )
  })

  test('about the own account is rejected by another approver', async () => {
    const { reject } = await prepare(admin, idOf(approver))
    expect(await reject(await aStaff(ctx, 'approver'))).toEqual({ outcome: 'rejected' })
  })

  test('about an admin is not taken back or rejected by that admin', async () => {
    const concerned = await aStaff(ctx, 'admin')
    const { reject } = await prepare(admin, idOf(concerned))
    const outcome = await reject(concerned).then(
      ({ outcome }) => outcome,
      ({ name }) => name,
    )
    expect(['concerned', 'Refused']).toContain(outcome)
  })
})

/** Ways to be out of the administration though the role is still there. */
const closings: Record<string, (accountId: string) => Promise<unknown>> = {
  suspended: (accountId) => ctx.db.suspension.create({ data: { accountId, reason: 'x', startedAt: TEST_NOW } }),
  'sealed by a hold': (accountId) =>
    ctx.db.legalHold.create({ data: { accountId, reason: 'x', reviewOn: new Date('2027-05-01'), placedAt: TEST_NOW } }),
}

describe.each(Object.entries(closings))('somebody who is %s', (_, close) => {
  test.each(Object.entries(acts))(
    'releases nothing, and nobody releases what they prepared: %s',
    async (_, { prepare }) => {
      const { accountId } = await aMember(ctx)
      const { release } = await prepare(admin, accountId)
      await close(idOf(approver))
      await expect(release(approver)).rejects.toThrow(Refused)
      await close(idOf(admin))
      expect(await release(await aStaff(ctx, 'approver'))).toEqual({ outcome: 'first-person-gone' })
    },
  )
})

describe('what else is done to an order', () => {
  test('is not done by whom it is about, before and after its release', async () => {
    const concerned = await aStaff(ctx, 'admin')
    const prepared = await prepareDisclosure(admin, order(await emailOf(idOf(concerned))))
    const disclosureId = prepared.outcome === 'prepared' ? prepared.disclosureId : ''
    const scan = Buffer.from('%PDF-1.7')
    expect(await attachOrder(concerned, { disclosureId, scan })).toEqual({ outcome: 'concerned' })
    expect(await attachOrder(admin, { disclosureId, scan })).toEqual({ outcome: 'attached' })
    expect((await releaseDisclosure(approver, { disclosureId })).outcome).toBe('released')
    const handedOver = { disclosureId, handedOverTo: 'Kurier', handedOverOn: '2026-11-23' } as const
    expect(await handOver(concerned, handedOver)).toEqual({ outcome: 'concerned' })
    const asApprover = await inRole(concerned, 'approver')
    expect(await setTellFrom(asApprover, { disclosureId, tellFrom: '2026-11-23' })).toEqual({ outcome: 'concerned' })
    expect(await ctx.db.disclosure.findUnique({ where: { id: disclosureId } })).toMatchObject({
      handedOverOn: null,
      tellFrom: null,
      told: 'no',
    })
    expect(await setTellFrom(approver, { disclosureId, tellFrom: '2026-11-23' })).toEqual({ outcome: 'set' })
    expect(await handOver(admin, handedOver)).toEqual({ outcome: 'handed-over' })
  })
})

test('nobody verifies the own data', async () => {
  const { accountId } = await aMember(ctx)
  const { id: verificationId } = await ctx.db.verification.findFirstOrThrow({ where: { accountId } })
  const self = await inRole({ ...admin, actor: { ...admin.actor, accountId } as PortalContext['actor'] }, 'admin')
  const decision = { verificationId, decision: 'verified', reason: 'x' } as const
  expect(await verifyMember(self, decision)).toEqual({ outcome: 'not-waiting' })
  expect(await verifyMember(admin, decision)).toEqual({ outcome: 'not-waiting' })
})
