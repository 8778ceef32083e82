import { once } from 'node:events'
import { type Actor, type PortalContext } from '@/lib/context'
import { UtcClient } from '@/lib/db/utc-client'
import { dispatchMail } from '@/lib/mail/dispatch-mail'
import { smtpTransport } from '@/lib/mail/smtp-transport'
import { announceVersions } from '@/lib/policies/announce-versions'
import { loadDraft } from '@/lib/policies/draft'
import { ensureFirstVersion } from '@/lib/policies/ensure-first-version'
import { firstVersionText } from '@/lib/policies/first-version-text'
import { policyMailHooks } from '@/lib/policies/mail-hooks'
import { publishVersion } from '@/lib/policies/publish-version'
import { saveDraft } from '@/lib/policies/save-draft'
import { startDraft } from '@/lib/policies/start-draft'
import { submitDraft } from '@/lib/policies/submit-draft'
import { rawSmtp, startSink } from './mail'
import { settingsOf, withOwnDatabase } from './own-database'
import { median, type Row } from './row'

const MEMBERS = 100_000
const ROUNDS = 3
const MOST_TIMES_FLOOR = 2
const MOST_PUBLISH_MS = 1_000
/** What one run of the duty may take; the next one goes on (lib/duties.ts). */
const BUDGET_MS = 240_000
const LEAST_PER_SECOND = 150
/** Memory while the last mail is sent against memory while the first tenth is. */
const MOST_GROWTH = 1.25
const SUMMARY = 'Wir sagen genauer, wie lange wir Protokolle aufbewahren und wer sie sehen darf. '.repeat(4).trim()

const mails = `jsonb_build_object('version', 2, 'summary', '${SUMMARY}', 'objectionPeriods', '["P28D"]'::jsonb)`

/** The same rows by one plain statement that checks nothing. */
const plainInsert = `
  WITH told AS (
    INSERT INTO policy_announcement (account_id, version_number, mail_id) SELECT id, 2, uuid_v7() FROM account WHERE role = 'member'
    RETURNING account_id, mail_id
  )
  INSERT INTO outgoing_mail (id, account_id, template, props) SELECT mail_id, account_id, 'policy-announcement', ${mails} FROM told`

/**
 * Announcing a version to 100,000 members (DS-11): publishing answers at once, the duty queues within 2 × of a plain insert, and all mails
 * leave in runs that go on where the last one ended, with memory that does not grow.
 */
export async function benchAnnounce(): Promise<Row[]> {
  return withOwnDatabase('announce', { kind: 'system', duty: 'announcements' }, async ({ ctx, url, folder }) => {
    settingsOf({ url, folder })
    await ensureFirstVersion(ctx)
    await withClient(url, (client) => client.query(members))
    const publishMs = await timePublish(ctx)
    await withClient(url, (client) => client.query('VACUUM ANALYZE'))
    const [floors, ours, idle]: number[][] = [[], [], []]
    for (let round = 0; round < ROUNDS; round++) {
      floors?.push(await withClient(url, (client) => timed(() => client.query(plainInsert))))
      await emptied(url)
      ours?.push(await timed(() => announceAll(ctx)))
      idle?.push(await timed(() => announceVersions(ctx)))
      await emptied(url)
    }
    const figures = { floorMs: median(floors ?? []), queueMs: median(ours ?? []), idleMs: median(idle ?? []) }
    await announceAll(ctx)
    return [...rowsOf({ publishMs, ...figures }), ...(await sendAll(ctx))]
  })
}

const members = `
  INSERT INTO account (email, surname, given_name, member_group, password_hash, registered_at, email_confirmed_at)
  SELECT 'person.' || i || '@beispiel.invalid', 'Nachname ' || i, 'Vorname', 'private_person', 'x', now() - interval '1 year',
    now() - interval '1 year' FROM generate_series(1, ${MEMBERS}) AS i;
  INSERT INTO policy_acceptance (account_id, version_number, accepted_at, wording) SELECT id, 1, registered_at, 'x' FROM account`

async function timePublish(ctx: PortalContext): Promise<number> {
  const admin = { ...ctx, actor: await staff(ctx, 'admin') }
  const approver = { ...ctx, actor: await staff(ctx, 'approver') }
  await startDraft(admin)
  const draft = await loadDraft(admin)
  if (!draft) throw new Error('no draft')
  const { number, inactivityPeriod, responsePeriod, objectionPeriod, accessLogPeriod } = draft
  const periods = { inactivityPeriod, responsePeriod, objectionPeriod, accessLogPeriod }
  const body = `${firstVersionText}\n\n## Nachtrag\n\nNeu.\n`
  await saveDraft(admin, { ...periods, number, revision: 1, changeSummary: SUMMARY, body })
  await submitDraft(admin, { number, revision: 2 })
  return timed(async () => {
    const { outcome } = await publishVersion(approver, { number, revision: 2 })
    if (outcome !== 'published') throw new Error(outcome)
  })
}

/** Without a confirmed address, so that nothing is announced to them. */
async function staff({ db }: PortalContext, role: 'admin' | 'approver'): Promise<Actor> {
  const { id } = await db.account.create({
    data: {
      email: `${role}@beispiel.invalid`,
      surname: 'Messung',
      givenName: 'Mira',
      memberGroup: 'private_person',
      passwordHash: 'x',
      role,
    },
  })
  return { kind: 'member', role, accountId: id, sessionId: '' }
}

async function announceAll(ctx: PortalContext): Promise<void> {
  const { announced } = await announceVersions(ctx)
  if (announced !== MEMBERS) throw new Error(`${announced} announced`)
}

/** Every mail into a local SMTP server, its acceptance noted in the ledger. */
async function sendAll(ctx: PortalContext): Promise<Row[]> {
  const { url, process: sink } = await startSink()
  const floor = await rawSmtp(url)
  const memory = { first: 0, later: 0 }
  let sent = 0
  const transport = smtpTransport(url)
  const counting: typeof transport = {
    ...transport,
    send: (messages, key) => {
      sent += messages.length
      return transport.send(messages, key)
    },
  }
  const sampling = setInterval(() => {
    const part = sent < MEMBERS / 10 ? 'first' : 'later'
    memory[part] = Math.max(memory[part], process.memoryUsage.rss() / 2 ** 20)
  }, 50)
  const start = performance.now()
  let [accepted, runs] = [0, 0]
  for (; accepted < MEMBERS; runs++) {
    const mail: PortalContext = { ...ctx, actor: { kind: 'system', duty: 'mail' } }
    const counts = await dispatchMail(mail, { transport: counting, hooks: policyMailHooks, budgetMs: BUDGET_MS })
    if (counts.accepted === 0) throw new Error(`only ${accepted} accepted`)
    accepted += counts.accepted
  }
  const seconds = (performance.now() - start) / 1000
  clearInterval(sampling)
  await transport.close()
  sink.stdin?.end()
  await once(sink, 'exit')
  const running = await ctx.db.policyAnnouncement.count({ where: { acceptedAt: { not: null } } })
  if (running !== MEMBERS || sent !== MEMBERS) throw new Error(`${sent} sent, ${running} accepted of ${MEMBERS}`)
  const perSecond = MEMBERS / seconds
  return [
    {
      what: `sending it to ${MEMBERS.toLocaleString('en')} members (local SMTP server, runs of ${BUDGET_MS / 1000} s): ${runs} runs, ${Math.round(seconds)} s`,
      value: `${Math.round(perSecond)} messages/s`,
      floor: `${Math.round(floor)} messages/s (mails without a queue)`,
      ratio: perSecond / floor,
      target: `≥ ${LEAST_PER_SECOND} messages/s`,
      met: perSecond >= LEAST_PER_SECOND,
    },
    {
      what: 'memory of the process meanwhile, against its first tenth',
      value: `${Math.round(memory.later)} MB at most`,
      floor: `${Math.round(memory.first)} MB at most`,
      ratio: memory.later / memory.first,
      target: `≤ ${MOST_GROWTH} × (flat)`,
      met: memory.later / memory.first <= MOST_GROWTH,
    },
  ]
}

/** Both sides begin with the same empty tables. */
function emptied(url: string): Promise<unknown> {
  return withClient(url, async (client) => {
    await client.query('TRUNCATE outgoing_mail, policy_announcement')
    await client.query('VACUUM ANALYZE account')
  })
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

async function withClient<T>(url: string, work: (client: UtcClient) => Promise<T>): Promise<T> {
  const client = new UtcClient({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

function rowsOf(figures: { publishMs: number; floorMs: number; queueMs: number; idleMs: number }): Row[] {
  const { publishMs, floorMs, queueMs, idleMs } = figures
  const name = MEMBERS.toLocaleString('en')
  const ratio = queueMs / floorMs
  return [
    {
      what: `announcing a version to ${name} members: ledger and mail queued`,
      value: `${(queueMs / 1000).toFixed(2)} s`,
      floor: `${(floorMs / 1000).toFixed(2)} s (the same rows, one plain INSERT)`,
      ratio,
      target: `≤ ${MOST_TIMES_FLOOR} × floor`,
      met: ratio <= MOST_TIMES_FLOOR,
    },
    {
      what: `publishing a version with ${name} members`,
      value: `${publishMs.toFixed(0)} ms`,
      floor: '–',
      target: `< ${MOST_PUBLISH_MS} ms`,
      met: publishMs < MOST_PUBLISH_MS,
    },
    {
      what: `announcing with nobody left to tell, ${name} members`,
      value: `${idleMs.toFixed(0)} ms`,
      floor: '–',
      target: '–',
      met: true,
    },
  ]
}
