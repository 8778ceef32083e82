-- Incoming mail: what reached the portal, once each, and how far mailboxes have been read (DS-04, DS-05, DS-11, DS-12).
CREATE TABLE "inbound_mail" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "hash" TEXT NOT NULL,
    "way" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "class" TEXT NOT NULL,
    "rule" TEXT NOT NULL,
    "mail_id" UUID,
    "account_id" UUID,
    "cause" TEXT,
    "sender" TEXT,
    "subject" TEXT,
    "text" TEXT,
    "filed_at" TIMESTAMPTZ(3),
    "due_on" DATE,
    "settled_at" TIMESTAMPTZ(3),
    "settled_by" UUID,
    "outcome" TEXT,

    CONSTRAINT "inbound_mail_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "inbound_mail_hash_key" ON "inbound_mail"("hash");
CREATE INDEX "inbound_mail_account_id_idx" ON "inbound_mail"("account_id");
CREATE INDEX "inbound_mail_mail_id_idx" ON "inbound_mail"("mail_id");
CREATE INDEX "inbound_mail_received_at_idx" ON "inbound_mail"("received_at");
-- What waits for staff.
CREATE INDEX "inbound_mail_open" ON "inbound_mail"("due_on") WHERE "settled_at" IS NULL AND "due_on" IS NOT NULL;
ALTER TABLE "inbound_mail" ADD CONSTRAINT "inbound_mail_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;
-- Words are kept only of what staff decide about; what is settled has an outcome.
ALTER TABLE "inbound_mail" ADD CONSTRAINT "inbound_mail_words" CHECK ("due_on" IS NOT NULL OR ("sender" IS NULL AND "subject" IS NULL AND "text" IS NULL));
ALTER TABLE "inbound_mail" ADD CONSTRAINT "inbound_mail_settled" CHECK (("filed_at" IS NULL) = ("due_on" IS NULL) AND ("settled_at" IS NULL) = ("outcome" IS NULL) AND ("settled_at" IS NULL OR "due_on" IS NOT NULL));

CREATE TABLE "inbound_way" (
    "name" TEXT NOT NULL,
    "is_configured" BOOLEAN NOT NULL DEFAULT true,
    "configured_at" TIMESTAMPTZ(3) NOT NULL,
    "uid_validity" BIGINT,
    "last_uid" BIGINT NOT NULL DEFAULT 0,
    "drained_at" TIMESTAMPTZ(3),

    CONSTRAINT "inbound_way_pkey" PRIMARY KEY ("name")
);

-- A mail that may be a request, and one that may say that a notice did not arrive, stop the clock until staff have looked.
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
-- What came by mail and waits for staff: a request, or a sign that a notice did not arrive.
SELECT "account_id", 'inbound'::text, coalesce("settled_at", 'infinity') FROM "inbound_mail" WHERE "due_on" IS NOT NULL
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

-- Until when everything that came in by mail is known: the oldest reading of a configured way; without one nothing is waited for.
CREATE FUNCTION heard_until() RETURNS TIMESTAMPTZ
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT coalesce(min(coalesce(w.drained_at, '-infinity')), 'infinity') FROM inbound_way w WHERE w.is_configured
$$;

-- Which version of the policy governs a member at an instant, since when and why (DS-01, DS-11): the newest of
-- - the versions that the member accepted, from that instant;
-- - the versions announced to the member, without objection, from the end of the last day to object. That time runs from the instant at
--   which the mail provider accepted the announcement; without it, or if it bounced, nothing changes.
-- An account that never accepted one (made by the operator) is governed by the newest version published when it was made, else by the first.
-- While a mailbox of the portal has not been read since that day, an objection may lie in it: the version waits (not in a look ahead).
-- One row, none without a published version; versions are tried from the newest down, so it costs one or two index probes.
-- Not STRICT, one SELECT: PostgreSQL plans it as part of the statement that calls it.
CREATE OR REPLACE FUNCTION governing_version(member account, at TIMESTAMPTZ)
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
      AND last_day.day < (CASE WHEN at > now() THEN at ELSE least(at, (SELECT heard_until())) END AT TIME ZONE 'Europe/Berlin')::date
  ) announced ON true
  WHERE v.published_at IS NOT NULL
    AND (accepted.since IS NOT NULL OR announced.since IS NOT NULL OR (
      (v.published_at <= member.registered_at OR v.number = 1)
      AND NOT EXISTS (SELECT FROM policy_acceptance any_version WHERE any_version.account_id = member.id)
    ))
  ORDER BY v.number DESC
  LIMIT 1
$$;
