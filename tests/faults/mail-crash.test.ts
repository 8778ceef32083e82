import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Prisma } from '@/lib/db/generated/client'
import { LEASE_MS } from '@/lib/mail/claim-mail'
import { queueMailsSql } from '@/lib/mail/queue-mail'
import { testContext } from '../support/context'
import { type ResendStub, startResendStub } from '../support/resend-stub'
import { type SmtpSink, startSmtpSink } from '../support/smtp-sink'

/** Workers in processes of their own, killed with SIGKILL at each point of a mail's way (R-K6 to R-K9, R-S1). */
const ctx = testContext()
let stub: ResendStub
let sink: SmtpSink

beforeEach(async () => {
  stub = await startResendStub()
  sink = await startSmtpSink()
})
afterEach(async () => {
  await stub.close()
  await sink.close()
})

async function queueMany(count: number): Promise<void> {
  const props = { givenName: 'Erika', surname: 'Muster', erasedAt: '2026-11-23T12:00:00Z' }
  const rows = Prisma.sql`
    SELECT NULL::uuid AS account_id, 'm' || n || '@beispiel.test' AS recipient, ${JSON.stringify(props)}::jsonb AS props
    FROM generate_series(1, ${count}::int) AS n`
  await ctx.db.$executeRaw(queueMailsSql(ctx, 'erased-self', rows))
}

function startWorker(target: string, { kill = '', after = 0 } = {}): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', 'tests/support/mail-worker.ts'], {
    env: {
      ...process.env,
      TARGET: target,
      KILL: kill,
      NOW: new Date(ctx.now().getTime() + after).toISOString(),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

async function ended(worker: ChildProcess): Promise<string> {
  const [code, signal] = await once(worker, 'exit')
  return signal ?? String(code)
}

const accepted = () => ctx.db.outgoingMail.count({ where: { state: 'accepted' } })

describe('killed workers, Resend', () => {
  it.each([
    ['before-send', 0],
    ['after-answer', 7],
  ] as const)('%s: the next one finishes, everybody gets one mail (R-K7, R-K9)', async (kill, deliveredBefore) => {
    await queueMany(7)
    expect(await ended(startWorker(stub.url, { kill }))).toBe('SIGKILL')
    expect(stub.delivered).toHaveLength(deliveredBefore)
    expect(await accepted()).toBe(0)

    expect(await ended(startWorker(stub.url, { after: LEASE_MS - 1 }))).toBe('0')
    expect(await accepted()).toBe(0)
    expect(await ended(startWorker(stub.url, { after: LEASE_MS }))).toBe('0')
    expect(await accepted()).toBe(7)
    expect(stub.delivered).toHaveLength(7)
  })

  it('after the request has left, before the answer: same key, one delivery (R-K8)', async () => {
    await queueMany(7)
    stub.respond = () => 'accept-then-hang'
    const worker = startWorker(stub.url)
    while (stub.delivered.length === 0) await new Promise((resolve) => setTimeout(resolve, 20))
    worker.kill('SIGKILL')
    await ended(worker)
    stub.respond = undefined
    await ended(startWorker(stub.url, { after: LEASE_MS }))
    expect(await accepted()).toBe(7)
    expect(stub.delivered).toHaveLength(7)
    expect(new Set(stub.requests.map(({ key }) => key)).size).toBe(1)
  })
})

describe('killed workers, SMTP', () => {
  it('after the answer, before the record: one extra copy with the same Message-ID at most (R-K9)', async () => {
    await queueMany(3)
    expect(await ended(startWorker(sink.url, { kill: 'after-answer' }))).toBe('SIGKILL')
    await ended(startWorker(sink.url, { after: LEASE_MS }))
    expect(await accepted()).toBe(3)
    const copies = Map.groupBy(sink.received, ({ recipients }) => recipients[0])
    expect(copies.size).toBe(3)
    for (const mails of copies.values()) {
      expect(mails.length).toBeLessThanOrEqual(2)
      expect(new Set(mails.map(({ mail }) => mail.messageId)).size).toBe(1)
    }
  })
})

it('four processes on one queue: each mail once (R-S1)', async () => {
  await queueMany(400)
  const workers = Array.from({ length: 4 }, () => startWorker(sink.url))
  expect(await Promise.all(workers.map(ended))).toEqual(['0', '0', '0', '0'])
  expect(await accepted()).toBe(400)
  expect(sink.received).toHaveLength(400)
  expect(new Set(sink.received.map(({ recipients }) => recipients[0])).size).toBe(400)
})
