import { beforeEach, describe, expect, test } from 'vitest'
import { carryOutRequest } from '@/lib/access-requests/carry-out-request'
import { closeRequest } from '@/lib/access-requests/close-request'
import { openRequest } from '@/lib/access-requests/open-request'
import { releaseStaffChange } from '@/lib/accounts/decide-staff-change'
import { requestStaffChange } from '@/lib/accounts/request-staff-change'
import { setRole } from '@/lib/accounts/set-role'
import { suspendMember } from '@/lib/accounts/suspend-member'
import { viewMember } from '@/lib/accounts/view-member'
import { endAllSessions, startSession } from '@/lib/auth/sessions'
import { inTransaction, type PortalContext } from '@/lib/context'
import { database } from '@/lib/db/client'
import { type Role } from '@/lib/db/generated/enums'
import { releaseDisclosure } from '@/lib/disclosure/decide-disclosure'
import { decideHold } from '@/lib/disclosure/decide-hold'
import { attachOrder, prepareDisclosure } from '@/lib/disclosure/prepare-disclosure'
import { requestHold } from '@/lib/disclosure/request-hold'
import { completeErasure } from '@/lib/erasure/complete-erasure'
import { loadDraft } from '@/lib/policies/draft'
import { publishVersion } from '@/lib/policies/publish-version'
import { saveDraft } from '@/lib/policies/save-draft'
import { startDraft } from '@/lib/policies/start-draft'
import { submitDraft } from '@/lib/policies/submit-draft'
import { Refused } from '@/lib/result'
import { aMember, type CastMember } from '../support/cast'
import { as, testContext } from '../support/context'
import { draftContent } from '../support/policies'
import { aStaff, idOf } from '../support/staff'

/**
 * DS-06: the guard has let somebody in, and then the role goes, or the account is suspended. The act is refused inside its own
 * transaction: nothing of it is left, not even an audit row.
 */
const ctx = testContext()
let admin: PortalContext
let approver: PortalContext
let other: PortalContext
let member: CastMember

beforeEach(async () => {
  admin = await staff('admin')
  approver = await staff('approver')
  other = await staff('admin')
  // The last approver would stay approver.
  await staff('approver')
  member = await aMember(ctx)
})

const staff = (role: Role) => aStaff(ctx, role)
const wish = () =>
  ({ person: { accountId: member.accountId }, kind: 'role', role: 'moderator', reason: 'Vertretung' }) as const

type Act = { by: () => PortalContext; act: () => Promise<unknown>; untouched: () => Promise<unknown> }

async function anOrder(): Promise<string> {
  const order = await prepareDisclosure(admin, {
    authority: 'Staatsanwaltschaft Erfurt',
    court: 'Amtsgericht Erfurt',
    fileNumber: '48 Gs 1/26',
    orderedOn: '2026-11-20',
    legalBasis: '§ 100j StPO',
    sought: member.email,
    scope: ['name'],
  })
  if (order.outcome !== 'prepared') throw new Error(order.outcome)
  await attachOrder(admin, { disclosureId: order.disclosureId, scan: Buffer.from('%PDF-1.7') })
  return order.disclosureId
}

async function aDraft(): Promise<{ number: number; revision: number }> {
  await startDraft(admin)
  const { number = 0, revision = 0 } = (await loadDraft(admin)) ?? {}
  const saved = await saveDraft(admin, { ...draftContent, number, revision })
  if (saved.outcome !== 'saved') throw new Error(saved.outcome)
  await submitDraft(admin, { number, revision: saved.revision })
  return { number, revision: saved.revision }
}

async function aConfirmedWish(): Promise<string> {
  const opened = await openRequest(admin, { accountId: member.accountId, receivedOn: '2026-11-20' })
  if (opened.outcome !== 'opened') throw new Error(opened.outcome)
  const { requestId } = opened
  await ctx.db.dataRequest.update({ where: { id: requestId }, data: { identityConfirmedAt: ctx.now() } })
  return requestId
}

/** What is prepared first, who acts, the act, and what must be as before. */
const acts: Record<string, () => Promise<Act>> = {
  'suspend a member': async () => ({
    by: () => admin,
    act: () => suspendMember(admin, { accountId: member.accountId, reason: 'x' }),
    untouched: () => ctx.db.suspension.findMany({ where: { accountId: member.accountId } }),
  }),
  'ask for a role': async () => ({
    by: () => admin,
    act: () => requestStaffChange(admin, wish()),
    untouched: () => ctx.db.staffChange.count(),
  }),
  'give a role': async () => {
    const asked = await requestStaffChange(admin, wish())
    const changeId = asked.outcome === 'requested' ? asked.changeId : ''
    return {
      by: () => approver,
      act: () => releaseStaffChange(approver, { changeId }),
      untouched: () => ctx.db.account.findMany({ where: { id: member.accountId }, select: { role: true } }),
    }
  },
  'end the sessions of a member': async () => {
    await inTransaction(ctx, (tx) =>
      startSession(tx, { accountId: member.accountId, role: 'member', device: 'Firefox' }),
    )
    return {
      by: () => admin,
      act: () => inTransaction(admin, (tx) => endAllSessions(tx, member.accountId)),
      untouched: () => ctx.db.session.count({ where: { accountId: member.accountId } }),
    }
  },
  'release a disclosure': async () => {
    const disclosureId = await anOrder()
    return {
      by: () => approver,
      act: () => releaseDisclosure(approver, { disclosureId }),
      untouched: () => ctx.db.disclosure.findMany({ select: { decision: true, archiveSha256: true } }),
    }
  },
  'release a legal hold': async () => {
    const wish = { accountId: member.accountId, kind: 'place', reason: 'Klage', reviewOn: '2027-05-01' } as const
    const asked = await requestHold(admin, wish)
    const requestId = asked.outcome === 'requested' ? asked.requestId : ''
    return {
      by: () => approver,
      act: () => decideHold(approver, { requestId, decision: 'released' }, { completeErasure }),
      untouched: () => ctx.db.legalHold.findMany(),
    }
  },
  'publish a version of the policy': async () => {
    const draft = await aDraft()
    return {
      by: () => approver,
      act: () => publishVersion(approver, draft),
      untouched: () => ctx.db.policyVersion.findMany({ select: { number: true, publishedAt: true } }),
    }
  },
  'carry out a wish to be erased': async () => {
    const requestId = await aConfirmedWish()
    return {
      by: () => admin,
      act: () => carryOutRequest(admin, { requestId }),
      untouched: () => ctx.db.account.count({ where: { id: member.accountId } }),
    }
  },
  'close a request': async () => {
    const requestId = await aConfirmedWish()
    return {
      by: () => admin,
      act: () => closeRequest(admin, { requestId, outcome: 'refused', ground: 'unmet', reason: 'x' }),
      untouched: () => ctx.db.dataRequest.findMany({ select: { closedAt: true } }),
    }
  },
  'look at a member': async () => ({
    by: () => approver,
    act: () => viewMember(approver, { accountId: member.accountId, reason: 'administration' }),
    untouched: () => ctx.db.auditEvent.count({ where: { act: 'member.viewed' } }),
  }),
}

describe('whose role is gone since the guard', () => {
  test.each(Object.entries(acts))('does not %s any more', async (_, prepare) => {
    const { by, act, untouched } = await prepare()
    await setRole(as(ctx, { kind: 'operator' }), { accountId: idOf(by()), role: 'moderator' })
    const before = await untouched()
    await expect(act()).rejects.toThrow(Refused)
    expect(await untouched()).toEqual(before)
  })

  test.each(Object.entries(acts))('does not %s while suspended', async (_, prepare) => {
    const { by, act, untouched } = await prepare()
    await suspendMember(other, { accountId: idOf(by()), reason: 'x' })
    const before = await untouched()
    await expect(act()).rejects.toThrow(Refused)
    expect(await untouched()).toEqual(before)
  })
})

describe('while the role is being taken away', () => {
  /** Holds a transaction open, so that the act begins before the commit and ends after it. */
  async function during(change: string, by: PortalContext, act: () => Promise<unknown>): Promise<unknown> {
    const client = await database().pool.connect()
    try {
      await client.query('BEGIN')
      await client.query('SELECT 1 FROM account WHERE id = $1 FOR UPDATE', [idOf(by)])
      await client.query(change, [idOf(by)])
      const acting = act().then(
        () => 'done',
        (error: unknown) => error,
      )
      await new Promise((resolve) => setTimeout(resolve, 300))
      await client.query('COMMIT')
      return await acting
    } finally {
      client.release()
    }
  }

  const changes = {
    'a role is taken away': `UPDATE account SET role = 'member' WHERE id = $1`,
    'a suspension is set': `INSERT INTO suspension (account_id, reason) VALUES ($1, 'x')`,
  }
  const waiting = ['suspend a member', 'give a role', 'release a disclosure', 'release a legal hold'] as const

  test.each(Object.entries(changes).flatMap(([what, change]) => waiting.map((name) => [what, name, change] as const)))(
    '%s: the act that began before (%s) waits and is refused',
    async (_, name, change) => {
      const { by, act, untouched } = await (acts[name] as () => Promise<Act>)()
      const before = await untouched()
      expect(await during(change, by(), act)).toBeInstanceOf(Refused)
      expect(await untouched()).toEqual(before)
    },
  )
})
