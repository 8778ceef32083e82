import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { isGenuine, issueEvidence } from '@/lib/accountability/evidence-package'
import { promises } from '@/lib/accountability/promises'
import { brokenChecks, lastResults, runChecks } from '@/lib/accountability/run-checks'
import { startSession } from '@/lib/auth/sessions'
import { inTransaction, type PortalContext } from '@/lib/context'
import { aMember } from '../support/cast'
import { at, testContext } from '../support/context'

/** Accountability (GDPR Art. 5(2)): for every promise a live check that says whether it is kept right now. */
const ctx = testContext()
const later = at(ctx, new Date('2026-11-24T12:00:00Z'))

async function broken(): Promise<string[]> {
  await runChecks(ctx)
  return [...(await lastResults(ctx))].filter(([, { found }]) => found !== 0).map(([id]) => id)
}

describe('the checks', () => {
  test('cover every promise, DS-01 to DS-12, in order, each with remedy and evidence that exists', () => {
    expect(promises.map(({ id }) => id)).toEqual(
      Array.from({ length: 12 }, (_, i) => `DS-${String(i + 1).padStart(2, '0')}`),
    )
    const ids = promises.flatMap(({ checks }) => checks.map(({ id }) => id))
    expect(new Set(ids).size).toBe(ids.length)
    for (const { evidence, checks, rule } of promises) {
      expect(checks.length).toBeGreaterThan(0)
      for (const file of evidence.filter((item) => item.startsWith('tests/'))) expect(existsSync(file), file).toBe(true)
      expect(
        rule({ inactivityPeriod: 'P1Y', responsePeriod: 'P28D', objectionPeriod: 'P28D', accessLogPeriod: 'P7D' }),
      ).not.toBe('')
    }
  })

  test('all hold in a portal that keeps its promises', async () => {
    await aMember(ctx)
    await aMember(ctx, { role: 'admin' })
    expect(await broken()).toEqual([])
    expect(await brokenChecks(ctx)).toEqual({ broken: 0, checkedAt: ctx.now() })
  })
})

/** One violation each, made past the verbs; the check of this name must see it. */
const violations: Record<string, (ctx: PortalContext, accountId: string) => Promise<unknown>> = {
  'past-deletion-day': ({ db }, id) => db.$executeRaw`
    WITH old AS (UPDATE account SET last_login_at = '2025-01-01', registered_at = '2025-01-01' WHERE id = ${id}::uuid RETURNING id)
    INSERT INTO inactivity_notice (account_id, inactive_since, policy_version, created_at, accepted_at, respond_by)
    SELECT id, '2025-01-01', 1, '2026-10-01', '2026-10-01', '2026-10-29' FROM old`,
  'erased-too-early': ({ db }) => db.$executeRaw`
    INSERT INTO erasure (account_id, erased_at, reason, counts, policy_version, notice_accepted_at, respond_by)
    VALUES (uuid_v7(), '2026-11-20 12:00Z', 'inactivity', '{}', 1, '2026-10-23 12:00Z', '2026-11-19')`,
  'erased-but-present': ({ db }, id) => db.$executeRaw`
    INSERT INTO erasure (account_id, erased_at, reason, counts) VALUES (${id}::uuid, '2026-11-20', 'self', '{}')`,
  'unconfirmed-past-day': ({ db }, id) => db.$executeRaw`
    UPDATE account SET email_confirmed_at = NULL, registered_at = '2026-11-01' WHERE id = ${id}::uuid`,
  'suspended-with-session': async (given, accountId) => {
    await given.db.suspension.create({ data: { accountId, reason: 'x' } })
    await inTransaction(given, (tx) => startSession(tx, { accountId, role: 'member', device: 'Test' }))
  },
  'addresses-in-audit': ({ db }) =>
    db.auditEvent.create({ data: { at: ctx.now(), actorKind: 'system', act: 'x', details: { to: 'a@b.test' } } }),
  'sent-mail-with-address': ({ db }) => db.$executeRaw`
    INSERT INTO outgoing_mail (template, recipient, props, state, accepted_at) VALUES ('contact-message', 'a@b.test', '{}', 'accepted', now())`,
  'hold-review-due': ({ db }, accountId) =>
    db.legalHold.create({ data: { accountId, reason: 'x', reviewOn: new Date('2026-11-22') } }),
  'erasure-after-hold': ({ db }, accountId) =>
    db.pendingErasure.create({ data: { accountId, reason: 'self', since: ctx.now() } }),
  'requests-overdue': ({ db }, accountId) =>
    db.dataRequest.create({
      data: { accountId, kind: 'erasure', receivedOn: new Date('2026-10-20'), dueOn: new Date('2026-11-20') },
    }),
  'open-breaches-late': ({ db }, openedBy) =>
    db.breach.create({
      data: {
        noticedAt: new Date('2026-11-20T11:59:00Z'),
        description: 'x',
        affectedKind: 'all',
        openedAt: ctx.now(),
        openedBy,
      },
    }),
  'addresses-in-error-totals': ({ db }) => db.$executeRaw`
    INSERT INTO access_error_total (day, status, pattern, requests) VALUES ('2026-11-20', 500, '/akteure/a@b.test', 1)`,
}

describe('a violation is seen', () => {
  test.each(Object.entries(violations))('%s', async (check, violate) => {
    const { accountId } = await aMember(ctx)
    expect(await broken()).not.toContain(check)
    await violate(ctx, accountId)
    expect(await broken()).toContain(check)
  })

  test('the last full day counts: erased on the day after the last day to answer is right', async () => {
    await ctx.db.$executeRaw`
      INSERT INTO erasure (account_id, erased_at, reason, counts, policy_version, notice_accepted_at, respond_by)
      VALUES (uuid_v7(), '2026-11-20 23:01Z', 'inactivity', '{}', 1, '2026-10-23 12:00Z', '2026-11-20')`
    expect(await broken()).not.toContain('erased-too-early')
  })
})

test('staff are told once when a check breaks, and the record says since when it is kept again', async () => {
  const { accountId: dpo } = await aMember(ctx, { role: 'dpo' })
  const { accountId } = await aMember(ctx)
  const alerts = () => ctx.db.outgoingMail.count({ where: { accountId: dpo, template: 'staff-alert' } })
  await runChecks(ctx)
  expect(await alerts()).toBe(0)
  const hold = await ctx.db.legalHold.create({ data: { accountId, reason: 'x' } })
  await Promise.all([runChecks(ctx), runChecks(ctx)])
  await runChecks(later)
  expect(await alerts()).toBe(1)
  expect((await lastResults(ctx)).get('hold-review-due')).toEqual({
    checkedAt: later.now(),
    found: 1,
    heldAt: ctx.now(),
    brokenSince: ctx.now(),
  })
  expect(await brokenChecks(ctx)).toMatchObject({ broken: 1 })
  await ctx.db.legalHold.delete({ where: { id: hold.id } })
  await runChecks(later)
  expect((await lastResults(ctx)).get('hold-review-due')).toMatchObject({ found: 0, brokenSince: null })
  expect(await ctx.db.auditEvent.count({ where: { act: { in: ['promise.broken', 'promise.kept-again'] } } })).toBe(2)
})

describe('the evidence package', () => {
  test('is signed, holds every promise and figure of the period, and no personal data', async () => {
    const member = await aMember(ctx)
    await runChecks(ctx)
    const evidence = await issueEvidence(ctx, { from: '2026-11-01', until: '2026-11-23' })
    const sent = JSON.parse(JSON.stringify(evidence)) as typeof evidence
    expect(isGenuine(sent)).toBe(true)
    expect(sent.content).toMatchObject({
      period: { from: '2026-11-01' },
      figures: { registrations: 1, disclosures: 0 },
    })
    const text = JSON.stringify(sent)
    for (const value of [member.email, member.surname, member.accountId]) expect(text).not.toContain(value)
    expect(isGenuine({ ...sent, content: { ...sent.content, operator: 'jemand anders' } })).toBe(false)
  })

  test('counts whole days in Berlin', async () => {
    await aMember(at(ctx, new Date('2026-11-22T22:59:00Z')))
    await aMember(at(ctx, new Date('2026-11-22T23:00:00Z')))
    const { content } = await issueEvidence(ctx, { from: '2026-11-23', until: '2026-11-23' })
    expect(content).toMatchObject({ figures: { registrations: 1 } })
  })
})
