-- CreateTable
CREATE TABLE "verification" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "account_id" UUID NOT NULL,
    "cause" TEXT NOT NULL,
    "note" TEXT,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "decision" TEXT,
    "reason" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "decided_by" UUID,
    "reminded_at" TIMESTAMPTZ(3),

    CONSTRAINT "verification_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "verification_decided" CHECK (("decided_at" IS NULL) = ("decision" IS NULL))
);

CREATE INDEX "verification_account_id_idx" ON "verification"("account_id");
CREATE INDEX "verification_requested_at_idx" ON "verification"("requested_at");
-- One waits at a time, however often the data change.
CREATE UNIQUE INDEX "verification_waiting" ON "verification"("account_id") WHERE "decided_at" IS NULL;
ALTER TABLE "verification" ADD CONSTRAINT "verification_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Whoever confirmed the address before this table existed waits since then.
INSERT INTO "verification" ("account_id", "cause", "requested_at")
SELECT "id", 'registered', "email_confirmed_at" FROM "account" WHERE "email_confirmed_at" IS NOT NULL AND "verified_at" IS NULL;

-- CreateTable
CREATE TABLE "moderation_case" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "content_kind" TEXT NOT NULL,
    "content_id" UUID NOT NULL,
    "author_id" UUID,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "assigned_to" UUID,
    "outcome" TEXT,
    "reason" TEXT,
    "closed_at" TIMESTAMPTZ(3),
    "closed_by" UUID,

    CONSTRAINT "moderation_case_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "moderation_case_closed" CHECK (("closed_at" IS NULL) = ("outcome" IS NULL))
);

CREATE INDEX "moderation_case_content_kind_content_id_idx" ON "moderation_case"("content_kind", "content_id");
CREATE INDEX "moderation_case_author_id_idx" ON "moderation_case"("author_id");
CREATE INDEX "moderation_case_closed_at_idx" ON "moderation_case"("closed_at");
-- One open case for one piece of content collects all reports of it.
CREATE UNIQUE INDEX "moderation_case_open" ON "moderation_case"("content_kind", "content_id") WHERE "closed_at" IS NULL;
ALTER TABLE "moderation_case" ADD CONSTRAINT "moderation_case_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- CreateTable
CREATE TABLE "content_report" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "case_id" UUID NOT NULL,
    "reporter_id" UUID,
    "reporter_name" TEXT,
    "reporter_email" TEXT,
    "category" TEXT NOT NULL,
    "explanation" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "content_report_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "content_report_case_id_idx" ON "content_report"("case_id");
CREATE INDEX "content_report_reporter_id_idx" ON "content_report"("reporter_id");
-- A member reports a thing once as long as its case is open.
CREATE UNIQUE INDEX "content_report_once" ON "content_report"("case_id", "reporter_id") WHERE "reporter_id" IS NOT NULL;
ALTER TABLE "content_report" ADD CONSTRAINT "content_report_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "moderation_case"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "content_report" ADD CONSTRAINT "content_report_reporter_id_fkey" FOREIGN KEY ("reporter_id") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AlterTable
ALTER TABLE "content_measure" ADD COLUMN "case_id" UUID, ADD COLUMN "ground" TEXT NOT NULL DEFAULT 'terms';
CREATE UNIQUE INDEX "content_measure_id_started_by_key" ON "content_measure"("id", "started_by");
CREATE INDEX "content_measure_case_id_idx" ON "content_measure"("case_id");
ALTER TABLE "content_measure" ADD CONSTRAINT "content_measure_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "moderation_case"("id") ON DELETE SET NULL ON UPDATE CASCADE;
-- Only what lasts can be open once: somebody may be warned about the same thing twice.
DROP INDEX "content_measure_open";
CREATE UNIQUE INDEX "content_measure_open" ON "content_measure"("content_kind", "content_id", "act") WHERE "ended_at" IS NULL AND "act" IN ('hide', 'lock');

-- CreateTable
CREATE TABLE "appeal" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "measure_id" UUID NOT NULL,
    "measure_by" UUID NOT NULL,
    "author_id" UUID,
    "text" TEXT,
    "filed_at" TIMESTAMPTZ(3) NOT NULL,
    "entered_by" UUID,
    "decision" TEXT,
    "answer" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "decided_by" UUID,

    CONSTRAINT "appeal_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "appeal_decided" CHECK (("decided_at" IS NULL) = ("decision" IS NULL) AND ("decided_at" IS NULL) = ("decided_by" IS NULL)),
    -- Whoever took the measure does not decide on the appeal (DSA Art. 20).
    CONSTRAINT "appeal_other_person" CHECK ("decided_by" IS NULL OR "decided_by" <> "measure_by")
);

CREATE UNIQUE INDEX "appeal_measure_id_key" ON "appeal"("measure_id");
CREATE INDEX "appeal_author_id_idx" ON "appeal"("author_id");
ALTER TABLE "appeal" ADD CONSTRAINT "appeal_measure_id_measure_by_fkey" FOREIGN KEY ("measure_id", "measure_by") REFERENCES "content_measure"("id", "started_by") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "appeal" ADD CONSTRAINT "appeal_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- CreateTable
CREATE TABLE "review_setting" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "first_publications" INTEGER NOT NULL,
    "set_at" TIMESTAMPTZ(3) NOT NULL,
    "set_by" UUID NOT NULL,

    CONSTRAINT "review_setting_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "review_setting_range" CHECK ("first_publications" BETWEEN 0 AND 100)
);

-- The number of a profile is the number of its account: it goes with the person (DS-04).
CREATE FUNCTION forget_profile() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.content_id := uuid_v7();
  RETURN NEW;
END $$;
CREATE TRIGGER forget_profile BEFORE UPDATE OF author_id ON moderation_case FOR EACH ROW
  WHEN (OLD.author_id IS NOT NULL AND NEW.author_id IS NULL AND OLD.content_kind = 'profile') EXECUTE FUNCTION forget_profile();
CREATE TRIGGER forget_profile BEFORE UPDATE OF author_id ON content_measure FOR EACH ROW
  WHEN (OLD.author_id IS NOT NULL AND NEW.author_id IS NULL AND OLD.content_kind = 'profile') EXECUTE FUNCTION forget_profile();
