import { describe, expect, it } from 'vitest'
import { verifyPassword } from '@/lib/auth/password'
import { type PortalContext } from '@/lib/context'
import { forecast } from '@/lib/lifecycle/forecast'
import { demoPeople } from '@/prisma/demo/read-demo'
import { seedDemo } from '@/prisma/seed'
import { asPortal, testContext } from '../support/context'
import { owner } from '../support/owner'

/** Demo data: an empty database gets believable members, and nobody gets a password that anybody knows (S-A6). */

describe('the demo data', () => {
  it('show members of all groups in every state of the life of an account, in the order in which everything happened', async () => {
    const ctx = testContext()
    await seedDemo(ctx)
    const groups = await ctx.db.account.groupBy({ by: ['memberGroup'] })
    expect(groups).toHaveLength(6)
    expect(await ctx.db.account.count()).toBe(demoPeople.length - countOf('erased'))
    expect(await ctx.db.account.count({ where: { emailConfirmedAt: null } })).toBe(countOf('unconfirmed'))
    expect(await ctx.db.inactivityNotice.count({ where: { closedAt: null, acceptedAt: { not: null } } })).toBe(
      countOf('notified'),
    )
    expect(await outcomes(ctx)).toEqual(['reactivated', 'undeliverable'])
    expect(await ctx.db.erasure.findMany({ select: { reason: true } })).toEqual([{ reason: 'inactivity' }])
    expect(await ctx.db.dataRequest.count({ where: { closedAt: null } })).toBe(1)
    expect(await ctx.db.sweepRun.count({ where: { brake: { not: null } } })).toBe(0)
    const roles = await ctx.db.account.groupBy({ by: ['role'] })
    expect(roles.map(({ role }) => role).sort()).toEqual(['admin', 'approver', 'dpo', 'member', 'moderator'])
    // Notices are due in the next weeks: the chart of the forecast has something to show.
    expect(JSON.stringify(await forecast(asPortal(ctx)))).toMatch(/[1-9]/)
    await liesInOrder(ctx)
  })

  it('tell how to sign in with passwords that are made anew each time, and are not added to a database that has an account', async () => {
    const ctx = testContext()
    const first = await seedDemo(ctx)
    const before = await ctx.db.account.count()
    expect(await seedDemo(ctx)).toEqual([])
    expect(await ctx.db.account.count()).toBe(before)
    expect(first.map(({ role }) => role)).toEqual([
      'admin',
      'dpo',
      'approver',
      'moderator',
      'member',
      'member',
      'member',
    ])
    for (const { email, password, role } of first) {
      expect(password).toMatch(/^([a-z2-9]{5}-){3}[a-z2-9]{5}$/)
      const account = await ctx.db.account.findUniqueOrThrow({ where: { email } })
      expect(account.role).toBe(role)
      expect(await verifyPassword(password, account.passwordHash ?? undefined)).toBe(true)
    }
    await owner().query('TRUNCATE account CASCADE')
    const second = await seedDemo(ctx)
    const passwords = [...first, ...second].map(({ password }) => password)
    expect(new Set(passwords).size).toBe(passwords.length)
  })

  it('are written once when two servers start at the same time', async () => {
    const ctx = testContext()
    const [one, two] = await Promise.all([seedDemo(ctx), seedDemo(ctx)])
    expect(Math.min(one.length, two.length)).toBe(0)
    expect(await ctx.db.erasure.count()).toBe(1)
  })

  it.each(['2026-03-30T05:00:00Z', '2028-02-29T11:30:00Z'])('are the same on any day: %s', async (now) => {
    const ctx = testContext({ now: new Date(now) })
    await seedDemo(ctx)
    expect(await ctx.db.inactivityNotice.count({ where: { closedAt: null, acceptedAt: { not: null } } })).toBe(
      countOf('notified'),
    )
    expect(await outcomes(ctx)).toEqual(['reactivated', 'undeliverable'])
    expect(await ctx.db.erasure.count()).toBe(1)
  })
})

/** Everything lies in the order in which it happened, with only that mail waiting which a person is to open now. */
async function liesInOrder(ctx: PortalContext): Promise<void> {
  const waiting = await ctx.db.outgoingMail.groupBy({ by: ['template'], where: { state: 'queued' }, _count: true })
  expect(waiting.map(({ template, _count }) => [template, _count]).sort()).toEqual([
    ['confirm-registration', countOf('unconfirmed')],
    ['erasure-request-identity', 1],
  ])
  const events = await ctx.db.auditEvent.findMany({ orderBy: { seq: 'asc' }, select: { at: true } })
  const times = events.map(({ at }) => at.getTime())
  expect(times).toEqual([...times].sort((a, b) => a - b))
  expect(Math.max(...times)).toBeLessThanOrEqual(ctx.now().getTime())
}

function countOf(state: string): number {
  return demoPeople.filter(({ life }) => life.state === state).length
}

async function outcomes(ctx: PortalContext): Promise<(string | null)[]> {
  const closed = await ctx.db.inactivityNotice.findMany({
    where: { closedAt: { not: null } },
    select: { outcome: true },
  })
  return closed.map(({ outcome }) => outcome).sort()
}
