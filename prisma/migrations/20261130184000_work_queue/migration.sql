-- Who works at what waits for staff, what they were told of it by mail, and how they want to be told.
CREATE TABLE "claim" (
    "kind" TEXT NOT NULL,
    "entry" TEXT NOT NULL,
    "claimed_by" UUID NOT NULL,
    "claimed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "claim_pkey" PRIMARY KEY ("kind","entry")
);

CREATE TABLE "work_alert" (
    "kind" TEXT NOT NULL,
    "entry" TEXT NOT NULL,
    "stage" TEXT NOT NULL,
    "told_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "work_alert_pkey" PRIMARY KEY ("kind","entry","stage"),
    CONSTRAINT "work_alert_stage" CHECK ("stage" IN ('new', 'h48', 'h24', 'h6', 'over'))
);

CREATE TABLE "work_setting" (
    "account_id" UUID NOT NULL,
    "notify" TEXT NOT NULL,
    "digest_at" TIMESTAMPTZ(3),

    CONSTRAINT "work_setting_pkey" PRIMARY KEY ("account_id"),
    CONSTRAINT "work_setting_notify" CHECK ("notify" IN ('at-once', 'daily'))
);

ALTER TABLE "work_setting" ADD CONSTRAINT "work_setting_account_id_fkey"
  FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- An assignment in the moderation is a claim like any other.
INSERT INTO "claim" ("kind", "entry", "claimed_by", "claimed_at")
  SELECT 'report', "id", "assigned_to", "opened_at" FROM "moderation_case" WHERE "assigned_to" IS NOT NULL AND "closed_at" IS NULL;
ALTER TABLE "moderation_case" DROP COLUMN "assigned_to";

-- The history of a case is read from the record by these.
CREATE INDEX "audit_event_case" ON "audit_event" (("details" ->> 'caseId')) WHERE ("details" ->> 'caseId') IS NOT NULL;
CREATE INDEX "audit_event_entry" ON "audit_event" (("details" ->> 'entry')) WHERE "act" = 'work.claimed';
