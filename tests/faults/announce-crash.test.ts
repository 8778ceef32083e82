import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { mailHooks } from '@/lib/duties'
import { LEASE_MS } from '@/lib/mail/claim-mail'
import { retryMail } from '@/lib/mail/retry-mail'
import { governingVersion } from '@/lib/policies/governing-version'
import { aMember } from '../support/cast'
import { as, at, testContext } from '../support/context'
import { acceptingTransport } from '../support/lifecycle'
import { announceAndSend, DAY, publishNext } from '../support/policies'
import { type SmtpSink, startSmtpSink } from '../support/smtp-sink'

/** The mass announcement, killed with SIGKILL at every step: nothing is lost and nobody is mailed twice (DS-11, R-K6 to R-K9). */
const ctx = testContext()
const MEMBERS = 30
let sink: SmtpSink
let members: string[]

beforeEach(async () => {
  sink = await startSmtpSink()
  const first = await aMember(ctx)
  await ctx.db.$executeRaw`
    INSERT INTO account (email, surname, given_name, member_group, password_hash, registered_at, email_confirmed_at)
    SELECT 'm' || n || '@beispiel.test', 'Muster', 'Erika', 'private_person', 'x', ${ctx.now()}, ${ctx.now()}
    FROM generate_series(2, ${MEMBERS}::int) AS n`
  await ctx.db.$executeRaw`
    INSERT INTO policy_acceptance (account_id, version_number, accepted_at, wording)
    SELECT id, 1, ${ctx.now()}, 'x' FROM account WHERE id <> ${first.accountId}::uuid`
  members = (await ctx.db.account.findMany({ select: { id: true } })).map(({ id }) => id)
  await publishNext(ctx)
  // Mail of the cast is not what is counted here.
  await ctx.db.outgoingMail.deleteMany()
})
afterEach(() => sink.close())

async function work(step: 'queue' | 'send' | 'close', { killAfter = 0, after = 0 } = {}): Promise<string> {
  const worker = spawn(process.execPath, ['--import', 'tsx', 'tests/support/announce-worker.ts'], {
    env: {
      ...process.env,
      STEP: step,
      TARGET: sink.url,
      BATCH: '10',
      KILL_AFTER: String(killAfter),
      NOW: new Date(ctx.now().getTime() + after).toISOString(),
    },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const [code, signal] = await once(worker, 'exit')
  return signal ?? String(code)
}

/** Announcements of the cast; the two members of staff are told as well. */
const ofMembers = () => ctx.db.policyAnnouncement.count({ where: { accountId: { in: members } } })

it('killed before each of its statements, the queue has one mail for everybody in the end', {
  timeout: 120_000,
}, async () => {
  // 1 lost mails, 2 versions, then a statement for each batch.
  for (const killAfter of [1, 2, 3, 4, 5]) expect(await work('queue', { killAfter })).toBe('SIGKILL')
  expect(await ofMembers()).toBeGreaterThan(0)
  expect(await work('queue')).toBe('0')
  expect(await ofMembers()).toBe(MEMBERS)
  const mails = await ctx.db.outgoingMail.findMany({
    where: { template: 'policy-announcement' },
    select: { id: true, accountId: true },
  })
  expect(new Set(mails.map(({ accountId }) => accountId)).size).toBe(mails.length)
  const rows = await ctx.db.policyAnnouncement.findMany({ select: { mailId: true } })
  expect(rows.map(({ mailId }) => mailId).sort()).toEqual(mails.map(({ id }) => id).sort())
})

it('killed between two mails, every member gets one and the time runs for all', { timeout: 120_000 }, async () => {
  await work('queue')
  for (const killAfter of [1, 8])
    expect(await work('send', { killAfter, after: killAfter === 1 ? 0 : LEASE_MS })).toBe('SIGKILL')
  expect(await work('send', { after: 2 * LEASE_MS })).toBe('0')
  const received = Map.groupBy(sink.received, ({ recipients }) => recipients[0])
  expect(received.size).toBe(MEMBERS + 2)
  // A mail that left in the very moment of the kill may come a second time, with the same Message-ID; no other does.
  for (const copies of received.values()) expect(new Set(copies.map(({ mail }) => mail.messageId)).size).toBe(1)
  // What was on its way at both kills may have left twice: staff decide, and then the time runs there too.
  const undecided = await ctx.db.outgoingMail.count({
    where: { state: 'failed', cause: 'no-answer', possibleCopies: 2 },
  })
  expect(await ctx.db.policyAnnouncement.count({ where: { acceptedAt: null } })).toBe(undecided)
  const then = at(ctx, new Date(ctx.now().getTime() + 3 * LEASE_MS))
  const staff = as(then, { kind: 'operator' })
  if (undecided > 0) await retryMail(staff, { cause: 'no-answer', before: then.now() }, mailHooks)
  expect(await work('send', { after: 3 * LEASE_MS })).toBe('0')
  expect(await ctx.db.policyAnnouncement.count({ where: { acceptedAt: null } })).toBe(0)
})

it('killed while it notes who is governed by now: the next run notes the rest, and nobody twice', {
  timeout: 120_000,
}, async () => {
  await announceAndSend(ctx, acceptingTransport())
  const after = 29 * DAY
  for (const killAfter of [1, 2]) expect(await work('close', { killAfter, after })).toBe('SIGKILL')
  expect(await work('close', { after })).toBe('0')
  expect(await work('close', { after })).toBe('0')
  expect(await ctx.db.auditEvent.count({ where: { act: 'policy.in-force' } })).toBe(MEMBERS + 2)
  const later = { ...ctx, now: () => new Date(ctx.now().getTime() + after) }
  expect(await governingVersion(later, members[0] ?? '')).toMatchObject({ number: 2 })
})
