import { beforeAll, expect, inject, test } from 'vitest'
import { type Fact, facts } from '@/lib/accountability/facts'
import { type PromiseCheck } from '@/lib/accountability/promise-check'
import { promises } from '@/lib/accountability/promises'
import { anchorChain } from '@/lib/audit/anchors'
import { verifyOnward } from '@/lib/audit/keep-verified'
import { type PortalContext } from '@/lib/context'
import { openDatabase } from '@/lib/db/client'
import { type Prisma } from '@/lib/db/generated/client'
import { type DeclaredTable } from '@/lib/personal-data/declared'
import { declaredTables } from '@/lib/personal-data/generated/inventory'
import { undeclaredColumns } from '@/lib/personal-data/undeclared'
import { factViolations } from '../support/fact-violations'
import { aFullLife } from '../support/full-life'
import { aKeptPortal } from '../support/kept-portal'
import { violations as listed, type Violation } from '../support/violations'

/**
 * Accountability (GDPR Art. 5(2)): a portal in which everything has happened keeps every promise, and whoever breaks one past the verbs
 * turns its check red. Each violation is made by whoever may do everything, in a transaction that is rolled back.
 */
const checks = new Map(promises.flatMap((promise) => promise.checks).map((check) => [check.id, check]))
const tables = Object.entries(declaredTables as Record<string, DeclaredTable>).filter(
  ([, { none }]) => none === undefined,
)
const violations = [...listed, ...factViolations]
const superuser = openDatabase(superuserUrl())

beforeAll(() => async () => {
  await superuser.db.$disconnect()
  await superuser.pool.end()
})

test('a portal in which everything has happened keeps every promise, and each violation turns its check red', async () => {
  const ctx = await aKeptPortal()
  await verifyOnward(ctx)
  await anchorChain(ctx)
  expect(await broken(ctx, [...checks.values()])).toEqual([])
  const missed: string[] = []
  for (const violation of violations) {
    const check = checks.get(violation.check)
    const red = check && (await found(ctx, violation, check).catch((error: Error) => error.message.slice(-200)))
    if (typeof red !== 'number' || red === 0)
      missed.push(`${violation.promise} ${violation.check}: ${violation.what} (${red})`)
  }
  expect(missed).toEqual([])
  expect(await unseenOrphans(ctx), 'rows of any table that outlive their account').toEqual([])
  expect(await unseenColumns(ctx), 'columns of any table that nobody declared').toEqual([])
}, 480_000)

test('every table about a person is compared with the record, by its facts or by another check', () => {
  const compared = Object.values(facts as Record<string, readonly Fact[]>).flatMap((declared) =>
    declared.map(({ table }) => table),
  )
  const further = Object.keys(tablesWithoutFact)
  expect(tables.map(([name]) => name).filter((name) => !compared.includes(name) && !further.includes(name))).toEqual([])
  expect(further.filter((name) => compared.includes(name) || !tables.some(([table]) => table === name))).toEqual([])
})

/** Tables whose rows are not recorded one by one, and why. */
const tablesWithoutFact: Record<string, string> = {
  account_token: 'a link: the act behind it is recorded',
  asked_address: 'seconds between a form and its mail',
  audit_event: 'the record itself: its chain',
  breach_telling: 'made by the release of its letter, and moved by its mail',
  bulk_act_target: 'goes as the act reaches the member',
  conversation: 'what members write to each other is theirs',
  conversation_member: 'what members write to each other is theirs',
  directory_entry: 'the own entry of the member',
  directory_words: 'made by the database from the entry',
  erased_link: 'leads to nobody',
  erasure: 'compared by erasures-differ',
  failed_proof: 'a counter',
  forum_post: 'what members write is theirs',
  forum_read: 'the place where somebody stopped reading',
  forum_revision: 'what members write is theirs',
  forum_setting: 'a wish of the member',
  forum_subscription: 'a wish of the member',
  forum_topic: 'what members write is theirs',
  message: 'what members write to each other is theirs',
  message_setting: 'a wish of the member',
  outgoing_mail: 'compared with what it is about (DS-05, DS-09, DS-11)',
  policy_acceptance: 'compared by consent-differs and consent-gone',
  registration: 'waits for its confirmation, compared by registrations-differ',
  reply_draft: 'what a member has written and not confirmed yet',
  session: 'compared by sessions-unrecorded',
  throttle: 'counters without a person',
  work_setting: 'a wish of the member',
}

test('every promise, every check and every table with personal data has violations', () => {
  expect(violations.length).toBeGreaterThanOrEqual(60)
  expect(violations.filter(({ check }) => !checks.has(check))).toEqual([])
  expect([...checks.keys()].filter((id) => !violations.some(({ check }) => check === id))).toEqual([
    // Its violations are changes of the code: the build refuses them.
    'purpose-missing',
  ])
  for (const { id } of promises)
    expect(violations.filter(({ promise }) => promise === id).length, id).toBeGreaterThan(1)
  const harmed = (table: string) => violations.filter((violation) => violation.tables?.includes(table)).length
  // Of any table: a row without its account, and a column that nobody declared (the test above).
  const orphan = ({ erasure }: DeclaredTable) => (erasure === 'delete' || erasure === 'neutral' ? 1 : 0)
  expect(tables.filter(([name, table]) => harmed(name) + orphan(table) + 1 < 2).map(([name]) => name)).toEqual([])
})

async function broken(ctx: PortalContext, of: PromiseCheck[]): Promise<string[]> {
  const red: string[] = []
  for (const check of of) {
    const count = await check.find(ctx)
    if (count !== 0) red.push(`${check.id}: ${count}`)
  }
  return red
}

/** Of every table that can hold rows about a person: those that would outlive the account unseen. */
async function unseenOrphans(ctx: PortalContext): Promise<string[]> {
  const missed: string[] = []
  await rolledBack(ctx, async (tx) => {
    const { accountId } = await aFullLife(tx, 'Waisenkind')
    await tx.db.$executeRawUnsafe('SET LOCAL session_replication_role = replica')
    const check = checks.get('ownerless-rows')
    for (const [table, { person, erasure }] of tables) {
      if (table === 'account' || (erasure !== 'delete' && erasure !== 'neutral')) continue
      for (const column of person) {
        await tx.db.$executeRawUnsafe('SAVEPOINT one')
        const moved = await tx.db.$executeRawUnsafe(
          `UPDATE "${table}" SET "${column}" = uuid_v7() WHERE "${column}" = '${accountId}'`,
        )
        const seen = await check?.find(tx)
        if (moved > 0 && seen !== moved) missed.push(`${table}.${column}: ${seen} of ${moved}`)
        if (moved === 0 && column !== 'recipient_id') missed.push(`${table}.${column}: no row`)
        await tx.db.$executeRawUnsafe('ROLLBACK TO SAVEPOINT one')
      }
    }
  })
  return missed
}

/** Of every table: a column more. */
async function unseenColumns(ctx: PortalContext): Promise<string[]> {
  const missed: string[] = []
  await rolledBack(ctx, async (tx) => {
    for (const [table] of tables) {
      await tx.db.$executeRawUnsafe('SAVEPOINT one')
      await tx.db.$executeRawUnsafe(`ALTER TABLE "${table}" ADD COLUMN zodiac TEXT`)
      if (!(await undeclaredColumns(tx)).includes(`${table}.zodiac`)) missed.push(table)
      await tx.db.$executeRawUnsafe('ROLLBACK TO SAVEPOINT one')
    }
  })
  return missed
}

/** What the check finds while the violation stands. */
async function found(ctx: PortalContext, { sql, files, isPublic }: Violation, check: PromiseCheck): Promise<number> {
  const putBack = files?.()
  try {
    return await rolledBack(ctx, async (tx) => {
      for (const statement of sql?.split(';; ') ?? []) {
        const isSchema = /^(ALTER|CREATE|DROP|GRANT|DO)/.test(statement)
        await tx.db.$executeRawUnsafe(`SET LOCAL session_replication_role = ${isSchema ? 'origin' : 'replica'}`)
        await tx.db.$executeRawUnsafe(statement)
      }
      await tx.db.$executeRawUnsafe('SET LOCAL session_replication_role = origin')
      // The checks themselves run with the role of the running portal.
      await tx.db.$executeRawUnsafe('SET LOCAL ROLE portal')
      const mail = isPublic ? { ...tx.mail, appUrl: 'https://www.qualiservice-thueringen.de' } : tx.mail
      return check.find({ ...tx, mail })
    })
  } finally {
    putBack?.()
  }
}

/** Work past every right, of which nothing stays. */
async function rolledBack<T>(ctx: PortalContext, work: (tx: PortalContext) => Promise<T>): Promise<T> {
  class Undone extends Error {}
  let result: T | undefined
  try {
    await superuser.db.$transaction(
      async (db: Prisma.TransactionClient) => {
        result = await work({ ...ctx, db })
        throw new Undone()
      },
      { timeout: 60_000 },
    )
  } catch (error) {
    if (!(error instanceof Undone)) throw error
  }
  return result as T
}

/** The database of this worker, as a superuser. */
function superuserUrl(): string {
  const url = new URL(inject('adminUrl'))
  url.pathname = new URL(process.env.DATABASE_URL ?? '').pathname
  return url.href
}
