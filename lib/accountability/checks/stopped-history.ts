import { type ClockStopCause } from '../../accounts/clock-stops'
import { type Act } from '../../audit/acts'
import { Prisma } from '../../db/generated/client'
import { APPEAL_PERIOD } from '../../moderation/periods'
import { berlinDaySql, lastDaySql } from '../../outages'

/** From here on the clock had to run without a stop: the acceptance of the notice, or the erasure where none is told. */
const since = Prisma.sql`coalesce(x.notice_accepted_at, x.erased_at)`

const yes = Prisma.sql`true`

type Stop = {
  begins: readonly Act[]
  ends: readonly Act[]
  /** Detail that says which of several it is; events of earlier releases may lack it. */
  key?: string
  /** Which beginnings (`s`) and ends (`d`) count. */
  if?: Prisma.Sql
  endsIf?: Prisma.Sql
}

/** What the view clock_stop says of accounts that are there, as the audit record tells it of those that are gone. A report: see below. */
const stops: Record<Exclude<ClockStopCause, 'report'>, Stop> = {
  hold: { begins: ['hold.placed'], ends: ['hold.lifted'] },
  restriction: { begins: ['restriction.placed'], ends: ['restriction.lifted'], key: 'restrictionId' },
  suspension: { begins: ['account.suspended'], ends: ['account.suspension-ended'] },
  request: { begins: ['request.opened'], ends: ['request.closed', 'request.answered'], key: 'requestId' },
  inbound: { begins: ['inbound.filed'], ends: ['inbound.settled'], key: 'inboundId' },
  objection: {
    begins: ['policy.objected'],
    ends: ['policy.objection-decided', 'policy.objection-withdrawn'],
    key: 'version',
    // To talk is no decision.
    endsIf: Prisma.sql`d.details ->> 'decision' IS DISTINCT FROM 'talk'`,
  },
  complaint: { begins: ['moderation.appealed'], ends: ['moderation.appeal-decided'], key: 'measureId' },
  'appeal-period': {
    begins: ['moderation.decided', 'account.suspended'],
    ends: ['moderation.appealed', 'moderation.measure-ended', 'account.suspension-ended'],
    key: 'measureId',
    if: Prisma.sql`s.details ->> 'act' IS DISTINCT FROM 'none' AND ${since} < (${lastDaySql(
      berlinDaySql(Prisma.sql`s.at`),
      Prisma.sql`(${berlinDaySql(Prisma.sql`s.at`)} + ${APPEAL_PERIOD}::interval)::date`,
    )} + 1)::timestamp AT TIME ZONE 'Europe/Berlin'`,
  },
}

/**
 * Did something stop the clock (DS-05) of somebody erased (`x`, a row of erasure) between the notice and the erasure? By the rule of the
 * sweep (decision 0026): however short, it supersedes the notice. The rows went with the account; the record stays.
 */
export function wasStopped(): Prisma.Sql {
  const ofPerson = Object.values(stops).map(
    ({ begins, ends, key, if: counts = yes, endsIf = yes }) => Prisma.sql`
      s.act IN (${Prisma.join([...begins])}) AND ${counts} AND NOT EXISTS (
        SELECT FROM audit_event d WHERE d.subject_id = s.subject_id AND d.seq > s.seq AND d.at <= ${since}
          AND d.act IN (${Prisma.join([...ends])}) AND ${endsIf}
          ${key ? Prisma.sql`AND coalesce(d.details ->> ${key} = s.details ->> ${key}, true)` : Prisma.empty})`,
  )
  return Prisma.sql`(
    EXISTS (SELECT FROM audit_event s WHERE s.subject_id = x.account_id AND s.at < x.erased_at
      AND (${Prisma.join(ofPerson, ' OR ')}))
    -- The case of a report has no person of its own: whoever reported is the actor.
    OR EXISTS (SELECT FROM audit_event s JOIN moderation_case c ON c.id = (s.details ->> 'caseId')::uuid
      WHERE s.actor_id = x.account_id::text AND s.act = 'content.reported' AND s.at < x.erased_at
        AND coalesce(c.closed_at, 'infinity') > ${since}))`
}
