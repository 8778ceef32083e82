import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { compileReport } from '@/lib/access-requests/compile-report'
import { answerAsked } from '@/lib/accounts/answer-asked'
import { requestPasswordReset as ask } from '@/lib/accounts/request-password-reset'
import { updateProfile } from '@/lib/accounts/update-profile'
import { viewMember } from '@/lib/accounts/view-member'
import { sendContactMessage } from '@/lib/contact/send-contact-message'
import { type PortalContext } from '@/lib/context'
import { settings } from '@/lib/env'
import { eraseAccount } from '@/lib/erasure/erase-account'
import { tidyMail } from '@/lib/mail/tidy-mail'
import { tidyOutbox } from '@/lib/mail/tidy-outbox'
import { inventory } from '@/lib/personal-data/inventory'
import { countPersonRows } from '@/lib/personal-data/person-rows'
import { retentionRules } from '@/lib/personal-data/retention'
import { stores } from '@/lib/personal-data/stores'
import { erasureStatement, readInventory } from '@/scripts/lib/inventory-source.mjs'
import { aMember } from '../support/cast'
import { as, asSelf, at, testContext } from '../support/context'
import { aFullLife, settleAll } from '../support/full-life'
import { emptyOutbox, readMail, sendMail } from '../support/outbox'
import { owner } from '../support/owner'
import { tracesOf } from '../support/traces'

/** As a person meets it: asked, and answered by the mail duty. */
async function requestPasswordReset(on: PortalContext, asked: { email: string; network: string }) {
  const answer = await ask(on, asked)
  await answerAsked(on)
  return answer
}

const CANARY = 'Kanarienvogel'
/** What the inventory says about mails that belong to no account. */
const DECLARED_DAYS = 7
/** Tables that keep the bare number of the account. */
const records = () =>
  inventory()
    .filter(({ erasure }) => erasure === 'keep')
    .map(({ name }) => name)

let printed: string[] = []
beforeEach(async () => {
  await emptyOutbox()
  printed = []
  for (const channel of ['log', 'warn', 'error'] as const) {
    vi.spyOn(console, channel).mockImplementation((...parts) => void printed.push(parts.map(String).join(' ')))
  }
})
afterEach(() => vi.restoreAllMocks())

const folder = () => settings().dataDir
const inDays = (ctx: PortalContext, days: number) => at(ctx, new Date(ctx.now().getTime() + days * 86_400_000))
const traces = (texts: string[]) => tracesOf(texts, folder())

/** Uses every function of the portal that leaves something behind; the mails have left. */
async function aUsedAccount(ctx: PortalContext) {
  const member = await aFullLife(ctx, CANARY)
  const { accountId, email } = member
  const self = as(ctx, { kind: 'member', accountId, role: 'member', sessionId: accountId })
  await requestPasswordReset(ctx, { email, network: '192.0.2.0' })
  await compileReport(self, { accountId })
  const staff = await aMember(ctx, { role: 'admin' })
  const asStaff = as(ctx, { kind: 'member', accountId: staff.accountId, role: 'admin', sessionId: staff.accountId })
  await viewMember(asStaff, { accountId, reason: 'administration' })
  await sendMail(ctx)
  return { ...member, staff }
}

describe('after an erasure nothing leads to the person any more (DS-04, I5)', () => {
  test.each(['self', 'request', 'inactivity', 'staff'] as const)(
    '%s: database, outbox, logs and data folder hold no trace once the last mail has left and its period is over',
    async (reason) => {
      const ctx = testContext()
      const { accountId, email, newEmail, staff } = await aUsedAccount(ctx)
      // The search itself works: the person is found in tables, columns of JSON, and files.
      const before = await traces([CANARY, email])
      expect(before).toEqual(expect.arrayContaining(['account', 'suspension', expect.stringMatching(/^outbox\//)]))

      await settleAll(ctx, accountId)
      expect(await eraseAccount(ctx, { accountId, reason })).toEqual({ outcome: 'erased' })
      await sendMail(ctx)
      await tidyOutbox(ctx, folder())

      // The last confirmation lies in the outbox as it lies in the person's mailbox; nothing else anywhere.
      const [last, ...others] = await traces([CANARY, email, newEmail])
      expect(others).toEqual([])
      expect(last).toMatch(/^outbox\//)
      expect(await readMail({ to: email })).toHaveLength(1)
      expect(await readMail({ to: newEmail })).toEqual([])

      // It stays there for the period that the inventory declares, and not a day longer.
      await tidyOutbox(inDays(ctx, DECLARED_DAYS - 0.01), folder())
      expect(await traces([CANARY])).toEqual([last])
      await tidyOutbox(inDays(ctx, DECLARED_DAYS), folder())
      expect(await traces([CANARY, email, newEmail])).toEqual([])
      expect(printed.filter((line) => formsIn(line, [CANARY, email, newEmail]))).toEqual([])

      // The number of the account, which leads nowhere, stays in the two records and the file that repeats erasures.
      const stays = (await traces([accountId])).filter((place) => place !== 'erasures.log')
      expect(stays).toEqual(expect.arrayContaining(['audit_event', 'erasure']))
      expect(stays.filter((place) => !records().includes(place))).toEqual([])
      // Everybody else is still there.
      expect(await ctx.db.account.count({ where: { id: staff.accountId } })).toBe(1)
    },
  )

  test('of every table that the inventory knows: not one row about the person is left but in the records', async () => {
    const ctx = testContext()
    const { accountId } = await aUsedAccount(ctx)
    const before = await countPersonRows(ctx, accountId)
    expect(before.filter(({ count }) => count === 0).map(({ name }) => name)).toEqual([])
    await eraseAccount(ctx, { accountId, reason: 'self' })
    const after = await countPersonRows(ctx, accountId)
    const left = after.filter(({ count }) => count > 0).map(({ name }) => name)
    expect(left.filter((name) => !records().includes(name))).toEqual([])
    // A table that keeps rows is a decision, not an accident.
    expect(records().sort()).toEqual(['audit_event', 'disclosure', 'erasure'])
  })

  test('a message through the contact form stays in the outbox for the declared days, and nowhere else', async () => {
    const ctx = testContext()
    const { accountId, email } = await aMember(ctx)
    await sendContactMessage(ctx, { name: CANARY, email, subject: CANARY, message: CANARY })
    await sendMail(ctx)
    await eraseAccount(ctx, { accountId, reason: 'self' })
    await sendMail(ctx)
    await tidyOutbox(ctx, folder())
    expect((await traces([CANARY])).every((place) => place.startsWith('outbox/'))).toBe(true)
    await tidyOutbox(inDays(ctx, DECLARED_DAYS), folder())
    expect(await traces([CANARY, email])).toEqual([])
    // The row, without name and text, goes with the others of its age.
    await tidyMail(inDays(ctx, 91))
    expect(await ctx.db.outgoingMail.count()).toBe(0)
  })

  test('a mail that was on its way when the account went is removed by the next pass', async () => {
    const ctx = testContext()
    const { accountId, email } = await aMember(ctx)
    await sendMail(ctx)
    expect(await readMail({ to: email })).toHaveLength(1)
    await ctx.db.outgoingMail.deleteMany({ where: { accountId } })
    expect(await tidyOutbox(ctx, folder())).toEqual({ outboxRemoved: 1 })
    expect(await tidyOutbox(ctx, folder())).toEqual({ outboxRemoved: 0 })
    expect(await readMail({ to: email })).toEqual([])
  })

  test('what was changed before is gone as well: old and new data leave no copies', async () => {
    const ctx = testContext()
    const { accountId } = await aMember(ctx, { surname: 'Kanarienvogel' })
    const { seen } = await profileOf(ctx, accountId)
    await updateProfile(asSelf(ctx, accountId), {
      accountId,
      seen,
      surname: 'Nachtigall',
      givenName: 'Erika',
      memberGroup: 'private_person',
      organisation: null,
      position: null,
    })
    expect(await traces([CANARY])).toEqual([])
    expect(await traces(['Nachtigall'])).toEqual(['account'])
  })
})

describe('what others answered to becomes a neutral remark', () => {
  test('the text is gone, the rows stay, and nothing connects two of them', async () => {
    const pool = owner()
    const name = `remark_${process.env.VITEST_POOL_ID ?? 1}`
    const [first, second] = ['01930000-0000-7000-8000-000000000001', '01930000-0000-7000-8000-000000000002']
    await pool.query(
      `CREATE TABLE ${name} (id int PRIMARY KEY, author_id uuid, body text);
       INSERT INTO ${name} VALUES (1, '${first}', '${CANARY}'), (2, '${first}', '${CANARY}'), (3, '${second}', 'Antwort')`,
    )
    try {
      const { tables } = readInventory(remarkModel(name) as never)
      const sql = erasureStatement(tables[0] as never) ?? ''
      const { rows } = await pool.query(`WITH target AS (SELECT unnest($1::uuid[]) AS id) ${sql}`, [[first]])
      expect(rows).toEqual([{ account_id: first }, { account_id: first }])
      expect((await pool.query(`SELECT * FROM ${name} ORDER BY id`)).rows).toEqual([
        { id: 1, author_id: null, body: null },
        { id: 2, author_id: null, body: null },
        { id: 3, author_id: second, body: 'Antwort' },
      ])
    } finally {
      await pool.query(`DROP TABLE ${name}`)
    }
  })
})

test('the inventory declares how long the last confirmation lies in the outbox', () => {
  const store = stores.find(({ path: place }) => place === 'outbox/')
  const periods = { inactivityPeriod: 'P1Y', responsePeriod: 'P28D', accessLogPeriod: 'P7D' }
  const rule = retentionRules[store?.retention ?? 'account']
  expect(rule.period(periods)).toContain('Die letzte Bestätigung und Kontaktanfragen: eine Woche')
})

test('every file that the portal leaves in its data folder is a declared store', async () => {
  const ctx = testContext()
  const { accountId } = await aUsedAccount(ctx)
  await eraseAccount(ctx, { accountId, reason: 'self' })
  const paths = stores.flatMap(({ path: place }) => (place ? [place] : []))
  const found = await readdir(folder(), { withFileTypes: true })
  const undeclared = found
    .map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name))
    .filter((entry) => !paths.includes(entry))
  expect(undeclared, 'add the place to lib/personal-data/stores.ts').toEqual([])
  expect(path.isAbsolute(folder())).toBe(true)
})

async function profileOf(ctx: PortalContext, accountId: string) {
  const { loadProfile } = await import('@/lib/accounts/load-profile')
  const profile = await loadProfile(asSelf(ctx, accountId), accountId)
  if (!profile) throw new Error('no profile')
  return profile
}

function formsIn(line: string, texts: string[]): boolean {
  return texts.some((text) => line.toLowerCase().includes(text.toLowerCase()))
}

function remarkModel(name: string) {
  const field = (column: string, type: string, more: object) => ({ name: column, kind: 'scalar', type, ...more })
  return {
    models: [
      {
        name: 'Remark',
        dbName: name,
        documentation:
          '@title Beiträge\n@data purpose=membership source=member retention=account erasure=neutral clear=body',
        fields: [
          field('id', 'Int', { isId: true }),
          field('author_id', 'String', { nativeType: ['Uuid', []] }),
          field('body', 'String', { documentation: '@report Text' }),
          {
            name: 'author',
            kind: 'object',
            type: 'Account',
            relationFromFields: ['author_id'],
            relationOnDelete: 'SetNull',
          },
        ],
      },
    ],
    indexes: [{ model: 'Remark', fields: [{ name: 'author_id' }] }],
  }
}
