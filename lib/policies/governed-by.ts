import { Prisma } from '../db/generated/client'

/**
 * Is the account `a` governed by this version at this instant? What the function governing_version() says of one account (DS-01, DS-11),
 * asked of all at once. When the time to object is over depends on a day and a version alone: MATERIALIZED, so that it is asked for each of
 * these and not for each announcement. Who never accepted a version is few: they are asked one by one.
 */
export function isGovernedBySql(version: number, at: Date): Prisma.Sql {
  return Prisma.sql`a.id IN (
    SELECT account_id FROM (
      SELECT account_id, version_number FROM policy_acceptance
      UNION ALL
      SELECT n.account_id, n.version_number FROM policy_announcement n
      JOIN (
        WITH told AS MATERIALIZED (
          SELECT DISTINCT (accepted_at AT TIME ZONE 'Europe/Berlin')::date AS day, version_number
          FROM policy_announcement WHERE accepted_at IS NOT NULL
        )
        SELECT day, version_number FROM told
        WHERE last_day_to_object(day::timestamp AT TIME ZONE 'Europe/Berlin', version_number)
          < (CASE WHEN ${at}::timestamptz > now() THEN ${at}::timestamptz ELSE least(${at}::timestamptz, (SELECT heard_until())) END
            AT TIME ZONE 'Europe/Berlin')::date
      ) AS over ON over.version_number = n.version_number AND over.day = (n.accepted_at AT TIME ZONE 'Europe/Berlin')::date
      WHERE n.objected_at IS NULL AND n.bounced_at IS NULL
        AND EXISTS (SELECT FROM policy_acceptance p WHERE p.account_id = n.account_id)
    ) AS binding
    JOIN policy_version v ON v.number = version_number AND v.published_at IS NOT NULL
    GROUP BY account_id HAVING max(version_number) = ${version}
    UNION ALL
    (WITH never AS MATERIALIZED (
      SELECT id FROM account b WHERE NOT EXISTS (SELECT FROM policy_acceptance p WHERE p.account_id = b.id)
    )
    SELECT m.id FROM never JOIN account m ON m.id = never.id, governing_version(m, ${at}) g WHERE g.number = ${version})
  )`
}
