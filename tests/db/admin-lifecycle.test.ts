import { describe, expect, test } from 'vitest'
import { type PortalContext } from '@/lib/context'
import { listUndeliverable, noticesOf } from '@/lib/lifecycle/list-notices'
import { listRuns, needsConfirmation } from '@/lib/lifecycle/list-runs'
import { startSweep } from '@/lib/lifecycle/start-sweep'
import { listFailedMails, mailsOf } from '@/lib/mail/list-mails'
import { aMember } from '../support/cast'
import { as, TEST_NOW, testContext } from '../support/context'
import { waitingOf } from '../support/work'

async function admin(role: 'admin' | 'dpo' = 'admin'): Promise<PortalContext> {
  const { accountId } = await aMember(testContext(), { role })
  return as(testContext(), { kind: 'member', accountId, role, sessionId: crypto.randomUUID() })
}

async function anUndeliverableNotice(ctx: PortalContext) {
  const { accountId } = await aMember(testContext())
  const { registeredAt: inactiveSince } = await ctx.db.account.findUniqueOrThrow({ where: { id: accountId } })
  const { id } = await ctx.db.inactivityNotice.create({
    data: {
      accountId,
      inactiveSince,
      policyVersion: 1,
      closedAt: TEST_NOW,
      outcome: 'undeliverable',
      createdAt: TEST_NOW,
    },
  })
  return { id, accountId, inactiveSince }
}

describe('undeliverable notices', () => {
  test('wait for staff until the member signs in', async () => {
    const ctx = await admin()
    const { id, accountId, inactiveSince } = await anUndeliverableNotice(ctx)
    expect(await listUndeliverable(ctx)).toMatchObject({ found: 1, notices: [{ id, accountId }] })
    expect(await waitingOf(ctx, 'undelivered-notice')).toBe(1)
    expect(await noticesOf(ctx, accountId)).toMatchObject([{ id, outcome: 'undeliverable', respondBy: null }])
    await ctx.db.account.update({
      where: { id: accountId },
      data: { lastLoginAt: new Date(inactiveSince.getTime() + 1) },
    })
    expect(await listUndeliverable(ctx)).toEqual({ found: 0, notices: [] })
    expect(await waitingOf(ctx, 'undelivered-notice')).toBe(0)
  })
})

describe('runs of the sweep', () => {
  test('are listed newest first; only a stopped latest run asks for a confirmation', async () => {
    const ctx = await admin()
    const run = (hour: number, data: object = {}) =>
      ctx.db.sweepRun.create({ data: { trigger: 'cron', startedAt: new Date(Date.UTC(2026, 10, 20, hour)), ...data } })
    await run(1, { brake: 'clock-differs' })
    await run(2)
    expect(needsConfirmation(await listRuns(ctx, { limit: 20 }))).toBeUndefined()
    const stopped = await run(3, { brake: 'too-many-notices' })
    const runs = await listRuns(ctx, { limit: 2 })
    expect(runs.map(({ startedAt }) => startedAt.getUTCHours())).toEqual([3, 2])
    expect(needsConfirmation(runs)?.id).toBe(stopped.id)
    await ctx.db.sweepRun.update({ where: { id: stopped.id }, data: { confirmedAt: TEST_NOW } })
    expect(needsConfirmation(await listRuns(ctx, { limit: 2 }))).toBeUndefined()
  })

  test('started by an admin say so in the run and in the audit record; nobody else starts one', async () => {
    const ctx = { ...(await admin()), now: () => new Date() }
    const { outcome, runId } = await startSweep(ctx)
    expect(outcome).toBe('finished')
    expect(await listRuns(ctx, { limit: 1 })).toMatchObject([{ id: runId, trigger: 'staff' }])
    expect(
      await ctx.db.auditEvent.count({ where: { act: 'lifecycle.sweep-started-by-staff', actorKind: 'staff' } }),
    ).toBe(1)
    await expect(startSweep(await admin('dpo'))).rejects.toThrow('refused')
    await expect(startSweep(testContext())).rejects.toThrow('refused')
  })
})

describe('the mail queue for staff', () => {
  test('names the recipient of failed mail, and never its contents', async () => {
    const ctx = await admin()
    const { accountId, email } = await aMember(testContext())
    await ctx.db.outgoingMail.deleteMany()
    const mail = { template: 'password-reset', props: { url: 'http://portal.test/geheim' }, changedAt: TEST_NOW }
    await ctx.db.outgoingMail.createMany({
      data: [
        { ...mail, accountId, state: 'failed', lastError: 'smtp 451', attempts: 12 },
        { ...mail, recipient: 'fest@adresse.test', state: 'bounced' },
        { ...mail, accountId, state: 'queued' },
      ],
    })
    const { mails: failed } = await listFailedMails(ctx)
    expect(failed.map(({ recipient, state }) => [recipient, state]).sort()).toEqual(
      [
        [email, 'failed'],
        ['fest@adresse.test', 'bounced'],
      ].sort(),
    )
    expect(JSON.stringify([failed, await mailsOf(ctx, accountId)])).not.toContain('geheim')
    expect(await mailsOf(ctx, accountId)).toHaveLength(2)
  })
})
