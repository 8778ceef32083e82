import { beforeEach, describe, expect, it } from 'vitest'
import { inTransaction, type PortalContext } from '@/lib/context'
import { Prisma } from '@/lib/db/generated/client'
import { claimMail, LEASE_MS } from '@/lib/mail/claim-mail'
import { discardMail } from '@/lib/mail/discard-mail'
import { type AcceptedMail, type MailHooks } from '@/lib/mail/hooks'
import { outboxTransport } from '@/lib/mail/outbox-transport'
import { cancelMails, queueMail, queueMailsSql } from '@/lib/mail/queue-mail'
import { retryMail } from '@/lib/mail/retry-mail'
import { settleMail } from '@/lib/mail/settle-mail'
import { tidyMail } from '@/lib/mail/tidy-mail'
import { aMember, type CastMember } from '../support/cast'
import { asPortal, at, testContext } from '../support/context'
import { emptyOutbox, readMail, sendMail } from '../support/outbox'

const ctx = testContext()
const MINUTE = 60_000
const later = (ms: number) => at(ctx, new Date(ctx.now().getTime() + ms))
const row = (id: string) => ctx.db.outgoingMail.findUnique({ where: { id } })
const notice = { inactiveSince: '2025-10-01T10:00:00Z', inactivityPeriod: 'P1Y', responsePeriod: 'P28D' }

async function aQuietMember(): Promise<CastMember> {
  const member = await aMember(ctx)
  await ctx.db.outgoingMail.deleteMany()
  return member
}

function queueTo(recipient: string, context: PortalContext = ctx) {
  return queueMail(context, {
    template: 'erased-self',
    props: { givenName: 'Erika', surname: 'Muster', erasedAt: '2026-11-23T12:00:00Z' },
    recipient,
  })
}

beforeEach(emptyOutbox)

describe('queueing', () => {
  it('a mail stands or falls with the transaction of its act', async () => {
    const failing = inTransaction(ctx, async (tx) => {
      await queueTo('a@beispiel.test', tx)
      throw new Error('act failed')
    })
    await expect(failing).rejects.toThrow('act failed')
    expect(await ctx.db.outgoingMail.count()).toBe(0)
  })

  it('many mails are queued by one statement', async () => {
    const { accountId, email } = await aQuietMember()
    const rows = Prisma.sql`SELECT id AS account_id, NULL AS recipient, ${JSON.stringify(notice)}::jsonb AS props FROM account`
    const queued = await ctx.db.$queryRaw<{ id: string; account_id: string }[]>(
      queueMailsSql(ctx, 'inactivity-notice', rows),
    )
    expect(queued.map(({ account_id }) => account_id)).toEqual([accountId])
    await sendMail(ctx)
    expect((await readMail({ to: email }))[0]?.subject).toContain('21. Dezember 2026')
  })

  it('props that the letter does not take are a bug of the act, which is rolled back', async () => {
    const { accountId } = await aQuietMember()
    const queued = queueMail(ctx, { template: 'password-changed', props: { changedAt: 'gestern' }, accountId })
    await expect(queued).rejects.toThrow('ISO datetime')
    expect(await ctx.db.outgoingMail.count()).toBe(0)
  })

  it('a mail without account and recipient is a bug', async () => {
    await expect(queueMail(ctx, { template: 'already-registered', props: {} })).rejects.toThrow('neither')
  })
})

describe('dispatch', () => {
  it('sends a mail, records the acceptance and forgets address and text (DS-06)', async () => {
    const { id } = await queueTo('a@beispiel.test')
    expect(await sendMail(ctx)).toMatchObject({ accepted: 1, ended: 'empty' })
    const [mail] = await readMail()
    expect(mail).toMatchObject({
      to: 'a@beispiel.test',
      subject: 'Ihr Konto bei QualiService Thüringen wurde gelöscht',
    })
    expect(await row(id)).toMatchObject({
      state: 'accepted',
      acceptedAt: ctx.now(),
      recipient: null,
      props: {},
      leaseId: null,
      renderedFor: null,
    })
    expect(await sendMail(ctx)).toMatchObject({ accepted: 0 })
    expect(await readMail()).toHaveLength(1)
  })

  it('reads name and address at the moment of sending (R-L4)', async () => {
    const { accountId } = await aQuietMember()
    await queueMail(ctx, { template: 'already-registered', props: {}, accountId })
    await ctx.db.account.update({ where: { id: accountId }, data: { email: 'neu@beispiel.test', surname: 'Neu' } })
    await sendMail(ctx)
    const [mail] = await readMail()
    expect(mail?.to).toBe('neu@beispiel.test')
    expect(mail?.text).toContain('Guten Tag Erika Neu,')
  })

  it('sends nothing for an account that is gone, not even from a claim already made (R-L3)', async () => {
    const { accountId } = await aQuietMember()
    await queueMail(ctx, { template: 'already-registered', props: {}, accountId })
    const claim = await claimMail(ctx, outboxTransport('unused'))
    await ctx.db.account.delete({ where: { id: accountId } })
    const settled = await settleMail(
      ctx,
      claim,
      claim.mails.map((mail) => ({ mail, answer: { outcome: 'accepted', providerId: null } })),
      {},
    )
    expect(settled.accepted).toBe(0)
    expect(await ctx.db.outgoingMail.count()).toBe(0)
    expect(await sendMail(later(LEASE_MS))).toMatchObject({ accepted: 0 })
  })

  it('sends a link up to its last second, and drops it when it has expired', async () => {
    const { accountId } = await aQuietMember()
    const expiresAt = new Date(ctx.now().getTime() + 60 * MINUTE).toISOString()
    const props = { url: 'http://portal.test/passwort-neu?token=x', expiresAt }
    await queueMail(ctx, { template: 'password-reset', props, accountId })
    expect(await sendMail(later(60 * MINUTE - 1000))).toMatchObject({ accepted: 1, dropped: 0 })
    await emptyOutbox()
    await ctx.db.outgoingMail.deleteMany()
    await queueMail(ctx, { template: 'password-reset', props, accountId })
    expect(await sendMail(later(60 * MINUTE))).toMatchObject({ accepted: 0, dropped: 1 })
    expect(await readMail()).toHaveLength(0)
    expect(await ctx.db.outgoingMail.count()).toBe(0)
  })

  it('asks the hook whether a mail is still wanted (R-L2)', async () => {
    const { accountId } = await aQuietMember()
    await queueMail(ctx, { template: 'inactivity-notice', props: notice, accountId })
    const hooks: MailHooks = { 'inactivity-notice': { stillWanted: async () => new Set() } }
    expect(await sendMail(ctx, hooks)).toMatchObject({ dropped: 1, accepted: 0 })
    expect(await readMail()).toHaveLength(0)
  })

  it('cancelled mail is gone, whether it waits or has failed', async () => {
    const { accountId } = await aQuietMember()
    await queueMail(ctx, { template: 'inactivity-notice', props: notice, accountId })
    expect(await cancelMails(ctx, { accountId, templates: ['password-reset'] })).toBe(0)
    expect(await cancelMails(ctx, { accountId, templates: ['inactivity-notice'] })).toBe(1)
    expect(await sendMail(ctx)).toMatchObject({ accepted: 0 })
  })

  it('a mail that cannot be rendered fails alone (R-M11); staff let it start anew or give it up', async () => {
    const { accountId } = await aQuietMember()
    const props = { changedAt: '2026-11-23T12:00:00Z' }
    const broken = await queueMail(ctx, { template: 'password-changed', props, accountId })
    const unknown = await queueMail(ctx, { template: 'password-changed', props, accountId })
    // As an older release may have left them: a letter that takes other props now, and one that is gone.
    await ctx.db.outgoingMail.update({ where: { id: broken.id }, data: { props: { on: '2026-11-23' } } })
    await ctx.db.outgoingMail.update({ where: { id: unknown.id }, data: { template: 'no-such-letter' } })
    await queueTo('a@beispiel.test')
    expect(await sendMail(ctx)).toMatchObject({ accepted: 1, failed: 2 })
    for (const { id } of [broken, unknown])
      expect(await row(id)).toMatchObject({ state: 'failed', cause: 'not-rendered', lastError: 'not rendered' })

    await ctx.db.outgoingMail.update({ where: { id: broken.id }, data: { props } })
    expect(await retryMail(asPortal(ctx), broken, {})).toEqual({ outcome: 'retried', count: 1 })
    expect(await retryMail(asPortal(ctx), broken, {})).toEqual({ outcome: 'not-failed' })
    expect(await sendMail(ctx)).toMatchObject({ accepted: 1 })
    expect(await discardMail(asPortal(ctx), broken, {})).toEqual({ outcome: 'not-failed' })
    const acts = await ctx.db.auditEvent.findMany({ where: { act: { startsWith: 'mail.' } } })
    expect(acts.map(({ act }) => act)).toEqual(['mail.retried'])
  })

  it('an unusable address is undeliverable at once and never read as a list of recipients (S-G1)', async () => {
    const bounced: string[] = []
    const hooks: MailHooks = {
      'erased-self': { bounced: async (_, mails) => void bounced.push(...mails.map(({ id }) => id)) },
    }
    const ids = []
    for (const address of ['a@b.test, c@d.test', 'a@b.test\r\nBcc: c@d.test', '"a b"@c.test', 'Name <a@b.test>', '']) {
      ids.push((await queueTo(address || ' ')).id)
    }
    expect(await sendMail(ctx, hooks)).toMatchObject({ accepted: 0, bounced: 5 })
    expect(bounced.sort()).toEqual(ids.sort())
    expect(await readMail()).toHaveLength(0)
  })
})

describe('acceptance', () => {
  async function acceptedAt(instant: string): Promise<AcceptedMail[]> {
    const { accountId } = await aQuietMember()
    const then = at(ctx, new Date(instant))
    await queueMail(then, { template: 'inactivity-notice', props: notice, accountId })
    const seen: AcceptedMail[] = []
    await sendMail(then, { 'inactivity-notice': { accepted: async (_, mails) => void seen.push(...mails) } })
    return seen
  }

  it('tells the hook when it was and from which Berlin day periods count (DS-05)', async () => {
    const [mail] = await acceptedAt('2026-11-23T12:00:00Z')
    expect(mail).toMatchObject({ acceptedAt: new Date('2026-11-23T12:00:00Z'), countsFrom: '2026-11-23' })
  })

  it('just before midnight the text is made for the next day, and the period counts from there (I14)', async () => {
    const [mail] = await acceptedAt('2026-11-23T22:59:30Z')
    expect(mail?.countsFrom).toBe('2026-11-24')
    expect((await readMail())[0]?.text).toContain('bis einschließlich 22. Dezember 2026')
  })

  it('and the hook stand or fall together; what was acknowledged is never sent again by itself', async () => {
    const { accountId } = await aQuietMember()
    const { id } = await queueMail(ctx, { template: 'inactivity-notice', props: notice, accountId })
    const healthy = await queueTo('a@beispiel.test')
    const hooks: MailHooks = {
      'inactivity-notice': {
        accepted: async (tx) => {
          await tx.db.account.update({ where: { id: accountId }, data: { surname: 'Halb' } })
          throw new Error('bug in a hook')
        },
      },
    }
    await sendMail(ctx, hooks)
    expect(await row(id)).toMatchObject({ state: 'failed', lastError: 'sent, not recorded', acceptedAt: null })
    expect(await row(healthy.id)).toMatchObject({ state: 'accepted' })
    expect(await ctx.db.account.findUnique({ where: { id: accountId } })).toMatchObject({ surname: 'Muster' })
    await sendMail(later(24 * 60 * MINUTE), hooks)
    expect(await readMail()).toHaveLength(2)
  })
})

describe('leases', () => {
  it('a crashed worker loses its mails after its lease, with the same text and key', async () => {
    const { id } = await queueTo('a@beispiel.test')
    const first = await claimMail(ctx, outboxTransport('unused'))
    expect(first.mails).toMatchObject([{ id, attempts: 1, repeated: false }])
    expect((await claimMail(later(LEASE_MS - 1), outboxTransport('unused'))).mails).toHaveLength(0)
    const second = await claimMail(later(LEASE_MS), outboxTransport('unused'))
    expect(second.mails).toMatchObject([{ id, attempts: 2, repeated: true, renderedFor: first.mails[0]?.renderedFor }])
  })

  it('a late success of the worker that lost its lease changes nothing (R-M4)', async () => {
    const { id } = await queueTo('a@beispiel.test')
    const first = await claimMail(ctx, outboxTransport('unused'))
    await claimMail(later(LEASE_MS), outboxTransport('unused'))
    const late = first.mails.map((mail) => ({ mail, answer: { outcome: 'accepted', providerId: null } as const }))
    expect((await settleMail(ctx, first, late, {})).accepted).toBe(0)
    expect(await row(id)).toMatchObject({ state: 'sending' })
  })

  it('after 23 hours the text is made anew under a new key', async () => {
    await queueTo('a@beispiel.test')
    const first = await claimMail(ctx, outboxTransport('unused'))
    const day = later(23 * 60 * MINUTE + LEASE_MS)
    const second = await claimMail(day, outboxTransport('unused'))
    expect(second.mails[0]?.repeated).toBe(false)
    expect(second.mails[0]?.renderedFor).not.toEqual(first.mails[0]?.renderedFor)
  })

  it('eight workers on one queue send each mail once (R-S1)', async () => {
    for (let index = 0; index < 300; index += 1) await queueTo(`m${index}@beispiel.test`)
    const runs = await Promise.all(Array.from({ length: 8 }, () => sendMail(ctx)))
    expect(runs.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(300)
    const mails = await readMail()
    expect(new Set(mails.map(({ to }) => to)).size).toBe(300)
    expect(mails).toHaveLength(300)
  })
})

describe('housekeeping', () => {
  it('puts mail of crashed workers back and forgets mail that is done with after 90 days', async () => {
    const kept = await queueTo('a@beispiel.test')
    await claimMail(ctx, outboxTransport('unused'))
    const old = await queueTo('b@beispiel.test')
    const young = await queueTo('c@beispiel.test')
    const days = (count: number) => new Date(ctx.now().getTime() - count * 24 * 60 * MINUTE)
    for (const [{ id }, changedAt] of [
      [old, days(91)],
      [young, days(89)],
    ] as const) {
      await ctx.db.outgoingMail.update({ where: { id }, data: { state: 'accepted', changedAt } })
    }
    expect(await tidyMail(later(LEASE_MS))).toEqual({ removed: 1, released: 1 })
    expect(await row(kept.id)).toMatchObject({ state: 'queued', leaseId: null })
    expect((await row(kept.id))?.renderedFor).not.toBeNull()
    expect(await row(old.id)).toBeNull()
    expect(await row(young.id)).not.toBeNull()
  })
})
