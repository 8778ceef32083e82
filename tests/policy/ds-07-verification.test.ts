import { beforeEach, describe, expect, test } from 'vitest'
import { listVerifications, loadVerification } from '@/lib/accounts/list-verifications'
import { loadProfile } from '@/lib/accounts/load-profile'
import { remindVerifiers } from '@/lib/accounts/remind-verifiers'
import { askAgain } from '@/lib/accounts/request-verification'
import { updateProfile } from '@/lib/accounts/update-profile'
import { usualTime, verificationOf } from '@/lib/accounts/verification-state'
import { verifyDomain } from '@/lib/accounts/verify-domain'
import { verifyMember } from '@/lib/accounts/verify-member'
import { type StaffRole } from '@/lib/auth/permissions'
import { type VerificationDecision } from '@/lib/codes'
import { inTransaction, type PortalContext } from '@/lib/context'
import { eraseAccount } from '@/lib/erasure/erase-account'
import { may } from '@/lib/may'
import { Refused } from '@/lib/result'
import { aMember, type CastMember } from '../support/cast'
import { as, at, TEST_NOW, testContext } from '../support/context'
import { emptyOutbox, readMail, sendMail } from '../support/outbox'

/** DS-07: the mandatory data verify the person. Who is not verified by staff reads, and shows nothing to others. */
const ctx = testContext()
let admin: PortalContext
let member: CastMember

beforeEach(async () => {
  await emptyOutbox()
  admin = await staff('admin')
  member = await aMember(ctx, { memberGroup: 'company', organisation: 'Glaswerk Jena', position: 'Personal' })
})

async function staff(role: StaffRole): Promise<PortalContext> {
  const { accountId } = await aMember(ctx, { role })
  return as(ctx, { kind: 'member', accountId, role, sessionId: crypto.randomUUID() })
}

const asSelf = ({ accountId }: CastMember, then = ctx) =>
  as(then, { kind: 'member', accountId, role: 'member', sessionId: crypto.randomUUID() })
const mayPublish = (who: CastMember) =>
  inTransaction(asSelf(who), may.shown).then(
    () => true,
    (error: unknown) => {
      if (error instanceof Refused) return false
      throw error
    },
  )
const daysLater = (days: number) => new Date(TEST_NOW.getTime() + days * 86_400_000)

async function waitingOf({ accountId }: CastMember): Promise<string> {
  const { id } = await ctx.db.verification.findFirstOrThrow({ where: { accountId, decidedAt: null } })
  return id
}

async function decide(who: CastMember, decision: VerificationDecision, by = admin) {
  return verifyMember(by, { verificationId: await waitingOf(who), decision, reason: 'Unser Grund' })
}

async function change(who: CastMember, fields: object) {
  const profile = await loadProfile(asSelf(who), who.accountId)
  if (!profile) throw new Error('gone')
  const { surname, givenName, memberGroup, organisation, position, seen } = profile
  const given = { surname, givenName, memberGroup, organisation, position, seen, ...fields }
  return updateProfile(asSelf(who), { accountId: who.accountId, ...given })
}

describe('after confirming the address a member waits', () => {
  test('in the queue, the oldest first; who has not confirmed, and staff, do not stand in it', async () => {
    const early = await aMember(ctx, { surname: 'Zuerst', registeredAt: daysLater(-3) })
    await aMember(ctx, { surname: 'Unbestätigt', confirmed: false })
    const { members, found: waiting } = await listVerifications(admin)
    expect(members.map(({ accountId }) => accountId)).toEqual([early.accountId, member.accountId])
    expect(waiting).toBe(2)
    const looks = await ctx.db.auditEvent.findMany({ where: { act: 'member.searched' }, select: { details: true } })
    expect(looks.at(-1)?.details).toMatchObject({ reason: 'verification' })
  })

  test('and shows nothing to others until an admin has decided', async () => {
    expect(await mayPublish(member)).toBe(false)
    expect(await verificationOf(asSelf(member), member.accountId)).toMatchObject({
      state: 'waiting',
      since: TEST_NOW,
    })
    expect(await decide(member, 'verified')).toEqual({ outcome: 'verified' })
    expect(await mayPublish(member)).toBe(true)
    expect(await verificationOf(asSelf(member), member.accountId)).toMatchObject({ state: 'verified' })
  })

  test('only admins decide: moderators judge content, not people, and the data protection officer only reads', async () => {
    const id = await waitingOf(member)
    for (const role of ['moderator', 'approver'] as const) {
      const other = await staff(role)
      await expect(listVerifications(other)).rejects.toThrow(Refused)
      await expect(loadVerification(other, id)).rejects.toThrow(Refused)
      await expect(decide(member, 'verified', other)).rejects.toThrow(Refused)
    }
    const dpo = await staff('dpo')
    expect((await listVerifications(dpo)).members.map((waiting) => waiting.id)).toEqual([id])
    expect(await loadVerification(dpo, id)).toMatchObject({ accountId: member.accountId })
    expect(await ctx.db.auditEvent.count({ where: { act: 'member.viewed', subjectId: member.accountId } })).toBe(1)
    await expect(decide(member, 'verified', dpo)).rejects.toThrow(Refused)
    expect(await mayPublish(member)).toBe(false)
  })
})

describe('the decision', () => {
  test.each([
    ['verified', 'Ihre Angaben sind geprüft'],
    ['asked', 'Wir haben eine Frage zu Ihren Angaben'],
    ['refused', 'Wir konnten Ihre Angaben nicht bestätigen'],
  ] as const)('%s goes to the member by mail with its reason, and into the record', async (decision, subject) => {
    await sendMail(ctx)
    await decide(member, decision)
    await sendMail(ctx)
    const [mail] = await readMail({ to: member.email })
    expect(mail?.subject).toBe(subject)
    expect(mail?.text).toContain('Unser Grund')
    const events = await ctx.db.auditEvent.findMany({
      where: { act: 'verification.decided', subjectId: member.accountId },
      select: { details: true },
    })
    expect(events.map(({ details }) => details)).toEqual([{ decision }])
    expect(await mayPublish(member)).toBe(decision === 'verified')
  })

  test('needs no text for an approval, and one for everything else', async () => {
    const verificationId = await waitingOf(member)
    for (const decision of ['asked', 'refused'] as const)
      expect(await verifyMember(admin, { verificationId, decision, reason: '' })).toEqual({ outcome: 'no-reason' })
    expect(await verifyMember(admin, { verificationId, decision: 'verified', reason: '' })).toEqual({
      outcome: 'verified',
    })
    await sendMail(ctx)
    const [mail] = await readMail({ to: member.email })
    expect(mail?.text).not.toContain('Begründung')
  })

  test('of a domain reaches those who were seen and are of it, and no free provider', async () => {
    const of = (email: string) => aMember(ctx, { email, memberGroup: 'company', organisation: 'Werk', position: 'x' })
    const [one, two, late] = [await of('a@werk.test'), await of('b@werk.test'), await of('c@werk.test')]
    const [other, free] = [await of('d@falschwerk.test'), await of('e@web.de')]
    const ids = [await waitingOf(one), await waitingOf(two), await waitingOf(other)]
    expect(await verifyDomain(admin, { domain: 'web.de', ids: [await waitingOf(free)] })).toEqual({
      outcome: 'free-mail',
    })
    expect(await verifyDomain(admin, { domain: 'werk.test', ids })).toEqual({
      outcome: 'verified',
      verified: 2,
      leftAlone: 1,
    })
    for (const [who, may] of [
      [one, true],
      [two, true],
      [late, false],
      [other, false],
      [free, false],
    ] as const)
      expect(await mayPublish(who)).toBe(may)
    await expect(verifyDomain(await staff('moderator'), { domain: 'werk.test', ids })).rejects.toThrow(Refused)
  })

  test('sees what the portal knows: the same name, domain and organisation, and a suspension', async () => {
    const { members } = await listVerifications(admin)
    expect(members).toMatchObject([{ sameOrganisation: 0, wasSuspended: false, domain: 'beispiel.test' }])
    const twin = await aMember(ctx, {
      memberGroup: 'company',
      organisation: 'GLASWERK Jena',
      position: 'x',
      verified: true,
    })
    await ctx.db.suspension.create({ data: { accountId: twin.accountId, reason: 'Werbung' } })
    const found = await loadVerification(admin, await waitingOf(member))
    expect(found).toMatchObject({ sameOrganisation: 1, sameDomain: 1, wasSuspended: true })
    expect(found?.sameName).toBeGreaterThan(0)
    expect((await listVerifications(admin, { domain: 'BEISPIEL.test' })).found).toBe(1)
    expect((await listVerifications(admin, { domain: 'spiel.test' })).found).toBe(0)
    expect((await listVerifications(admin, { memberGroup: 'chamber' })).found).toBe(0)
  })

  test('of two admins at the same moment one counts', async () => {
    const second = await staff('admin')
    const outcomes = await Promise.all([decide(member, 'verified'), decide(member, 'refused', second)])
    expect(outcomes.filter(({ outcome }) => outcome === 'not-waiting')).toHaveLength(1)
    expect(await ctx.db.outgoingMail.count({ where: { template: 'verification-decided' } })).toBe(1)
  })

  test('is about the data that the admin saw: after a change the old row decides nothing', async () => {
    const seen = await waitingOf(member)
    await change(member, { organisation: 'Ganz andere GmbH' })
    expect(await verifyMember(admin, { verificationId: seen, decision: 'verified', reason: 'Grund' })).toEqual({
      outcome: 'not-waiting',
    })
    expect(await mayPublish(member)).toBe(false)
    const found = await loadVerification(admin, await waitingOf(member))
    expect(found).toMatchObject({ organisation: 'Ganz andere GmbH', requestedAt: TEST_NOW })
  })

  test('and an erasure at the same moment leave nothing half done', async () => {
    const [, erased] = await Promise.all([
      decide(member, 'verified').catch(() => undefined),
      eraseAccount(ctx, { accountId: member.accountId, reason: 'self' }),
    ])
    expect(erased).toEqual({ outcome: 'erased' })
    expect(await ctx.db.verification.count({ where: { accountId: member.accountId } })).toBe(0)
  })
})

describe('who was asked or refused', () => {
  test('reads why, answers, and waits again; the admin reads the answer and what was decided before', async () => {
    await decide(member, 'asked')
    expect(await verificationOf(asSelf(member), member.accountId)).toMatchObject({
      state: 'asked',
      reason: 'Unser Grund',
    })
    const answer = { accountId: member.accountId, note: 'Ich bin neu im Unternehmen.' }
    expect(await askAgain(asSelf(member), answer)).toEqual({ outcome: 'waiting' })
    expect(await askAgain(asSelf(member), answer)).toEqual({ outcome: 'not-asked' })
    const found = await loadVerification(admin, await waitingOf(member))
    expect(found).toMatchObject({ cause: 'answered', note: 'Ich bin neu im Unternehmen.' })
    expect(found?.history.map(({ decision }) => decision)).toEqual(['asked'])
  })

  test('waits again as well after correcting the data', async () => {
    await decide(member, 'refused')
    await change(member, { position: 'Geschäftsführung' })
    expect(await verificationOf(asSelf(member), member.accountId)).toMatchObject({ state: 'waiting' })
  })
})

describe('a verified member', () => {
  beforeEach(async () => {
    await decide(member, 'verified')
  })

  test.each([
    ['the organisation', { organisation: 'Anderes Werk' }],
    ['the position', { position: 'Vertrieb' }],
    ['the user group', { memberGroup: 'chamber' }],
  ])('who changes %s is verified again', async (_, fields) => {
    expect(await change(member, fields)).toEqual({ outcome: 'saved' })
    expect(await mayPublish(member)).toBe(false)
    expect(await verificationOf(asSelf(member), member.accountId)).toMatchObject({ state: 'waiting' })
    await decide(member, 'verified')
    expect(await mayPublish(member)).toBe(true)
  })

  test('who changes the name stays verified, and has nothing to ask', async () => {
    await change(member, { surname: 'Neuname' })
    expect(await mayPublish(member)).toBe(true)
    expect(await askAgain(asSelf(member), { accountId: member.accountId, note: 'x' })).toEqual({ outcome: 'not-asked' })
  })
})

describe('waiting', () => {
  test('tells how long it usually takes: the median of the last decisions, once there are three', async () => {
    const others = await Promise.all([1, 2, 3].map(() => aMember(ctx)))
    for (const [index, other] of others.entries()) {
      expect(await verificationOf(asSelf(member), member.accountId)).toEqual({
        state: 'waiting',
        since: TEST_NOW,
        usualSeconds: undefined,
      })
      await decide(other, 'verified', { ...admin, now: at(ctx, daysLater([1, 2, 9][index] ?? 0)).now })
    }
    expect(await verificationOf(asSelf(member), member.accountId)).toMatchObject({
      usualSeconds: 2 * 86_400,
    })
    expect([3_600, 86_400, 172_800].map(usualTime)).toEqual([
      'meist am selben Tag',
      'meist nach einem Tag',
      'meist nach 2 Tagen',
    ])
  })

  test('longer than three days is told to staff, once a day, without names', async () => {
    const system = (days: number) => as(at(ctx, daysLater(days)), { kind: 'system', duty: 'housekeeping' })
    expect(await remindVerifiers(system(3))).toEqual({ waitingTooLong: 0 })
    expect(await remindVerifiers(system(4))).toEqual({ waitingTooLong: 1 })
    expect(await remindVerifiers(system(4))).toEqual({ waitingTooLong: 0 })
    expect(await remindVerifiers(system(5))).toEqual({ waitingTooLong: 1 })
    const alerts = await ctx.db.outgoingMail.findMany({ where: { template: 'staff-alert' } })
    expect(alerts).toHaveLength(2)
    expect(JSON.stringify(alerts)).not.toContain(member.surname)
    await decide(member, 'verified')
    expect(await remindVerifiers(system(6))).toEqual({ waitingTooLong: 0 })
  })
})
