import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { mailAnchor } from '@/lib/accountability/mail-anchor'
import { anchorChain, newestLink, readAnchors, restartAnchors } from '@/lib/audit/anchors'
import { verifyOnward } from '@/lib/audit/keep-verified'
import { recordEvent } from '@/lib/audit/record-event'
import { verifyChain } from '@/lib/audit/verify-chain'
import { inTransaction } from '@/lib/context'
import { homes } from '@/lib/db/database-home'
import { aMember } from '../support/cast'
import { at, TEST_NOW, testContext } from '../support/context'
import { owner } from '../support/owner'

/** The audit record (DS-06): append-only, chained, and its anchors outside. */
const ctx = testContext()
const id = '01930000-0000-7000-8000-000000000001'
let folder: string
let file: string

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'portal-anchors-'))
  file = path.join(folder, 'audit-anchors.log')
})
afterEach(() => rmSync(folder, { recursive: true }))

async function someEvents(count = 5) {
  for (let i = 0; i < count; i += 1)
    await recordEvent(ctx, 'member.viewed', { subjectId: id, details: { requestId: String(i) } })
}

/** What only the owner of the database can do: change rows behind the back of the triggers. */
async function tamper(sql: string) {
  const client = await owner().connect()
  try {
    await client.query(
      `BEGIN; ALTER TABLE audit_event DISABLE TRIGGER USER; ALTER TABLE audit_link DISABLE TRIGGER USER`,
    )
    await client.query(sql)
    await client.query(
      `ALTER TABLE audit_event ENABLE TRIGGER USER; ALTER TABLE audit_link ENABLE TRIGGER USER; COMMIT`,
    )
  } finally {
    client.release()
  }
}

const faults = async () => (await verifyChain(ctx, { file })).faults.map(({ fault, at }) => `${fault} ${at}`)

describe('the database refuses', () => {
  test.each([
    'UPDATE audit_event SET actor_kind = actor_kind',
    'DELETE FROM audit_event',
    'UPDATE audit_link SET events = events',
    'DELETE FROM audit_link',
  ])('%s', async (sql) => {
    await someEvents(1)
    await expect(owner().query(sql)).rejects.toThrow('append-only')
  })
})

describe('the chain', () => {
  test('is intact when nobody touched it, and empty at first', async () => {
    expect(await verifyChain(ctx, { file })).toEqual({ events: 0, links: 0, anchors: 0, faults: [] })
    await someEvents()
    expect(await verifyChain(ctx, { file })).toEqual({ events: 5, links: 5, anchors: 0, faults: [] })
  })

  test('takes all rows of one statement as one link', async () => {
    await ctx.db
      .$executeRaw`INSERT INTO audit_event (at, actor_kind, act) SELECT now(), 'system', 'member.viewed' FROM generate_series(1, 5000)`
    expect(await verifyChain(ctx, { file })).toMatchObject({ events: 5000, links: 1, faults: [] })
  })

  test('knows nothing of an act that was rolled back', async () => {
    await someEvents(1)
    await expect(
      inTransaction(ctx, async (tx) => {
        await recordEvent(tx, 'member.viewed')
        throw new Error('no')
      }),
    ).rejects.toThrow('no')
    await someEvents(1)
    expect(await verifyChain(ctx, { file })).toMatchObject({ events: 2, links: 2, faults: [] })
  })

  test('has one order, whoever writes at the same moment, and nobody fails', async () => {
    await Promise.all(
      Array.from({ length: 60 }, (_, i) =>
        inTransaction(ctx, async (tx) => {
          await recordEvent(tx, 'member.viewed', { details: { requestId: String(i) } })
          if (i % 3 === 0)
            await tx.db
              .$executeRaw`INSERT INTO audit_event (at, actor_kind, act) SELECT now(), 'system', 'member.viewed' FROM generate_series(1, 40)`
          await recordEvent(tx, 'member.searched')
        }),
      ),
    )
    expect(await verifyChain(ctx, { file })).toMatchObject({ events: 60 * 2 + 20 * 40, links: 140, faults: [] })
  })

  test('does not depend on the time zone or the date style of who verifies', async () => {
    await someEvents(2)
    const report = await inTransaction(ctx, async (tx) => {
      await tx.db.$executeRaw`SET LOCAL TimeZone = 'Asia/Tokyo'`
      await tx.db.$executeRaw`SET LOCAL DateStyle = 'German'`
      return verifyChain(tx, { file })
    })
    expect(report.faults).toEqual([])
  })
})

describe('audit:verify finds', () => {
  beforeEach(() => someEvents())

  test.each([
    ['a changed act', `UPDATE audit_event SET act = 'x' WHERE seq = 3`, ['events-changed 3']],
    ['a changed actor', `UPDATE audit_event SET actor_id = 'x' WHERE seq = 3`, ['events-changed 3']],
    ['a changed subject', `UPDATE audit_event SET subject_id = NULL WHERE seq = 3`, ['events-changed 3']],
    ['a changed time', `UPDATE audit_event SET at = at + interval '1 ms' WHERE seq = 3`, ['events-changed 3']],
    ['changed details', `UPDATE audit_event SET details = '{}' WHERE seq = 3`, ['events-changed 3']],
    ['a missing event', 'DELETE FROM audit_event WHERE seq = 3', ['events-missing 3']],
    [
      'a gap where event and link are gone',
      'DELETE FROM audit_event WHERE seq = 3; DELETE FROM audit_link WHERE position = 3',
      ['gap 4'],
    ],
    [
      'an event that was slipped in',
      `INSERT INTO audit_event (seq, at, actor_kind, act) VALUES (99, now(), 'visitor', 'x')`,
      ['unlinked 99'],
    ],
    [
      'a link whose digest was adapted to changed events',
      `UPDATE audit_link SET content = sha256('x') WHERE position = 3`,
      ['link-changed 3', 'events-changed 3'],
    ],
    [
      'a link with a new hash: the next one contradicts it',
      `UPDATE audit_link SET hash = sha256('x') WHERE position = 3`,
      ['link-changed 3', 'gap 4'],
    ],
    [
      'a chain whose beginning is gone',
      'DELETE FROM audit_event WHERE seq = 1; DELETE FROM audit_link WHERE position = 1',
      ['gap 2'],
    ],
  ])('%s', async (_, sql, expected) => {
    await tamper(sql)
    expect(await faults()).toEqual(expected)
  })

  test('a cut-off end, by the anchor outside', async () => {
    expect(await anchorChain(ctx, { file })).toEqual({ outcome: 'anchored' })
    await tamper('DELETE FROM audit_event WHERE seq > 3; DELETE FROM audit_link WHERE position > 3')
    expect(await faults()).toEqual(['cut-off 5'])
    await someEvents(3)
    expect(await faults()).toEqual(['anchor-differs 5'])
  })

  test('an emptied record, by the anchor outside', async () => {
    await anchorChain(ctx, { file })
    await owner().query('TRUNCATE audit_event, audit_link')
    expect(await faults()).toEqual(['cut-off 5'])
  })
})

describe('the anchors', () => {
  test('are written when the chain has grown, and never changed', async () => {
    expect(await anchorChain(ctx, { file })).toEqual({ outcome: 'nothing-new' })
    await someEvents(1)
    await anchorChain(ctx, { file })
    const first = readFileSync(file, 'utf8')
    expect(await anchorChain(ctx, { file })).toEqual({ outcome: 'nothing-new' })
    expect(readFileSync(file, 'utf8')).toBe(first)
    await someEvents(1)
    await anchorChain(ctx, { file })
    expect(readFileSync(file, 'utf8').startsWith(first)).toBe(true)
    expect(readAnchors(file).anchors.map(({ position }) => position)).toEqual([1, 2])
  })

  test('survive a line that a crash cut short', async () => {
    await someEvents(1)
    await anchorChain(ctx, { file })
    appendFileSync(file, '{"at":"20\n')
    await someEvents(1)
    await anchorChain(ctx, { file })
    expect(await faults()).toEqual([])
    expect(readAnchors(file).anchors).toHaveLength(2)
  })

  test('of another database are compared with nothing, and nothing goes into their file', async () => {
    await someEvents(2)
    const foreign = `{"database":"1/2/3","at":"2026-11-01T00:00:00Z"}\n{"at":"2026-11-01T00:00:00Z","position":9,"hash":"ab"}\n`
    writeFileSync(file, foreign)
    expect(await verifyChain(ctx, { file })).toMatchObject({ anchors: 0, faults: [], isForeign: true })
    await expect(anchorChain(ctx, { file })).rejects.toThrow('belongs to another database')
    expect(readFileSync(file, 'utf8')).toBe(foreign)
  })

  test('of an earlier release, whose file names no database, are taken over', async () => {
    await someEvents(1)
    await anchorChain(ctx, { file })
    const [, anchor = ''] = readFileSync(file, 'utf8').split('\n')
    writeFileSync(file, `${anchor}\n`)
    await someEvents(1)
    await anchorChain(ctx, { file })
    expect(readAnchors(file)).toMatchObject({ database: (await homes(ctx)).noted, anchors: [{}, {}] })
    await tamper('DELETE FROM audit_event WHERE seq > 0; DELETE FROM audit_link WHERE position > 0')
    expect(await faults()).toEqual(['cut-off 1', 'cut-off 2'])
  })

  test('begin anew with a restore, but only with one that the database knows', async () => {
    await someEvents(3)
    await anchorChain(ctx, { file })
    const { present } = await homes(ctx)
    restartAnchors(present, TEST_NOW, { file })
    await tamper('DELETE FROM audit_event WHERE seq > 2; DELETE FROM audit_link WHERE position > 2')
    expect(await faults()).toEqual(['cut-off 3'])
    const restoration = { cause: 'restored', foundAt: TEST_NOW, reopenedAt: TEST_NOW, counts: {} }
    await ctx.db.restoration.create({ data: restoration })
    expect(await faults()).toEqual([])
    await someEvents(1)
    expect(await anchorChain(ctx, { file })).toEqual({ outcome: 'anchored' })
    expect(readAnchors(file, [restoration]).anchors).toHaveLength(1)
  })
})

describe('a verification that goes on where the last one ended', () => {
  const inDays = (days: number) => at(ctx, new Date(TEST_NOW.getTime() + days * 86_400_000))
  const verify = async (days: number, options = {}) => {
    const { isFull, links, faults: found } = await verifyOnward(inDays(days), { file, ...options })
    return { isFull, links, faults: found.map(({ fault, at: place }) => `${fault} ${place}`) }
  }

  test('reads everything first, then only what is new, and everything again after a week or when asked to', async () => {
    await someEvents()
    expect(await verify(0)).toEqual({ isFull: true, links: 5, faults: [] })
    await someEvents(2)
    expect(await verify(1)).toEqual({ isFull: false, links: 2, faults: [] })
    expect(await verify(6)).toEqual({ isFull: false, links: 0, faults: [] })
    expect(await verify(6, { isFull: true })).toEqual({ isFull: true, links: 7, faults: [] })
    expect(await verify(12)).toEqual({ isFull: false, links: 0, faults: [] })
    expect(await verify(13)).toEqual({ isFull: true, links: 7, faults: [] })
  })

  test('finds what was changed since', async () => {
    await someEvents()
    await verify(0)
    await someEvents()
    await tamper(`UPDATE audit_event SET details = '{}' WHERE seq = 8`)
    expect((await verify(1)).faults).toEqual(['events-changed 8'])
  })

  test('does not come to rest on a fault: the next one reads everything, until the chain is intact again', async () => {
    await someEvents()
    await verify(0)
    await tamper(`UPDATE audit_event SET actor_id = 'x' WHERE seq = 2`)
    expect(await verify(1), 'an old event, seen once a week').toMatchObject({ isFull: false, faults: [] })
    expect(await verify(7)).toMatchObject({ isFull: true, faults: ['events-changed 2'] })
    expect(await verify(8)).toMatchObject({ isFull: true, faults: ['events-changed 2'] })
    await tamper('UPDATE audit_event SET actor_id = NULL WHERE seq = 2')
    expect(await verify(9)).toMatchObject({ isFull: true, faults: [] })
    expect(await verify(10)).toMatchObject({ isFull: false, faults: [] })
  })

  test.each([
    [
      'the link it ended with is gone',
      'DELETE FROM audit_event WHERE seq > 3; DELETE FROM audit_link WHERE position > 3',
      'cut-off 5',
    ],
    [
      'the link it ended with was rewritten',
      `UPDATE audit_link SET hash = sha256('x') WHERE position = 5`,
      'link-changed 5',
    ],
    [
      'an event was slipped in anywhere',
      `INSERT INTO audit_event (seq, at, actor_kind, act) VALUES (99, now(), 'visitor', 'x')`,
      'unlinked 99',
    ],
  ])('sees that %s', async (_, sql, fault) => {
    await someEvents()
    await verify(0)
    await tamper(sql)
    expect((await verify(1)).faults).toEqual([fault])
  })
})

describe('the anchor that leaves the machine', () => {
  test('goes once a day by mail to everybody who runs or watches the portal, and to nobody else', async () => {
    const ctx = testContext()
    for (const role of ['member', 'moderator', 'admin', 'dpo'] as const) await aMember(ctx, { role })
    await aMember(ctx, { role: 'admin', confirmed: false })
    const sent: number[] = []
    for (const instant of ['2026-11-23T04:45:00Z', '2026-11-23T22:59:00Z', '2026-11-23T23:00:00Z']) {
      const runs = await Promise.all([mailAnchor(at(ctx, new Date(instant))), mailAnchor(at(ctx, new Date(instant)))])
      sent.push(runs.reduce((sum, { anchorMails }) => sum + anchorMails, 0))
    }
    expect(sent).toEqual([2, 0, 2])
    const mails = await ctx.db.outgoingMail.findMany({ where: { template: 'audit-anchor' } })
    const newest = await newestLink(ctx)
    expect(mails).toHaveLength(4)
    for (const { props } of mails) expect(props).toMatchObject({ hash: newest?.hash, position: newest?.position })
  })
})
