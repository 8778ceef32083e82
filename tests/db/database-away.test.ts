import { describe, expect, test, vi } from 'vitest'
import { closeDatabase, database } from '@/lib/db/client'
import { readiness } from '@/lib/readiness'
import { isDatabaseGone, recentShortage, reportError } from '@/lib/report-error'
import { testContext } from '../support/context'
import { owner } from '../support/owner'

/** What PostgreSQL says when it is away, full or too busy is no bug of the portal: the answer is 503, and readiness says it (R-D1). */
const fail = (code: string) => `DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '${code}'; END $$`

async function meet(code: string): Promise<Error> {
  const { db } = database()
  return db.$executeRawUnsafe(fail(code)).then(
    () => new Error('nothing happened'),
    (error: Error) => error,
  )
}

describe('a failure of the database', () => {
  test.each([
    ['53100', 'disk full'],
    ['53200', 'out of memory'],
    ['53300', 'too many connections'],
    ['53400', 'a limit of its settings'],
    ['57P01', 'shut down'],
    ['57P02', 'crashed'],
    ['57P03', 'starting'],
    ['57P04', 'database dropped'],
    ['57P05', 'idle session ended'],
    ['57014', 'statement at its limit'],
    ['25P03', 'transaction idle for too long'],
    ['25006', 'a standby'],
    ['55P03', 'lock not to be had'],
    ['08006', 'connection lost'],
    ['58030', 'input/output error'],
  ])('%s (%s) means that it is gone', async (code) => {
    expect(isDatabaseGone(await meet(code))).toBe(true)
  })

  test.each(['23505', '23514', '42601', '22P02', '40001', 'P0001', '25001', '55000', '57000'])(
    '%s does not',
    async (code) => {
      expect(isDatabaseGone(await meet(code))).toBe(false)
    },
  )

  test('in a model query is understood as well, by the word of PostgreSQL and not of Prisma', async () => {
    const { db } = database()
    const pool = owner()
    await pool.query(`CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '53100'; END $$`)
    await pool.query('CREATE TRIGGER no_room BEFORE INSERT ON restoration EXECUTE FUNCTION no_room()')
    try {
      const data = { cause: 'moved', foundAt: new Date() }
      const met = await db.restoration.create({ data }).catch((error: unknown) => error)
      expect(isDatabaseGone(met)).toBe(true)
    } finally {
      await pool.query('DROP TRIGGER no_room ON restoration; DROP FUNCTION no_room()')
    }
  })
})

describe('readiness', () => {
  test('says for a minute that a statement failed for want of room, or because the server takes no writes', async () => {
    const stderr = vi.spyOn(console, 'error').mockImplementation(() => {})
    vi.useFakeTimers({ toFake: ['performance'] })
    try {
      for (const [code, database] of Object.entries({ '53100': 'full', '53200': 'full', '25006': 'read-only' })) {
        expect(recentShortage()).toBeUndefined()
        reportError(await meet(code), 'test')
        expect(stderr.mock.calls.flat().join()).toContain(code)
        vi.advanceTimersByTime(59_999)
        expect(await readiness(testContext())).toMatchObject({ ok: false, database })
        vi.advanceTimersByTime(1)
        expect(await readiness(testContext())).toMatchObject({ ok: true, database: 'ok' })
      }
    } finally {
      vi.useRealTimers()
      stderr.mockRestore()
    }
  })

  test('says that the server takes no writes, before one is tried', async () => {
    // The owner's connection is from before, so it still may write.
    const client = await owner().connect()
    const { rows } = await client.query<{ name: string }>('SELECT current_database() AS name')
    await client.query(`ALTER DATABASE ${rows[0]?.name} SET default_transaction_read_only = on`)
    await closeDatabase()
    try {
      expect(await readiness(testContext())).toMatchObject({ ok: false, database: 'read-only' })
    } finally {
      await client.query(`ALTER DATABASE ${rows[0]?.name} RESET default_transaction_read_only`)
      client.release()
      await closeDatabase()
    }
  })
})
