import { recordEventsSql } from '../audit/record-event'
import { type PortalContext } from '../context'
import { lastDayOf } from '../dates'
import { Prisma } from '../db/generated/client'
import { idRow, rowsOf } from '../db/rows'
import { alertStaff } from '../mail/alert-staff'
import { type AcceptedMail, type HookMail, type MailHooks } from '../mail/hooks'
import { lastDaySql } from '../outages'
import { LIFT_PERIOD } from './restrictions'

/** What becomes of the end of a restriction when the mail about it moves (GDPR Art. 18(3)). */
export const requestMailHooks: MailHooks = { 'restriction-ends': { stillWanted, accepted, bounced, revived } }

async function stillWanted(ctx: PortalContext, mails: HookMail[]): Promise<Set<string>> {
  const rows = await rowsOf(ctx, idRow)`
    SELECT lift_mail_id AS id FROM restriction
    WHERE lift_mail_id = ANY(${mails.map(({ id }) => id)}::uuid[]) AND lifted_at IS NULL`
  return new Set(rows.map(({ id }) => id))
}

/** Only now the person has been told, and the days until the end run. */
async function accepted(tx: PortalContext, mails: AcceptedMail[]): Promise<void> {
  const clocks = mails.map(({ id, acceptedAt, countsFrom }) => ({
    id,
    toldAt: acceptedAt.toISOString(),
    countsFrom,
    lastDay: lastDayOf(countsFrom, LIFT_PERIOD),
  }))
  const endsOn = lastDaySql(Prisma.sql`clock."countsFrom"`, Prisma.sql`clock."lastDay"`)
  await tx.db.$executeRaw`
    UPDATE restriction r SET told_at = clock."toldAt", ends_on = ${endsOn}
    FROM jsonb_to_recordset(${JSON.stringify(clocks)}::jsonb)
      AS clock (id uuid, "toldAt" timestamptz, "countsFrom" date, "lastDay" date)
    WHERE r.lift_mail_id = clock.id AND r.lifted_at IS NULL AND r.told_at IS NULL`
}

/** Who was not told stays restricted; staff announce the end again, by letter if the address does not work. */
async function bounced(tx: PortalContext, mails: HookMail[]): Promise<void> {
  const events = recordEventsSql(tx, 'restriction.lift-undeliverable', {
    from: Prisma.sql`untold`,
    details: { restrictionId: Prisma.sql`id` },
  })
  const count = await tx.db.$executeRaw`
    WITH untold AS (
      UPDATE restriction SET told_at = NULL, ends_on = NULL, lift_mail_id = NULL, lift_announced_at = NULL,
        lift_announced_by = NULL, lift_reason = NULL
      WHERE lift_mail_id = ANY(${mails.map(({ id }) => id)}::uuid[]) AND lifted_at IS NULL
      RETURNING id, account_id
    )
    ${events}`
  if (count === 0) return
  await alertStaff(tx, {
    headline: 'Das Ende einer Einschränkung war nicht zustellbar',
    lines: ['Die Einschränkung gilt weiter. Bitte teilen Sie ihr Ende per Brief mit.'],
    path: '/admin/mitglieder?zustand=restricted',
  })
}

/** The refusal was ours, or staff repeat the mail: the end is announced as it was, by whoever did, unless staff have announced it anew. */
async function revived(tx: PortalContext, mails: HookMail[]): Promise<void> {
  await tx.db.$executeRaw`
    WITH resumed AS (
      UPDATE restriction r SET lift_mail_id = m.id, lift_reason = m.props ->> 'reason', lift_announced_at = ${tx.now()}::timestamptz,
        lift_announced_by = (
          SELECT e.actor_id::uuid FROM audit_event e WHERE e.subject_id = r.account_id AND e.act = 'restriction.lift-announced'
            AND e.actor_kind = 'staff' AND e.details ->> 'restrictionId' = r.id::text ORDER BY e.seq DESC LIMIT 1)
      FROM outgoing_mail m
      WHERE m.id = ANY(${mails.map(({ id }) => id)}::uuid[]) AND r.account_id = m.account_id AND m.created_at >= r.placed_at
        AND r.lifted_at IS NULL AND r.lift_announced_at IS NULL
      RETURNING r.id, r.account_id
    )
    ${recordEventsSql(tx, 'restriction.lift-announced', {
      from: Prisma.sql`resumed`,
      details: { restrictionId: Prisma.sql`id`, byLetter: false },
    })}`
}
