import path from 'node:path'
import { expect } from 'vitest'
import { directives } from '@/lib/access-log/fields'
import { accessLogFolder } from '@/lib/access-log/folder'
import { answerRequest } from '@/lib/access-requests/answer-request'
import { confirmRequest } from '@/lib/access-requests/confirm-request'
import { openRequest } from '@/lib/access-requests/open-request'
import { restrictAccount } from '@/lib/access-requests/restrict-account'
import { appointStaff } from '@/lib/accounts/appoint-staff'
import { verifyMember } from '@/lib/accounts/verify-member'
import { issueRecoveryCodes } from '@/lib/auth/recovery-codes'
import { startSession } from '@/lib/auth/sessions'
import { tellFactorChange } from '@/lib/auth/tell-factor-change'
import { carryOutBulkActs } from '@/lib/bulk-acts/carry-out-bulk-acts'
import { releaseBulkAct, submitBulkAct } from '@/lib/bulk-acts/decide-bulk-act'
import { prepareBulkAct } from '@/lib/bulk-acts/prepare-bulk-act'
import { codesOf, dutyLabels } from '@/lib/codes'
import { type Actor, inTransaction, type PortalContext } from '@/lib/context'
import { releaseDisclosure } from '@/lib/disclosure/decide-disclosure'
import { decideHold } from '@/lib/disclosure/decide-hold'
import { attachOrder, prepareDisclosure } from '@/lib/disclosure/prepare-disclosure'
import { requestHold } from '@/lib/disclosure/request-hold'
import { mailHooks } from '@/lib/duties'
import { completeErasure } from '@/lib/erasure/complete-erasure'
import { dispatchMail } from '@/lib/mail/dispatch-mail'
import { restoreWithReasons, suspendWithReasons } from '@/lib/moderation/suspend-with-reasons'
import { announceVersions } from '@/lib/policies/announce-versions'
import { ensureFirstVersion } from '@/lib/policies/ensure-first-version'
import { objectToVersion } from '@/lib/policies/object-to-version'
import { withdrawObjection } from '@/lib/policies/withdraw-objection'
import { makePrivateFolder, writePrivate } from '@/lib/private-files'
import { changeEvent } from '@/lib/publications/change-event'
import { seal } from '@/lib/seal'
import { seedDemo } from '@/prisma/seed'
import { routesOf } from '@/scripts/lib/routes.mjs'
import { aMember, secretFromMail } from './cast'
import { as, asSelf, from, TEST_NOW, testContext } from './context'
import { answersToVersion, furtherFactors, furtherRights, longAgo, mailsCame, staffActs } from './kept-facts'
import { acceptingTransport, runSweep } from './lifecycle'
import { duty, publishNext } from './policies'

/** The morning after: everything of the day before is done, sent and checked. */
export const NEXT_MORNING = new Date('2026-11-24T04:00:00Z')

const people = {
  admin: 'katrin.hofmann@gfaw.example',
  approver: 'frank.seidel@gfaw.example',
  member: 'lena.winter@post.example',
}

/**
 * A portal in which everything has happened that can happen, and every promise is kept: the demo, and by the public verbs a hold, a
 * disclosure, a restriction, requests, a bulk act, a suspension, a second version with objections, sessions, second factors and files. All
 * by the verbs, so that rows and record agree. Returns the context of the morning after.
 */
export async function aKeptPortal(): Promise<PortalContext> {
  process.env.PORTAL_ROUTES ??= routesOf().join(' ')
  const ctx = from(testContext(), TEST_NOW)
  await longAgo(ctx)
  await ensureFirstVersion(ctx)
  await seedDemo(ctx)
  const ids = new Map(
    (await ctx.db.account.findMany({ select: { id: true, email: true } })).map((a) => [a.email, a.id]),
  )
  const id = (email: string) => ids.get(email) ?? ''
  const then = (hour: number) => from(ctx, new Date(TEST_NOW.getTime() + hour * 3_600_000))
  const by = (who: 'admin' | 'approver', hour: number) => as(then(hour), staffActor(id(people[who]), who))
  const members = await Promise.all(Array.from({ length: 16 }, () => aVerifiedMember(by)))
  const next = () => members.pop() ?? ''
  await appointStaff(as(then(0), { kind: 'operator' }), { email: 'neu@gfaw.example', role: 'moderator' })
  const held = next()
  await holds(by, held, next())
  await disclosed(by, people.member)
  await requests(by, then, next(), next())
  await bulkAct(by, next())
  await staffActs(by, then)
  await mailsCame(by, then, next(), next())
  await furtherRights(by, then, { held, waits: next(), ends: next(), goes: next() })
  const suspended = next()
  const reason = 'Werbung'
  expect(await suspendWithReasons(by('admin', 2), { accountId: suspended, reason })).toEqual({ outcome: 'suspended' })
  await restoreWithReasons(by('admin', 3), { accountId: suspended, reason: 'Irrtum' })
  await suspendWithReasons(by('admin', 3), { accountId: next(), reason })
  await eventPostponed(then(4))
  const objects = next()
  const versionNumber = await newVersion(by, then, objects, next())
  await answersToVersion(by, then, { reads: next(), moved: next(), objects, versionNumber })
  await signedIn(then(5), { accountId: id(people.member), role: 'member' })
  await withFactors(by('admin', 6), id(people.admin))
  const morning = from(ctx, NEXT_MORNING)
  await runSweep(from(ctx, new Date('2026-11-24T03:15:00Z')))
  await deliver(morning)
  await dutiesDone(morning)
  filesOf(NEXT_MORNING)
  await ctx.db.accessTotal.create({ data: { hour: new Date('2026-11-24T03:00:00Z'), requests: 20n } })
  const day = new Date('2026-11-24')
  await ctx.db.accessErrorTotal.create({ data: { day, status: 404, pattern: '/akteure/[id]', requests: 2n } })
  return as(morning, { kind: 'system', duty: 'housekeeping' })
}

type By = (who: 'admin' | 'approver', hour: number) => PortalContext

function staffActor(accountId: string, role: 'admin' | 'approver'): Actor {
  return { kind: 'member', accountId, role, sessionId: '01900000-0000-7000-8000-000000000000' }
}

/** A member of some days ago, verified by staff. */
async function aVerifiedMember(by: By): Promise<string> {
  const ctx = as(by('admin', -70), { kind: 'visitor' })
  const { accountId } = await aMember(ctx)
  const { id: verificationId } = await ctx.db.verification.findFirstOrThrow({ where: { accountId } })
  await verifyMember(by('admin', -60), { verificationId, decision: 'verified', reason: 'Passt zueinander.' })
  return accountId
}

async function eventPostponed(ctx: PortalContext): Promise<void> {
  const { id: publicationId, accountId } = await ctx.db.publication.findFirstOrThrow({
    where: { kind: 'event', publishedAt: { not: null }, withdrawnAt: null, startsOn: { gt: ctx.now() } },
    select: { id: true, accountId: true },
  })
  const author = as(ctx, { kind: 'member', accountId, role: 'member', sessionId: crypto.randomUUID() })
  expect(await changeEvent(author, { publicationId, plan: 'postponed' })).toEqual({ outcome: 'changed' })
}

async function holds(by: By, held: string, freed: string): Promise<void> {
  for (const accountId of [held, freed]) {
    const asked = await requestHold(by('admin', 1), {
      accountId,
      kind: 'place',
      reason: 'Klage',
      reviewOn: '2027-05-01',
    })
    if (asked.outcome !== 'requested') throw new Error(asked.outcome)
    await decideHold(by('approver', 1.5), { requestId: asked.requestId, decision: 'released' }, { completeErasure })
  }
  const lift = await requestHold(by('admin', 2), { accountId: freed, kind: 'lift', reason: 'Vergleich' })
  if (lift.outcome !== 'requested') throw new Error(lift.outcome)
  await decideHold(by('approver', 2.5), { requestId: lift.requestId, decision: 'released' }, { completeErasure })
}

async function disclosed(by: By, sought: string): Promise<void> {
  const order = {
    authority: 'Staatsanwaltschaft Erfurt',
    court: 'Amtsgericht Erfurt',
    fileNumber: '48 Gs 1234/26',
    orderedOn: '2026-11-20',
    legalBasis: '§ 100j StPO',
  }
  const prepared = await prepareDisclosure(by('admin', 1), { ...order, sought, scope: ['email'] })
  if (prepared.outcome !== 'prepared') throw new Error(prepared.outcome)
  const { disclosureId } = prepared
  await attachOrder(by('admin', 1), { disclosureId, scan: Buffer.from('%PDF-1.7 Beschluss') })
  expect((await releaseDisclosure(by('approver', 2), { disclosureId })).outcome).toBe('released')
}

async function requests(by: By, then: (hour: number) => PortalContext, asks: string, restricted: string) {
  for (const [accountId, kind] of [
    [asks, 'access'],
    [restricted, 'restriction'],
  ] as const) {
    const opened = await openRequest(by('admin', 1), { accountId, kind, receivedOn: '2026-11-23' })
    if (opened.outcome !== 'opened') throw new Error(opened.outcome)
    const { requestId } = opened
    await confirmRequest(then(2), { secret: await secretFromMail(then(2), accountId) })
    if (kind === 'access') await answerRequest(by('admin', 3), { requestId, answer: 'Alles steht in der Auskunft.' })
    else await restrictAccount(by('admin', 3), { requestId, ground: 'accuracy', reason: 'Wird geprüft' })
  }
}

async function bulkAct(by: By, accountId: string): Promise<void> {
  await signedIn(as(by('admin', 0.5), { kind: 'visitor' }), { accountId, role: 'member' })
  const wish = { kind: 'end-sessions', reason: 'Probe', choice: { list: accountId } } as const
  const prepared = await prepareBulkAct(by('admin', 1), wish)
  if (prepared.outcome !== 'prepared') throw new Error(prepared.outcome)
  const { actId } = prepared
  await submitBulkAct(by('admin', 1), { actId })
  await releaseBulkAct(by('approver', 2), { actId })
  await carryOutBulkActs(as(by('approver', 3), { kind: 'system', duty: 'bulk-acts' }))
}

async function newVersion(
  by: By,
  then: (hour: number) => PortalContext,
  objects: string,
  regrets: string,
): Promise<number> {
  const [admin, approver] = [by('admin', 3).actor, by('approver', 3).actor]
  const versionNumber = await publishNext(then(3), {}, { admin, approver })
  await announceVersions(as(then(3.5), duty))
  await deliver(then(4))
  for (const accountId of [objects, regrets]) {
    const own = { kind: 'member', accountId, role: 'member', sessionId: crypto.randomUUID() } as const
    expect(await objectToVersion(as(then(5), own), { accountId, versionNumber })).toEqual({ outcome: 'objected' })
    if (accountId === regrets) await withdrawObjection(as(then(6), own), { accountId, versionNumber })
  }
  return versionNumber
}

async function signedIn(ctx: PortalContext, { accountId, role }: { accountId: string; role: 'member' }): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    await tx.db.account.update({ where: { id: accountId }, data: { lastLoginAt: tx.now() }, select: { id: true } })
    await startSession(tx, { accountId, role, device: 'Firefox auf Linux' })
  })
}

async function withFactors(ctx: PortalContext, accountId: string): Promise<void> {
  const secret = seal('JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP', 'authenticator', accountId)
  await ctx.db.authenticator.create({ data: { accountId, secret, createdAt: ctx.now(), confirmedAt: ctx.now() } })
  await inTransaction(ctx, (tx) => tellFactorChange(tx, { accountId, kind: 'app', isAdded: true }))
  const [code = ''] = await issueRecoveryCodes(asSelf(ctx, accountId), { accountId, sessionId: crypto.randomUUID() })
  await furtherFactors(ctx, accountId, code)
}

async function deliver(ctx: PortalContext): Promise<void> {
  const options = { transport: acceptingTransport(), hooks: mailHooks, budgetMs: 30_000 }
  await dispatchMail(as(ctx, { kind: 'system', duty: 'mail' }), options)
}

async function dutiesDone({ db, now }: PortalContext): Promise<void> {
  for (const name of codesOf(dutyLabels))
    await db.dutyLease.upsert({
      where: { duty: `duty/${name}` },
      create: { duty: `duty/${name}`, lastRunAt: now() },
      update: { lastRunAt: now() },
    })
}

/** Files of a running portal: secrets, and an access log of the day with lines of every sort. */
function filesOf(now: Date): void {
  const folder = accessLogFolder()
  makePrivateFolder(folder)
  writePrivate(path.join(folder, '..', 'secrets.json'), '{}')
  const day = now.toISOString().slice(0, 10)
  const line = (middle: string) => `${day} 03:00:00 ${middle}\n`
  writePrivate(
    path.join(folder, `${day}.log`),
    [
      directives(`${day} 03:00:00`),
      line('0.0.0.0 company QUALISERVICE 127.0.0.1 3000 POST /mein-profil - 303 0 0 -'),
      line('172.16.0.0 - QUALISERVICE 127.0.0.1 3000 GET /akteure/[id] seite=2&token=* 200 0 0 Firefox/132+(Windows)'),
      line('2001:db8:: - QUALISERVICE ::1 3000 GET / - 404 0 2 Other'),
    ].join(''),
  )
}
