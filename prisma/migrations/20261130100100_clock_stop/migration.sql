-- What stops the clock of an account (DS-05; docs/decisions/0026-what-stops-the-clock.md): one row for each cause, with the instant at
-- which it ends or has ended; 'infinity' while it is open. Every branch is found by an index on the account.
CREATE VIEW "clock_stop" ("account_id", "cause", "until") AS
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
-- To the end of the last day in Berlin (APPEAL_PERIOD of lib/moderation/periods.ts), or until it is appealed against or taken back.
SELECT m."author_id", 'appeal-period'::text, least(
  coalesce(m."ended_at", 'infinity'),
  coalesce(p."filed_at", 'infinity'),
  (((m."started_at" AT TIME ZONE 'Europe/Berlin')::date + interval '6 months')::date + 1)::timestamp AT TIME ZONE 'Europe/Berlin')
FROM "content_measure" m LEFT JOIN "appeal" p ON p."measure_id" = m."id";

CREATE VIEW "account_standing" AS
SELECT a."id" AS "account_id",
  EXISTS (SELECT FROM "clock_stop" c WHERE c."account_id" = a."id" AND c."cause" = 'hold' AND c."until" = 'infinity') AS "is_held",
  EXISTS (SELECT FROM "clock_stop" c WHERE c."account_id" = a."id" AND c."cause" = 'restriction' AND c."until" = 'infinity') AS "is_restricted",
  EXISTS (SELECT FROM "clock_stop" c WHERE c."account_id" = a."id" AND c."cause" = 'suspension' AND c."until" = 'infinity') AS "is_suspended",
  EXISTS (SELECT FROM "clock_stop" c WHERE c."account_id" = a."id" AND c."cause" = 'request' AND c."until" = 'infinity') AS "has_open_request",
  EXISTS (SELECT FROM "clock_stop" c WHERE c."account_id" = a."id" AND c."cause" = 'objection' AND c."until" = 'infinity') AS "has_open_objection",
  EXISTS (SELECT FROM "clock_stop" c WHERE c."account_id" = a."id" AND c."cause" IN ('complaint', 'report') AND c."until" = 'infinity') AS "has_open_complaint",
  (SELECT max(c."until") FROM "clock_stop" c WHERE c."account_id" = a."id" AND c."cause" = 'appeal-period') AS "appeal_until",
  coalesce((SELECT max(c."until") FROM "clock_stop" c WHERE c."account_id" = a."id"), '-infinity') AS "clock_stops_until"
FROM "account" a;

-- A notice that a hold had stopped made room for a new one when the hold was lifted; now it does so at once, as after every other cause.
UPDATE "account" SET "notified_for" = NULL WHERE "id" IN (SELECT "account_id" FROM "inactivity_notice" WHERE "outcome" = 'held');
UPDATE "inactivity_notice" SET "outcome" = 'superseded' WHERE "outcome" = 'held';
-- An erasure for inactivity no longer waits for the end of a hold: a new notice follows instead.
DELETE FROM "pending_erasure" WHERE "reason" = 'inactivity';
