import { beforeEach, expect, test } from 'vitest'
import { claimChainLoss } from '@/lib/accountability/chain-loss'
import { releaseStaffChange } from '@/lib/accounts/decide-staff-change'
import { requestStaffChange } from '@/lib/accounts/request-staff-change'
import { prepareBulkAct } from '@/lib/bulk-acts/prepare-bulk-act'
import { type OpinionSubject } from '@/lib/codes'
import { type PortalContext } from '@/lib/context'
import { prepareDisclosure } from '@/lib/disclosure/prepare-disclosure'
import { requestHold } from '@/lib/disclosure/request-hold'
import { giveOpinion } from '@/lib/four-eyes/give-opinion'
import { opinionsOn } from '@/lib/four-eyes/list-opinions'
import { startDraft } from '@/lib/policies/start-draft'
import { Refused } from '@/lib/result'
import { aMember } from '../support/cast'
import { TEST_NOW, testContext } from '../support/context'
import { loseEnd } from '../support/lost-end'
import { aStaff, idOf } from '../support/staff'

/** The data protection officer gives opinions that stay, and decides nothing (DS-06, GDPR Art. 38(6), 39). */
const ctx = testContext()
let admin: PortalContext
let dpo: PortalContext

beforeEach(async () => {
  admin = await aStaff(ctx, 'admin')
  dpo = await aStaff(ctx, 'dpo')
})

async function aChange(): Promise<string> {
  const { accountId } = await aMember(ctx)
  const wish = { person: { accountId }, kind: 'role', role: 'moderator', reason: 'x' } as const
  const asked = await requestStaffChange(admin, wish)
  return asked.outcome === 'requested' ? asked.changeId : ''
}

const acts: Record<OpinionSubject, () => Promise<string>> = {
  'chain-loss': async () => {
    await loseEnd(ctx)
    const claimed = await claimChainLoss(admin, { reason: 'x' })
    return claimed.outcome === 'claimed' ? claimed.lossId : ''
  },
  'staff-change': aChange,
  'bulk-act': async () => {
    const { email } = await aMember(ctx)
    const prepared = await prepareBulkAct(admin, { kind: 'suspend', reason: 'x', choice: { list: email } })
    return prepared.outcome === 'prepared' ? prepared.actId : ''
  },
  hold: async () => {
    const { accountId } = await aMember(ctx)
    const asked = await requestHold(admin, { accountId, kind: 'place', reason: 'x', reviewOn: '2027-05-01' })
    return asked.outcome === 'requested' ? asked.requestId : ''
  },
  disclosure: async () => {
    const order = await prepareDisclosure(admin, {
      authority: 'StA',
      court: 'AG',
      fileNumber: '1 Gs 1/26',
      orderedOn: '2026-11-20',
      legalBasis: '§ 100j StPO',
      sought: 'niemand@beispiel.test',
      scope: ['name'],
    })
    return order.outcome === 'prepared' ? order.disclosureId : ''
  },
  'policy-draft': async () => {
    await startDraft(admin)
    return '2'
  },
  'stopped-run': async () => {
    const data = { trigger: 'cron', startedAt: TEST_NOW, brake: 'too-many-notices', brakeDetails: {} } as const
    return (await ctx.db.sweepRun.create({ data, select: { id: true } })).id
  },
}

test.each(Object.keys(acts) as OpinionSubject[])(
  'about %s is kept with who, when and what, and in the record',
  async (about) => {
    const actId = await acts[about]()
    const said = { about, actId, stance: 'concerns', text: 'Der Umfang ist zu weit.' } as const
    expect(await giveOpinion(dpo, said)).toMatchObject({ outcome: 'given', path: expect.stringMatching(/^\/admin\//) })
    expect(await opinionsOn(admin, { about, actId })).toMatchObject([
      { stance: 'concerns', text: 'Der Umfang ist zu weit.', givenAt: TEST_NOW },
    ])
    expect(await ctx.db.auditEvent.findMany({ where: { act: 'opinion.given' } })).toMatchObject([
      { actorId: idOf(dpo), details: { act: about, decision: 'concerns' } },
    ])
  },
)

test('is the officer’s alone, and about something that is there', async () => {
  const said = { about: 'staff-change', actId: await aChange(), stance: 'no-objection', text: 'x' } as const
  for (const role of ['moderator', 'admin', 'approver'] as const)
    await expect(giveOpinion(await aStaff(ctx, role), said)).rejects.toThrow(Refused)
  for (const actId of [crypto.randomUUID(), 'x', '2'])
    expect(await giveOpinion(dpo, { ...said, actId })).toEqual({ outcome: 'unknown-act' })
  expect(await giveOpinion(dpo, { ...said, about: 'policy-draft', actId: '99' })).toEqual({ outcome: 'unknown-act' })
  expect(await ctx.db.opinion.count()).toBe(0)
})

test('an objection reaches the approvers at once, and releases and stops nothing', async () => {
  const approver = await aStaff(ctx, 'approver')
  const actId = await aChange()
  const before = await ctx.db.outgoingMail.count({ where: { template: 'staff-alert' } })
  await giveOpinion(dpo, { about: 'staff-change', actId, stance: 'objects', text: 'Interessenkonflikt' })
  const mails = await ctx.db.outgoingMail.findMany({ where: { template: 'staff-alert' }, orderBy: { id: 'asc' } })
  expect(mails.slice(before).map(({ accountId }) => accountId)).toEqual([idOf(approver)])
  await expect(releaseStaffChange(dpo, { changeId: actId })).rejects.toThrow(Refused)
  expect(await releaseStaffChange(approver, { changeId: actId })).toEqual({ outcome: 'changed' })
})
