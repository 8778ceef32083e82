import { randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { addCounts, type Batch } from '@/lib/access-log/add-counts'
import { forgetSources } from '@/lib/access-log/forget-sources'
import { collectLeftCounts, leaveCounts } from '@/lib/access-log/left-counts'
import { removeOldFiles } from '@/lib/access-log/remove-old-files'
import { openTally } from '@/lib/access-log/tally'
import { sharedGroups } from '@/lib/accounts/shared-groups'
import { aMember } from '../support/cast'
import { at, testContext } from '../support/context'

/** What stays of the access log (DS-02): totals, counted once, and nothing else for longer than the policy says. */
const ctx = testContext()
const hour = '2026-11-23T12:00:00.000Z'
let folder: string

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'portal-access-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function batch(changes: Partial<Batch> = {}): Batch {
  return { source: randomUUID(), number: 1, hours: [[hour, 5, 0]], errors: [['2026-11-23', 404, '/*', 2]], ...changes }
}

async function requests(): Promise<number> {
  const totals = await ctx.db.accessTotal.findMany()
  return totals.reduce((sum, { requests: each }) => sum + Number(each), 0)
}

describe('counts of a server process', () => {
  test('are added to the totals of their hours, days, statuses and patterns', async () => {
    await addCounts(ctx, batch())
    await addCounts(
      ctx,
      batch({
        hours: [
          [hour, 1, 1],
          ['2026-11-23T13:00:00.000Z', 7, 0],
        ],
        errors: [],
      }),
    )
    const totals = await ctx.db.accessTotal.findMany({ orderBy: { hour: 'asc' } })
    expect(totals.map(({ requests: each, unlogged }) => [each, unlogged])).toEqual([
      [6n, 1n],
      [7n, 0n],
    ])
    expect(await ctx.db.accessErrorTotal.findMany()).toEqual([
      { day: new Date('2026-11-23'), status: 404, pattern: '/*', requests: 2n },
    ])
  })

  test('are added once, however often the same batch comes', async () => {
    const same = batch()
    expect(await addCounts(ctx, same)).toEqual({ outcome: 'added' })
    expect(await addCounts(ctx, same)).toEqual({ outcome: 'already-added' })
    await Promise.all(Array.from({ length: 8 }, () => addCounts(ctx, same)))
    expect(await requests()).toBe(5)
  })

  test('of processes that ended more than 400 days ago cannot come any more, and the process is forgotten', async () => {
    await addCounts(ctx, batch())
    const later = (days: number) => at(ctx, new Date(ctx.now().getTime() + days * 86_400_000))
    expect(await forgetSources(later(400))).toBe(0)
    expect(await forgetSources(later(401))).toBe(1)
    expect(await requests()).toBe(5)
  })

  test('of twenty processes at the same moment are all there', async () => {
    await Promise.all(
      Array.from({ length: 20 }, async () => {
        const source = randomUUID()
        for (let number = 1; number <= 5; number++) await addCounts(ctx, batch({ source, number }))
      }),
    )
    expect(await requests()).toBe(500)
    expect((await ctx.db.accessErrorTotal.findMany())[0]?.requests).toBe(200n)
  })
})

describe('a tally', () => {
  const entry = { day: '2026-11-23', hour, status: 404, stem: '/*', line: '' }

  test('sends the same batch again after an uncertain end, and what came meanwhile with the next', async () => {
    const tally = openTally()
    tally.count(entry)
    const lost = tally.send(async (sent) => {
      await addCounts(ctx, sent)
      throw new Error('connection lost after the commit')
    })
    await expect(lost).rejects.toThrow('connection lost')
    tally.count({ ...entry, status: 200 })
    await tally.send((sent) => addCounts(ctx, sent))
    expect(await requests()).toBe(1)
    await tally.send((sent) => addCounts(ctx, sent))
    expect(await requests()).toBe(2)
    expect(tally.rest()).toEqual([])
    expect((await ctx.db.accessErrorTotal.findMany()).map((row) => row.requests)).toEqual([1n])
  })

  test('leaves what the database has not confirmed to the next process, which adds it once', async () => {
    const tally = openTally()
    tally.count(entry)
    await tally
      .send(async (sent) => {
        await addCounts(ctx, sent)
        throw new Error('unknown')
      })
      .catch(() => undefined)
    tally.count(entry)
    leaveCounts(folder, tally.rest())
    await Promise.all([1, 2, 3].map(() => collectLeftCounts(ctx, folder)))
    await collectLeftCounts(ctx, folder)
    expect(await requests()).toBe(2)
    expect(readdirSync(folder)).toEqual([])
  })

  test('with nothing to say sends nothing and leaves nothing', async () => {
    const tally = openTally()
    await tally.send(() => Promise.reject(new Error('called')))
    leaveCounts(folder, tally.rest())
    expect(readdirSync(folder)).toEqual([])
  })
})

describe('files of the access log', () => {
  const file = (day: string) => path.join(folder, `${day}.log`)

  test('are deleted when the period of the policy is over: no line gets older than seven days', async () => {
    for (const day of ['2026-11-15', '2026-11-16', '2026-11-17', '2026-11-23']) writeFileSync(file(day), 'x')
    expect(await removeOldFiles(at(ctx, new Date('2026-11-22T23:59:59Z')), folder)).toEqual({ logFiles: 1 })
    expect(existsSync(file('2026-11-16'))).toBe(true)
    expect(await removeOldFiles(at(ctx, new Date('2026-11-23T00:00:00Z')), folder)).toEqual({ logFiles: 1 })
    expect(readdirSync(folder).sort()).toEqual(['2026-11-17.log', '2026-11-23.log'])
    expect(await removeOldFiles(at(ctx, new Date('2026-11-23T00:00:01Z')), folder)).toEqual({ logFiles: 0 })
  })

  test('take their period from the newest published version', async () => {
    const { publishedAt, ...first } = await ctx.db.policyVersion.findUniqueOrThrow({ where: { number: 1 } })
    const second = { ...first, number: 2, accessLogPeriod: 'P2D' }
    await ctx.db.policyVersion.create({ data: second })
    for (const day of ['2026-11-20', '2026-11-21', '2026-11-22']) writeFileSync(file(day), 'x')
    expect(await removeOldFiles(ctx, folder)).toEqual({ logFiles: 0 })
    await ctx.db.policyVersion.update({ where: { number: 2 }, data: { publishedAt } })
    expect(await removeOldFiles(ctx, folder)).toEqual({ logFiles: 2 })
    expect(readdirSync(folder)).toEqual(['2026-11-22.log'])
  })

  test('are the only thing that is deleted', async () => {
    for (const name of ['2020-01-01.log.gz', 'notes.log', '2020-01-01', 'x.counts'])
      writeFileSync(path.join(folder, name), 'x')
    expect(await removeOldFiles(ctx, folder)).toEqual({ logFiles: 0 })
    expect(await removeOldFiles(ctx, path.join(folder, 'missing'))).toEqual({ logFiles: 0 })
  })
})

test('a user group is named only when at least three confirmed members share it', async () => {
  await aMember(ctx)
  await aMember(ctx)
  expect(await sharedGroups(ctx, 3)).toEqual([])
  const { accountId } = await aMember(ctx, { confirmed: false })
  expect(await sharedGroups(ctx, 3)).toEqual([])
  await ctx.db.account.update({ where: { id: accountId }, data: { emailConfirmedAt: ctx.now() } })
  const { memberGroup } = await ctx.db.account.findUniqueOrThrow({ where: { id: accountId } })
  expect(await sharedGroups(ctx, 3)).toEqual([memberGroup])
})

test('no table of the access log refers to another table', async () => {
  const columns = await ctx.db.$queryRaw<{ name: string }[]>`
    SELECT table_name || '.' || column_name AS name FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name LIKE 'access\\_%' AND table_name NOT LIKE 'access\\_request%' ORDER BY 1`
  expect(columns.map(({ name }) => name)).toEqual([
    'access_error_total.day',
    'access_error_total.pattern',
    'access_error_total.requests',
    'access_error_total.status',
    'access_source.batch',
    'access_source.id',
    'access_source.taken_at',
    'access_total.hour',
    'access_total.requests',
    'access_total.unlogged',
  ])
  const keys = await ctx.db.$queryRaw<unknown[]>`
    SELECT conname FROM pg_constraint WHERE contype = 'f'
      AND (conrelid::regclass::text LIKE 'access\\_%total' OR conrelid::regclass::text = 'access_source')`
  expect(keys).toEqual([])
})
