import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { policyFacts } from '@/app/_content/policy-facts'
import { lifecycleOf } from '@/lib/lifecycle/lifecycle-status'
import { decideObjection } from '@/lib/policies/decide-objection'
import { objectToVersion } from '@/lib/policies/object-to-version'
import { readableVersion } from '@/lib/policies/readable-version'
import { renderPolicy } from '@/lib/policies/render-policy'
import { aMember, lastLogin } from '../support/cast'
import { as, asSelf, at, TEST_NOW, testContext } from '../support/context'
import { acceptingTransport, afterFirstRun, existing, runSweep } from '../support/lifecycle'
import { announceAndSend, aStaffMember, inDays, ownActor, publishNext } from '../support/policies'
import { sourceFiles } from '../support/source-files'

/** DS-11, DS-05: the periods of the version that governs a member are the ones that the software obeys for this member, and no others. */

it('a version with other periods changes what happens to exactly the members it governs', async () => {
  const start = testContext({ now: new Date('2026-01-10T12:00:00Z') })
  const [silent, objector, unreached] = [await aMember(start), await aMember(start), await aMember(start)]
  await afterFirstRun(start)
  await publishNext(start, { inactivityPeriod: 'P6M', responsePeriod: 'P7D', objectionPeriod: 'P28D' })
  await announceAndSend(start)
  await ctxBounce()
  await objectToVersion(as(start, ownActor(objector)), { accountId: objector.accountId, versionNumber: 2 })
  // While staff examine an objection the clock rests; here the account stays under version 1.
  const { id: objectionId } = await start.db.policyObjection.findFirstOrThrow()
  const admin = as(start, await aStaffMember(start, 'admin'))
  await decideObjection(admin, { objectionId, decision: 'keep' })
  const newcomer = await aMember(inDays(start, 1))
  // The newcomer registered a day later; all the others are as old as their last sign-in.
  const old = new Date('2026-02-01T12:00:00Z')
  for (const { accountId } of [silent, objector, unreached, newcomer])
    await start.db.account.update({ where: { id: accountId }, data: { lastLoginAt: old } })

  // Six months and a day after the last sign-in: two are inactive, under version 2.
  const noticed = at(start, new Date('2026-08-02T12:00:00Z'))
  for (const [member, text] of [
    [silent, 'ein Jahr'],
    [newcomer, 'ein Jahr'],
  ] as const)
    expect((await lifecycleOf(asSelf(noticed, member.accountId), member.accountId))?.text).not.toContain(text)
  expect((await lifecycleOf(asSelf(noticed, objector.accountId), objector.accountId))?.text).toContain('ein Jahr')
  await runSweep(noticed)
  const notices = await start.db.inactivityNotice.findMany({ select: { accountId: true, policyVersion: true } })
  const asked = new Map(notices.map(({ accountId, policyVersion }) => [accountId, policyVersion]))
  expect(asked.get(silent.accountId)).toBe(2)
  expect(asked.get(newcomer.accountId)).toBe(2)
  expect(asked.has(objector.accountId)).toBe(false)
  expect(asked.has(unreached.accountId)).toBe(false)

  // Their mail names their week, and it is their week that counts.
  const transport = acceptingTransport()
  await announceAndSend(noticed, transport)
  expect(transport.sent.find(({ to }) => to === silent.email)?.subject).toContain('9. August 2026')
  const all = [silent, objector, unreached, newcomer]
  await runSweep(at(start, new Date('2026-08-09T12:00:00Z')))
  expect(await existing(start, all)).toHaveLength(4)
  await runSweep(at(start, new Date('2026-08-10T12:00:00Z')))
  expect((await existing(start, all)).sort()).toEqual([objector.accountId, unreached.accountId].sort())

  // The others have their year and their four weeks.
  const later = at(start, new Date('2027-02-02T12:00:00Z'))
  await runSweep(later)
  await announceAndSend(later)
  await runSweep(at(start, new Date('2027-03-02T12:00:00Z')))
  expect(await existing(start, [objector, unreached])).toHaveLength(2)
  await runSweep(at(start, new Date('2027-03-03T12:00:00Z')))
  expect(await existing(start, [objector, unreached])).toHaveLength(0)

  async function ctxBounce() {
    await start.db.policyAnnouncement.updateMany({
      where: { accountId: unreached.accountId },
      data: { bouncedAt: start.now() },
    })
  }
})

it('the page of a version states the periods of that version', async () => {
  const ctx = testContext()
  await publishNext(ctx, {
    inactivityPeriod: 'P18M',
    responsePeriod: 'P10D',
    objectionPeriod: 'P42D',
    accessLogPeriod: 'P3D',
  })
  const version = await readableVersion(ctx, 2)
  if (!version) throw new Error('not published')
  const text = JSON.stringify(renderPolicy(version, policyFacts()).blocks)
  for (const period of ['18 Monate', 'zehn Tage', 'sechs Wochen', 'drei Tage']) expect(text).toContain(period)
  expect(text).not.toContain('ein Jahr')
})

it('a longer period of a new version gives a member who waits under the old one nothing and takes nothing', async () => {
  const ctx = testContext()
  const member = await aMember(ctx)
  await lastLogin(ctx, member.accountId, TEST_NOW)
  const before = await lifecycleOf(asSelf(ctx, member.accountId), member.accountId)
  await publishNext(ctx, { inactivityPeriod: 'P2Y' })
  await announceAndSend(ctx)
  expect(await lifecycleOf(asSelf(inDays(ctx, 28), member.accountId), member.accountId)).toEqual(before)
  expect((await lifecycleOf(asSelf(inDays(ctx, 29), member.accountId), member.accountId))?.signInUntil).toBe(
    '2028-11-23',
  )
})

it('there is no second place: no other file of the portal names a period of the policy', () => {
  // Periods that no version holds: of requests, of content, of the mail queue, and in examples.
  const ownPeriods = [
    'emails/parts/sample.ts',
    'lib/policies/first-version.ts',
    'lib/access-requests/periods.ts',
    'lib/access-requests/restrictions.ts',
    'lib/mail/tidy-inbound.ts',
    'lib/mail/tidy-mail.ts',
    'lib/mail/tidy-outbox.ts',
    'lib/moderation/periods.ts',
    'lib/personal-data/retention.ts',
    'lib/publications/periods.ts',
  ]
  const isPeriod = /(['"`])P(?:\d+Y)?(?:\d+M)?(?:\d+W)?(?:\d+D)?\1/g
  const inWords = /(vier|vier­)\s*Wochen|(nach|als) (einem|ein) Jahr|28 Tage/i
  const strays = sourceFiles('app', 'components', 'emails', 'lib')
    .filter((file) => /\.tsx?$/.test(file) && !ownPeriods.includes(file) && !file.includes('/generated/'))
    .filter((file) => {
      const code = readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
      return [...code.matchAll(isPeriod)].some(([text]) => text.length > 3) || inWords.test(code)
    })
  expect(strays).toEqual([])
})
