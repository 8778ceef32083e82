import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect } from 'vitest'
import { answerRequest } from '@/lib/access-requests/answer-request'
import { confirmRequest } from '@/lib/access-requests/confirm-request'
import { extendRequest } from '@/lib/access-requests/extend-request'
import { announceLift, endOwnRestriction } from '@/lib/access-requests/lift-restriction'
import { proofsOf } from '@/lib/access-requests/list-proofs'
import { openOutsideRequest } from '@/lib/access-requests/open-outside-request'
import { openRequest } from '@/lib/access-requests/open-request'
import { proveIdentity, rejectIdentity, releaseIdentity } from '@/lib/access-requests/prove-identity'
import { restrictAccount } from '@/lib/access-requests/restrict-account'
import { answerOutsideRequest, extendOutsideRequest } from '@/lib/access-requests/settle-outside-request'
import { assessBreach } from '@/lib/accountability/breach-assessment'
import { closeBreach, openBreach, remarkOnBreach, reopenBreach } from '@/lib/accountability/breach-case'
import { recordFinding } from '@/lib/accountability/breach-findings'
import { prepareBreachLetter, releaseBreachLetter } from '@/lib/accountability/breach-letter'
import { recordAuthorityTold } from '@/lib/accountability/breach-report'
import { attestChainLoss, claimChainLoss } from '@/lib/accountability/chain-loss'
import { releaseStaffChange } from '@/lib/accounts/decide-staff-change'
import { requestStaffChange } from '@/lib/accounts/request-staff-change'
import { isRightRecoveryCode } from '@/lib/auth/recovery-codes'
import { tellFactorChange } from '@/lib/auth/tell-factor-change'
import { type Brake } from '@/lib/codes'
import { inTransaction, type PortalContext } from '@/lib/context'
import { postponeErasure } from '@/lib/disclosure/postpone-erasure'
import { mailHooks } from '@/lib/duties'
import { giveSignOfLife } from '@/lib/duty-lease'
import { closePortal } from '@/lib/erasure/close-portal'
import { replayErasures } from '@/lib/erasure/replay-erasures'
import { receiveMail } from '@/lib/inbound/receive-mail'
import { settleInbound } from '@/lib/inbound/settle-inbound'
import { type BrakeReadings, numberBehind } from '@/lib/lifecycle/brakes'
import { confirmStoppedRun } from '@/lib/lifecycle/confirm-stopped-run'
import { noticeOutage } from '@/lib/lifecycle/notice-outage'
import { recordReturned } from '@/lib/mail/record-returned'
import { changeFirstReviews } from '@/lib/moderation/review-setting'
import { confirmAnnouncement } from '@/lib/policies/confirm-announcement'
import { decideObjection } from '@/lib/policies/decide-objection'
import { secretFromMail } from './cast'
import { as, asSelf, from, TEST_NOW } from './context'
import { runSweep } from './lifecycle'
import { loseEnd } from './lost-end'

type By = (who: 'admin' | 'approver', hour: number) => PortalContext

/** Long before anybody was there: two days without a sign of life, and the portal closed and opened as after a restore. */
export async function longAgo(ctx: PortalContext): Promise<void> {
  const then = (hours: number) =>
    as(from(ctx, new Date(TEST_NOW.getTime() - 1_500 * 86_400_000 + hours * 3_600_000)), { kind: 'operator' })
  await giveSignOfLife(ctx, then(0).now())
  const after = then(50)
  expect(await noticeOutage(after, { databaseNow: after.now() })).toMatchObject({ outcome: 'noticed', days: 3 })
  await ctx.db.dutyLease.deleteMany()
  await closePortal(then(60), 'moved')
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'kept-')), 'erasures.log')
  writeFileSync(file, '')
  expect(await replayErasures(then(61), { file })).toMatchObject({ outcome: 'reopened' })
}

/** What staff do beside the cases of members: a breach, a setting, a role taken, and a stopped run that is let go on. */
export async function staffActs(by: By, then: (hour: number) => PortalContext): Promise<void> {
  await changeFirstReviews(by('admin', 1), { firstPublications: 2 })
  await breachToItsEnd(by, then)
  await askedFromOutside(by)
  const wish = { person: { email: 'neu@gfaw.example' }, kind: 'role', role: 'member', reason: 'Wechsel' } as const
  const asked = await requestStaffChange(by('admin', 1), wish)
  if (asked.outcome !== 'requested') throw new Error(asked.outcome)
  expect(await releaseStaffChange(by('approver', 2), { changeId: asked.changeId })).toEqual({ outcome: 'changed' })
  await loseEnd(then(1))
  const lost = await claimChainLoss(by('admin', 1), { reason: 'Ein Datenbankserver ist ausgefallen.' })
  if (lost.outcome !== 'claimed') throw new Error(lost.outcome)
  expect(await attestChainLoss(by('approver', 2), { lossId: lost.lossId })).toEqual({ outcome: 'attested' })
  const wrongClock = then(1)
  await runSweep(
    { ...wrongClock, now: () => new Date(wrongClock.now().getTime() + 3_600_000) },
    { databaseNow: TEST_NOW },
  )
  const run = await wrongClock.db.sweepRun.findFirstOrThrow({ where: { brake: { not: null } } })
  const number = numberBehind(run.brake as Brake, run.brakeDetails as BrakeReadings)
  expect(await confirmStoppedRun(by('approver', 2.5), { runId: run.id, number })).toEqual({ outcome: 'confirmed' })
}

/** A breach with everything that the law asks for, closed, reopened and closed again. It affects nobody. */
async function breachToItsEnd(by: By, then: (hour: number) => PortalContext): Promise<void> {
  const affected = { kind: 'registered', from: new Date('2001-01-01'), until: new Date('2001-01-02') } as const
  const breach = { noticedAt: then(0).now(), description: 'Probe', affected }
  const opened = await openBreach(by('admin', 1), breach)
  if (opened.outcome !== 'opened') throw new Error(opened.outcome)
  const { breachId } = opened
  const unknown = { happened: null, personCategories: null, persons: null, recordCategories: null, records: null }
  const known = { losses: [], source: 'own', nature: 'Probe', consequences: null, measures: null } as const
  await recordFinding(by('admin', 1.1), { breachId, known: 0, ...unknown, ...known, losses: [] })
  const high = { risk: 'high', telling: 'tell', reason: 'Probe' } as const
  expect(await assessBreach(by('approver', 1.2), { breachId, ...high })).toEqual({ outcome: 'assessed' })
  const told = { breachId, phase: 'final', toldAt: then(1.2).now() } as const
  expect(await recordAuthorityTold(by('admin', 1.3), told)).toEqual({ outcome: 'recorded' })
  const wording = { nature: 'Probe', consequences: 'Keine', measures: 'Keine', advice: 'Keiner' }
  const letter = await prepareBreachLetter(by('admin', 1.4), { breachId, ...wording })
  if (letter.outcome !== 'prepared') throw new Error(letter.outcome)
  expect(await releaseBreachLetter(by('approver', 1.5), letter)).toMatchObject({ outcome: 'released' })
  await remarkOnBreach(by('admin', 1.6), { breachId, kind: 'note', text: 'Probe' })
  const end = { breachId, outcome: 'Nichts ist abgeflossen.' }
  expect(await closeBreach(by('approver', 1.7), end)).toEqual({ outcome: 'closed' })
  expect(await reopenBreach(by('approver', 1.8), { breachId, reason: 'Probe' })).toEqual({ outcome: 'reopened' })
  expect(await closeBreach(by('approver', 2), end)).toEqual({ outcome: 'closed' })
}

/** A person without an account asks, gets more time and an answer. */
async function askedFromOutside(by: By): Promise<void> {
  const wish = { kind: 'complaint', name: 'Probe', address: 'Weg 1', receivedOn: '2026-11-23' } as const
  const opened = await openOutsideRequest(by('admin', 1), wish)
  if (opened.outcome !== 'opened') throw new Error(opened.outcome)
  const { outsideId } = opened
  await extendOutsideRequest(by('admin', 2), { outsideId, ground: 'many', reason: 'Probe' })
  expect(await answerOutsideRequest(by('admin', 3), { outsideId, answer: 'Probe' })).toEqual({ outcome: 'answered' })
}

/** Staff know who it is without the mailbox: once not accepted, then released. */
async function identifiedOtherwise(by: By, accountId: string): Promise<void> {
  const opened = await openRequest(by('admin', 3.1), { accountId, kind: 'portability', receivedOn: '2026-11-23' })
  if (opened.outcome !== 'opened') throw new Error(opened.outcome)
  const { requestId } = opened
  for (const [hour, decide] of [rejectIdentity, releaseIdentity].entries()) {
    await proveIdentity(by('admin', 3.2 + hour), { requestId, way: 'callback', note: 'Probe' })
    const [proof] = await proofsOf(by('admin', 3.3 + hour), requestId)
    if (!proof) throw new Error('no proof')
    await decide(by('approver', 3.4 + hour), { proofId: proof.id })
  }
  await answerRequest(by('admin', 5), { requestId, answer: 'Probe' })
}

/** A held member asks for the erasure, one has the answer put off, of two the restriction ends. */
export async function furtherRights(
  by: By,
  then: (hour: number) => PortalContext,
  { held, waits, ends, goes }: Record<'held' | 'waits' | 'ends' | 'goes', string>,
): Promise<void> {
  await inTransaction(then(3), (tx) => postponeErasure(tx, { accountId: held, reason: 'self' }))
  const requestOf = async (accountId: string, kind: 'access' | 'restriction') => {
    const opened = await openRequest(by('admin', 1), { accountId, kind, receivedOn: '2026-11-23' })
    if (opened.outcome !== 'opened') throw new Error(opened.outcome)
    await confirmRequest(then(2), { secret: await secretFromMail(then(2), accountId) })
    return opened.requestId
  }
  await extendRequest(by('admin', 3), {
    requestId: await requestOf(waits, 'access'),
    ground: 'complex',
    reason: 'Viele Daten',
  })
  await identifiedOtherwise(by, waits)
  for (const accountId of [ends, goes]) {
    const requestId = await requestOf(accountId, 'restriction')
    await restrictAccount(by('admin', 3), { requestId, ground: 'accuracy', reason: 'Wird geprüft' })
  }
  await announceLift(by('admin', 4), { accountId: goes, reason: 'Die Angaben stimmen.' })
  await endOwnRestriction(asSelf(then(4), ends), { accountId: ends })
}

/** After a version was announced: somebody takes note, a letter comes back, staff decide about an objection. */
export async function answersToVersion(
  by: By,
  then: (hour: number) => PortalContext,
  { reads, moved, objects, versionNumber }: Record<'reads' | 'moved' | 'objects', string> & { versionNumber: number },
): Promise<void> {
  const own = { kind: 'member', accountId: reads, role: 'member', sessionId: crypto.randomUUID() } as const
  expect(await confirmAnnouncement(as(then(5), own), { accountId: reads, versionNumber })).toEqual({
    outcome: 'confirmed',
  })
  const { mailId } = await then(5).db.policyAnnouncement.findFirstOrThrow({ where: { accountId: moved } })
  await recordReturned(by('admin', 5), { mailId: mailId ?? '', accountId: moved }, mailHooks)
  const { id: objectionId } = await then(5).db.policyObjection.findFirstOrThrow({ where: { accountId: objects } })
  await decideObjection(by('admin', 6), { objectionId, decision: 'keep' })
}

/** A passkey beside the app, and one of the recovery codes used. */
export async function furtherFactors(ctx: PortalContext, accountId: string, code: string): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const key = { accountId, name: 'Probe', credentialId: 'probe', publicKey: Buffer.from('key'), counter: 0n }
    const { id: passkeyId } = await tx.db.passkey.create({ data: { ...key, createdAt: tx.now() } })
    await tellFactorChange(tx, { accountId, kind: 'passkey', passkeyId, isAdded: true })
    expect(await isRightRecoveryCode(tx, { accountId, code })).toBe(true)
  })
}

/** Two members write to the portal: one mail still waits, the other has become a case. */
export async function mailsCame(
  by: By,
  then: (hour: number) => PortalContext,
  waits: string,
  asks: string,
): Promise<void> {
  for (const accountId of [waits, asks]) {
    const { email } = await then(1).db.account.findUniqueOrThrow({ where: { id: accountId } })
    const raw = Buffer.from(`From: ${email}\r\nTo: info@portal.test\r\nSubject: Auskunft\r\n\r\nWas speichern Sie?`)
    const incoming = { raw, envelope: {}, receivedAt: then(1).now(), way: 'pipe' } as const
    expect(await receiveMail(then(1), incoming, mailHooks)).toMatchObject({ outcome: 'recorded', class: 'case' })
  }
  const { id: inboundId } = await then(2).db.inboundMail.findFirstOrThrow({ where: { accountId: asks } })
  const decision = { outcome: 'request', kind: 'access' } as const
  expect(await settleInbound(by('admin', 2), { inboundId, decision }, mailHooks)).toMatchObject({
    outcome: 'settled',
  })
}
