-- The time to appeal stops the clock to its very end, the days of outages included (DS-05, DS-07; decision 0028).
CREATE OR REPLACE VIEW "clock_stop" ("account_id", "cause", "until") AS
SELECT "account_id", 'hold'::text, coalesce("released_at", 'infinity') FROM "legal_hold"
UNION ALL
SELECT "account_id", 'restriction'::text, coalesce("lifted_at", 'infinity') FROM "restriction"
UNION ALL
SELECT "account_id", 'suspension'::text, coalesce("ended_at", 'infinity') FROM "suspension"
UNION ALL
-- Of any kind, also before the identity is confirmed.
SELECT "account_id", 'request'::text, coalesce("closed_at", 'infinity') FROM "data_request"
UNION ALL
-- "talk" is no end: the examination goes on until staff decide otherwise or the member withdraws.
SELECT "account_id", 'objection'::text,
  least(coalesce("withdrawn_at", 'infinity'), CASE WHEN "decision" <> 'talk' THEN "decided_at" ELSE 'infinity' END)
FROM "policy_objection"
UNION ALL
SELECT "author_id", 'complaint'::text, coalesce("decided_at", 'infinity') FROM "appeal"
UNION ALL
SELECT r."reporter_id", 'report'::text, coalesce(c."closed_at", 'infinity')
FROM "content_report" r JOIN "moderation_case" c ON c."id" = r."case_id"
UNION ALL
-- To the end of the last day in Berlin (appealUntil in lib/moderation/periods.ts), or until it is appealed against or taken back.
SELECT m."author_id", 'appeal-period'::text, least(
  coalesce(m."ended_at", 'infinity'),
  coalesce(p."filed_at", 'infinity'),
  (outage_last_day((m."started_at" AT TIME ZONE 'Europe/Berlin')::date,
    ((m."started_at" AT TIME ZONE 'Europe/Berlin')::date + interval '6 months')::date) + 1)::timestamp AT TIME ZONE 'Europe/Berlin')
FROM "content_measure" m LEFT JOIN "appeal" p ON p."measure_id" = m."id";
