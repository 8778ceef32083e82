import { type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { berlinDaySql, lastDaySql } from '../outages'
import { type GoverningReason } from './governing-version'

/**
 * The rule of governing-version.ts as a FROM item, for the account with the alias `a` (columns id, registered_at):
 *
 *     … FROM account a CROSS JOIN LATERAL ${governingVersionSql(now)} g
 *
 * gives exactly one row with `number`, `since`, `reason` and, as intervals, `inactivity_period`, `response_period`,
 * `objection_period`. Per account it costs one or two index probes: versions are tried from the newest down to the first that governs.
 */
export function governingVersionSql(now: Date): Prisma.Sql {
  return Prisma.sql`(
    SELECT v.number,
           v.inactivity_period::interval AS inactivity_period,
           v.response_period::interval AS response_period,
           v.objection_period::interval AS objection_period,
           coalesce(accepted.since, announced.since, a.registered_at) AS since,
           CASE WHEN accepted.since IS NOT NULL THEN 'accepted'
                WHEN announced.since IS NOT NULL THEN 'announced'
                ELSE 'created-by-operator' END AS reason
    FROM policy_version v
    LEFT JOIN LATERAL (
      SELECT p.accepted_at AS since FROM policy_acceptance p WHERE p.account_id = a.id AND p.version_number = v.number
    ) accepted ON true
    LEFT JOIN LATERAL (
      SELECT (last_day_to_object.day + 1)::timestamp AT TIME ZONE 'Europe/Berlin' AS since
      FROM policy_announcement n, LATERAL (SELECT ${lastDayToObjectSql(Prisma.sql`n.accepted_at`)} AS day) last_day_to_object
      WHERE accepted.since IS NULL AND n.account_id = a.id AND n.version_number = v.number
        AND n.accepted_at IS NOT NULL AND n.objected_at IS NULL AND n.bounced_at IS NULL
        AND last_day_to_object.day < (${now}::timestamptz AT TIME ZONE 'Europe/Berlin')::date
    ) announced ON true
    WHERE v.published_at IS NOT NULL
      AND (accepted.since IS NOT NULL OR announced.since IS NOT NULL OR (
        (v.published_at <= a.registered_at OR v.number = 1)
        AND NOT EXISTS (SELECT FROM policy_acceptance any_version WHERE any_version.account_id = a.id)
      ))
    ORDER BY v.number DESC
    LIMIT 1
  )`
}

/**
 * Last day to object to the version `v` for whoever learned of it at `acceptedAt`: type date. The longest period of the versions up to
 * it counts, and the days of outages are credited.
 */
export function lastDayToObjectSql(acceptedAt: Prisma.Sql): Prisma.Sql {
  const start = berlinDaySql(acceptedAt)
  return lastDaySql(
    start,
    Prisma.sql`(SELECT max((${start} + w.objection_period::interval)::date) FROM policy_version w
      WHERE w.number <= v.number AND w.published_at IS NOT NULL)`,
  )
}

/** The version that governs a member; periods are ISO 8601 durations. */
export type GoverningVersion = {
  number: number
  inactivityPeriod: string
  responsePeriod: string
  objectionPeriod: string
  /** Instant from which this version governs the member. */
  since: Date
  reason: GoverningReason
}

/** The version that governs a member at `ctx.now()`; undefined if there is no such account. One statement (DS-01). */
export async function governingVersion(ctx: PortalContext, accountId: string): Promise<GoverningVersion | undefined> {
  const [row] = await ctx.db.$queryRaw<GoverningVersion[]>`
    SELECT g.number, v.inactivity_period AS "inactivityPeriod", v.response_period AS "responsePeriod",
           v.objection_period AS "objectionPeriod", g.since, g.reason
    FROM account a
    CROSS JOIN LATERAL ${governingVersionSql(ctx.now())} g
    JOIN policy_version v ON v.number = g.number
    WHERE a.id = ${accountId}::uuid`
  return row
}
