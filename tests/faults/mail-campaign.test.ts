import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { LEASE_MS } from '@/lib/mail/claim-mail'
import { dispatchMail } from '@/lib/mail/dispatch-mail'
import { queueMail } from '@/lib/mail/queue-mail'
import { smtpTransport } from '@/lib/mail/smtp-transport'
import { at, testContext } from '../support/context'
import { type Asked, type SmtpServer, startSmtpServer } from '../support/smtp-server'

/**
 * Cut, silent and killed at every stage of the dialogue, again and again: nothing is lost, nobody gets a third copy, and
 * what may have left twice is left to staff (R-M8, DS-05, DS-11). MAIL_CAMPAIGN multiplies the rounds.
 */
const SCALE = Number(process.env.MAIL_CAMPAIGN ?? 1)
const CUTS = 60 * SCALE
const KILLS = 4 * SCALE
const MAILS = 4

const ctx = testContext()
const stages = ['greeting', 'ehlo', 'mail', 'rcpt', 'data', 'end'] as const
const faults = ['cut', 'hang', '421 4.3.2 Closing', '451 4.3.0 Later'] as const
let server: SmtpServer

beforeEach(async () => {
  server = await startSmtpServer()
})
afterEach(() => server.close())

/** The same rounds in every run. */
function dice(seed: number) {
  let state = seed
  return (sides: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * sides)
  }
}

async function queueRound(round: number): Promise<string[]> {
  const ids = []
  for (let index = 0; index < MAILS; index += 1) {
    const props = { givenName: 'Erika', surname: 'Muster', erasedAt: '2026-11-23T12:00:00Z' }
    const recipient = `r${round}m${index}@beispiel.test`
    ids.push((await queueMail(ctx, { template: 'erased-self', props, recipient })).id)
  }
  return ids
}

async function dispatch(afterMs: number): Promise<void> {
  const transport = smtpTransport(server.url, { limits: { setUp: 150, answer: 150, whole: 2_000 } })
  await dispatchMail(at(ctx, new Date(ctx.now().getTime() + afterMs)), { transport, hooks: {}, budgetMs: 5_000 })
  await transport.close()
}

/** Goes on, day after day, until nothing is under way any more. */
async function untilSettled(): Promise<void> {
  for (let hours = 1; hours <= 60; hours += 3) {
    await ctx.db.dutyLease.deleteMany({ where: { duty: 'mail' } })
    const open = await ctx.db.outgoingMail.count({ where: { state: { in: ['queued', 'sending'] } } })
    if (open === 0) return
    await dispatch(hours * 3_600_000 + LEASE_MS)
  }
}

type Counts = { mails: number; once: number; twice: number; undecided: number }

/** What the server has, against what the database says. */
async function count(ids: string[], counts: Counts): Promise<void> {
  const rows = await ctx.db.outgoingMail.findMany({ where: { id: { in: ids } } })
  expect(rows).toHaveLength(ids.length)
  const copies = Map.groupBy(server.taken, ({ messageId }) => messageId.slice(1, 37))
  for (const { id, state, cause, possibleCopies } of rows) {
    const taken = copies.get(id)?.length ?? 0
    counts.mails += 1
    if (taken === 1) counts.once += 1
    if (taken === 2) counts.twice += 1
    expect(taken, `${id} ${state}`).toBeLessThanOrEqual(2)
    expect(new Set(copies.get(id)?.map(({ messageId }) => messageId)).size).toBeLessThanOrEqual(1)
    if (state === 'accepted') expect(taken).toBeGreaterThanOrEqual(1)
    else {
      expect({ state, cause, possibleCopies }).toEqual({ state: 'failed', cause: 'no-answer', possibleCopies: 2 })
      counts.undecided += 1
    }
  }
  await ctx.db.outgoingMail.deleteMany()
  await ctx.db.mailOutage.deleteMany()
}

it(`${CUTS} rounds of broken dialogues`, { timeout: 90_000 * SCALE }, async () => {
  const roll = dice(7)
  const counts: Counts = { mails: 0, once: 0, twice: 0, undecided: 0 }
  for (let round = 0; round < CUTS; round += 1) {
    const stage = stages[roll(stages.length)] as Asked['stage']
    const fault = faults[roll(faults.length)] as string
    // Up to three times in a row, for one recipient or for whoever comes.
    let left = 1 + roll(3)
    const victim = roll(2) === 0 ? `r${round}m0@` : ''
    server.script = (asked) => {
      if (asked.stage !== stage || left === 0) return undefined
      if (
        victim &&
        ['rcpt', 'data', 'end'].includes(stage) &&
        !asked.line.includes(victim) &&
        !asked.to.startsWith(victim)
      )
        return undefined
      left -= 1
      return fault === 'cut' ? { cut: true } : fault === 'hang' ? { hang: true } : fault
    }
    const ids = await queueRound(round)
    await dispatch(0)
    await untilSettled()
    await count(ids, counts)
    server.taken.length = 0
  }
  console.info(`mail campaign, cut and silent: ${CUTS} rounds, ${JSON.stringify(counts)}`)
  expect(counts.mails).toBe(CUTS * MAILS)
})

it(`${KILLS} rounds of killed workers`, { timeout: 90_000 * SCALE }, async () => {
  const roll = dice(11)
  const counts: Counts = { mails: 0, once: 0, twice: 0, undecided: 0 }
  let killed = 0
  for (let round = 0; round < KILLS; round += 1) {
    const ids = await queueRound(round)
    // Every fifth round the next worker dies as well.
    for (let death = 0; death <= (round % 5 === 4 ? 1 : 0); death += 1) {
      const stage = stages[roll(stages.length)] as Asked['stage']
      let wait = 1 + roll(MAILS)
      // After its answer the worker may die before, while or after it records.
      const delay = stage === 'end' ? roll(80) : 0
      const worker = startWorker(death * LEASE_MS)
      server.script = (asked) => {
        if (asked.stage === stage && --wait === 0) setTimeout(() => worker.kill('SIGKILL'), delay)
        return undefined
      }
      const [, signal] = await once(worker, 'exit')
      if (signal) killed += 1
    }
    server.script = () => undefined
    await untilSettled()
    await count(ids, counts)
    server.taken.length = 0
  }
  console.info(`mail campaign, killed: ${KILLS} rounds, ${killed} killed, ${JSON.stringify(counts)}`)
  expect(killed).toBeGreaterThan(KILLS / 2)
  expect(counts.mails).toBe(KILLS * MAILS)
})

function startWorker(afterMs: number): ChildProcess {
  const NOW = new Date(ctx.now().getTime() + afterMs).toISOString()
  return spawn(process.execPath, ['--import', 'tsx', 'tests/support/mail-worker.ts'], {
    env: { ...process.env, TARGET: server.url, NOW },
    stdio: 'ignore',
  })
}
