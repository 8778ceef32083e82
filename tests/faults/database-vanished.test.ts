import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { openDatabase } from '@/lib/db/client'
import { CONNECT_MS, GRACE_MS, limits } from '@/lib/db/limits'
import { type Gate, openGate } from '../support/gate'
import { type Portal } from '../support/portal'
import { startPortalHere } from '../support/portal-here'

/** A database host that vanishes without a reset (R-D1): the portal says so, drops what it waits for and goes on with new connections. */
const LIMIT_MS = limits.page.statementMs + GRACE_MS

let gate: Gate
const url = () => {
  const through = new URL(process.env.DATABASE_URL ?? '')
  through.port = String(gate.port)
  return through.href
}

beforeAll(async () => {
  gate = await openGate(Number(new URL(process.env.DATABASE_URL ?? '').port))
})
afterAll(() => gate.shut())

describe('a pool', () => {
  let opened: ReturnType<typeof openDatabase>
  afterEach(async () => {
    await opened.db.$disconnect()
    await opened.pool.end()
  })
  const backend = async () => (await opened.pool.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows[0]?.pid

  test('drops a connection that answers no more, also one that a transaction gives back', async () => {
    opened = openDatabase(url(), 'page')
    const { db } = opened
    let isOpen = () => {}
    const opening = new Promise<void>((resolve) => (isOpen = resolve))
    const running = db.$transaction(
      async (tx) => {
        await tx.$queryRaw`SELECT 1`
        isOpen()
        await pause(500)
        await tx.$queryRaw`SELECT 2`
      },
      { timeout: 60_000 },
    )
    const failed = expect(running).rejects.toThrow()
    await opening
    gate.swallow()
    const began = performance.now()
    await failed
    // The statement and the ROLLBACK after it each have their time.
    expect(performance.now() - began).toBeLessThan(2 * LIMIT_MS + 3_000)
    expect(await backend()).toBeTypeOf('number')
  })

  test('has PostgreSQL end what nobody waits for', async () => {
    opened = openDatabase(url(), 'page')
    const { rows } = await opened.pool.query<{ statement: string; idle: string }>(
      `SELECT current_setting('statement_timeout') AS statement,
         current_setting('idle_in_transaction_session_timeout') AS idle`,
    )
    expect(rows).toEqual([{ statement: '8s', idle: '20s' }])
  })

  test('of duties waits longer', async () => {
    opened = openDatabase(url(), 'duty')
    const { rows } = await opened.pool.query<{ statement: string }>(
      `SELECT current_setting('statement_timeout') AS statement`,
    )
    expect(rows).toEqual([{ statement: '10min' }])
  })
})

describe('the portal', () => {
  let portal: Portal
  beforeAll(async () => {
    portal = await startPortalHere({ url: url(), SCHEDULER: 'internal' })
  }, 240_000)
  afterAll(() => portal?.stop(), 60_000)

  const status = async () => (await fetch(`${portal.url}/angebote`)).status

  test('answers every page within its limits, 503 at first, and recovers by itself in seconds', async () => {
    // Many at once, so that all connections are open.
    expect(await Promise.all(Array.from({ length: 30 }, status))).toEqual(Array(30).fill(200))
    gate.swallow()
    const vanishedAt = performance.now()
    const answers: { status: number; at: number; took: number }[] = []
    const visitors = Array.from({ length: 40 }, async (_, index) => {
      await pause(index * 600)
      const began = performance.now()
      answers.push({ status: await status(), at: began - vanishedAt, took: performance.now() - began })
    })
    await Promise.all(visitors)
    expect(answers.filter(({ status }) => status !== 200 && status !== 503)).toEqual([])
    expect(Math.max(...answers.map(({ took }) => took))).toBeLessThan(2 * LIMIT_MS + CONNECT_MS)
    const lastBad = Math.max(0, ...answers.filter(({ status }) => status === 503).map(({ at }) => at))
    expect(lastBad).toBeGreaterThan(0)
    expect(lastBad).toBeLessThan(LIMIT_MS + CONNECT_MS)
  })
})
