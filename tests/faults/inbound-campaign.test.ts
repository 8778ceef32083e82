import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { configuredWays, declareWays, folderWay } from '@/lib/inbound/ways'
import { makeReturnKey } from '@/lib/return-keys'
import { aMember } from '../support/cast'
import { at, testContext } from '../support/context'
import { type MockImapServer, startMockImap, startWire, type Wire } from '../support/imap-server'
import { berlin, deliverMail, runSweep } from '../support/lifecycle'

/**
 * Killed at every point of the reading, again and again: every message is recorded once, with its one effect, none is lost, and the mailbox
 * counts as read only at the end (DS-05, DS-11, DS-12). INBOUND_CAMPAIGN multiplies the rounds.
 */
const SCALE = Number(process.env.INBOUND_CAMPAIGN ?? 1)
const KILLS = 5 * SCALE
const MAILS = 60

const ctx = testContext()
const readAt = berlin('2026-01-16T09:00')
let imap: MockImapServer
let wire: Wire
beforeEach(async () => {
  imap = await startMockImap()
  wire = await startWire(imap.mailbox)
})
afterEach(async () => {
  await wire.close()
  await imap.close()
})

/** The same rounds in every run. */
function dice(seed: number) {
  let state = seed
  return (sides: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * sides)
  }
}

/** A notice that comes back, among letters of people. */
async function fill(): Promise<{ accountId: string; mailId: string }> {
  const { accountId } = await aMember(ctx, { registeredAt: berlin('2024-12-01') })
  const noticeAt = at(ctx, berlin('2026-01-15T09:00'))
  await runSweep(noticeAt)
  await deliverMail(noticeAt)
  const { mailId } = await ctx.db.inactivityNotice.findFirstOrThrow({ where: { accountId } })
  const key = makeReturnKey({ kind: 'bounce', id: mailId ?? '' })
  const report = readFileSync('tests/inbound/samples/bounce--unknown-address--postfix.eml', 'utf8')
    .replaceAll('{{bounce-address}}', `portal+${key}@portal.test`)
    .replaceAll('\n', '\r\n')
  for (let index = 0; index < MAILS; index += 1) {
    const letter = `Message-ID: <${index}@person.example>\r\nFrom: p${index}@person.example\r\nSubject: Konto\r\n\r\nBitte ${index}.\r\n`
    imap.deliver(index === MAILS / 2 ? report : letter, berlin('2026-01-16T08:00'))
  }
  return { accountId, mailId: mailId ?? '' }
}

function startWorker(): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', 'tests/support/inbound-worker.ts'], {
    env: { ...process.env, MAILBOX: JSON.stringify(wire.mailbox), NOW: readAt.toISOString() },
    stdio: 'ignore',
  })
}

it(`${KILLS} killed readers`, { timeout: 300_000 * SCALE }, async () => {
  const { mailId } = await fill()
  await declareWays(at(ctx, readAt), configuredWays({ mailbox: wire.mailbox, fromResend: false }), {
    forgetOthers: true,
  })
  const way = { where: { name: folderWay(wire.mailbox, 'INBOX') } }
  const roll = dice(5)
  const moments = [/SELECT/, /UID FETCH 1|UID FETCH \d+:\*/, /BODY\.PEEK/, /UID STORE/, /UID MOVE/]
  let killed = 0
  for (let round = 0; round < KILLS; round += 1) {
    const moment = moments[round % moments.length] as RegExp
    const worker = startWorker()
    // At once, while it is answered, or in the middle of the recording.
    const delay = roll(3) === 0 ? 0 : roll(400)
    wire.judge = (command) => {
      if (moment.test(command)) setTimeout(() => worker.kill('SIGKILL'), delay)
      return undefined
    }
    const [, signal] = await once(worker, 'exit')
    if (!signal) break
    killed += 1
    // Killed after its work it has said so; before, it has not.
    const { drainedAt } = await ctx.db.inboundWay.findUniqueOrThrow(way)
    if (drainedAt) expect(await ctx.db.inboundMail.count()).toBe(MAILS)
    else expect(imap.count('INBOX') + imap.count('Erledigt')).toBeGreaterThanOrEqual(MAILS)
  }
  wire.judge = () => undefined
  const [code] = await once(startWorker(), 'exit')
  expect(code).toBe(0)
  const counts = {
    killed,
    recorded: await ctx.db.inboundMail.count(),
    filed: await ctx.db.auditEvent.count({ where: { act: 'inbound.filed' } }),
    ended: await ctx.db.auditEvent.count({ where: { act: 'lifecycle.notice-undeliverable' } }),
  }
  console.info(`inbound campaign: ${JSON.stringify(counts)}`)
  expect(counts).toEqual({ killed: expect.any(Number), recorded: MAILS, filed: MAILS - 1, ended: 1 })
  expect(killed).toBeGreaterThan(KILLS / 2)
  expect(imap.count('INBOX')).toBe(0)
  expect(await ctx.db.inactivityNotice.findFirst({ where: { mailId } })).toMatchObject({ outcome: 'undeliverable' })
  expect(await ctx.db.inboundWay.findUniqueOrThrow(way)).toMatchObject({ drainedAt: readAt })
})
