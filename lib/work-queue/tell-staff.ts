import { z } from 'zod'
import { type StaffRole } from '../auth/permissions'
import { codesOf, type WorkKind, type WorkStage, workKindLabels, workNoticeLabels, workStageLabels } from '../codes'
import { inTransaction, type PortalContext } from '../context'
import { berlinDay, startOfDay } from '../dates'
import { Prisma } from '../db/generated/client'
import { rowsOf } from '../db/rows'
import { mayActSql } from '../db/standing'
import { queueMail } from '../mail/queue-mail'
import { counted, formatInstant, formatNumber } from '../text'
import { kindsToDo, titleOf, workKinds } from './kinds'
import { workSql } from './list-work'

/** Hours before its time at which staff are told of a breach once more (GDPR Art. 33(1)). */
const ESCALATION: readonly { stage: WorkStage; hours: number }[] = [
  { stage: 'h48', hours: 48 },
  { stage: 'h24', hours: 24 },
  { stage: 'h6', hours: 6 },
]
const HOUR = 3_600_000
const MOST_LINES = 20
/** Daily mails go out from this hour on (Berlin). */
const DIGEST_HOUR = 7

const told = codesOf(workKindLabels).filter((kind) => workKinds[kind].told !== 'room')

const entryRow = z.strictObject({
  kind: z.enum(codesOf(workKindLabels)),
  id: z.string(),
  due: z.date().nullable(),
  detail: z.string().nullable(),
  amount: z.number(),
})
type Entry = z.output<typeof entryRow>
const staffRow = z.strictObject({
  id: z.string(),
  role: z.enum(['moderator', 'admin', 'approver', 'dpo']),
  notify: z.enum(codesOf(workNoticeLabels)),
  digestAt: z.date().nullable(),
})
type Staff = z.output<typeof staffRow>
const alertRow = z.strictObject({ kind: z.string(), id: z.string(), stage: z.string() })

/**
 * Tells those who may settle it, and only those, what has come to wait and what is overdue; of a breach again 48, 24 and 6 hours before its
 * time. One mail to each for all. Who wants one mail a day gets it in the morning, breaches at once all the same. Each stage is told once.
 */
export async function tellOfWork(ctx: PortalContext): Promise<{ workTold: number; workDigests: number }> {
  return inTransaction(ctx, async (tx) => {
    const news = await findNews(tx)
    const staff = await listStaff(tx)
    let workTold = 0
    let workDigests = 0
    for (const person of staff) {
      const isDue = isDigestDue(tx.now(), person)
      if (news.size === 0 && !isDue) continue
      const mine = await entriesOf(tx, person)
      const fresh = mine.filter((entry) => news.has(keyOf(entry)))
      const atOnce = person.notify === 'at-once' ? fresh : fresh.filter(({ kind }) => isBreach(kind))
      if (atOnce.length > 0) {
        const lines = linesOf(atOnce, (entry) => news.get(keyOf(entry)))
        await send(tx, person, { headline: headlineOf(atOnce), lines })
        workTold += 1
      }
      if (!isDue) continue
      await tx.db.workSetting.update({ where: { accountId: person.id }, data: { digestAt: tx.now() } })
      if (mine.length === 0) continue
      const headline = counted(mine.length, 'Eine Aufgabe wartet auf Sie', 'Aufgaben warten auf Sie')
      await send(tx, person, { headline, lines: linesOf(mine) })
      workDigests += 1
    }
    await keep(tx, news)
    return { workTold, workDigests }
  })
}

/** Entries with a stage that nobody was told of, by key: the last such stage. */
async function findNews(tx: PortalContext): Promise<Map<string, WorkStage>> {
  const parts = told.map(
    (kind) =>
      Prisma.sql`SELECT ${kind}::text AS kind, w.id, w.due, w.detail, w.amount FROM (${workKinds[kind].rows(tx)}) w`,
  )
  const entries = await rowsOf(tx, entryRow)`${Prisma.join(parts, ' UNION ALL ')}`
  const alerts = await rowsOf(tx, alertRow)`SELECT kind, entry AS id, stage FROM work_alert`
  const known = new Set(alerts.map(({ kind, id, stage }) => `${keyOf({ kind, id })} ${stage}`))
  return new Map(
    entries.flatMap((entry) => {
      const stage = stageOf(entry, tx.now())
      return known.has(`${keyOf(entry)} ${stage}`) ? [] : [[keyOf(entry), stage]]
    }),
  )
}

/** How far an entry is. */
export function stageOf({ kind, due }: Pick<Entry, 'kind' | 'due'>, now: Date): WorkStage {
  if (!due || workKinds[kind].told === 'once') return 'new'
  const left = due.getTime() - now.getTime()
  if (left < 0) return 'over'
  return (isBreach(kind) && ESCALATION.findLast(({ hours }) => left <= hours * HOUR)?.stage) || 'new'
}

function isBreach(kind: WorkKind): boolean {
  return kind === 'breach-report'
}

function listStaff(tx: PortalContext): Promise<Staff[]> {
  return rowsOf(tx, staffRow)`
    SELECT a.id, a.role::text AS role, coalesce(s.notify, 'at-once') AS notify, s.digest_at AS "digestAt"
    FROM account a LEFT JOIN work_setting s ON s.account_id = a.id
    WHERE a.role <> 'member' AND a.email_confirmed_at IS NOT NULL
      AND ${mayActSql(Prisma.sql`a.id`)} ORDER BY a.id`
}

/** What this person can settle. */
function entriesOf(tx: PortalContext, { id, role }: { id: string; role: StaffRole }): Promise<Entry[]> {
  const kinds = kindsToDo(role).filter((kind) => told.includes(kind))
  if (kinds.length === 0) return Promise.resolve([])
  return rowsOf(tx, entryRow)`
    SELECT kind, id, due, detail, amount FROM (${workSql(tx, { accountId: id, role }, kinds)}) w WHERE "isMine"
    ORDER BY "isUrgent" DESC, due NULLS LAST, since, kind, id`
}

function isDigestDue(now: Date, { notify, digestAt }: Staff): boolean {
  const morning = new Date(startOfDay(berlinDay(now)).getTime() + DIGEST_HOUR * HOUR)
  return notify === 'daily' && now >= morning && (!digestAt || digestAt < morning)
}

function linesOf(entries: Entry[], stage?: (entry: Entry) => WorkStage | undefined): string[] {
  const lines = entries.slice(0, MOST_LINES).map((entry) => {
    const at = stage?.(entry)
    const prefix = at && at !== 'new' ? `${workStageLabels[at]}: ` : ''
    return `${prefix}${titleOf(entry)}${entry.due ? `, fällig ${formatInstant(entry.due)}` : ''}`
  })
  const more = entries.length - lines.length
  return more > 0 ? [...lines, `und ${formatNumber(more)} weitere`] : lines
}

function headlineOf(entries: Entry[]): string {
  const [first] = entries
  if (first && isBreach(first.kind)) return workKindLabels[first.kind]
  return first && entries.length === 1 ? titleOf(first) : `${formatNumber(entries.length)} neue Aufgaben für Sie`
}

function send(tx: PortalContext, { id }: Staff, { headline, lines }: { headline: string; lines: string[] }) {
  const url = `${tx.mail.appUrl}/admin/aufgaben`
  return queueMail(tx, { template: 'staff-alert', accountId: id, props: { headline, lines, url } })
}

/** The stage is told, and with it those before. */
async function keep(tx: PortalContext, news: Map<string, WorkStage>): Promise<void> {
  const rows = [...news].map(([key, stage]) => ({ ...partsOf(key), stage }))
  if (rows.length === 0) return
  await tx.db.$executeRaw`
    INSERT INTO work_alert (kind, entry, stage, told_at)
    SELECT kind, id, stage, ${tx.now()}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r (kind text, id text, stage text)
    ON CONFLICT DO NOTHING`
}

function keyOf({ kind, id }: { kind: string; id: string }): string {
  return `${kind} ${id}`
}

function partsOf(key: string): { kind: string; id: string } {
  const cut = key.indexOf(' ')
  return { kind: key.slice(0, cut), id: key.slice(cut + 1) }
}

/** Housekeeping: what no longer waits is nobody's, and needs no mail. */
export async function tidyWork(ctx: PortalContext): Promise<{ workTidied: number }> {
  const parts = codesOf(workKindLabels).map(
    (kind) => Prisma.sql`SELECT ${kind}::text AS kind, w.id FROM (${workKinds[kind].rows(ctx)}) w`,
  )
  const all = Prisma.join(parts, ' UNION ALL ')
  const claims = await ctx.db.$executeRaw`DELETE FROM claim WHERE (kind, entry) NOT IN (${all})`
  const alerts = await ctx.db.$executeRaw`DELETE FROM work_alert WHERE (kind, entry) NOT IN (${all})`
  return { workTidied: claims + alerts }
}
