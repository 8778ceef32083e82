-- Last day to object to a version for whoever learned of it at `told_at` (DS-11): the longest objection period of the versions up to it
-- counts, so that a new version can never shorten the time to object to itself, and the days of outages are added.
CREATE FUNCTION last_day_to_object(told_at TIMESTAMPTZ, version INT) RETURNS DATE
LANGUAGE sql STABLE STRICT PARALLEL SAFE AS $$
  SELECT outage_last_day((told_at AT TIME ZONE 'Europe/Berlin')::date,
    (SELECT max(((told_at AT TIME ZONE 'Europe/Berlin')::date + w.objection_period::interval)::date)
     FROM policy_version w WHERE w.number <= version AND w.published_at IS NOT NULL))
$$;

-- Which version of the policy governs a member at an instant, since when and why (DS-01, DS-11): the newest of
-- - the versions that the member accepted, from that instant;
-- - the versions announced to the member, without objection, from the end of the last day to object. That time runs from the instant at
--   which the mail provider accepted the announcement; without it, or if it bounced, nothing changes.
-- An account that never accepted one (made by the operator) is governed by the newest version published when it was made, else by the first.
-- One row, none without a published version; versions are tried from the newest down, so it costs one or two index probes.
-- Not STRICT, one SELECT: PostgreSQL plans it as part of the statement that calls it.
CREATE FUNCTION governing_version(member account, at TIMESTAMPTZ)
RETURNS TABLE (number INT, inactivity_period INTERVAL, response_period INTERVAL, objection_period INTERVAL, since TIMESTAMPTZ, reason TEXT)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT v.number, v.inactivity_period::interval, v.response_period::interval, v.objection_period::interval,
    coalesce(accepted.since, announced.since, member.registered_at),
    CASE WHEN accepted.since IS NOT NULL THEN 'accepted'
         WHEN announced.since IS NOT NULL THEN 'announced'
         ELSE 'created-by-operator' END
  FROM policy_version v
  LEFT JOIN LATERAL (
    SELECT p.accepted_at AS since FROM policy_acceptance p WHERE p.account_id = member.id AND p.version_number = v.number
  ) accepted ON true
  LEFT JOIN LATERAL (
    SELECT (last_day.day + 1)::timestamp AT TIME ZONE 'Europe/Berlin' AS since
    FROM policy_announcement n, LATERAL (SELECT last_day_to_object(n.accepted_at, v.number) AS day) last_day
    WHERE accepted.since IS NULL AND n.account_id = member.id AND n.version_number = v.number
      AND n.accepted_at IS NOT NULL AND n.objected_at IS NULL AND n.bounced_at IS NULL
      AND last_day.day < (at AT TIME ZONE 'Europe/Berlin')::date
  ) announced ON true
  WHERE v.published_at IS NOT NULL
    AND (accepted.since IS NOT NULL OR announced.since IS NOT NULL OR (
      (v.published_at <= member.registered_at OR v.number = 1)
      AND NOT EXISTS (SELECT FROM policy_acceptance any_version WHERE any_version.account_id = member.id)
    ))
  ORDER BY v.number DESC
  LIMIT 1
$$;
