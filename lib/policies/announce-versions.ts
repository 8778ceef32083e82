import { z } from 'zod'
import { recordEventsSql } from '../audit/record-event'
import { frozenClock } from '../clock'
import { type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { rowOf } from '../db/rows'
import { isPresentSql } from '../db/standing'
import { type LetterProps } from '../mail/letters'
import { queueMailsSql } from '../mail/queue-mail'
import { type AnnouncedVersion, announcedVersions } from './announced-versions'
import { isHeldByRefusals } from './held-by-refusals'

/** Members in one statement, which is one transaction: small enough to be short, large enough to be fast. */
const BATCH = 5_000
const BUDGET_MS = 240_000

/**
 * Tells every member about every new version (DS-11): ledger row, queued mail and audit row in one statement for each batch. Who
 * is still to be told is read from the rows, so a kill at any point loses nothing, nobody gets two mails however many
 * processes run at once, and members who confirm their address later, or come out of a legal hold or a restriction, are told then. Whom
 * a newer version governs already is not told about an older one. The four weeks do not start here but when the provider accepts the
 * mail (mail-hooks.ts).
 */
export async function announceVersions(
  ctx: PortalContext,
  { budgetMs = BUDGET_MS, batch = BATCH }: { budgetMs?: number; batch?: number } = {},
): Promise<{ announced: number; renewed: number; outOfTime: boolean }> {
  const end = performance.now() + budgetMs
  const renewed = await forgetLostMails(ctx)
  // What many servers refuse would reach nobody, and the members would look unreachable.
  if (await isHeldByRefusals(ctx)) return { announced: 0, renewed, outOfTime: false }
  let announced = 0
  const versions = await announcedVersions(ctx)
  for (const version of versions) {
    const props = propsByGoverning(version, versions)
    let after: string | null = '00000000-0000-0000-0000-000000000000'
    while (after) {
      if (performance.now() >= end) return { announced, renewed, outOfTime: true }
      const done = await rowOf(ctx, doneRow)(announceBatch(ctx, version, props, after, batch))
      announced += done?.announced ?? 0
      after = done?.lastId ?? null
    }
  }
  return { announced, renewed, outOfTime: false }
}

const doneRow = z.strictObject({ announced: z.number(), lastId: z.string().nullable() })

type Props = LetterProps['policy-announcement']

/**
 * What the mail says, by the number of the version that governs the member: whoever skipped a version, by an objection or because its
 * time still runs, reads about that one too.
 */
function propsByGoverning(
  { number, changeSummary, objectionPeriods }: AnnouncedVersion,
  versions: AnnouncedVersion[],
): Record<number, Props> {
  return Object.fromEntries(
    Array.from({ length: number - 1 }, (_, index): [number, Props] => {
      const governing = index + 1
      const skipped = versions.filter((other) => other.number > governing && other.number < number)
      const earlier = skipped.map((other) => ({ version: other.number, summary: other.changeSummary ?? '' }))
      const props = { version: number, summary: changeSummary ?? '', objectionPeriods }
      return [governing, earlier.length > 0 ? { ...props, governing, earlier } : props]
    }),
  )
}

function announceBatch(
  asked: PortalContext,
  { number, publishedAt }: AnnouncedVersion,
  propsOf: Record<number, Props>,
  after: string,
  batch: number,
): Prisma.Sql {
  // Rows and event of a batch are of one instant: the evidence compares them.
  const ctx = { ...asked, now: frozenClock(asked.now()) }
  const now = Prisma.sql`${ctx.now()}::timestamptz`
  const events = recordEventsSql(ctx, 'policy.announced', {
    from: Prisma.sql`(SELECT count(*) AS members FROM told HAVING count(*) > 0) AS all_told`,
    subject: Prisma.sql`NULL`,
    details: { version: number, members: Prisma.sql`members` },
  })
  const mails = queueMailsSql(
    ctx,
    'policy-announcement',
    Prisma.sql`SELECT told.mail_id AS id, told.account_id, NULL::text AS recipient,
        ${JSON.stringify(propsOf)}::jsonb -> due.governing AS props
      FROM told JOIN governed due ON due.id = told.account_id`,
    { withIds: true },
  )
  return Prisma.sql`
    WITH due AS MATERIALIZED (
      SELECT a.id FROM account a
      WHERE a.id > ${after}::uuid AND a.email_confirmed_at IS NOT NULL AND ${concernedBy(Prisma.sql`${number}`, Prisma.sql`${publishedAt}::timestamptz`)}
        AND NOT EXISTS (
          SELECT FROM policy_announcement n WHERE n.account_id = a.id AND n.version_number = ${number}
            AND (n.mail_id IS NOT NULL OR n.objected_at IS NOT NULL))
        AND ${isPresentSql(Prisma.sql`a.id`)}
      ORDER BY a.id LIMIT ${batch}
      FOR NO KEY UPDATE OF a SKIP LOCKED
    ), governed AS MATERIALIZED (
      SELECT a.id, g.number::text AS governing FROM due JOIN account a ON a.id = due.id
      CROSS JOIN LATERAL governing_version(a, ${ctx.now()}::timestamptz) g
      WHERE g.number < ${number}
    ), told AS (
      INSERT INTO policy_announcement (account_id, version_number, mail_id, created_at)
      SELECT id, ${number}, uuid_v7(), ${now} FROM governed
      ON CONFLICT (account_id, version_number) DO UPDATE SET mail_id = excluded.mail_id, created_at = excluded.created_at
        WHERE policy_announcement.mail_id IS NULL AND policy_announcement.objected_at IS NULL
      RETURNING account_id, mail_id
    ), mail AS (${mails}
    ), audit AS (${events}
    )
    SELECT (SELECT count(*)::int FROM told) AS announced, (SELECT id FROM due ORDER BY id DESC LIMIT 1) AS "lastId"`
}

/** Does a version concern the account `a`: neither accepted it (or a later one), nor made by the operator under it? */
export function concernedBy(number: Prisma.Sql, publishedAt: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    NOT EXISTS (SELECT FROM policy_acceptance p WHERE p.account_id = a.id AND p.version_number >= ${number})
    AND (a.registered_at < ${publishedAt}
      OR EXISTS (SELECT FROM policy_acceptance p WHERE p.account_id = a.id))`
}

/**
 * An announcement whose mail left the queue without being accepted (held back by a legal hold, withdrawn after an objection that was
 * withdrawn itself, forgotten after many failures) makes room for a new mail. Returns how many.
 */
function forgetLostMails(ctx: PortalContext): Promise<number> {
  return ctx.db.$executeRaw`
    UPDATE policy_announcement n SET mail_id = NULL
    WHERE (CASE WHEN n.accepted_at IS NULL AND n.bounced_at IS NULL THEN n.mail_id END) IS NOT NULL
      AND n.objected_at IS NULL
      AND NOT EXISTS (SELECT FROM outgoing_mail m WHERE m.id = n.mail_id)`
}
